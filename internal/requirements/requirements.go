package requirements

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// Query says what a network needs Konnect for.
type Query struct {
	NamesQuery

	// ProxyListen and StreamListen are the data planes' settings of these names.
	ProxyListen, StreamListen string
	// ClientCIDRs are the addresses and prefixes that may reach the proxy and stream ports.
	ClientCIDRs []string
	// AuditLogPort is the port on which the user's collector receives audit-log webhooks, 0 where there is none.
	AuditLogPort uint16
	// Aggregate merges Konnect's adjacent and overlapping prefixes without loss.
	Aggregate bool
	// MinimumUpdateDate is the oldest date that the published list may have, empty for any.
	MinimumUpdateDate string
}

// Requirements are what the user's network has to allow.
type Requirements struct {
	Names Names
	// Outbound and Inbound have one Group for each protocol and port, OutboundRules and InboundRules one Rule for each
	// protocol, port and prefix. Both are sorted by these.
	Outbound, Inbound           []Group
	OutboundRules, InboundRules []Rule
	// Ingress are the addresses at which Konnect receives, Egress those from which it sends.
	Ingress, Egress ipset.Set
	// WithoutEgress are the regions that send audit logs, the chosen ones and the origin of authentication audit logs, for
	// which no egress address is published.
	WithoutEgress []string
	// Published is the address list that was used, nil where there was none.
	Published *addresslist.Document
}

// Group is a port with all its peers.
type Group struct {
	Port

	Name string
	// Peers are the destinations of an outbound group, the sources of an inbound one.
	Peers ipset.Set
	// Hostnames are the names behind an outbound group's destinations.
	Hostnames Names
}

// Rule is a port with one peer.
type Rule struct {
	Port

	Name string
	Peer netip.Prefix
}

// Key returns the rule's key in maps, such as tcp/443/18.220.4.10/32.
func (r Rule) Key() string { return r.Port.Key() + "/" + r.Peer.String() }

// Compose returns what the query needs. Without a published list there are no addresses of Konnect's, and only documented
// regions are known. Errors are of type *ArgumentError, or the feed's.
func Compose(query Query, published *addresslist.Document) (Requirements, error) {
	result := Requirements{Published: published}
	minimum, err := parseMinimumUpdateDate(query.MinimumUpdateDate)
	if err != nil {
		return Requirements{}, err
	}
	clients, err := parseClients(query.ClientCIDRs)
	if err != nil {
		return Requirements{}, err
	}
	knows := catalog.KnowsRegion
	if published != nil {
		if err := published.CheckFresh(minimum); err != nil {
			return Requirements{}, err //nolint:wrapcheck // The error says all.
		}
		// Which regions there are, the list says.
		knows = func(string) bool { return true }
	}
	regions, err := normalizeRegions(query.Regions, knows)
	if err != nil {
		return Requirements{}, err
	}
	if result.Names, err = query.names(regions); err != nil {
		return Requirements{}, err
	}
	if published != nil {
		if result.Ingress, result.Egress, err = selectAddresses(published, regions, query.Aggregate); err != nil {
			return Requirements{}, err
		}
		result.WithoutEgress = withoutEgress(published, regions)
	}

	outbound, inbound, err := query.ports().needs()
	if err != nil {
		return Requirements{}, err
	}
	for i := range outbound {
		outbound[i].peers = result.Ingress
	}
	for i := range inbound {
		inbound[i].peers = clients
	}
	if query.AuditLogPort != 0 {
		if published != nil && result.Egress.Len() == 0 {
			return Requirements{}, &ArgumentError{ArgAuditLogPort, &addresslist.RegionError{URL: published.URL, Direction: addresslist.Egress}}
		}
		inbound = append(inbound, need{
			protocol: catalog.TCP, port: query.AuditLogPort, component: catalog.AuditLogging,
			purpose: "audit-log webhooks from Konnect", peers: result.Egress,
		})
	}
	result.Outbound, result.OutboundRules = compose(outboundView, outbound)
	result.Inbound, result.InboundRules = compose(inboundView, inbound)
	for i := range result.Outbound {
		result.Outbound[i].Hostnames = result.Names.on(result.Outbound[i].Port)
	}
	return result, nil
}

// auditLogOrigin is the region from whose egress authentication audit logs are sent, whatever the region of the rest.
// Source: Kong support, audit logs to Splunk fail with connection resets, 2024-10-23.
const auditLogOrigin = "us"

func selectAddresses(published *addresslist.Document, regions []string, aggregate bool) (ingress, egress ipset.Set, err error) {
	in, err := selectBounded(published, addresslist.Query{
		Direction: addresslist.Ingress, Regions: regions, OptionalRegions: []string{catalog.Global}, AddressesOnly: true, Aggregate: aggregate,
	})
	if err != nil {
		return ipset.Set{}, ipset.Set{}, err
	}
	out, err := selectBounded(published, addresslist.Query{
		Direction: addresslist.Egress, OptionalRegions: append(slices.Clone(regions), auditLogOrigin), Aggregate: aggregate,
	})
	if err != nil {
		return ipset.Set{}, ipset.Set{}, err
	}
	return in.All, out.All, nil
}

func withoutEgress(published *addresslist.Document, regions []string) []string {
	var without []string
	for _, region := range append(slices.Clone(regions), auditLogOrigin) {
		if region != catalog.Global && !published.Lists(addresslist.Egress, region) && !slices.Contains(without, region) {
			without = append(without, region)
		}
	}
	return without
}

// ContentHash returns a hash that changes when, and only when, the addresses of Konnect's do.
func (r Requirements) ContentHash() string {
	var lines []string
	for _, cidr := range r.Ingress.CIDRs() {
		lines = append(lines, string(addresslist.Ingress)+" "+cidr)
	}
	for _, cidr := range r.Egress.CIDRs() {
		lines = append(lines, string(addresslist.Egress)+" "+cidr)
	}
	return addresslist.ContentHash(lines)
}

// on returns the names that answer on the port: every documented one does on the same.
func (n Names) on(port Port) Names {
	if port.Protocol != catalog.TCP || port.Number != catalog.HTTPSPort {
		return nil
	}
	return n
}

// compose merges the needs into groups and rules.
func compose(v view, needs []need) ([]Group, []Rule) {
	var groups []Group
	var rules []Rule
	for _, same := range groupByPort(needs) {
		group := Group{Port: mergeNeeds(v, same), Peers: peersOf(same)}
		group.Name = fmt.Sprintf("konnect-%s-%s-%d", v.name, group.Protocol, group.Number)
		groups = append(groups, group)
		rules = append(rules, group.rules(v, same)...)
	}
	return groups, rules
}

func peersOf(needs []need) ipset.Set {
	sets := make([]ipset.Set, len(needs))
	for i, n := range needs {
		sets[i] = n.peers
	}
	return ipset.Union(sets...)
}

// rules returns a rule for each peer, described by the needs that have the peer.
func (g Group) rules(v view, needs []need) []Rule {
	peers := g.Peers.Prefixes()
	// Most ports have one set of peers for all needs: then each rule is described as the group is.
	needsOf := map[netip.Prefix][]need{}
	if slices.ContainsFunc(needs, func(n need) bool { return n.peers.Len() < len(peers) }) {
		for _, n := range needs {
			for _, peer := range n.peers.Prefixes() {
				needsOf[peer] = append(needsOf[peer], n)
			}
		}
	}
	rules := make([]Rule, len(peers))
	for i, peer := range peers {
		port := g.Port
		if some, ok := needsOf[peer]; ok {
			port = mergeNeeds(v, some)
		}
		rules[i] = Rule{Port: port, Name: g.Name + "-" + nameOf(peer), Peer: peer}
	}
	return rules
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

// Unused returns the arguments that are set but have no effect with the chosen components.
func (query Query) Unused() []string {
	unused := slices.Concat(query.NamesQuery.Unused(), query.ports().Unused())
	if len(query.ClientCIDRs) > 0 && lacks(query.Components, catalog.Gateway) {
		unused = append(unused, ArgClientCIDRs)
	}
	return unused
}

// UnusedWithoutList returns the arguments that are set but have no effect without a published list.
func (query Query) UnusedWithoutList() []string {
	var unused []string
	if query.Aggregate {
		unused = append(unused, ArgAggregate)
	}
	if query.MinimumUpdateDate != "" {
		unused = append(unused, ArgMinimumUpdateDate)
	}
	return unused
}

func (query Query) ports() PortsQuery {
	return PortsQuery{query.Components, query.ProxyListen, query.StreamListen}
}
