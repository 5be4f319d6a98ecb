package addresslist

import (
	"cmp"
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

// parse returns the query with its regions and hostnames in their one form, none twice.
func (q Query) parse() (Query, error) {
	if err := q.Check(); err != nil {
		return Query{}, err
	}
	var err error
	if q.Regions, err = problem.Each(ArgRegions, q.Regions, catalog.NormalizeRegion); err != nil {
		return Query{}, err
	}
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

// Select returns what the query selects. It refuses a document that is too old, a region without addresses, a hostname without
// addresses, an entry that can't be the address of a public service, and what is too large; entries that were not selected are
// not checked.
func (d *Document) Select(query Query) (Selection, error) {
	query, err := query.parse()
	if err == nil {
		err = cmp.Or(d.CheckDate(query.MinimumUpdateDate), d.checkCount("regions", len(d.lists[query.Direction]), maxKeys))
	}
	if err != nil {
		return Selection{}, err
	}
	regions := query.Regions
	if regions == nil {
		regions = d.usable(query.Direction)
	}
	if len(regions) == 0 {
		return Selection{}, d.WithoutAddresses(query.Direction, "")
	}
	found := parts{map[string]ipset.Set{}, map[string]map[string]ipset.Set{}}
	for _, region := range regions {
		if err := d.find(found, query, region); err != nil {
			return Selection{}, err
		}
	}
	if err := d.checkSize(found); err != nil {
		return Selection{}, err
	}
	for _, hostname := range query.Hostnames {
		if len(found.byHostname[hostname]) == 0 {
			return Selection{}, d.withoutHostname(hostname, regions)
		}
	}
	return d.combine(found, query), nil
}

// parts are what is selected, by region, and by hostname and region. None of the latter is empty.
type parts struct {
	byRegion   map[string]ipset.Set
	byHostname map[string]map[string]ipset.Set
}

// find selects of one region.
func (d *Document) find(found parts, query Query, region string) error {
	if !d.Lists(query.Direction, region) {
		return d.WithoutAddresses(query.Direction, region)
	}
	if query.Hostnames == nil {
		set, err := d.Region(query.Direction, region)
		if err != nil {
			return err
		}
		found.byRegion[region] = set
	}
	if query.Direction == Egress || query.AddressesOnly {
		return nil
	}
	hostnames := query.Hostnames
	if hostnames == nil {
		// In order, so that of several bad entries always the same one is named.
		hostnames = slices.Sorted(maps.Keys(d.hostnames[region]))
	}
	for _, hostname := range hostnames {
		set, err := d.checked(d.hostnames[region][hostname], keyRegions, region, hostname)
		if err != nil {
			return err
		}
		if set.Len() == 0 {
			continue
		}
		if found.byHostname[hostname] == nil {
			found.byHostname[hostname] = map[string]ipset.Set{}
		}
		found.byHostname[hostname][region] = set
		if query.Hostnames != nil {
			found.byRegion[region] = ipset.Union(found.byRegion[region], set)
		}
	}
	return nil
}

// Region returns the addresses of one direction of a region. It refuses a region without any, and an entry that can't be the
// address of a public service.
func (d *Document) Region(direction Direction, region string) (ipset.Set, error) {
	if !d.Lists(direction, region) {
		return ipset.Set{}, d.WithoutAddresses(direction, region)
	}
	return d.checked(d.lists[direction][region], d.key(direction), region)
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
			var path []step
			for _, name := range names {
				path = append(path, step{name, -1})
			}
			return ipset.Set{}, d.refused(placeOf(append(path, step{index: i})...), err, advice)
		}
		prefixes[i] = prefix
	}
	return ipset.Of(prefixes...), nil
}

// combine puts the parts together. Each prefix is sorted in once, however many parts name it.
func (d *Document) combine(found parts, query Query) Selection {
	merge := func(sets ...ipset.Set) ipset.Set {
		if query.Aggregate {
			return ipset.Union(sets...).MergeWithin(d.bounds)
		}
		return ipset.Union(sets...)
	}
	selection := Selection{
		All: merge(slices.Collect(maps.Values(found.byRegion))...), ByRegion: map[string]ipset.Set{}, ByHostname: map[string]HostnameAddresses{},
	}
	for region, set := range found.byRegion {
		selection.ByRegion[region] = merge(set)
	}
	for hostname, sets := range found.byHostname {
		selection.ByHostname[hostname] = HostnameAddresses{slices.Sorted(maps.Keys(sets)), merge(slices.Collect(maps.Values(sets))...)}
	}
	selection.Warnings = d.warnings(query)
	return selection
}

// warnings returns what is odd about the part of the document that the query selects.
func (d *Document) warnings(query Query) []error {
	var warnings []error
	if d.UpdatedAt.IsZero() && !d.isAccepted() {
		warnings = append(warnings, d.undated(time.Time{}))
	}
	names := query.Direction == Ingress && !query.AddressesOnly
	var regions, hostnames [][]step
	for _, path := range d.odd {
		switch inNames := path[0].key == keyRegions; {
		case len(path) == 2 && query.Regions == nil && (path[0].key == d.key(query.Direction) || inNames && names):
			regions = append(regions, path)
		case len(path) == 3 && names && query.Hostnames == nil && d.selects(query, path[1].key):
			hostnames = append(hostnames, path)
		}
	}
	if len(regions) > 0 {
		warnings = append(warnings, d.leftOut("region code", regions))
	}
	if len(hostnames) > 0 {
		warnings = append(warnings, d.leftOut("hostname", hostnames))
	}
	return warnings
}

// selects reports whether the query selects the region of that key.
func (d *Document) selects(query Query, key string) bool {
	region := catalog.Lower(key)
	return query.Regions == nil && d.Lists(query.Direction, region) || slices.Contains(query.Regions, region)
}
