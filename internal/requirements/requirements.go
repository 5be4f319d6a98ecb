package requirements

import (
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
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
	// WithoutEgress are the regions that send audit logs, the chosen ones and the origin of authentication audit logs, for
	// which no egress address is published.
	WithoutEgress []string
	// UndocumentedRegions are the chosen regions that the catalogue lacks, where no list says whether they exist.
	UndocumentedRegions []string
	// Published is the address list that was used, nil where there was none.
	Published *addresslist.Document
}

// Compose returns what the query needs. The published list is used where the query reads it, and nil otherwise. Errors are
// of type *ArgumentError, *RulesError or the list's.
func Compose(query Query, published *addresslist.Document) (Requirements, error) {
	args, err := query.parse()
	if err != nil {
		return Requirements{}, err
	}
	result := Requirements{Names: args.names}
	switch {
	case query.ReadsList():
		result.Published, result.WithoutEgress = published, withoutEgress(published, args.regions)
		if result.Ingress, result.Egress, err = args.selectFrom(published); err != nil {
			return Requirements{}, err
		}
	case query.GivesAddresses():
		result.UndocumentedRegions = slices.DeleteFunc(slices.Clone(args.regions), catalog.KnowsRegion)
		result.Ingress, result.Egress = args.given()
	}
	return result.compose(args)
}

// compose returns the requirements with their rules.
func (r Requirements) compose(args arguments) (Requirements, error) {
	prefixesOf := map[peers]ipset.Set{konnectIngress: r.Ingress, konnectEgress: r.Egress, clients: args.clients}
	out, in := withPrefixes(args.outbound, prefixesOf), withPrefixes(args.inbound, prefixesOf)
	if err := checkRules(out, in); err != nil {
		return Requirements{}, err
	}
	outNames := namer{args.namePrefix, outbound}
	r.Outbound, r.OutboundRules = outNames.rules(out)
	r.Inbound, r.InboundRules = namer{args.namePrefix, inbound}.rules(in)
	r.OutboundHostnames = outNames.names(out, r.Names, "hostnames")
	r.OutboundFQDNs = outNames.names(out, r.Names.exact(), "fqdns")
	return r, nil
}

// auditLogOrigin is the region from whose egress authentication audit logs are sent, whatever the region of the rest.
// Source: Kong support, audit logs to Splunk fail with connection resets, 2024-10-23.
const auditLogOrigin = "us"

// selectFrom returns Konnect's addresses in the published list.
func (args arguments) selectFrom(published *addresslist.Document) (ingress, egress ipset.Set, err error) {
	if err := published.CheckFresh(args.minimum); err != nil {
		return ipset.Set{}, ipset.Set{}, err //nolint:wrapcheck // The error says all.
	}
	in, err := selectBounded(published, addresslist.Query{
		Direction: addresslist.Ingress, Regions: args.regions, OptionalRegions: []string{catalog.Global},
		AddressesOnly: true, Aggregate: args.aggregate,
	})
	if err != nil {
		return ipset.Set{}, ipset.Set{}, err
	}
	out, err := selectBounded(published, addresslist.Query{
		Direction: addresslist.Egress, OptionalRegions: append(slices.Clone(args.regions), auditLogOrigin), Aggregate: args.aggregate,
	})
	if err != nil {
		return ipset.Set{}, ipset.Set{}, err
	}
	if args.auditLogPort != 0 && out.All.Len() == 0 {
		return ipset.Set{}, ipset.Set{}, &ArgumentError{
			ArgAuditLogPort,
			&addresslist.RegionError{URL: published.URL, Direction: addresslist.Egress},
		}
	}
	return in.All, out.All, nil
}

// given returns the addresses that the query gives.
func (args arguments) given() (ingress, egress ipset.Set) {
	if args.aggregate {
		return args.ingress.Merge(), args.egress.Merge()
	}
	return args.ingress, args.egress
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
