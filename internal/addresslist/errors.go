package addresslist

import (
	"fmt"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

const (
	// maxQuoted is how many characters of a text an error repeats.
	maxQuoted = 100
	// maxNamed is how many regions an error lists, and of hostnames, which are longer, half as many.
	maxNamed = 20
	// maxPlaces is how many places of the document an error lists.
	maxPlaces = 5
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
	region, available := cleantext.Quote(e.Region, maxQuoted), cleantext.List(e.Available, maxNamed)
	switch {
	case len(e.Available) == 0:
		return fmt.Sprintf("%s lists no %s address for any region", e.URL, e.Direction)
	case e.Empty:
		return fmt.Sprintf("%s names region %s with an empty list of %s addresses. Regions with addresses: %s", e.URL, region, e.Direction, available)
	default:
		return fmt.Sprintf("%s lists no %s addresses for region %s. Regions with addresses: %s%s",
			e.URL, e.Direction, region, available, catalog.RegionHint(e.Region, e.Available))
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
	text := fmt.Sprintf("%s lists no addresses for hostname %s in the regions %s",
		e.URL, cleantext.Quote(e.Hostname, maxQuoted), cleantext.List(e.Regions, maxNamed))
	if len(e.ListedFor) > 0 {
		return fmt.Sprintf("%s; it lists them for: %s", text, cleantext.List(e.ListedFor, maxNamed))
	}
	if len(e.Available) == 0 {
		return text + "; no hostname has addresses there"
	}
	return fmt.Sprintf("%s. Hostnames with addresses there: %s%s",
		text, cleantext.List(e.Available, maxNamed/2), suggest.Hint(e.Hostname, e.Available))
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

// DateError is a document whose date can't be read: a warning, unless a minimum was asked for.
type DateError struct {
	URL string
	// Text is the date as published.
	Text string
	// Minimum is what was asked for, zero where nothing was.
	Minimum time.Time
}

// Summary is the summary of a diagnostic.
func (e *DateError) Summary() string { return "Unreadable Update Date" }

func (e *DateError) Error() string {
	text := fmt.Sprintf("%s gives %s as its date, which is in none of the forms that are read, such as %q (UTC) or %q",
		e.URL, cleantext.Quote(e.Text, maxDate), "2025-08-26-16-03-33", "2025-08-26T16:03:33Z")
	if e.Minimum.IsZero() {
		return text
	}
	return fmt.Sprintf("%s; whether it is older than the minimum %s can't be told", text, e.Minimum.Format(time.RFC3339))
}

// KeysError names keys of the selected part of a document that were left out: a warning.
type KeysError struct {
	URL string
	// What the keys should have been, for example "region code".
	What string
	// Places are the first of them, Count is how many there are.
	Places []string
	Count  int
}

// Summary is the summary of a diagnostic.
func (e *KeysError) Summary() string { return "Unreadable Keys In Address List" }

func (e *KeysError) Error() string {
	places := strings.Join(e.Places, ", ")
	if more := e.Count - len(e.Places); more > 0 {
		places += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("%s has keys where a %s should stand, and what they hold was left out: %s", e.URL, e.What, places)
}

// add takes in keys of the object at the path.
func (e *KeysError) add(path string, keys []string) {
	for _, key := range keys[:min(len(keys), maxPlaces-len(e.Places))] {
		e.Places = append(e.Places, join(path, key))
	}
	e.Count += len(keys)
}
