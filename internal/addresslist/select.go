package addresslist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// Query says what to select from a document.
type Query struct {
	Direction Direction
	// Regions must each have at least one address.
	Regions []string
	// OptionalRegions are taken where they have one. Where neither is given, every region that has an address is taken.
	OptionalRegions []string
	// Hostnames, where given, keeps only the addresses that the document lists for these names. For Ingress only.
	Hostnames []string
	// AddressesOnly leaves ByHostname empty, and so the hostnames' own lists unchecked. Not together with Hostnames.
	AddressesOnly bool
	// Aggregate merges adjacent and overlapping prefixes without loss, but makes none shorter than the document's bounds.
	Aggregate bool
}

// takesAll reports whether the query takes every region that has an address.
func (q Query) takesAll() bool { return len(q.Regions)+len(q.OptionalRegions) == 0 }

// takesHostnames reports whether the hostnames' own lists are selected.
func (q Query) takesHostnames() bool {
	return q.Direction == Ingress && !q.AddressesOnly
}

// Selection is what a Query selects, all of it checked.
type Selection struct {
	All      ipset.Set
	ByRegion map[string]ipset.Set
	// ByHostname is empty for Egress and for AddressesOnly.
	ByHostname map[string]HostnameAddresses
	Snapshot   Snapshot
	// Warnings are what is odd about the selected part of the document and harms nobody: *DateError and *KeysError.
	Warnings []error
}

// HostnameAddresses are the addresses that the document lists for a hostname in the selected regions.
type HostnameAddresses struct {
	Regions []string
	Set     ipset.Set
}

// Snapshot is what the regions asked for hold, before any prefixes are merged. The zero value stands for no usable document.
type Snapshot struct {
	// Regions has a key for each region asked for: nil for one that can't be used, an empty set for an optional one that the
	// document lacks, and for one without an address of the hostnames.
	Regions map[string]*ipset.Set
	// UpdatedAt is the time of the document, zero where it is not known.
	UpdatedAt time.Time
}

// ContentHash returns the hash of the sorted lines "REGION CIDR".
func (s Snapshot) ContentHash() string {
	var lines []string
	for region, set := range s.Regions {
		if set == nil {
			continue
		}
		for _, cidr := range set.CIDRs() {
			lines = append(lines, region+" "+cidr)
		}
	}
	slices.Sort(lines)
	return ContentHash(lines)
}

// part is what a query selects of one region.
type part struct {
	region     string
	set        ipset.Set
	byHostname map[string]ipset.Set
}

// Select returns what the query selects. It refuses, with a *RegionError, a *HostnameError or an *EntryError, a region
// without addresses, a hostname without addresses, and an entry that can't be the address of a public service; entries
// that were not selected are not checked. It refuses, with a *SizeError or a *CoverError, what is too large.
//
// Beside an error only the snapshot is set, and it tells the regions that can be used from those that can't.
func (d *Document) Select(query Query) (Selection, error) {
	if err := d.checkKeys(query.Direction); err != nil {
		return Selection{}, err
	}
	regions := slices.Concat(query.Regions, query.OptionalRegions)
	if query.takesAll() {
		if regions = d.usable(query.Direction); len(regions) == 0 {
			return Selection{}, &RegionError{URL: d.URL, Direction: query.Direction}
		}
	}
	slices.Sort(regions)
	snapshot := Snapshot{Regions: map[string]*ipset.Set{}, UpdatedAt: d.UpdatedAt}
	var parts []part
	var failure error
	for _, region := range slices.Compact(regions) {
		if !d.Lists(query.Direction, region) && !slices.Contains(query.Regions, region) {
			snapshot.Regions[region] = &ipset.Set{}
			continue
		}
		selected, err := d.part(query, region)
		if err != nil {
			snapshot.Regions[region] = nil
			if failure == nil {
				failure = err
			}
			continue
		}
		snapshot.Regions[region] = &selected.set
		parts = append(parts, selected)
	}
	if err := d.checkSize(parts); err != nil {
		return Selection{}, err
	}
	if failure == nil {
		failure = d.checkHostnames(query.Hostnames, parts)
	}
	if failure != nil {
		return Selection{Snapshot: snapshot}, failure
	}
	selection := d.combine(query, parts)
	selection.Snapshot, selection.Warnings = snapshot, d.warnings(query, parts)
	return selection, nil
}

// part selects of one region.
func (d *Document) part(query Query, region string) (part, error) {
	selected := part{region: region}
	entries, listed := d.lists[query.Direction].items[region]
	if len(entries) == 0 {
		return part{}, &RegionError{
			URL: d.URL, Region: region, Direction: query.Direction, Empty: listed, Available: d.usable(query.Direction),
		}
	}
	var err error
	if len(query.Hostnames) == 0 {
		if selected.set, err = d.checked(entries, query.Direction.key(), region); err != nil {
			return part{}, err
		}
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

// checked parses and checks each entry of the list that stands under these keys.
func (d *Document) checked(entries []string, keys ...string) (ipset.Set, error) {
	prefixes := make([]netip.Prefix, len(entries))
	for i, entry := range entries {
		prefix, err := ipset.Parse(entry)
		if err == nil {
			err = ipset.CheckPublic(prefix, d.bounds)
		}
		if err != nil {
			place := ""
			for _, key := range keys {
				place = join(place, key)
			}
			return ipset.Set{}, &EntryError{URL: d.URL, Place: fmt.Sprintf("%s[%d]", place, i), Err: err}
		}
		prefixes[i] = prefix
	}
	return ipset.Of(prefixes...), nil
}

// checkHostnames holds that each hostname has addresses in one of the parts.
func (d *Document) checkHostnames(hostnames []string, parts []part) error {
	for _, hostname := range hostnames {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.byHostname[hostname].Len() > 0 }) {
			return d.hostnameError(hostname, parts)
		}
	}
	return nil
}

func (d *Document) hostnameError(hostname string, parts []part) error {
	failure := &HostnameError{URL: d.URL, Hostname: hostname}
	for _, region := range slices.Sorted(maps.Keys(d.hostnames.items)) {
		if len(d.hostnames.items[region].items[hostname]) > 0 {
			failure.ListedFor = append(failure.ListedFor, region)
		}
	}
	for _, part := range parts {
		failure.Regions = append(failure.Regions, part.region)
		for name, entries := range d.hostnames.items[part.region].items {
			if len(entries) > 0 {
				failure.Available = append(failure.Available, name)
			}
		}
	}
	slices.Sort(failure.Available)
	failure.Available = slices.Compact(failure.Available)
	return failure
}

// combine puts the parts together. Each prefix is sorted in once, however many parts name it.
func (d *Document) combine(query Query, parts []part) Selection {
	merge := func(set ipset.Set) ipset.Set {
		if query.Aggregate {
			return set.MergeWithin(d.bounds)
		}
		return set
	}
	selection := Selection{ByRegion: map[string]ipset.Set{}, ByHostname: map[string]HostnameAddresses{}}
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
	var warnings []error
	if d.UpdatedAt.IsZero() {
		warnings = append(warnings, &DateError{URL: d.URL, Text: d.UpdateDate})
	}
	regions, hostnames := &KeysError{URL: d.URL, What: "region code"}, &KeysError{URL: d.URL, What: "hostname"}
	if query.takesAll() {
		regions.add(query.Direction.key(), d.lists[query.Direction].odd)
		if query.takesHostnames() {
			regions.add(keyRegions, d.hostnames.odd)
		}
	}
	if query.takesHostnames() && len(query.Hostnames) == 0 {
		for _, part := range parts {
			hostnames.add(join(keyRegions, part.region), d.hostnames.items[part.region].odd)
		}
	}
	for _, odd := range []*KeysError{regions, hostnames} {
		if odd.Count > 0 {
			warnings = append(warnings, odd)
		}
	}
	return warnings
}

// ContentHash returns "sha256:" and the hexadecimal SHA-256 of the lines, each ended by a newline.
func ContentHash(lines []string) string {
	hash := sha256.New()
	for _, line := range lines {
		hash.Write([]byte(line + "\n"))
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}
