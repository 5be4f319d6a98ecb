package requirements

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Family is that of addresses.
type Family string

// The families, in the order of prefixes.
const (
	IPv4 Family = "ipv4"
	IPv6 Family = "ipv6"
)

func familyOf(prefix netip.Prefix) Family {
	if prefix.Addr().Is4() {
		return IPv4
	}
	return IPv6
}

// Group is a port with all its prefixes of one family, at least one: the destinations of an outbound group, the sources
// of an inbound one.
type Group struct {
	Port

	Family   Family
	Name     string
	Prefixes ipset.Set
	// Regions are those whose lists name the prefixes, sorted, nil where none does.
	Regions []string
}

// Key returns the group's key in maps, such as tcp/443/ipv4.
func (g Group) Key() string { return g.Port.Key() + "/" + string(g.Family) }

// Rule is a port with one prefix.
type Rule struct {
	Port

	Family Family
	Name   string
	Prefix netip.Prefix
	// Regions are those whose list names the prefix or, where prefixes are merged, any part of it, sorted, nil where none does.
	Regions []string
}

// Key returns the rule's key in maps, such as tcp/443/18.220.4.10/32.
func (r Rule) Key() string { return r.Port.Key() + "/" + r.Prefix.String() }

// NameGroup is a port with the names that answer on it, at least one.
type NameGroup struct {
	Port

	Name  string
	Names Names
}

// maxRules is the largest number of rules of one query, outbound and inbound together. Konnect publishes some eighty
// addresses.
const maxRules = 20_000

// portFlows are the flows of one port, with all prefixes at their other ends.
type portFlows struct {
	flows    []flow
	prefixes ipset.Set
	// peersOf are the peers that each prefix belongs to, regionsOf the regions whose list names it. No port has peers with
	// different lists.
	peersOf   map[netip.Prefix]peers
	regionsOf map[netip.Prefix][]string
}

// withPrefixes puts the flows of each port together with their prefixes.
func withPrefixes(flows []flow, of map[peers]addresses) []portFlows {
	var ports []portFlows
	for _, same := range byPort(flows) {
		port := portFlows{flows: same, peersOf: map[netip.Prefix]peers{}}
		for peer, addresses := range of {
			if !slices.ContainsFunc(same, func(f flow) bool { return f.peer == peer }) {
				continue
			}
			for _, prefix := range addresses.set.Prefixes() {
				port.peersOf[prefix] |= peer
			}
			port.prefixes = ipset.Union(port.prefixes, addresses.set)
			if addresses.regions != nil {
				port.regionsOf = addresses.regions
			}
		}
		ports = append(ports, port)
	}
	return ports
}

// checkRules refuses more rules than can be handled, before any is made.
func checkRules(directions ...[]portFlows) error {
	rules := 0
	for _, ports := range directions {
		for _, port := range ports {
			rules += port.prefixes.Len()
		}
	}
	if rules > maxRules {
		return problem.New("Too Many Rules", "the block makes %d rules, one for each protocol, port and prefix, more than the %d that are handled",
			rules, maxRules).Advise("Choose fewer regions, components or clients in a block, or set aggregate.")
	}
	return nil
}

// namer names the rules of one direction. Names are unique in all of them together, and with a prefix of the longest kind
// no longer than 63 characters.
type namer struct {
	prefix    string
	direction direction
}

func (n namer) name(port Port, last string) string {
	return fmt.Sprintf("%s-%s-%s-%d-%s", n.prefix, n.direction.name, port.Protocol, port.Number, last)
}

// rules composes a group for each port and family, and a rule for each port and prefix.
func (n namer) rules(ports []portFlows) ([]Group, []Rule) {
	var groups []Group
	var rules []Rule
	for _, port := range ports {
		for _, set := range []ipset.Set{port.prefixes.IPv4(), port.prefixes.IPv6()} {
			if set.Len() == 0 {
				continue
			}
			group, rows := n.ofFamily(port, set)
			groups, rules = append(groups, group), append(rules, rows...)
		}
	}
	return groups, rules
}

// ofFamily composes the group and the rules of a port with the set of its prefixes of one family. Each is described by the
// flows that need it and the regions that name it.
func (n namer) ofFamily(port portFlows, set ipset.Set) (Group, []Rule) {
	prefixes := set.Prefixes()
	family := familyOf(prefixes[0])
	rules := make([]Rule, len(prefixes))
	type kind struct {
		peers   peers
		regions string
	}
	described := map[kind]Port{}
	var all peers
	var regions []string
	for i, prefix := range prefixes {
		of := port.regionsOf[prefix]
		same := kind{port.peersOf[prefix], strings.Join(of, ",")}
		row, ok := described[same]
		if !ok {
			row = portOf(n.direction, port.with(same.peers)).forRegions(of)
			described[same] = row
			all |= same.peers
			regions = append(regions, of...)
		}
		rules[i] = Rule{Port: row, Family: family, Name: n.name(row, nameOf(prefix)), Prefix: prefix, Regions: of}
	}
	slices.Sort(regions)
	regions = slices.Compact(regions)
	whole := portOf(n.direction, port.with(all)).forRegions(regions)
	return Group{Port: whole, Family: family, Name: n.name(whole, string(family)), Prefixes: set, Regions: regions}, rules
}

// maxDescription is how many characters firewalls allow in a description.
const maxDescription = 140

// forRegions returns the port with the regions named in its description, as many as fit.
func (p Port) forRegions(regions []string) Port {
	for most := len(regions); most > 0; most-- {
		if text := p.Description + " for " + cleantext.List(regions, most); len(text) <= maxDescription {
			p.Description = text
			break
		}
	}
	return p
}

// with returns the flows whose other end is one of the peers.
func (p portFlows) with(some peers) []flow {
	return slices.DeleteFunc(slices.Clone(p.flows), func(f flow) bool { return f.peer&some == 0 })
}

// names composes a group for each port on which some of the names answer.
func (n namer) names(ports []portFlows, names Names, last string) []NameGroup {
	var groups []NameGroup
	for _, port := range ports {
		here := names.on(port.flows[0])
		if len(here) == 0 {
			continue
		}
		whole := portOf(n.direction, slices.DeleteFunc(slices.Clone(port.flows), func(f flow) bool { return !here.needed(f.component) }))
		groups = append(groups, NameGroup{Port: whole, Name: n.name(whole, last), Names: here})
	}
	return groups
}

// on returns the names that answer on the flow's port: every documented one does on the same.
func (n Names) on(f flow) Names {
	if f.protocol != catalog.TCP || f.port != catalog.HTTPSPort {
		return nil
	}
	return n
}

// needed reports whether the component needs one of the names.
func (n Names) needed(component catalog.Component) bool {
	return slices.ContainsFunc(n, func(name Name) bool { return name.Component == component })
}

// nameOf writes a prefix with letters, digits and hyphens only, such as 18-220-4-10-32. IPv6 is written in full, without
// separators: the longest name of a rule then stays within the 63 characters that firewalls allow.
func nameOf(prefix netip.Prefix) string {
	addr := strings.ReplaceAll(prefix.Addr().String(), ".", "-")
	if prefix.Addr().Is6() {
		addr = hex.EncodeToString(prefix.Addr().AsSlice())
	}
	return addr + "-" + strconv.Itoa(prefix.Bits())
}
