package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

const (
	attrDirection       = "direction"
	attrOptionalRegions = requirements.ArgOptionalRegions
	attrOnFailure       = "on_failure"
	attrSnapshot        = "snapshot"
	attrAllRegions      = "all_regions"
)

// The values of on_failure.
const (
	onFailureError = "error"
	onFailureWarn  = "warn"
)

type ipRangesModel struct {
	Regions           uniqueSet    `tfsdk:"regions"`
	OptionalRegions   uniqueSet    `tfsdk:"optional_regions"`
	Direction         types.String `tfsdk:"direction"`
	Hostnames         uniqueSet    `tfsdk:"hostnames"`
	Aggregate         types.Bool   `tfsdk:"aggregate"`
	MinimumUpdateDate types.String `tfsdk:"minimum_update_date"`
	OnFailure         types.String `tfsdk:"on_failure"`

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
	Snapshot         types.Object `tfsdk:"snapshot"`
}

func setOfStrings() types.SetType { return types.SetType{ElemType: types.StringType} }

func regionRangesType() objectType {
	return objectType{attrIPv4CIDRs: setOfStrings(), attrIPv6CIDRs: setOfStrings()}
}

func hostnameRangesType() objectType {
	return regionRangesType().with(objectType{attrRegions: setOfStrings()})
}

func snapshotType() objectType {
	return objectType{
		attrRegions: types.MapType{ElemType: setOfStrings()}, attrAllRegions: types.BoolType,
		attrContentHash: types.StringType, attrUpdatedAt: types.StringType,
	}
}

func ipRangesDataSource() readable {
	return dataSource[ipRangesModel]{
		name: "ip_ranges", schema: ipRangesSchema(), validate: (*ipRangesModel).validate, read: (*ipRangesModel).read,
	}
}

func ipRangesSchema() schema.Schema {
	computedSet := func(description string) schema.SetAttribute {
		return schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "The addresses that Konnect publishes, read and checked on every plan. *Ingress* and *egress* are Konnect's own" +
			" terms. Konnect receives at its ingress addresses: they are destinations of your outbound rules. Konnect sends from its egress" +
			" addresses: they are sources of your inbound rules.",
		Attributes: map[string]schema.Attribute{
			attrRegions: schema.SetAttribute{
				Optional: true, CustomType: uniqueSetOfStrings(),
				MarkdownDescription: "Region codes, in any case. Each must have addresses in the list. Default: all regions of the list that" +
					" have addresses.",
				Validators: elements(regionValidator()),
			},
			attrOptionalRegions: schema.SetAttribute{
				Optional: true, CustomType: uniqueSetOfStrings(),
				MarkdownDescription: "More region codes, in any case, such as `global` for `ingress` and `us` for `egress`. A region without" +
					" addresses in the list is no error. Only with `regions`. Default: none.",
				Validators: optionalElements(regionValidator()),
			},
			attrDirection: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "`ingress`, the addresses at which Konnect receives, or `egress`, the addresses from which Konnect" +
					" sends. Default `ingress`.",
				Validators: []validator.String{directionValidator()},
			},
			attrHostnames: schema.SetAttribute{
				Optional: true, CustomType: uniqueSetOfStrings(),
				MarkdownDescription: "Hostnames, in any case. Only the addresses that the list has for them in the chosen regions are selected." +
					" For `ingress` only. A hostname without addresses is an error. Default: all addresses.",
				Validators: elements(hostnameValidator()),
			},
			attrAggregate: schema.BoolAttribute{Optional: true, MarkdownDescription: descAggregate},
			attrMinimumUpdateDate: schema.StringAttribute{
				Optional: true, MarkdownDescription: descMinimumUpdateDate,
				Validators: []validator.String{dateValidator()},
			},
			attrOnFailure: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "What happens if the list or a chosen region can't be used: `error` or `warn`. Examples are a list that is" +
					" unreachable, refused or too old, and a region that is missing or empty. `warn` shows the same text as a warning. All outputs" +
					" except `snapshot` are then null. A mistake in the arguments is always an error. Default `error`.",
				Validators: []validator.String{stringvalidator.OneOf(onFailureError, onFailureWarn)},
			},
			attrCIDRs:           computedSet("All selected prefixes in CIDR notation, hosts as /32 and /128. Never empty."),
			attrIPv4CIDRs:       computedSet("The IPv4 prefixes of `cidrs`. May be empty."),
			attrIPv6CIDRs:       computedSet("The IPv6 prefixes of `cidrs`. May be empty."),
			"ipv4_addresses":    computedSet("The same as `ipv4_cidrs`, with hosts as bare addresses, for firewalls that refuse /32."),
			"ipv6_addresses":    computedSet("The same as `ipv6_cidrs`, with hosts as bare addresses, for firewalls that refuse /128."),
			"available_regions": computedSet("All regions of the list for this direction, chosen or not."),
			"by_region": schema.MapAttribute{
				Computed: true, ElementType: regionRangesType().object(),
				MarkdownDescription: "The selected prefixes of each region, keyed by region code: objects of `ipv4_cidrs` and" +
					" `ipv6_cidrs`, sets of CIDRs. With `hostnames`, a region without addresses for them has no key.",
			},
			"by_hostname": schema.MapAttribute{
				Computed: true, ElementType: hostnameRangesType().object(),
				MarkdownDescription: "The prefixes of each hostname in the chosen regions, keyed by hostname: objects of `regions`, the set of" +
					" chosen regions that have the hostname, and `ipv4_cidrs` and `ipv6_cidrs`, sets of CIDRs. Empty for `egress`.",
			},
			attrUpdateDate: schema.StringAttribute{Computed: true, MarkdownDescription: descUpdateDate},
			attrUpdatedAt:  schema.StringAttribute{Computed: true, MarkdownDescription: descUpdatedAt},
			attrContentHash: schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "`sha256:` and the hexadecimal SHA-256 of this block's `cidrs`, sorted by address, IPv4 first, each" +
					" followed by a newline. It changes when, and only when, the set does.",
			},
			"source_url": schema.StringAttribute{Computed: true, MarkdownDescription: "URL at which the list was read."},
			attrSnapshot: schema.ObjectAttribute{
				Computed: true, AttributeTypes: snapshotType(),
				MarkdownDescription: "What was read, for `published` of `konnect_accepted_ip_ranges`. Never null, and never merged. An object of" +
					" `regions`, the map from each chosen region to its set of CIDRs; `all_regions`, whether `regions` is not set; `content_hash`," +
					" over the sorted lines `REGION CIDR`; `updated_at`. In `regions`, a region that can't be used is null, and an optional one that the" +
					" list lacks is empty. All but `all_regions` are null if no list can be used.",
			},
		},
	}
}

func (m *ipRangesModel) validate(_ context.Context, diags *diag.Diagnostics) {
	if m.Direction.IsUnknown() {
		return
	}
	if err := m.arguments().Check(); err != nil {
		addError(diags, err)
	}
}

func (m *ipRangesModel) read(ctx context.Context, from *sources) ([]error, error) {
	query, err := requirements.ParseRanges(m.arguments())
	if err != nil {
		return nil, err
	}
	ranges, err := from.ranges(ctx, query)
	m.Snapshot = snapshotObject(ranges.Snapshot, m.Regions.IsNull())
	switch {
	case err == nil:
		m.set(ranges)
		return ranges.Warnings, nil
	case m.OnFailure.ValueString() == onFailureWarn && ctx.Err() == nil:
		return []error{err}, nil // The outputs are null, as the configuration has them.
	}
	return nil, err
}

func (s *sources) ranges(ctx context.Context, query requirements.RangesQuery) (requirements.Ranges, error) {
	document, err := s.addresses.Document(ctx)
	if err != nil {
		return requirements.Ranges{}, err
	}
	return query.Select(document)
}

func (m *ipRangesModel) arguments() requirements.RangesArguments {
	return requirements.RangesArguments{
		Direction:         addresslist.Direction(textOr(m.Direction, string(addresslist.Ingress))),
		Regions:           texts(m.Regions),
		OptionalRegions:   texts(m.OptionalRegions),
		Hostnames:         texts(m.Hostnames),
		Aggregate:         m.Aggregate.ValueBool(),
		MinimumUpdateDate: m.MinimumUpdateDate.ValueString(),
	}
}

func (m *ipRangesModel) set(ranges requirements.Ranges) {
	ipv4, ipv6 := ranges.All.IPv4(), ranges.All.IPv6()
	m.CIDRs = cidrSet(ranges.All)
	m.IPv4CIDRs, m.IPv6CIDRs = cidrSet(ipv4), cidrSet(ipv6)
	m.IPv4Addresses, m.IPv6Addresses = stringSet(ipv4.Addresses()), stringSet(ipv6.Addresses())
	m.ByRegion = objectMap(regionRangesType(), slices.Collect(maps.Keys(ranges.ByRegion)), func(region string) (string, map[string]attr.Value) {
		set := ranges.ByRegion[region]
		return region, map[string]attr.Value{attrIPv4CIDRs: cidrSet(set.IPv4()), attrIPv6CIDRs: cidrSet(set.IPv6())}
	})
	m.ByHostname = objectMap(hostnameRangesType(), slices.Collect(maps.Keys(ranges.ByHostname)), func(hostname string) (string, map[string]attr.Value) {
		listed := ranges.ByHostname[hostname]
		return hostname, map[string]attr.Value{
			attrRegions:   stringSet(listed.Regions),
			attrIPv4CIDRs: cidrSet(listed.Set.IPv4()),
			attrIPv6CIDRs: cidrSet(listed.Set.IPv6()),
		}
	})
	m.AvailableRegions = stringSet(ranges.AvailableRegions)
	m.UpdateDate = types.StringValue(ranges.Published.UpdateDate)
	m.UpdatedAt = timeOrNull(ranges.Published.UpdatedAt)
	m.ContentHash = types.StringValue(ranges.ContentHash())
	m.SourceURL = types.StringValue(ranges.Published.URL)
}

// snapshotObject returns the value of snapshot. Where no list could be used, only all_regions is not null.
func snapshotObject(snapshot addresslist.Snapshot, all bool) types.Object {
	fields := map[string]attr.Value{
		attrRegions: types.MapNull(setOfStrings()), attrAllRegions: types.BoolValue(all),
		attrContentHash: types.StringNull(), attrUpdatedAt: types.StringNull(),
	}
	if snapshot.Regions != nil {
		sets := make(map[string]attr.Value, len(snapshot.Regions))
		for region, set := range snapshot.Regions {
			sets[region] = types.SetNull(types.StringType)
			if set != nil {
				sets[region] = cidrSet(*set)
			}
		}
		fields[attrRegions] = types.MapValueMust(setOfStrings(), sets)
		fields[attrContentHash], fields[attrUpdatedAt] = types.StringValue(snapshot.ContentHash()), timeOrNull(snapshot.UpdatedAt)
	}
	return types.ObjectValueMust(snapshotType(), fields)
}
