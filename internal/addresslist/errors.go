package addresslist

import (
	"fmt"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// DocumentError says why a document is not an address list.
type DocumentError struct {
	// Path is the place in the document, empty for the whole.
	Path   string
	Reason string
}

// Summary is the summary of a diagnostic.
func (e *DocumentError) Summary() string { return "Invalid Address List" }

func (e *DocumentError) Error() string {
	if e.Path == "" {
		return "the document " + e.Reason
	}
	return fmt.Sprintf("%s %s", e.Path, e.Reason)
}

// EntryError is an entry of the document that can't be the address of a public service.
type EntryError struct {
	URL string
	// Place is the entry's place in the document, for example ingressIPs.us[3].
	Place string
	Err   error
}

// Summary is the summary of a diagnostic.
func (e *EntryError) Summary() string { return "Address List Refused" }

func (e *EntryError) Unwrap() error { return e.Err }
func (e *EntryError) Error() string {
	return fmt.Sprintf("%s holds an entry at %s that is refused: %v", e.URL, e.Place, e.Err)
}

// maxNamed is the number of regions or hostnames that an error lists.
const maxNamed = 20

// RegionError is a region of the query for which the document has no address.
type RegionError struct {
	URL string
	// Region is empty where no region of the document has an address.
	Region    string
	Direction Direction
	// Empty is whether the document names the region, with an empty list.
	Empty bool
	// Available are the regions that have addresses, sorted.
	Available []string
}

// Summary is the summary of a diagnostic.
func (e *RegionError) Summary() string { return "Region Without Addresses" }

func (e *RegionError) Error() string {
	available := cleantext.List(e.Available, maxNamed)
	switch {
	case len(e.Available) == 0:
		return fmt.Sprintf("%s lists no %s address for any region", e.URL, e.Direction)
	case e.Empty:
		return fmt.Sprintf("%s names region %.100q with an empty list of %s addresses. Regions with addresses: %s", e.URL, e.Region, e.Direction, available)
	default:
		return fmt.Sprintf("%s lists no %s addresses for region %.100q. Regions with addresses: %s%s",
			e.URL, e.Direction, e.Region, available, suggest.Hint(e.Region, e.Available))
	}
}

// HostnameError is a hostname of the query for which the document has no address in the selected regions.
type HostnameError struct {
	URL      string
	Hostname string
	Regions  []string
	// ListedFor are the regions of the document that have addresses for the hostname.
	ListedFor []string
	// Available are the hostnames that have addresses in the selected regions, sorted.
	Available []string
}

// Summary is the summary of a diagnostic.
func (e *HostnameError) Summary() string { return "Hostname Without Addresses" }

func (e *HostnameError) Error() string {
	text := fmt.Sprintf("%s lists no addresses for hostname %.100q in the regions %s", e.URL, e.Hostname, cleantext.List(e.Regions, maxNamed))
	if len(e.ListedFor) > 0 {
		return fmt.Sprintf("%s; it lists them for: %s", text, cleantext.List(e.ListedFor, maxNamed))
	}
	if len(e.Available) == 0 {
		return text + "; no hostname has addresses there"
	}
	return fmt.Sprintf("%s. Hostnames with addresses there: %s%s", text, cleantext.List(e.Available, maxNamed), suggest.Hint(e.Hostname, e.Available))
}

// StaleError is a document that is older than the query allows.
type StaleError struct {
	URL       string
	UpdatedAt time.Time
	Minimum   time.Time
}

// Summary is the summary of a diagnostic.
func (e *StaleError) Summary() string { return "Address List Too Old" }

func (e *StaleError) Error() string {
	return fmt.Sprintf("%s was updated at %s, before the minimum %s", e.URL, e.UpdatedAt.Format(time.RFC3339), e.Minimum.Format(time.RFC3339))
}
