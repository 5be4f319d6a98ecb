package requirements

import (
	"maps"
	"net/netip"
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// auditLogOrigin is the region from whose egress authentication audit logs are sent, whatever the region of the rest.
// Source: Kong support, audit logs to Splunk fail with connection resets, 2024-10-23.
const auditLogOrigin = "us"

// maxListedRegions is the number of regions that a message names.
const maxListedRegions = 20

// addresses are those at the other end of connections.
type addresses struct {
	set ipset.Set
	// regions are those whose list names the prefix, sorted. A prefix that comes from no list has none.
	regions map[netip.Prefix][]string
}

// parseRegion returns the reading of a region: which regions there are, the published list says where it is read, and
// accepted ranges where they have more than Kong documents.
func (query Query) parseRegion(lists *addresslist.Document) func(code string) (string, error) {
	return func(code string) (string, error) {
		region, err := ParseRegion(code)
		if err != nil || query.ReadsList() || query.Accepted && lists.Lists(addresslist.Ingress, region) {
			return region, err
		}
		if region, err = catalog.ParseRegion(code); err != nil && query.Accepted {
			return "", problem.Of(err).Advise("A region that Konnect opened since must be accepted first: add it to %s of"+
				" konnect_published_ip_ranges.", ArgRegions)
		}
		return region, err
	}
}

// addresses returns those of each peer.
func (query Query) addresses(selected selection, lists *addresslist.Document) (of map[peers]addresses, warnings []error, err error) {
	of = map[peers]addresses{}
	if of[clients], err = given(ArgClientCIDRs, query.ClientCIDRs, false); err != nil {
		return nil, nil, err
	}
	if query.ReadsList() || query.Accepted {
		warnings, err = query.listed(selected, lists, of)
		return of, warnings, err
	}
	if of[konnectIngress], err = given(ArgIngressCIDRs, query.IngressCIDRs, query.Aggregate); err != nil {
		return nil, nil, err
	}
	of[konnectEgress], err = given(ArgEgressCIDRs, query.EgressCIDRs, query.Aggregate)
	return of, nil, err
}

// given returns the addresses of an argument.
func given(argument string, texts []string, aggregate bool) (addresses, error) {
	set, err := ipset.ParseAll(texts)
	if err != nil {
		return addresses{}, problem.At(argument, err)
	}
	if aggregate {
		set = set.Merge()
	}
	return addresses{set: set}, nil
}

// listed sets Konnect's addresses in the lists: ingress of the regions, which all must have some, and of what belongs to no
// region where a component has such names; egress of the regions that have some.
func (query Query) listed(selected selection, lists *addresslist.Document, of map[peers]addresses) ([]error, error) {
	receivers := slices.Clone(selected.regions)
	if slices.ContainsFunc(selected.components, catalog.HasNamesWithoutRegion) && lists.Lists(addresslist.Ingress, catalog.Global) {
		receivers = append(receivers, catalog.Global)
	}
	ingress, warnings, err := query.in(lists, addresslist.Ingress, receivers)
	if err != nil {
		return nil, err
	}
	all := slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(selected.regions), auditLogOrigin))))
	var senders, without []string
	for _, region := range all {
		if lists.Lists(addresslist.Egress, region) {
			senders = append(senders, region)
		} else {
			without = append(without, region)
		}
	}
	of[konnectIngress] = ingress
	switch {
	case len(senders) > 0:
		var further []error
		if of[konnectEgress], further, err = query.in(lists, addresslist.Egress, senders); err != nil {
			return nil, err
		}
		warnings = append(warnings, further...)
	case query.AuditLogPort != 0:
		failure := lists.WithoutAddresses(addresslist.Egress, selected.regions[0])
		failure.Argument = ArgAuditLogPort
		if query.Accepted {
			failure.Advice = `Set directions = ["ingress", "egress"] in konnect_published_ip_ranges.`
		}
		return nil, failure
	}
	if query.AuditLogPort != 0 && len(without) > 0 {
		warnings = append(warnings, problem.At(ArgAuditLogPort, problem.New("Region Without Egress Addresses",
			"%s lists no egress addresses for: %s. These rules do not allow audit logs from there", lists.Name(), cleantext.List(without, maxListedRegions)).
			Advise("Ask Kong for the addresses, and allow them with a rule of your own.")))
	}
	return warnings, nil
}

// in returns the regions' addresses of one direction in the lists.
func (query Query) in(lists *addresslist.Document, direction addresslist.Direction, regions []string) (addresses, []error, error) {
	selected, err := lists.Select(addresslist.Query{
		Direction: direction, Regions: regions, MinimumUpdateDate: query.MinimumUpdateDate, AddressesOnly: true, Aggregate: query.Aggregate,
	})
	if err != nil {
		return addresses{}, nil, err
	}
	all := selected.All.Prefixes()
	named := make(map[netip.Prefix][]string, len(all))
	for _, region := range slices.Sorted(maps.Keys(selected.ByRegion)) {
		for _, prefix := range selected.ByRegion[region].Prefixes() {
			// What was merged into a shorter prefix stands behind it, and nothing else between them.
			at, found := slices.BinarySearchFunc(all, prefix, netip.Prefix.Compare)
			if !found {
				prefix = all[at-1]
			}
			if of := named[prefix]; len(of) == 0 || of[len(of)-1] != region {
				named[prefix] = append(of, region)
			}
		}
	}
	return addresses{selected.All, named}, selected.Warnings, nil
}
