package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

const attrDirection = "direction"

type ipRangesModel struct {
	Regions           uniqueSet    `tfsdk:"regions"`
	Direction         types.String `tfsdk:"direction"`
	Hostnames         uniqueSet    `tfsdk:"hostnames"`
	Aggregate         types.Bool   `tfsdk:"aggregate"`
	MinimumUpdateDate types.String `tfsdk:"minimum_update_date"`

	CIDRs            types.Set    `tfsdk:"cidrs"`
	IPv4CIDRs        types.Set    `tfsdk:"ipv4_cidrs"`
	IPv6CIDRs        types.Set    `tfsdk:"ipv6_cidrs"`
	IPv4Addresses    types.Set    `tfsdk:"ipv4_addresses"`
	IPv6Addresses    types.Set    `tfsdk:"ipv6_addresses"`
	ByRegion         types.Map    `tfsdk:"by_region"`
	ByHostname       types.Map    `tfsdk:"by_hostname"`
	AvailableRegions types.Set    `tfsdk:"available_regions"`
	UpdateDate       types.String `tfsdk:"update_date"`
	UpdatedAt        types.String `tfsdk:"updated_at"`
	ContentHash      types.String `tfsdk:"content_hash"`
	SourceURL        types.String `tfsdk:"source_url"`
}

func setOfStrings() types.SetType { return types.SetType{ElemType: types.StringType} }

func regionRangesType() objectType {
	return objectType{attrIPv4CIDRs: setOfStrings(), attrIPv6CIDRs: setOfStrings()}
}

func hostnameRangesType() objectType {
	return regionRangesType().with(objectType{attrRegions: setOfStrings()})
}

func ipRangesDataSource() readable {
	return dataSource[ipRangesModel]{name: "ip_ranges", validate: (*ipRangesModel).validate, read: (*ipRangesModel).read, schema: schema.Schema{
		MarkdownDescription: "The addresses that Konnect publishes, read and checked on every plan. *Ingress* and *egress* are Konnect's own" +
			" terms. Konnect receives at its ingress addresses: they are destinations of your outbound rules. Konnect sends from its egress" +
			" addresses: they are sources of your inbound rules.",
		Attributes: map[string]schema.Attribute{
			attrRegions: setArgument(elements(readBy(catalog.NormalizeRegion)),
				"Region codes, or `global`, in any case. Each must have addresses in the list. Default: all regions of the list that"+
					" have addresses."),
			attrDirection: textArgument(readBy(addresslist.ParseDirection),
				"`ingress`, the addresses at which Konnect receives, or `egress`, the addresses from which Konnect"+
					" sends. Default `ingress`."),
			attrHostnames: setArgument(elements(readBy(catalog.ParseHostname)),
				"Hostnames, in any case. Only the addresses that the list has for them in the chosen regions are selected."+
					" For `ingress` only. A hostname without addresses is an error. Default: all addresses."),
			attrAggregate:         schema.BoolAttribute{Optional: true, MarkdownDescription: descAggregate},
			attrMinimumUpdateDate: textArgument(readBy(addresslist.ParseDate), descMinimumUpdateDate),
			attrCIDRs:             computedSet("All selected prefixes in CIDR notation, hosts as /32 and /128. Never empty."),
			attrIPv4CIDRs:         computedSet("The IPv4 prefixes of `cidrs`. May be empty."),
			attrIPv6CIDRs:         computedSet("The IPv6 prefixes of `cidrs`. May be empty."),
			"ipv4_addresses":      computedSet("The same as `ipv4_cidrs`, with hosts as bare addresses, for firewalls that refuse /32."),
			"ipv6_addresses":      computedSet("The same as `ipv6_cidrs`, with hosts as bare addresses, for firewalls that refuse /128."),
			"available_regions":   computedSet("All regions of the list for this direction, chosen or not."),
			"by_region": computedMap(regionRangesType(),
				"The selected prefixes of each region, keyed by region code: objects of `ipv4_cidrs` and"+
					" `ipv6_cidrs`, sets of CIDRs. With `hostnames`, a region without addresses for them has no key."),
			"by_hostname": computedMap(hostnameRangesType(),
				"The prefixes of each hostname in the chosen regions, keyed by hostname: objects of `regions`, the set of"+
					" chosen regions that have the hostname, and `ipv4_cidrs` and `ipv6_cidrs`, sets of CIDRs. Empty for `egress`."),
			attrUpdateDate: computedText(descUpdateDate),
			attrUpdatedAt:  computedText(descUpdatedAt),
			attrContentHash: computedText("`sha256:` and the hexadecimal SHA-256 of this block's `cidrs`, sorted by address, IPv4 first, each" +
				" followed by a newline. It changes only if the set does."),
			"source_url": computedText("URL at which the list was read, without its query."),
		},
	}}
}

func (m *ipRangesModel) validate(_ context.Context, diags *diag.Diagnostics) {
	if m.Direction.IsUnknown() {
		return
	}
	if err := m.query().Check(); err != nil {
		addError(diags, err)
	}
}

func (m *ipRangesModel) read(ctx context.Context, from *sources) ([]error, error) {
	published, err := from.addresses.Get(ctx)
	if err != nil {
		return nil, err
	}
	selection, err := published.Select(m.query())
	if err != nil {
		return nil, err
	}
	m.set(published, selection)
	return selection.Warnings, nil
}

func (m *ipRangesModel) query() addresslist.Query {
	return addresslist.Query{
		Direction:         addresslist.Direction(textOr(m.Direction, string(addresslist.Ingress))),
		Regions:           texts(m.Regions),
		Hostnames:         texts(m.Hostnames),
		Aggregate:         m.Aggregate.ValueBool(),
		MinimumUpdateDate: m.MinimumUpdateDate.ValueString(),
	}
}

func (m *ipRangesModel) set(published *addresslist.Document, selection addresslist.Selection) {
	ipv4, ipv6 := selection.All.IPv4(), selection.All.IPv6()
	m.CIDRs = cidrSet(selection.All)
	m.IPv4CIDRs, m.IPv6CIDRs = cidrSet(ipv4), cidrSet(ipv6)
	m.IPv4Addresses, m.IPv6Addresses = stringSet(ipv4.Addresses()), stringSet(ipv6.Addresses())
	m.ByRegion = objectMap(regionRangesType(), slices.Collect(maps.Keys(selection.ByRegion)), func(region string) (string, map[string]attr.Value) {
		set := selection.ByRegion[region]
		return region, map[string]attr.Value{attrIPv4CIDRs: cidrSet(set.IPv4()), attrIPv6CIDRs: cidrSet(set.IPv6())}
	})
	m.ByHostname = objectMap(hostnameRangesType(), slices.Collect(maps.Keys(selection.ByHostname)), func(hostname string) (string, map[string]attr.Value) {
		listed := selection.ByHostname[hostname]
		return hostname, map[string]attr.Value{
			attrRegions:   stringSet(listed.Regions),
			attrIPv4CIDRs: cidrSet(listed.Set.IPv4()),
			attrIPv6CIDRs: cidrSet(listed.Set.IPv6()),
		}
	})
	m.AvailableRegions = stringSet(published.Regions(addresslist.Direction(textOr(m.Direction, string(addresslist.Ingress)))))
	m.UpdateDate = types.StringValue(published.UpdateDate)
	m.UpdatedAt = timeOrNull(published.UpdatedAt)
	m.ContentHash = types.StringValue(ipset.Hash(selection.All.CIDRs()))
	m.SourceURL = types.StringValue(published.URL)
}
