package requirements

import (
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// The names of the arguments of ParseRanges that an ArgumentError can carry, beside those of Compose.
const (
	ArgHostnames       = "hostnames"
	ArgOptionalRegions = "optional_regions"
)

// HostnamesOfEgressError is a restriction to hostnames where the published list has none.
type HostnamesOfEgressError struct{}

// Summary is the summary of a diagnostic.
func (e *HostnamesOfEgressError) Summary() string { return "Conflicting Arguments" }

func (e *HostnamesOfEgressError) Error() string {
	return "the list gives hostnames for ingress addresses only"
}

// OptionalAloneError is optional regions beside no others.
type OptionalAloneError struct{}

// Summary is the summary of a diagnostic.
func (e *OptionalAloneError) Summary() string { return "Conflicting Arguments" }

func (e *OptionalAloneError) Error() string {
	return "optional regions need chosen regions: without a choice all regions of the list are selected"
}

// RangesArguments say which published addresses are wanted, as a configuration writes it.
type RangesArguments struct {
	Direction addresslist.Direction
	// Regions are region codes, in any case. nil stands for all that have addresses.
	Regions []string
	// OptionalRegions are further ones, taken where the list has them.
	OptionalRegions []string
	// Hostnames keep only the addresses listed for them. nil stands for no such restriction.
	Hostnames         []string
	Aggregate         bool
	MinimumUpdateDate string
}

// Check returns an *ArgumentError where arguments, each by itself well formed, contradict each other.
func (a RangesArguments) Check() error {
	switch {
	case len(a.Hostnames) > 0 && a.Direction != addresslist.Ingress:
		return &ArgumentError{ArgHostnames, &HostnamesOfEgressError{}}
	case len(a.OptionalRegions) > 0 && a.Regions == nil:
		return &ArgumentError{ArgOptionalRegions, &OptionalAloneError{}}
	}
	return nil
}

// RangesQuery says which published addresses are wanted.
type RangesQuery struct {
	query   addresslist.Query
	minimum time.Time
}

// ParseRanges reads the arguments. Errors are of type *ArgumentError.
func ParseRanges(arguments RangesArguments) (RangesQuery, error) {
	if err := arguments.Check(); err != nil {
		return RangesQuery{}, err
	}
	minimum, err := parseMinimumUpdateDate(arguments.MinimumUpdateDate)
	if err != nil {
		return RangesQuery{}, err
	}
	regions, err := parseEach(ArgRegions, arguments.Regions, catalog.NormalizeRegion)
	if err != nil {
		return RangesQuery{}, err
	}
	optional, err := parseEach(ArgOptionalRegions, arguments.OptionalRegions, catalog.NormalizeRegion)
	if err != nil {
		return RangesQuery{}, err
	}
	hostnames, err := parseEach(ArgHostnames, arguments.Hostnames, catalog.ParseHostname)
	if err != nil {
		return RangesQuery{}, err
	}
	return RangesQuery{addresslist.Query{
		Direction: arguments.Direction, Regions: regions, OptionalRegions: optional, Hostnames: hostnames, Aggregate: arguments.Aggregate,
	}, minimum}, nil
}

// Ranges are published addresses.
type Ranges struct {
	addresslist.Selection

	// AvailableRegions are the regions that the list names for the direction, sorted.
	AvailableRegions []string
	Published        *addresslist.Document
}

// Select returns the published addresses that the query wants. Errors are those of the list. Beside one only the snapshot
// is set.
func (q RangesQuery) Select(published *addresslist.Document) (Ranges, error) {
	if err := published.CheckDate(q.minimum); err != nil {
		return Ranges{}, err
	}
	selection, err := published.Select(q.query)
	if err != nil {
		return Ranges{Selection: selection}, err
	}
	return Ranges{Selection: selection, AvailableRegions: published.Regions(q.query.Direction), Published: published}, nil
}

// ContentHash returns a hash that changes when, and only when, the set of addresses does.
func (r Ranges) ContentHash() string { return addresslist.ContentHash(r.All.CIDRs()) }
