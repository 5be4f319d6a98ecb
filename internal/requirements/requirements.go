package requirements

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/feed"
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
	// WithoutEgress are the chosen regions for which no egress address is published.
	WithoutEgress []string
	// Published is the address list that was used, nil where there was none.
	Published *feed.Document
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
func Compose(query Query, published *feed.Document) (Requirements, error) {
	result := Requirements{Published: published}
	minimum, err := parseMinimumUpdateDate(query.MinimumUpdateDate)
	if err != nil {
		return Requirements{}, err
	}
	clients, err := parseClients(query.ClientCIDRs)
	if err != nil {
		return Requirements{}, err
	}
	var listed []string
	if published != nil {
		if err := published.CheckFresh(minimum); err != nil {
			return Requirements{}, err //nolint:wrapcheck // The error says all.
		}
		listed = published.Regions(feed.Ingress)
	}
	regions, err := normalizeRegions(query.Regions, listed)
	if err != nil {
		return Requirements{}, err
	}
	if result.Names, err = query.names(regions); err != nil {
		return Requirements{}, err
	}
	if err := result.selectAddresses(query, regions); err != nil {
		return Requirements{}, err
	}

	outbound, inbound, err := PortsQuery{query.Components, query.ProxyListen, query.StreamListen}.needs()
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

func (r *Requirements) selectAddresses(query Query, regions []string) error {
	if r.Published == nil {
		return nil
	}
	ingress, err := r.Published.Select(feed.Query{
		Direction: feed.Ingress, Regions: regions, OptionalRegions: []string{catalog.Global}, Aggregate: query.Aggregate,
	})
	if err != nil {
		return err //nolint:wrapcheck // The error says all.
	}
	egress, err := r.Published.Select(feed.Query{
		Direction: feed.Egress, OptionalRegions: append(slices.Clone(regions), auditLogOrigin), Aggregate: query.Aggregate,
	})
	if err != nil {
		return err //nolint:wrapcheck // The error says all.
	}
	r.Ingress, r.Egress = ingress.All, egress.All
	for _, region := range regions {
		if region != catalog.Global && !r.Published.Lists(feed.Egress, region) {
			r.WithoutEgress = append(r.WithoutEgress, region)
		}
	}
	return nil
}

// ContentHash returns a hash that changes when, and only when, the addresses of Konnect's do.
func (r Requirements) ContentHash() string {
	var lines []string
	for _, cidr := range r.Ingress.CIDRs() {
		lines = append(lines, string(feed.Ingress)+" "+cidr)
	}
	for _, cidr := range r.Egress.CIDRs() {
		lines = append(lines, string(feed.Egress)+" "+cidr)
	}
	return feed.ContentHash(lines)
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
		group := Group{Port: mergeNeeds(v, same)}
		group.Name = fmt.Sprintf("konnect-%s-%s-%d", v.name, group.Protocol, group.Number)
		needsOf := map[netip.Prefix][]need{}
		for _, n := range same {
			group.Peers = ipset.Union(group.Peers, n.peers)
			for _, peer := range n.peers.Prefixes() {
				needsOf[peer] = append(needsOf[peer], n)
			}
		}
		groups = append(groups, group)
		for _, peer := range group.Peers.Prefixes() {
			rules = append(rules, Rule{Port: mergeNeeds(v, needsOf[peer]), Name: group.Name + "-" + nameOf(peer), Peer: peer})
		}
	}
	return groups, rules
}

// nameOf writes a prefix with letters, digits and hyphens only, such as 18-220-4-10-32. IPv6 is written in full, without
// separators: the longest name of a rule then stays within the 63 characters that firewalls allow.
func nameOf(prefix netip.Prefix) string {
	addr := strings.ReplaceAll(prefix.Addr().String(), ".", "-")
	if prefix.Addr().Is6() {
		addr = hex.EncodeToString(prefix.Addr().AsSlice())
	}
	return fmt.Sprintf("%s-%d", addr, prefix.Bits())
}

// Unused returns the arguments that are set but have no effect with the chosen components.
func (query Query) Unused() []string {
	unused := query.NamesQuery.Unused()
	if len(query.ClientCIDRs) > 0 && query.lacks(catalog.Gateway) {
		unused = append(unused, ArgClientCIDRs)
	}
	return unused
}
