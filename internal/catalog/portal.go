package catalog

import (
	"fmt"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// Portal is a Dev Portal, by the names that it has.
type Portal struct {
	// Label is the first label of the portal's names.
	Label string
	// Hostname is the portal's whole default_domain and Region its region, both empty where the label alone is known.
	Hostname, Region string
	Legacy           bool
}

// ParsePortal reads the first label of a portal's default_domain, or the whole. Errors are of type *LabelError and *PortalError.
func ParsePortal(text string) (Portal, error) {
	if !strings.Contains(text, ".") {
		label, err := portalKind.parse(text)
		return Portal{Label: label}, err
	}
	endpoint, values, err := identify(text)
	if err != nil || values[portalLabel] == "" {
		return Portal{}, &PortalError{text}
	}
	label, err := portalKind.parse(values[portalLabel])
	if err != nil {
		return Portal{}, err
	}
	return Portal{Label: label, Hostname: endpoint.Hostname, Region: endpoint.Region, Legacy: endpoint.Legacy}, nil
}

// PortalError names a hostname that is no portal's default_domain.
type PortalError struct{ Text string }

// Summary is the summary of a diagnostic.
func (*PortalError) Summary() string { return "Invalid Portal" }

func (e *PortalError) Error() string {
	return fmt.Sprintf("%s is not a portal's default_domain; give one of the form %q, or its first label alone, such as %q",
		cleantext.Quote(e.Text, maxQuoted), "PORTAL.REGION.kongportals.com", portalKind.example)
}
