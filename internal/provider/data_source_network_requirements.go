package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

type networkRequirementsModel struct {
	namesArguments

	ProxyListen       types.String `tfsdk:"proxy_listen"`
	StreamListen      types.String `tfsdk:"stream_listen"`
	ClientCIDRs       uniqueSet    `tfsdk:"client_cidrs"`
	AuditLogPort      types.Number `tfsdk:"audit_log_destination_port"`
	NamePrefix        types.String `tfsdk:"name_prefix"`
	IncludeIPRanges   types.Bool   `tfsdk:"include_ip_ranges"`
	Accepted          types.Object `tfsdk:"accepted"`
	IngressCIDRs      uniqueSet    `tfsdk:"ingress_cidrs"`
	EgressCIDRs       uniqueSet    `tfsdk:"egress_cidrs"`
	Aggregate         types.Bool   `tfsdk:"aggregate"`
	MinimumUpdateDate types.String `tfsdk:"minimum_update_date"`

	namesResults

	Outbound          types.Map    `tfsdk:"outbound"`
	Inbound           types.Map    `tfsdk:"inbound"`
	OutboundRules     types.Map    `tfsdk:"outbound_rules"`
	InboundRules      types.Map    `tfsdk:"inbound_rules"`
	OutboundHostnames types.Map    `tfsdk:"outbound_hostnames"`
	OutboundFQDNs     types.Map    `tfsdk:"outbound_fqdns"`
	IngressIPv4CIDRs  types.Set    `tfsdk:"ingress_ipv4_cidrs"`
	IngressIPv6CIDRs  types.Set    `tfsdk:"ingress_ipv6_cidrs"`
	EgressIPv4CIDRs   types.Set    `tfsdk:"egress_ipv4_cidrs"`
	EgressIPv6CIDRs   types.Set    `tfsdk:"egress_ipv6_cidrs"`
	UpdateDate        types.String `tfsdk:"update_date"`
	UpdatedAt         types.String `tfsdk:"updated_at"`
	ContentHash       types.String `tfsdk:"content_hash"`
}

func (m *networkRequirementsModel) validate(ctx context.Context, diags *diag.Diagnostics) {
	if known := !m.IngressCIDRs.IsUnknown() && !m.IngressCIDRs.IsNull(); known || isFalse(m.IncludeIPRanges) {
		// Where no list is read, only documented regions are known.
		at, result := path.Root(attrRegions), validator.SetResponse{}
		request := validator.SetRequest{Path: at, PathExpression: at.Expression(), ConfigValue: m.Regions.SetValue}
		setvalidator.ValueStringsAre(documentedRegion()).ValidateSet(ctx, request, &result)
		diags.Append(result.Diagnostics...)
	}
	// An argument that is not known yet may turn out null. Terraform validates again once all are known.
	for _, argument := range []attr.Value{
		m.IncludeIPRanges, m.Accepted, m.IngressCIDRs, m.EgressCIDRs, m.AuditLogPort, m.MinimumUpdateDate,
	} {
		if argument.IsUnknown() {
			return
		}
	}
	if err := m.query().Check(); err != nil {
		addError(diags, err)
	}
}

func isFalse(value types.Bool) bool {
	return !value.IsNull() && !value.IsUnknown() && !value.ValueBool()
}

func (m *networkRequirementsModel) read(ctx context.Context, from *sources) ([]error, error) {
	query := m.query()
	lists, err := from.lists(ctx, query, m.Accepted)
	if err != nil {
		return nil, err
	}
	result, err := requirements.Compose(query, lists)
	if err != nil {
		return nil, err
	}
	m.set(result)
	return result.Warnings, nil
}

// lists returns the lists from which the query takes addresses, nil where it takes none from any.
func (s *sources) lists(ctx context.Context, query requirements.Query, accepted types.Object) (*addresslist.Document, error) {
	switch {
	case query.Accepted:
		lists := map[addresslist.Direction]map[string][]string{}
		for direction, regions := range accepted.Attributes() {
			lists[addresslist.Direction(direction)] = textLists(regions)
		}
		return addresslist.Accepted(lists, s.bounds)
	case query.ReadsList():
		return s.addresses.Get(ctx)
	}
	return nil, nil //nolint:nilnil // nil stands for no lists.
}

func (m *networkRequirementsModel) query() requirements.Query {
	query := m.namesArguments.query()
	query.ProxyListen = textOr(m.ProxyListen, kongconf.DefaultProxyListen)
	query.StreamListen = textOr(m.StreamListen, kongconf.DefaultStreamListen)
	query.ClientCIDRs = texts(m.ClientCIDRs)
	query.AuditLogPort = uint16(valueOr(m.AuditLogPort, 0)) //nolint:gosec // portValidator bounds it.
	query.NamePrefix = textOr(m.NamePrefix, requirements.DefaultNamePrefix)
	query.IncludeIPRanges = !isFalse(m.IncludeIPRanges)
	query.Accepted = !m.Accepted.IsNull()
	query.IngressCIDRs, query.EgressCIDRs = texts(m.IngressCIDRs), texts(m.EgressCIDRs)
	query.Aggregate = m.Aggregate.ValueBool()
	query.MinimumUpdateDate = m.MinimumUpdateDate.ValueString()
	return query
}

func (m *networkRequirementsModel) set(result requirements.Requirements) {
	m.namesResults = resultsOf(result.Names)
	m.Outbound, m.Inbound = groupMap(result.Outbound), groupMap(result.Inbound)
	m.OutboundRules, m.InboundRules = ruleMap(result.OutboundRules), ruleMap(result.InboundRules)
	m.OutboundHostnames, m.OutboundFQDNs = hostnameMap(result.OutboundHostnames), fqdnMap(result.OutboundFQDNs)
	m.IngressIPv4CIDRs, m.IngressIPv6CIDRs = cidrSet(result.Ingress.IPv4()), cidrSet(result.Ingress.IPv6())
	m.EgressIPv4CIDRs, m.EgressIPv6CIDRs = cidrSet(result.Egress.IPv4()), cidrSet(result.Egress.IPv6())
	m.UpdateDate, m.UpdatedAt, m.ContentHash = types.StringNull(), types.StringNull(), types.StringNull()
	if result.Published != nil {
		m.UpdateDate = types.StringValue(result.Published.UpdateDate)
		m.UpdatedAt = timeOrNull(result.Published.UpdatedAt)
		m.ContentHash = types.StringValue(result.ContentHash())
	}
}

func portFields(port requirements.Port) map[string]attr.Value {
	return map[string]attr.Value{
		attrProtocol:    types.StringValue(port.Protocol),
		attrPort:        types.Int64Value(int64(port.Number)),
		attrComponents:  stringSet(port.Components),
		attrDescription: types.StringValue(port.Description),
	}
}

func namedPortFields(port requirements.Port, name string) map[string]attr.Value {
	fields := portFields(port)
	fields[attrName] = types.StringValue(name)
	return fields
}

func groupMap(groups []requirements.Group) types.Map {
	return objectMap(groupType(), groups, func(group requirements.Group) (string, map[string]attr.Value) {
		fields := namedPortFields(group.Port, group.Name)
		fields[attrFamily], fields[attrCIDRs] = types.StringValue(string(group.Family)), cidrSet(group.Prefixes)
		fields[attrRegions] = setOrNull(group.Regions)
		return group.Key(), fields
	})
}

func ruleMap(rules []requirements.Rule) types.Map {
	return objectMap(ruleType(), rules, func(rule requirements.Rule) (string, map[string]attr.Value) {
		cidr := types.StringValue(rule.Prefix.String())
		fields := namedPortFields(rule.Port, rule.Name)
		fields[attrFamily], fields[attrRegions] = types.StringValue(string(rule.Family)), setOrNull(rule.Regions)
		fields[attrCIDR], fields[attrCIDRIPv4], fields[attrCIDRIPv6] = cidr, cidr, types.StringNull()
		if rule.Family == requirements.IPv6 {
			fields[attrCIDRIPv4], fields[attrCIDRIPv6] = types.StringNull(), cidr
		}
		return rule.Key(), fields
	})
}

func hostnameMap(groups []requirements.NameGroup) types.Map {
	return objectMap(hostnameGroupType(), groups, func(group requirements.NameGroup) (string, map[string]attr.Value) {
		fields := namedPortFields(group.Port, group.Name)
		fields[attrHostnames], fields[attrDomains] = stringSet(group.Names.All()), stringSet(group.Names.Domains())
		return group.Key(), fields
	})
}

func fqdnMap(groups []requirements.NameGroup) types.Map {
	return objectMap(fqdnGroupType(), groups, func(group requirements.NameGroup) (string, map[string]attr.Value) {
		fields := namedPortFields(group.Port, group.Name)
		fields[attrFQDNs] = stringSet(group.Names.FQDNs())
		return group.Key(), fields
	})
}
