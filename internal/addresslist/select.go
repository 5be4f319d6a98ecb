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
	// AddressesOnly leaves ByHostname empty, and so the hostnames' own lists unjudged.
	AddressesOnly bool
	// Aggregate merges adjacent and overlapping prefixes without loss.
	Aggregate bool
}

// Selection is what a Query selects, all of it judged.
type Selection struct {
	All      ipset.Set
	ByRegion map[string]ipset.Set
	// ByHostname is empty for Egress and for AddressesOnly.
	ByHostname map[string]HostnameAddresses
}

// HostnameAddresses are the addresses that the document lists for a hostname in the selected regions.
type HostnameAddresses struct {
	Regions []string
	Set     ipset.Set
}

// CheckFresh returns a *StaleError where the document is older than the minimum.
func (d *Document) CheckFresh(minimum time.Time) error {
	if d.UpdatedAt.Before(minimum) {
		return &StaleError{URL: d.URL, UpdatedAt: d.UpdatedAt, Minimum: minimum}
	}
	return nil
}

// Select returns what the query selects. It refuses, with a *RegionError, a *HostnameError or an *EntryError, a region
// without addresses, a hostname without addresses, and an entry that can't be the address of a public service; entries
// that were not selected are not judged.
func (d *Document) Select(query Query) (Selection, error) {
	regions, err := d.regions(query)
	if err != nil {
		return Selection{}, err
	}
	var selection Selection
	if len(query.Hostnames) > 0 {
		selection.ByRegion, err = d.regionsOfHostnames(regions, query.Hostnames)
	} else {
		selection.ByRegion, err = d.byRegion(query.Direction, regions)
	}
	if err != nil {
		return Selection{}, err
	}
	if query.Direction == Ingress && !query.AddressesOnly {
		if selection.ByHostname, err = d.byHostname(regions, query.Hostnames); err != nil {
			return Selection{}, err
		}
	}
	if query.Aggregate {
		selection.merge()
	}
	selection.All = ipset.Union(slices.Collect(maps.Values(selection.ByRegion))...)
	if query.Aggregate {
		selection.All = selection.All.Merge()
	}
	return selection, nil
}

func (d *Document) regions(query Query) ([]string, error) {
	usable := d.usable(query.Direction)
	for _, region := range query.Regions {
		if !d.Lists(query.Direction, region) {
			_, listed := d.lists[query.Direction][region]
			return nil, &RegionError{URL: d.URL, Region: region, Direction: query.Direction, Empty: listed, Available: usable}
		}
	}
	if len(query.Regions)+len(query.OptionalRegions) == 0 {
		if len(usable) == 0 {
			return nil, &RegionError{URL: d.URL, Direction: query.Direction}
		}
		return usable, nil
	}
	wanted := slices.Concat(query.Regions, query.OptionalRegions)
	return slices.DeleteFunc(usable, func(region string) bool { return !slices.Contains(wanted, region) }), nil
}

func (d *Document) byRegion(direction Direction, regions []string) (map[string]ipset.Set, error) {
	byRegion := map[string]ipset.Set{}
	for _, region := range regions {
		set, err := d.checked(join(direction.key(), region), d.lists[direction][region])
		if err != nil {
			return nil, err
		}
		byRegion[region] = set
	}
	return byRegion, nil
}

// byHostname collects the addresses of the hostnames, or of all where none is named. Names without addresses are passed
// over, unless they are named.
func (d *Document) byHostname(regions, only []string) (map[string]HostnameAddresses, error) {
	collected := map[string]HostnameAddresses{}
	for _, region := range regions {
		// In order, so that of several bad entries always the same one is named.
		for _, hostname := range slices.Sorted(maps.Keys(d.hostnames[region])) {
			entries := d.hostnames[region][hostname]
			if len(entries) == 0 || (len(only) > 0 && !slices.Contains(only, hostname)) {
				continue
			}
			set, err := d.checked(placeOf(region, hostname), entries)
			if err != nil {
				return nil, err
			}
			before := collected[hostname]
			collected[hostname] = HostnameAddresses{append(before.Regions, region), ipset.Union(before.Set, set)}
		}
	}
	for _, hostname := range only {
		if _, ok := collected[hostname]; !ok {
			return nil, d.hostnameError(hostname, regions)
		}
	}
	return collected, nil
}

// regionsOfHostnames returns, region by region, the addresses of the hostnames. A region that has none is left out.
func (d *Document) regionsOfHostnames(regions, hostnames []string) (map[string]ipset.Set, error) {
	byRegion := map[string]ipset.Set{}
	for _, region := range regions {
		for _, hostname := range hostnames {
			set, err := d.checked(placeOf(region, hostname), d.hostnames[region][hostname])
			if err != nil {
				return nil, err
			}
			if set.Len() > 0 {
				byRegion[region] = ipset.Union(byRegion[region], set)
			}
		}
	}
	return byRegion, nil
}

func (d *Document) hostnameError(hostname string, regions []string) error {
	failure := &HostnameError{URL: d.URL, Hostname: hostname, Regions: regions}
	for _, region := range slices.Sorted(maps.Keys(d.hostnames)) {
		if len(d.hostnames[region][hostname]) > 0 {
			failure.ListedFor = append(failure.ListedFor, region)
		}
	}
	for _, region := range regions {
		for name, entries := range d.hostnames[region] {
			if len(entries) > 0 {
				failure.Available = append(failure.Available, name)
			}
		}
	}
	slices.Sort(failure.Available)
	failure.Available = slices.Compact(failure.Available)
	return failure
}

// placeOf returns the place of a hostname's list in the document.
func placeOf(region, hostname string) string { return join(join(keyRegions, region), hostname) }

// checked parses and checks each entry of a list.
func (d *Document) checked(list string, entries []string) (ipset.Set, error) {
	prefixes := make([]netip.Prefix, len(entries))
	for i, entry := range entries {
		prefix, err := ipset.Parse(entry)
		if err == nil {
			err = ipset.CheckPublic(prefix, d.bounds)
		}
		if err != nil {
			return ipset.Set{}, &EntryError{URL: d.URL, Place: fmt.Sprintf("%s[%d]", list, i), Err: err}
		}
		prefixes[i] = prefix
	}
	return ipset.Of(prefixes...), nil
}

func (s *Selection) merge() {
	for region, set := range s.ByRegion {
		s.ByRegion[region] = set.Merge()
	}
	for hostname, addresses := range s.ByHostname {
		s.ByHostname[hostname] = HostnameAddresses{addresses.Regions, addresses.Set.Merge()}
	}
}

// ContentHash returns "sha256:" and the hexadecimal SHA-256 of the lines, each ended by a newline.
func ContentHash(lines []string) string {
	hash := sha256.New()
	for _, line := range lines {
		hash.Write([]byte(line + "\n"))
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}
