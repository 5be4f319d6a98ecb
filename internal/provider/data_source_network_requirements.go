package provider

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

const (
	attrIncludeIPRanges = requirements.ArgIncludeIPRanges
	attrAuditLogPort    = requirements.ArgAuditLogPort
	attrFamily          = "family"
	attrCIDR            = "cidr"
	attrCIDRIPv4        = "cidr_ipv4"
	attrCIDRIPv6        = "cidr_ipv6"
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
	AuditLogPort      types.Number `tfsdk:"audit_log_destination_port"`
	NamePrefix        types.String `tfsdk:"name_prefix"`
	IncludeIPRanges   types.Bool   `tfsdk:"include_ip_ranges"`
	IngressCIDRs      types.Set    `tfsdk:"ingress_cidrs"`
	EgressCIDRs       types.Set    `tfsdk:"egress_cidrs"`
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

func portType() objectType {
	return objectType{
		attrProtocol: types.StringType, attrPort: types.Int64Type,
		attrComponents: setOfStrings(), attrDescription: types.StringType,
	}
}

func namedPortType() objectType { return portType().with(objectType{attrName: types.StringType}) }

func groupType() objectType {
	return namedPortType().with(objectType{attrFamily: types.StringType, attrCIDRs: setOfStrings()})
}

func ruleType() objectType {
	return namedPortType().with(objectType{
		attrFamily: types.StringType, attrCIDR: types.StringType, attrCIDRIPv4: types.StringType, attrCIDRIPv6: types.StringType,
	})
}

func hostnameGroupType() objectType {
	return namedPortType().with(objectType{attrHostnames: setOfStrings(), attrDomains: setOfStrings()})
}

func fqdnGroupType() objectType { return namedPortType().with(objectType{attrFQDNs: setOfStrings()}) }

func (d *networkRequirementsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_network_requirements"
}

func (d *networkRequirementsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	computedMap := func(t objectType, description string) schema.MapAttribute {
		return schema.MapAttribute{Computed: true, ElementType: t.object(), MarkdownDescription: description}
	}
	computedSet := func(description string) schema.SetAttribute {
		return schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
	}
	computedText := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description + " Null when no list is read."}
	}
	const common = ", `components` that need it, `description` and `name` of a rule."
	const listFields = " Objects of `protocol` (`tcp` or `udp`), `port`, `family` (`ipv4` or `ipv6`), `cidrs` (never empty)" + common
	const rowFields = " Objects of `protocol` (`tcp` or `udp`), `port`, `family` (`ipv4` or `ipv6`), `cidr`, `cidr_ipv4` and `cidr_ipv6` (the" +
		" CIDR again in that of its family, the other null)" + common
	const ingress = " at which Konnect receives, for the regions and, where the list has it, `global`. Destinations of outbound rules."
	const egress = " from which Konnect sends, for the regions and always `us`, where authentication audit logs originate. Sources of inbound rules."
	resp.Schema = schema.Schema{
		MarkdownDescription: "Firewall rules for Konnect: the ports, addresses and hostnames that a network must allow for the chosen" +
			" regions. *Outbound* and *inbound* are seen from your network. *Ingress* and *egress* are Konnect's own terms: outbound" +
			" rules lead to Konnect's ingress addresses, and inbound rules for audit logs come from its egress addresses.",
		Attributes: namesAttributes(map[string]schema.Attribute{
			attrRegions: schema.SetAttribute{
				Required: true, ElementType: types.StringType,
				MarkdownDescription: descRegions + " Also a new region of the address list. Each must have ingress addresses in it.",
				Validators:          elements(regionValidator()),
			},
			requirements.ArgProxyListen:  listenAttribute(kongconf.ProxyListen, descProxyListen),
			requirements.ArgStreamListen: listenAttribute(kongconf.StreamListen, descStreamListen),
			requirements.ArgClientCIDRs: schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Addresses and CIDRs of the clients that may reach the proxy and stream ports: the sources of their" +
					" inbound rules. Default: none, and then these ports have no inbound rule.",
				Validators: optionalElements(cidrValidator()),
			},
			attrAuditLogPort: schema.NumberAttribute{
				Optional: true,
				MarkdownDescription: "TCP port, `1` to `65535`, on which your collector receives Konnect's audit-log webhooks. It is opened" +
					" inbound from Konnect's egress addresses. Default: none is opened.",
				Validators: []validator.Number{portValidator{}},
			},
			requirements.ArgNamePrefix: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Start of every `name`, followed by a hyphen: a lower-case letter, then letters, digits and inner hyphens," +
					" at most 12 characters. Two blocks in one network need two prefixes. Default `konnect`.",
				Validators: []validator.String{namePrefixValidator()},
			},
			attrIncludeIPRanges: schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to use Konnect's addresses. `false` makes no network request, and every output with Konnect's" +
					" CIDRs is empty: `outbound`, `outbound_rules`, the `ingress_*` and `egress_*` sets, and what" +
					" `audit_log_destination_port` adds. Default `true`.",
			},
			requirements.ArgIngressCIDRs: schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Konnect's ingress, as addresses and CIDRs, in place of the published list: such as the addresses of a" +
					" PrivateLink endpoint. The list is not read, the limits of its prefixes do not apply, and `global` is not added." +
					" Not with `minimum_update_date`. Default: the published list.",
				Validators: optionalElements(cidrValidator()),
			},
			requirements.ArgEgressCIDRs: schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Konnect's egress, as addresses and CIDRs, in place of the published list. Only with `ingress_cidrs`;" +
					" required beside it when `audit_log_destination_port` is set. Default: none when `ingress_cidrs` is set, otherwise the" +
					" published list.",
				Validators: optionalElements(cidrValidator()),
			},
			attrAggregate: schema.BoolAttribute{Optional: true, MarkdownDescription: descAggregate},
			attrMinimumUpdateDate: schema.StringAttribute{
				Optional: true, MarkdownDescription: descMinimumUpdateDate,
				Validators: []validator.String{dateValidator()},
			},

			attrOutbound: computedMap(groupType(), "What to open from your network to Konnect, for targets that take a list of CIDRs: one"+
				" object per protocol, port and family, keyed `tcp/443/ipv4`. Its CIDRs are destinations."+listFields),
			attrInbound: computedMap(groupType(), "What to open into your network, for targets that take a list of CIDRs: one object per"+
				" protocol, port and family, keyed `tcp/8443/ipv4`. Its CIDRs are sources."+listFields),
			"outbound_rules": computedMap(ruleType(), "What to open from your network to Konnect: one object per protocol, port and CIDR,"+
				" keyed `tcp/443/18.220.4.10/32`. The CIDR is the destination."+rowFields),
			"inbound_rules": computedMap(ruleType(), "What to open into your network: one object per protocol, port and CIDR, keyed"+
				" `tcp/8443/203.0.113.0/24`. The CIDR is the source."+rowFields),
			"outbound_hostnames": computedMap(hostnameGroupType(), "What to open from your network to Konnect, for targets that take names"+
				" and wildcards in one list: one object per protocol and port that names answer on, keyed `tcp/443`. Objects of"+
				" `protocol`, `port`, `hostnames` (names and wildcards), `domains` (names and suffixes)"+common),
			"outbound_fqdns": computedMap(fqdnGroupType(), "The same for targets that take exact names only: one object per protocol and port"+
				" that exact names answer on, keyed `tcp/443`. Objects of `protocol`, `port`, `fqdns`"+common),

			"ingress_ipv4_cidrs": computedSet("IPv4 CIDRs" + ingress),
			"ingress_ipv6_cidrs": computedSet("IPv6 CIDRs" + ingress),
			"egress_ipv4_cidrs":  computedSet("IPv4 CIDRs" + egress),
			"egress_ipv6_cidrs":  computedSet("IPv6 CIDRs" + egress),
			attrUpdateDate:       computedText(descUpdateDate),
			attrUpdatedAt:        computedText(descUpdatedAt),
			attrContentHash: computedText("`sha256:` and the hexadecimal SHA-256 of Konnect's CIDRs in this block, sorted by address, one a line" +
				" as `ingress CIDR` and then `egress CIDR`. It changes when, and only when, these sets do."),
		}),
	}
}

func (d *networkRequirementsDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var model networkRequirementsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if isFalse(model.IncludeIPRanges) {
		// Without addresses, only documented regions are known.
		at, result := path.Root(attrRegions), validator.SetResponse{}
		request := validator.SetRequest{Path: at, PathExpression: at.Expression(), Config: req.Config, ConfigValue: model.Regions}
		setvalidator.ValueStringsAre(documentedRegionValidator()).ValidateSet(ctx, request, &result)
		resp.Diagnostics.Append(result.Diagnostics...)
	}
	// An argument that is not known yet may turn out null. Terraform validates again once all are known.
	for _, argument := range []attr.Value{
		model.IncludeIPRanges, model.IngressCIDRs, model.EgressCIDRs, model.AuditLogPort, model.MinimumUpdateDate,
	} {
		if argument.IsUnknown() {
			return
		}
	}
	if err := model.query().CheckGivenAddresses(); err != nil {
		addError(&resp.Diagnostics, err)
	}
}

func isFalse(value types.Bool) bool {
	return !value.IsNull() && !value.IsUnknown() && !value.ValueBool()
}

func (d *networkRequirementsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model networkRequirementsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	query := model.query()
	var published *addresslist.Document
	if query.ReadsList() {
		var err error
		if published, err = d.sources.addresses.Document(ctx); err != nil {
			addError(&resp.Diagnostics, err)
			return
		}
	}
	result, err := requirements.Compose(query, published)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	warnUnused(&resp.Diagnostics, notChosen, query.Unused()...)
	if !query.IncludeIPRanges {
		warnUnused(&resp.Diagnostics, attrIncludeIPRanges+" is false", query.UnusedWithoutAddresses()...)
	}
	warnWithoutEgress(&resp.Diagnostics, query, result)
	warnUndocumented(&resp.Diagnostics, result.UndocumentedRegions)
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

// warnUndocumented says which regions neither the catalogue nor a list knows.
func warnUndocumented(diags *diag.Diagnostics, regions []string) {
	for _, region := range regions {
		unknown := &catalog.RegionError{Code: region, Known: catalog.RegionCodes()}
		diags.AddAttributeWarning(path.Root(attrRegions), kindOf(unknown).summary,
			sentence(unknown)+" Hostnames are made of it as it stands; check that it is right.")
	}
}

func (m *networkRequirementsModel) query() requirements.Query {
	var auditLogPort uint64
	if !m.AuditLogPort.IsNull() {
		auditLogPort, _ = m.AuditLogPort.ValueBigFloat().Uint64()
	}
	return requirements.Query{
		NamesQuery:        m.namesArguments.query(),
		ProxyListen:       textOr(m.ProxyListen, kongconf.DefaultProxyListen),
		StreamListen:      textOr(m.StreamListen, kongconf.DefaultStreamListen),
		ClientCIDRs:       texts(m.ClientCIDRs),
		AuditLogPort:      uint16(auditLogPort), //nolint:gosec // The validator bounds it.
		NamePrefix:        textOr(m.NamePrefix, requirements.DefaultNamePrefix),
		IncludeIPRanges:   !isFalse(m.IncludeIPRanges),
		IngressCIDRs:      texts(m.IngressCIDRs),
		EgressCIDRs:       texts(m.EgressCIDRs),
		Aggregate:         m.Aggregate.ValueBool(),
		MinimumUpdateDate: m.MinimumUpdateDate.ValueString(),
	}
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

func namedPortFields(port requirements.Port, name string) map[string]attr.Value {
	fields := portFields(port)
	fields[attrName] = types.StringValue(name)
	return fields
}

func groupMap(groups []requirements.Group) types.Map {
	return objectMap(groupType(), groups, func(group requirements.Group) (string, map[string]attr.Value) {
		fields := namedPortFields(group.Port, group.Name)
		fields[attrFamily], fields[attrCIDRs] = types.StringValue(string(group.Family)), cidrSet(group.Prefixes)
		return group.Key(), fields
	})
}

func ruleMap(rules []requirements.Rule) types.Map {
	return objectMap(ruleType(), rules, func(rule requirements.Rule) (string, map[string]attr.Value) {
		cidr := types.StringValue(rule.Prefix.String())
		fields := namedPortFields(rule.Port, rule.Name)
		fields[attrFamily] = types.StringValue(string(rule.Family))
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

// portValidator accepts a port number. Terraform's numbers may be fractions, and of any size.
type portValidator struct{}

func (portValidator) Description(context.Context) string {
	return "value must be a whole number from 1 to 65535"
}

func (v portValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (portValidator) ValidateNumber(_ context.Context, req validator.NumberRequest, resp *validator.NumberResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	number := req.ConfigValue.ValueBigFloat()
	if !number.IsInt() || number.Cmp(big.NewFloat(1)) < 0 || number.Cmp(big.NewFloat(math.MaxUint16)) > 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid Port",
			fmt.Sprintf("A port must be between 1 and 65535, without a fraction; got %s. Give a number such as 6514.", number.Text('g', 10)))
	}
}

func namePrefixValidator() textValidator {
	return textValidator{"the start of names of rules", parses(requirements.ParseNamePrefix)}
}

func listenAttribute(setting kongconf.Setting, description string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, MarkdownDescription: description, Validators: []validator.String{listenValidator(setting)},
	}
}
