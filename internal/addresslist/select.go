package addresslist

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Query says what to select from a document, in the texts that a user writes.
type Query struct {
	Direction Direction
	// Regions, in any case, must each have at least one address. nil stands for every region that has one.
	Regions []string
	// Hostnames, in any case, keep only the addresses that the document lists for these names. nil stands for no such
	// restriction. For Ingress only.
	Hostnames []string
	// MinimumUpdateDate is the oldest date that the document may have, empty for any.
	MinimumUpdateDate string
	// AddressesOnly leaves ByHostname empty, and so the hostnames' own lists unchecked. Not together with Hostnames.
	AddressesOnly bool
	// Aggregate merges adjacent and overlapping prefixes without loss, but makes none shorter than the document's bounds.
	Aggregate bool
}

// Check refuses arguments that, each by itself well formed, contradict each other.
func (q Query) Check() error {
	if len(q.Hostnames) > 0 && q.Direction != Ingress {
		return problem.At(ArgHostnames, problem.New("Conflicting Arguments", "the list gives hostnames for ingress addresses only").
			Advise(`Leave hostnames out, or set direction = "ingress".`))
	}
	return nil
}

// takesHostnames reports whether the hostnames' own lists are selected.
func (q Query) takesHostnames() bool {
	return q.Direction == Ingress && !q.AddressesOnly
}

// parse returns the query with its regions and hostnames in their one form, sorted, none twice.
func (q Query) parse() (Query, error) {
	if err := q.Check(); err != nil {
		return Query{}, err
	}
	var err error
	if q.Regions, err = problem.Each(ArgRegions, q.Regions, catalog.NormalizeRegion); err != nil {
		return Query{}, err
	}
	slices.Sort(q.Regions)
	q.Hostnames, err = problem.Each(ArgHostnames, q.Hostnames, catalog.ParseHostname)
	return q, err
}

// Selection is what a Query selects, all of it checked.
type Selection struct {
	All      ipset.Set
	ByRegion map[string]ipset.Set
	// ByHostname is empty for Egress and for AddressesOnly.
	ByHostname map[string]HostnameAddresses
	// Warnings are what is odd about the selected part of the document and harms no one.
	Warnings []error
}

// HostnameAddresses are the addresses that the document lists for a hostname in the selected regions.
type HostnameAddresses struct {
	Regions []string
	Set     ipset.Set
}

// part is what a query selects of one region.
type part struct {
	region     string
	set        ipset.Set
	byHostname map[string]ipset.Set
}

// Select returns what the query selects. It refuses a document that is too old, a region without addresses, a hostname without
// addresses, an entry that can't be the address of a public service, and what is too large; entries that were not selected are
// not checked.
func (d *Document) Select(query Query) (Selection, error) {
	query, err := query.parse()
	if err != nil {
		return Selection{}, err
	}
	if err := d.CheckDate(query.MinimumUpdateDate); err != nil {
		return Selection{}, err
	}
	if err := d.checkCount("regions", len(d.lists[query.Direction].items), maxKeys); err != nil {
		return Selection{}, err
	}
	regions := query.Regions
	if regions == nil {
		regions = d.usable(query.Direction)
	}
	if len(regions) == 0 {
		return Selection{}, d.WithoutAddresses(query.Direction, "")
	}
	parts := make([]part, len(regions))
	for i, region := range regions {
		if parts[i], err = d.part(query, region); err != nil {
			return Selection{}, err
		}
	}
	if err := d.checkSize(parts); err != nil {
		return Selection{}, err
	}
	for _, hostname := range query.Hostnames {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.byHostname[hostname].Len() > 0 }) {
			return Selection{}, d.withoutHostname(hostname, regions)
		}
	}
	return d.combine(query, parts), nil
}

// part selects of one region.
func (d *Document) part(query Query, region string) (part, error) {
	selected := part{region: region}
	var err error
	if len(query.Hostnames) == 0 {
		if selected.set, err = d.Region(query.Direction, region); err != nil {
			return part{}, err
		}
	} else if !d.Lists(query.Direction, region) {
		return part{}, d.WithoutAddresses(query.Direction, region)
	}
	if query.takesHostnames() {
		if selected.byHostname, err = d.byHostname(region, query.Hostnames); err != nil {
			return part{}, err
		}
	}
	if len(query.Hostnames) > 0 {
		selected.set = ipset.Union(slices.Collect(maps.Values(selected.byHostname))...)
	}
	return selected, nil
}

// byHostname returns the addresses of the region's hostnames, or of those alone that are named. Names without addresses are
// left out.
func (d *Document) byHostname(region string, only []string) (map[string]ipset.Set, error) {
	lists := d.hostnames.items[region].items
	hostnames := only
	if len(only) == 0 {
		// In order, so that of several bad entries always the same one is named.
		hostnames = slices.Sorted(maps.Keys(lists))
	}
	sets := map[string]ipset.Set{}
	for _, hostname := range hostnames {
		set, err := d.checked(lists[hostname], keyRegions, region, hostname)
		if err != nil {
			return nil, err
		}
		if set.Len() > 0 {
			sets[hostname] = set
		}
	}
	return sets, nil
}

// Region returns the addresses of one direction of a region. It refuses a region without any, and an entry that can't be the
// address of a public service.
func (d *Document) Region(direction Direction, region string) (ipset.Set, error) {
	if !d.Lists(direction, region) {
		return ipset.Set{}, d.WithoutAddresses(direction, region)
	}
	return d.checked(d.lists[direction].items[region], d.key(direction), region)
}

// checked parses and checks each entry of the list that stands under these keys.
func (d *Document) checked(entries []string, names ...string) (ipset.Set, error) {
	prefixes := make([]netip.Prefix, len(entries))
	for i, entry := range entries {
		advice := ""
		prefix, err := ipset.Parse(entry)
		if err == nil {
			advice, err = d.widenFor(prefix), ipset.CheckPublic(prefix, d.bounds)
		}
		if err != nil {
			return ipset.Set{}, d.refused(fmt.Sprintf("%s[%d]", placeOf(keys(names...)...), i), err, advice)
		}
		prefixes[i] = prefix
	}
	return ipset.Of(prefixes...), nil
}

// combine puts the parts together. Each prefix is sorted in once, however many parts name it.
func (d *Document) combine(query Query, parts []part) Selection {
	merge := func(set ipset.Set) ipset.Set {
		if query.Aggregate {
			return set.MergeWithin(d.bounds)
		}
		return set
	}
	selection := Selection{
		ByRegion: map[string]ipset.Set{}, ByHostname: map[string]HostnameAddresses{}, Warnings: d.warnings(query, parts),
	}
	sets := make([]ipset.Set, 0, len(parts))
	regionsOf, setsOf := map[string][]string{}, map[string][]ipset.Set{}
	for _, part := range parts {
		sets = append(sets, part.set)
		if part.set.Len() > 0 {
			selection.ByRegion[part.region] = merge(part.set)
		}
		for hostname, set := range part.byHostname {
			regionsOf[hostname] = append(regionsOf[hostname], part.region)
			setsOf[hostname] = append(setsOf[hostname], set)
		}
	}
	selection.All = merge(ipset.Union(sets...))
	for hostname, sets := range setsOf {
		selection.ByHostname[hostname] = HostnameAddresses{regionsOf[hostname], merge(ipset.Union(sets...))}
	}
	return selection
}

// warnings returns what is odd about the part of the document that the query selects.
func (d *Document) warnings(query Query, parts []part) []error {
	var regions, hostnames [][]step
	if query.Regions == nil {
		for _, key := range d.lists[query.Direction].odd {
			regions = append(regions, keys(d.key(query.Direction), key))
		}
		if query.takesHostnames() {
			for _, key := range d.hostnames.odd {
				regions = append(regions, keys(keyRegions, key))
			}
		}
	}
	if query.takesHostnames() && len(query.Hostnames) == 0 {
		for _, part := range parts {
			for _, key := range d.hostnames.items[part.region].odd {
				hostnames = append(hostnames, keys(keyRegions, part.region, key))
			}
		}
	}
	var warnings []error
	if d.UpdatedAt.IsZero() && !d.isAccepted() {
		warnings = append(warnings, d.undated(time.Time{}))
	}
	if len(regions) > 0 {
		warnings = append(warnings, d.odd("region code", regions))
	}
	if len(hostnames) > 0 {
		warnings = append(warnings, d.odd("hostname", hostnames))
	}
	return warnings
}
