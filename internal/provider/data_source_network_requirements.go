package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

const (
	attrIncludeIPRanges = "include_ip_ranges"
	attrAuditLogPort    = requirements.ArgAuditLogPort
	maxPort             = 65535
)

type networkRequirementsDataSource struct{ configured }

var (
	_ datasource.DataSourceWithConfigure      = (*networkRequirementsDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*networkRequirementsDataSource)(nil)
)

func newNetworkRequirementsDataSource() datasource.DataSource {
	return &networkRequirementsDataSource{}
}

type networkRequirementsModel struct {
	namesArguments

	ProxyListen       types.String `tfsdk:"proxy_listen"`
	StreamListen      types.String `tfsdk:"stream_listen"`
	ClientCIDRs       types.Set    `tfsdk:"client_cidrs"`
	AuditLogPort      types.Int64  `tfsdk:"audit_log_destination_port"`
	IncludeIPRanges   types.Bool   `tfsdk:"include_ip_ranges"`
	Aggregate         types.Bool   `tfsdk:"aggregate"`
	MinimumUpdateDate types.String `tfsdk:"minimum_update_date"`

	namesResults

	Outbound         types.Map    `tfsdk:"outbound"`
	Inbound          types.Map    `tfsdk:"inbound"`
	OutboundRules    types.Map    `tfsdk:"outbound_rules"`
	InboundRules     types.Map    `tfsdk:"inbound_rules"`
	IngressIPv4CIDRs types.Set    `tfsdk:"ingress_ipv4_cidrs"`
	IngressIPv6CIDRs types.Set    `tfsdk:"ingress_ipv6_cidrs"`
	EgressIPv4CIDRs  types.Set    `tfsdk:"egress_ipv4_cidrs"`
	EgressIPv6CIDRs  types.Set    `tfsdk:"egress_ipv6_cidrs"`
	UpdateDate       types.String `tfsdk:"update_date"`
	UpdatedAt        types.String `tfsdk:"updated_at"`
	ContentHash      types.String `tfsdk:"content_hash"`
}

func portType() objectType {
	return objectType{
		attrProtocol: types.StringType, attrPort: types.Int64Type,
		attrComponents: setOfStrings(), attrDescription: types.StringType,
	}
}

func groupType() objectType {
	return portType().with(objectType{
		attrName: types.StringType, attrIPv4CIDRs: setOfStrings(), attrIPv6CIDRs: setOfStrings(),
		attrHostnames: setOfStrings(), attrFQDNs: setOfStrings(), attrWildcards: setOfStrings(), attrSuffixes: setOfStrings(),
	})
}

func ruleType() objectType {
	return portType().with(objectType{
		attrName: types.StringType, "cidr": types.StringType, "cidr_ipv4": types.StringType, "cidr_ipv6": types.StringType,
	})
}

func (d *networkRequirementsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_network_requirements"
}

func (d *networkRequirementsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	const groupFields = " Objects of `protocol` (`tcp` or `udp`), `port`, `components` that need it, `description`, `name`," +
		" `ipv4_cidrs`, `ipv6_cidrs`, `hostnames`, `fqdns`, `wildcards`, `suffixes`."
	const ruleFields = " Objects of `protocol` (`tcp` or `udp`), `port`, `cidr`, `cidr_ipv4`, `cidr_ipv6` (of these two, the other" +
		" family's is null), `components` that need it, `description`, `name`."
	computedMap := func(t objectType, description string) schema.MapAttribute {
		return schema.MapAttribute{Computed: true, ElementType: t.object(), MarkdownDescription: description}
	}
	computedCIDRs := func(description string) schema.SetAttribute {
		return schema.SetAttribute{
			Computed: true, ElementType: types.StringType,
			MarkdownDescription: description + " Empty when `include_ip_ranges` is false.",
		}
	}
	computedText := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description + " Null when `include_ip_ranges` is false."}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "All that a network has to allow for Konnect in the chosen regions, in the shapes of firewall resources." +
			" *Outbound* and *inbound* are seen from your network; *ingress* and *egress* are Konnect's own terms: outbound rules lead to" +
			" Konnect's ingress addresses, and Konnect's egress addresses are sources of inbound rules. However many blocks a plan" +
			" reads, the address list is fetched once.",
		Attributes: namesAttributes(map[string]schema.Attribute{
			attrRegions: schema.SetAttribute{
				Required: true, ElementType: types.StringType,
				MarkdownDescription: descRegions + " Also a new region of the address list. Each must have ingress addresses in it.",
				Validators:          elements(regionValidator()),
			},
			requirements.ArgProxyListen: schema.StringAttribute{
				Optional: true, MarkdownDescription: descProxyListen,
				Validators: []validator.String{listenValidator(kongconf.ProxyListen)},
			},
			requirements.ArgStreamListen: schema.StringAttribute{
				Optional: true, MarkdownDescription: descStreamListen,
				Validators: []validator.String{listenValidator(kongconf.StreamListen)},
			},
			requirements.ArgClientCIDRs: schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Addresses and prefixes of the clients that may reach the proxy and stream ports: the sources of their" +
					" inbound rules. Default: none, and then `inbound_rules` has none for these ports.",
				Validators: optionalElements(cidrValidator()),
			},
			attrAuditLogPort: schema.Int64Attribute{
				Optional: true,
				MarkdownDescription: "TCP port, `1` to `65535`, on which your collector receives Konnect's audit-log webhooks. It is opened" +
					" inbound from Konnect's egress addresses. Default: none is opened.",
				Validators: []validator.Int64{int64validator.Between(1, maxPort)},
			},
			attrIncludeIPRanges: schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to read Konnect's addresses. `false` makes no network request and leaves every output of" +
					" Konnect's CIDRs empty. Default `true`.",
			},
			attrAggregate: schema.BoolAttribute{Optional: true, MarkdownDescription: descAggregate},
			attrMinimumUpdateDate: schema.StringAttribute{
				Optional: true, MarkdownDescription: descMinimumUpdateDate,
				Validators: []validator.String{dateValidator()},
			},

			attrOutbound: computedMap(groupType(), "What to open from your network to Konnect, one object per protocol and port, keyed"+
				" `tcp/443`. Its CIDRs are destinations: Konnect's ingress."+groupFields),
			attrInbound: computedMap(groupType(), "What to open into your network, one object per protocol and port, keyed `tcp/8443`."+
				" Its CIDRs are sources: `client_cidrs` for the data planes' listeners, Konnect's egress for"+
				" `audit_log_destination_port`. The sets of names are empty."+groupFields),
			"outbound_rules": computedMap(ruleType(), "What to open from your network to Konnect, one object per protocol, port and CIDR,"+
				" keyed `tcp/443/18.220.4.10/32`. The CIDR is the destination."+ruleFields),
			"inbound_rules": computedMap(ruleType(), "What to open into your network, one object per protocol, port and CIDR, keyed"+
				" `tcp/8443/203.0.113.0/24`. The CIDR is the source."+ruleFields),

			"ingress_ipv4_cidrs": computedCIDRs("IPv4 prefixes at which Konnect receives, for the regions and, where the list has it, `global`."),
			"ingress_ipv6_cidrs": computedCIDRs("IPv6 prefixes at which Konnect receives, for the regions and, where the list has it, `global`."),
			"egress_ipv4_cidrs": computedCIDRs("IPv4 prefixes from which Konnect sends, for the regions and always `us`, where authentication" +
				" audit logs originate."),
			"egress_ipv6_cidrs": computedCIDRs("IPv6 prefixes from which Konnect sends, for the regions and always `us`, where authentication" +
				" audit logs originate."),
			attrUpdateDate: computedText(descUpdateDate),
			attrUpdatedAt:  computedText(descUpdatedAt),
			attrContentHash: computedText("`sha256:` and the hexadecimal SHA-256 of Konnect's CIDRs in this block, sorted by address, one a line" +
				" as `ingress CIDR` and then `egress CIDR`. It changes when, and only when, these sets do."),
		}),
	}
}

func (d *networkRequirementsDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var include types.Bool
	var regions types.Set
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(attrIncludeIPRanges), &include)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(attrRegions), &regions)...)
	if include.IsNull() || include.IsUnknown() || include.ValueBool() {
		return
	}
	// Without the list, only documented regions are known.
	at, result := path.Root(attrRegions), validator.SetResponse{}
	request := validator.SetRequest{Path: at, PathExpression: at.Expression(), Config: req.Config, ConfigValue: regions}
	setvalidator.ValueStringsAre(documentedRegionValidator()).ValidateSet(ctx, request, &result)
	resp.Diagnostics.Append(result.Diagnostics...)
}

func (d *networkRequirementsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model networkRequirementsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var published *addresslist.Document
	if model.includeIPRanges() {
		var err error
		if published, err = d.sources.addresses.Document(ctx); err != nil {
			addError(&resp.Diagnostics, err)
			return
		}
	}
	query := model.query()
	result, err := requirements.Compose(query, published)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	warnUnused(&resp.Diagnostics, notChosen, query.Unused()...)
	if published == nil {
		warnUnused(&resp.Diagnostics, attrIncludeIPRanges+" is false", query.UnusedWithoutList()...)
	}
	warnWithoutEgress(&resp.Diagnostics, query, result)
	model.set(result)
	setState(ctx, resp, &model)
}

// warnWithoutEgress says which regions can send no audit logs that the rules would let in.
func warnWithoutEgress(diags *diag.Diagnostics, query requirements.Query, result requirements.Requirements) {
	if query.AuditLogPort == 0 || len(result.WithoutEgress) == 0 {
		return
	}
	addWarningAt(diags, attrAuditLogPort, "Region Without Egress Addresses",
		fmt.Sprintf("%s lists no egress addresses for: %s. Audit logs that Konnect sends from there are not let in by these rules."+
			" Ask Kong for the addresses, and let them in by a rule of your own.",
			result.Published.URL, strings.Join(result.WithoutEgress, ", ")))
}

func (m *networkRequirementsModel) includeIPRanges() bool {
	return m.IncludeIPRanges.IsNull() || m.IncludeIPRanges.ValueBool()
}

func (m *networkRequirementsModel) query() requirements.Query {
	return requirements.Query{
		NamesQuery:        m.namesArguments.query(),
		ProxyListen:       textOr(m.ProxyListen, kongconf.DefaultProxyListen),
		StreamListen:      textOr(m.StreamListen, kongconf.DefaultStreamListen),
		ClientCIDRs:       texts(m.ClientCIDRs),
		AuditLogPort:      uint16(m.AuditLogPort.ValueInt64()), //nolint:gosec // The validator bounds it.
		Aggregate:         m.Aggregate.ValueBool(),
		MinimumUpdateDate: m.MinimumUpdateDate.ValueString(),
	}
}

func (m *networkRequirementsModel) set(result requirements.Requirements) {
	m.namesResults = resultsOf(result.Names)
	m.Outbound, m.Inbound = groupMap(result.Outbound), groupMap(result.Inbound)
	m.OutboundRules, m.InboundRules = ruleMap(result.OutboundRules), ruleMap(result.InboundRules)
	m.IngressIPv4CIDRs, m.IngressIPv6CIDRs = cidrSet(result.Ingress.IPv4()), cidrSet(result.Ingress.IPv6())
	m.EgressIPv4CIDRs, m.EgressIPv6CIDRs = cidrSet(result.Egress.IPv4()), cidrSet(result.Egress.IPv6())
	m.UpdateDate, m.UpdatedAt, m.ContentHash = types.StringNull(), types.StringNull(), types.StringNull()
	if result.Published != nil {
		m.UpdateDate = types.StringValue(result.Published.UpdateDate)
		m.UpdatedAt = types.StringValue(result.Published.UpdatedAt.Format(time.RFC3339))
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

func groupMap(groups []requirements.Group) types.Map {
	return objectMap(groupType(), groups, func(group requirements.Group) (string, map[string]attr.Value) {
		fields := portFields(group.Port)
		fields[attrName] = types.StringValue(group.Name)
		fields[attrIPv4CIDRs], fields[attrIPv6CIDRs] = cidrSet(group.Peers.IPv4()), cidrSet(group.Peers.IPv6())
		names := resultsOf(group.Hostnames)
		fields[attrHostnames], fields[attrFQDNs] = names.Hostnames, names.FQDNs
		fields[attrWildcards], fields[attrSuffixes] = names.Wildcards, names.Suffixes
		return group.Key(), fields
	})
}

func ruleMap(rules []requirements.Rule) types.Map {
	return objectMap(ruleType(), rules, func(rule requirements.Rule) (string, map[string]attr.Value) {
		cidr := types.StringValue(rule.Peer.String())
		fields := portFields(rule.Port)
		fields[attrName] = types.StringValue(rule.Name)
		fields["cidr"], fields["cidr_ipv4"], fields["cidr_ipv6"] = cidr, cidr, types.StringNull()
		if rule.Peer.Addr().Is6() {
			fields["cidr_ipv4"], fields["cidr_ipv6"] = types.StringNull(), cidr
		}
		return rule.Key(), fields
	})
}
