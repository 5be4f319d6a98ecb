package requirements

import (
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Requirements are what the user's network has to allow.
type Requirements struct {
	Names Names
	// Outbound and Inbound have a Group for each protocol, port and family, OutboundRules and InboundRules a Rule for each
	// protocol, port and prefix. All are sorted by these.
	Outbound, Inbound           []Group
	OutboundRules, InboundRules []Rule
	// OutboundHostnames and OutboundFQDNs have a NameGroup for each protocol and port: all names, and the exact ones.
	OutboundHostnames, OutboundFQDNs []NameGroup
	// Ingress are the addresses at which Konnect receives, Egress those from which it sends.
	Ingress, Egress ipset.Set
	// Published is the published list that was used, nil where none was.
	Published *addresslist.Document
	// Warnings are what the user should know, and harms no rule.
	Warnings []error
}

// Compose returns what the query needs. lists are the published list where the query reads it, the accepted ranges where it has
// these, and nil otherwise.
func Compose(query Query, lists *addresslist.Document) (Requirements, error) {
	if err := query.Check(); err != nil {
		return Requirements{}, err
	}
	selection, err := query.selection(query.parseRegion(lists))
	if err != nil {
		return Requirements{}, err
	}
	out, in, err := query.flows(selection.components)
	if err != nil {
		return Requirements{}, err
	}
	if query.AuditLogPort != 0 {
		in = append(in, flow{
			protocol: catalog.TCP, port: query.AuditLogPort, component: catalog.AuditLogging,
			purpose: "audit-log webhooks from Konnect", peer: konnectEgress,
		})
	}
	prefix, err := ParseNamePrefix(query.NamePrefix)
	if err != nil {
		return Requirements{}, problem.At(ArgNamePrefix, err)
	}
	peers, warnings, err := query.addresses(selection, lists)
	if err != nil {
		return Requirements{}, err
	}
	result := Requirements{
		Names: selection.names(), Ingress: peers[konnectIngress].set, Egress: peers[konnectEgress].set,
		Warnings: slices.Concat(query.Unused(), warnings),
	}
	if query.ReadsList() {
		result.Published = lists
	}
	return result.compose(prefix, withPrefixes(out, peers), withPrefixes(in, peers))
}

// compose returns the requirements with their rules.
func (r Requirements) compose(prefix string, out, in []portFlows) (Requirements, error) {
	if err := checkRules(out, in); err != nil {
		return Requirements{}, err
	}
	outNames := namer{prefix, outbound}
	r.Outbound, r.OutboundRules = outNames.rules(out)
	r.Inbound, r.InboundRules = namer{prefix, inbound}.rules(in)
	r.OutboundHostnames = outNames.names(out, r.Names, "hostnames")
	r.OutboundFQDNs = outNames.names(out, r.Names.exact(), "fqdns")
	return r, nil
}

// ContentHash returns a hash that changes only if Konnect's addresses do.
func (r Requirements) ContentHash() string {
	var lines []string
	for _, cidr := range r.Ingress.CIDRs() {
		lines = append(lines, string(addresslist.Ingress)+" "+cidr)
	}
	for _, cidr := range r.Egress.CIDRs() {
		lines = append(lines, string(addresslist.Egress)+" "+cidr)
	}
	return ipset.Hash(lines)
}
