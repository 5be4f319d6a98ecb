package catalog

import (
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Portal is a Dev Portal, by the names that it has.
type Portal struct {
	// Label is the first label of the portal's names.
	Label string
	// Hostname is the portal's whole default_domain and Region its region, both empty where the label alone is known.
	Hostname, Region string
	Legacy           bool
}

// ParsePortal reads the first label of a portal's default_domain, or the whole.
func ParsePortal(text string) (Portal, error) {
	if !strings.Contains(text, ".") {
		label, err := portalKind.parse(text)
		return Portal{Label: label}, err
	}
	endpoint, values, err := identify(text)
	if err != nil || values[portalLabel] == "" {
		return Portal{}, problem.New("Invalid Portal", "%s is not a portal's default_domain; give one of the form %q, or its first label alone, such as %q",
			cleantext.Quote(text, maxQuoted), "PORTAL.REGION.kongportals.com", portalKind.example)
	}
	label, err := portalKind.parse(values[portalLabel])
	if err != nil {
		return Portal{}, err
	}
	return Portal{Label: label, Hostname: endpoint.Hostname, Region: endpoint.Region, Legacy: endpoint.Legacy}, nil
}
