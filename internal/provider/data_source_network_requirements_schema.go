package provider

import (
	"maps"
	"math"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
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

func portType() objectType {
	return objectType{
		attrProtocol: types.StringType, attrPort: types.Int64Type,
		attrComponents: setOfStrings(), attrDescription: types.StringType,
	}
}

func namedPortType() objectType { return portType().with(objectType{attrName: types.StringType}) }

func groupType() objectType {
	return namedPortType().with(objectType{attrFamily: types.StringType, attrCIDRs: setOfStrings(), attrRegions: setOfStrings()})
}

func ruleType() objectType {
	return namedPortType().with(objectType{
		attrFamily: types.StringType, attrCIDR: types.StringType, attrCIDRIPv4: types.StringType, attrCIDRIPv6: types.StringType,
		attrRegions: setOfStrings(),
	})
}

func hostnameGroupType() objectType {
	return namedPortType().with(objectType{attrHostnames: setOfStrings(), attrDomains: setOfStrings()})
}

func fqdnGroupType() objectType { return namedPortType().with(objectType{attrFQDNs: setOfStrings()}) }

func networkRequirementsDataSource() readable {
	return dataSource[networkRequirementsModel]{
		name: "network_requirements", schema: networkRequirementsSchema(),
		validate: (*networkRequirementsModel).validate, read: (*networkRequirementsModel).read,
	}
}

func networkRequirementsSchema() schema.Schema {
	attributes := requirementsArguments()
	maps.Copy(attributes, requirementsResults())
	return schema.Schema{
		MarkdownDescription: "Firewall rules for Konnect: the ports, addresses and hostnames that a network must allow for the chosen" +
			" regions. *Outbound* and *inbound* are seen from your network. *Ingress* and *egress* are Konnect's own terms: outbound" +
			" rules lead to Konnect's ingress addresses, and inbound rules for audit logs come from its egress addresses.",
		Attributes: namesAttributes(attributes),
	}
}

func requirementsArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		attrRegions: required(setArgument(elements(readBy(requirements.ParseRegion)),
			descRegions()+" A newer region is accepted if the list, published or accepted, has it. Each region must have ingress addresses there."+
				" `global` is not one: the components decide whether it is needed.")),
		requirements.ArgProxyListen:  listenAttribute(kongconf.ProxyListen, descProxyListen),
		requirements.ArgStreamListen: listenAttribute(kongconf.StreamListen, descStreamListen),
		requirements.ArgClientCIDRs: setArgument(optionalElements(readBy(ipset.Parse)),
			"Addresses and CIDRs of your clients: the sources of the inbound rules for the proxy and stream ports."+
				" Default: none, and no inbound rule for these ports."),
		attrAuditLogPort: schema.NumberAttribute{
			Optional: true,
			MarkdownDescription: "TCP port, `1` to `65535`, on which your collector receives Konnect's audit-log webhooks. It gives inbound" +
				" rules from Konnect's egress addresses. Default: no such rule.",
			Validators: []validator.Number{portValidator()},
		},
		requirements.ArgNamePrefix: textArgument(readBy(requirements.ParseNamePrefix),
			"Start of every `name`: a lower-case letter, then letters, digits and inner hyphens, at most 12 characters."+
				" A hyphen follows it. Two blocks in one network need different prefixes. Default `konnect`."),
		attrIncludeIPRanges: schema.BoolAttribute{
			Optional: true,
			MarkdownDescription: "Whether to use Konnect's addresses. With `false` no request is made. Every output with Konnect's CIDRs is then" +
				" empty: `outbound`, `outbound_rules`, and the `ingress_*` and `egress_*` sets. `audit_log_destination_port` adds no rule." +
				" Default `true`.",
		},
		requirements.ArgAccepted: acceptedAttribute(),
		requirements.ArgIngressCIDRs: setArgument(optionalElements(readBy(ipset.Parse)),
			"Addresses and CIDRs of Konnect's ingress, used in place of the published list, such as those of a"+
				" PrivateLink endpoint, or fixed ones in a test. The list is not read, its limits of prefixes do not apply, and nothing is chosen by"+
				" region. Not with `accepted`, `include_ip_ranges = false` or `minimum_update_date`. Default: the published list."),
		requirements.ArgEgressCIDRs: setArgument(optionalElements(readBy(ipset.Parse)),
			"Addresses and CIDRs of Konnect's egress, used in place of the published list. Only with `ingress_cidrs`, and"+
				" required with it if `audit_log_destination_port` is set. Default: none with `ingress_cidrs`, otherwise the published list."),
		attrAggregate:         schema.BoolAttribute{Optional: true, MarkdownDescription: descAggregate},
		attrMinimumUpdateDate: textArgument(readBy(addresslist.ParseDate), descMinimumUpdateDate),
	}
}

func acceptedAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Accepted ranges, used in place of the published list: `accepted` of `konnect_accepted_ip_ranges`. No request is made. They" +
			" are chosen by region as from the list, and `global` and `us` come by themselves. Not with `ingress_cidrs`, `egress_cidrs`," +
			" `include_ip_ranges = false` or `minimum_update_date`. Default: the published list.",
		Attributes: map[string]schema.Attribute{
			string(addresslist.Ingress): schema.MapAttribute{
				Required: true, ElementType: listOfStrings(), MarkdownDescription: "Ingress addresses and CIDRs, by region code. Each of the `regions` must have some.",
			},
			string(addresslist.Egress): schema.MapAttribute{
				Optional: true, ElementType: listOfStrings(),
				MarkdownDescription: "Egress addresses and CIDRs, by region code. `audit_log_destination_port` needs some. Default: none.",
			},
		},
	}
}

func requirementsResults() map[string]schema.Attribute {
	const unread = " Null if no list is read."
	const ingress = "IPv4 CIDRs at which Konnect receives, for the regions, and for `global` if the list has it and" +
		" `platform`, `mesh` or `mcp` is chosen. Destinations of outbound rules. May be empty."
	const egress = "IPv4 CIDRs from which Konnect sends, for the regions and always for `us`, which sends authentication audit logs. Sources" +
		" of inbound rules. May be empty."
	return map[string]schema.Attribute{
		"outbound_rules": computedMap(ruleType(), "Rules from your network to Konnect, one for each protocol, port and CIDR, keyed"+
			" `tcp/443/18.220.4.10/32`: objects of `protocol` (`tcp` or `udp`), `port`, `family` (`ipv4` or `ipv6`), `cidr` (the destination),"+
			" `cidr_ipv4` and `cidr_ipv6` (the CIDR again in the field of its family; the other is null), `regions` whose list has the address"+
			" (`global` among them; null for addresses of your own), `components` that need it, and `description` and `name` of a rule."),
		"inbound_rules": computedMap(ruleType(), "Rules into your network, one for each protocol, port and CIDR, keyed"+
			" `tcp/8443/203.0.113.0/24`: objects as in `outbound_rules`. The CIDR is the source."),
		attrOutbound: computedMap(groupType(), "Rules from your network to Konnect, for firewalls that take a list of CIDRs, one for each"+
			" protocol, port and family, keyed `tcp/443/ipv4`: objects as in `outbound_rules`, with `cidrs` (the destinations, never empty) in place"+
			" of the single CIDR."),
		attrInbound: computedMap(groupType(), "Rules into your network, for firewalls that take a list of CIDRs, one for each protocol,"+
			" port and family, keyed `tcp/8443/ipv4`: objects as in `outbound`. The CIDRs are sources."),
		"outbound_hostnames": computedMap(hostnameGroupType(), "Rules from your network to Konnect, for firewalls that take names"+
			" and wildcards, one for each protocol and port that has names, keyed `tcp/443`: objects as in `outbound_rules`, with `hostnames` (names and"+
			" wildcards) and `domains` (names and suffixes) in place of addresses."),
		"outbound_fqdns": computedMap(fqdnGroupType(), "The same for firewalls that take exact names only, in `fqdns`: objects as in"+
			" `outbound_rules`. Without `control_plane_endpoints` it has `us.api.konghq.com` and the like alone, and a firewall that allows nothing"+
			" else blocks every data plane: use it only if `wildcards` is empty."),

		"ingress_ipv4_cidrs": computedSet(ingress),
		"ingress_ipv6_cidrs": computedSet("The same for IPv6."),
		"egress_ipv4_cidrs":  computedSet(egress),
		"egress_ipv6_cidrs":  computedSet("The same for IPv6."),
		attrUpdateDate:       computedText(descUpdateDate + unread),
		attrUpdatedAt:        computedText(descUpdatedAt + unread),
		attrContentHash: computedText("`sha256:` and the hexadecimal SHA-256 of Konnect's CIDRs in this block, sorted by address, one a line" +
			" as `ingress CIDR` and then `egress CIDR`. It changes only if one of these sets does." + unread),
	}
}

func portValidator() numberValidator {
	return numberValidator{1, math.MaxUint16, func(got string) error {
		return problem.New("Invalid Port", "a port must be between 1 and 65535, without a fraction, such as 6514; got %s", got)
	}}
}

func listenAttribute(setting kongconf.Setting, description string) schema.StringAttribute {
	return textArgument(readBy(func(text string) ([]kongconf.Listener, error) { return kongconf.Parse(setting, text) }), description)
}
