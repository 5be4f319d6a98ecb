package requirements

import (
	"fmt"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// ArgHostnames is the name of the argument for hostnames that an ArgumentError can carry.
const ArgHostnames = "hostnames"

// HostnamesOfEgressError is a restriction to hostnames where the published list has none.
type HostnamesOfEgressError struct{}

// Summary is the summary of a diagnostic.
func (e *HostnamesOfEgressError) Summary() string { return "Conflicting Arguments" }

func (e *HostnamesOfEgressError) Error() string {
	return "the list gives hostnames for ingress addresses only"
}

// RangesQuery says which published addresses are wanted.
type RangesQuery struct {
	Direction addresslist.Direction
	// Regions are region codes, in any case. nil stands for all that have addresses.
	Regions []string
	// Hostnames keep only the addresses listed for them. nil stands for no such restriction.
	Hostnames         []string
	Aggregate         bool
	MinimumUpdateDate string
}

// Ranges are published addresses.
type Ranges struct {
	addresslist.Selection

	// AvailableRegions are the regions that the list names for the direction, sorted.
	AvailableRegions []string
	Published        *addresslist.Document
}

// SelectRanges returns the published addresses that the query wants. Errors are of type *ArgumentError, or the feed's.
func SelectRanges(query RangesQuery, published *addresslist.Document) (Ranges, error) {
	minimum, err := parseMinimumUpdateDate(query.MinimumUpdateDate)
	if err != nil {
		return Ranges{}, err
	}
	if err := published.CheckFresh(minimum); err != nil {
		return Ranges{}, err //nolint:wrapcheck // The error says all.
	}
	regions, err := parseEach(ArgRegions, query.Regions, catalog.NormalizeRegion)
	if err != nil {
		return Ranges{}, err
	}
	hostnames, err := parseEach(ArgHostnames, query.Hostnames, ParseHostname)
	if err != nil {
		return Ranges{}, err
	}
	if len(hostnames) > 0 && query.Direction != addresslist.Ingress {
		return Ranges{}, &ArgumentError{ArgHostnames, &HostnamesOfEgressError{}}
	}
	selection, err := selectBounded(published, addresslist.Query{
		Direction: query.Direction, Regions: regions, Hostnames: hostnames, Aggregate: query.Aggregate,
	})
	if err != nil {
		return Ranges{}, err
	}
	return Ranges{Selection: selection, AvailableRegions: published.Regions(query.Direction), Published: published}, nil
}

// ParseHostname returns a hostname as the published list has it: in lower case, without a final dot.
func ParseHostname(text string) (string, error) {
	hostname := addresslist.NormalizeHostname(text)
	for label := range strings.SplitSeq(strings.TrimPrefix(hostname, wildcardLabel+"."), ".") {
		if !catalog.IsLabel(label) {
			return "", fmt.Errorf("%.100q is not a hostname, such as %q", text, "us.api.konghq.com")
		}
	}
	return hostname, nil
}

// ContentHash returns a hash that changes when, and only when, the set of addresses does.
func (r Ranges) ContentHash() string { return addresslist.ContentHash(r.All.CIDRs()) }
