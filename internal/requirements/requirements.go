package requirements

import (
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
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
	// Published is the address list that was used, nil where there was none.
	Published *addresslist.Document
	// Warnings are what the user should know, and harms no rule.
	Warnings []error
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
		if result.Ingress, result.Egress, result.Warnings, err = args.selectFrom(published); err != nil {
			return Requirements{}, err
		}
		result.Published = published
	case query.GivesAddresses():
		result.Ingress, result.Egress, result.Warnings = args.given()
	}
	return result.compose(args)
}

// auditLogOrigin is the region from whose egress authentication audit logs are sent, whatever the region of the rest.
// Source: Kong support, audit logs to Splunk fail with connection resets, 2024-10-23.
const auditLogOrigin = "us"

// selectFrom returns Konnect's addresses in the published list.
func (args arguments) selectFrom(published *addresslist.Document) (ingress, egress ipset.Set, warnings []error, err error) {
	fail := func(err error) (ipset.Set, ipset.Set, []error, error) { return ipset.Set{}, ipset.Set{}, nil, err }
	if err := published.CheckDate(args.minimum); err != nil {
		return fail(err)
	}
	in, err := published.Select(addresslist.Query{
		Direction: addresslist.Ingress, Regions: args.regions, OptionalRegions: []string{catalog.Global},
		AddressesOnly: true, Aggregate: args.aggregate,
	})
	if err != nil {
		return fail(err)
	}
	senders := append(slices.Clone(args.regions), auditLogOrigin)
	out, err := published.Select(addresslist.Query{
		Direction: addresslist.Egress, OptionalRegions: senders, Aggregate: args.aggregate,
	})
	if err != nil {
		return fail(err)
	}
	warnings = slices.Concat(in.Warnings, out.Warnings)
	if args.auditLogPort != 0 {
		if out.All.Len() == 0 {
			return fail(&ArgumentError{ArgAuditLogPort, &addresslist.RegionError{URL: published.URL, Direction: addresslist.Egress}})
		}
		if without := withoutEgress(published, senders); len(without) > 0 {
			warnings = append(warnings, &ArgumentError{ArgAuditLogPort, &WithoutEgressError{URL: published.URL, Regions: without}})
		}
	}
	return in.All, out.All, warnings, nil
}

// withoutEgress returns the regions that send audit logs from addresses that are not published.
func withoutEgress(published *addresslist.Document, senders []string) []string {
	slices.Sort(senders)
	return slices.DeleteFunc(slices.Compact(senders), func(region string) bool {
		return region == catalog.Global || published.Lists(addresslist.Egress, region)
	})
}

// given returns the addresses that the query gives. No list says which regions exist then.
func (args arguments) given() (ingress, egress ipset.Set, warnings []error) {
	ingress, egress = args.ingress, args.egress
	if args.aggregate {
		ingress, egress = ingress.Merge(), egress.Merge()
	}
	for _, region := range args.regions {
		if !catalog.KnowsRegion(region) {
			warnings = append(warnings, &ArgumentError{ArgRegions, &UndocumentedRegionError{region}})
		}
	}
	return ingress, egress, warnings
}

// WithoutEgressError is regions that send audit logs, and for which no egress address is published.
type WithoutEgressError struct {
	URL     string
	Regions []string
}

// Summary is the summary of a diagnostic.
func (*WithoutEgressError) Summary() string { return "Region Without Egress Addresses" }

func (e *WithoutEgressError) Error() string {
	return fmt.Sprintf("%s lists no egress addresses for: %s. These rules do not allow audit logs from there",
		e.URL, cleantext.List(e.Regions, maxListedRegions))
}

// maxListedRegions is the number of regions that a message names.
const maxListedRegions = 20

// UndocumentedRegionError is a region that the catalogue lacks, where no list says whether it exists.
type UndocumentedRegionError struct{ Region string }

// Summary is the summary of a diagnostic.
func (*UndocumentedRegionError) Summary() string { return "Unknown Region" }

func (e *UndocumentedRegionError) Error() string {
	return fmt.Sprintf("region %q is not one of the documented regions: %s. Its hostnames follow the same pattern as theirs",
		e.Region, strings.Join(catalog.RegionCodes(), ", "))
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
