package provider_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

const usRequirements = "data.konnect_network_requirements.us"

func TestNetworkRequirementsWhole(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(smallDocument())
	blocks := config(server, `
data "konnect_network_requirements" "us" {
  regions                    = ["us"]
  control_plane_endpoints    = ["https://F47A4E996F.us.cp.konghq.com/"]
  portal_ids                 = ["1a2b3c4d5e6f"]
  stream_listen              = "0.0.0.0:53 udp, 127.0.0.1:9000"
  client_cidrs               = ["203.0.113.0/24", "2001:db8:c::1"]
  audit_log_destination_port = 8443
}`)
	names := []string{
		"cloud.konghq.com", "signin.cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com", "1a2b3c4d5e6f.us.kongportals.com",
		"1a2b3c4d5e6f.us.portal.konghq.com", "1a2b3c4d5e6f.portal-preview.us.api.konghq.com",
		"f47a4e996f.us.cp.konghq.com", "f47a4e996f.us.cp0.konghq.com", "f47a4e996f.us.tp.konghq.com", "f47a4e996f.us.tp0.konghq.com",
	}
	const httpsToKonnect = "Outbound: HTTPS to Konnect (dev_portal, gateway, platform)"
	users := []string{"dev_portal", "gateway", "platform"}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: blocks,
				ConfigStateChecks: []statecheck.StateCheck{
					expectValue(usRequirements, "hostnames", stringSet(names...)),
					expectValue(usRequirements, "fqdns", stringSet(names...)),
					expectValue(usRequirements, "wildcards", stringSet()),
					expectValue(usRequirements, "suffixes", stringSet()),
					expectValue(usRequirements, "domains", stringSet(names...)),
					expectValue(usRequirements, "ingress_ipv4_cidrs", stringSet("18.220.4.10/32", "18.220.4.11/32", "192.0.2.1/32")),
					expectValue(usRequirements, "ingress_ipv6_cidrs", stringSet()),
					expectValue(usRequirements, "egress_ipv4_cidrs", stringSet("52.15.154.8/32")),
					expectValue(usRequirements, "egress_ipv6_cidrs", stringSet()),
					expectValue(usRequirements, "update_date", knownvalue.StringExact("2025-08-26-16-03-33")),
					expectValue(usRequirements, "updated_at", knownvalue.StringExact("2025-08-26T16:03:33Z")),
					expectValue(usRequirements, "content_hash",
						knownvalue.StringExact("sha256:37d926cbf58edea37336c52e2d60449312d2ed8608fa6b5469181fa198cbac8c")),
					expectValue(usRequirements, "inbound_rules", knownvalue.MapExact(map[string]knownvalue.Check{
						"tcp/8000/203.0.113.0/24":    rule("tcp", 8000, "203.0.113.0/24", "konnect-in-tcp-8000-203-0-113-0-24", "Inbound: proxy clients (gateway)", "gateway"),
						"tcp/8000/2001:db8:c::1/128": rule("tcp", 8000, "2001:db8:c::1/128", "konnect-in-tcp-8000-20010db8000c00000000000000000001-128", "Inbound: proxy clients (gateway)", "gateway"),
						"tcp/8443/203.0.113.0/24":    rule("tcp", 8443, "203.0.113.0/24", "konnect-in-tcp-8443-203-0-113-0-24", "Inbound: proxy clients (gateway)", "gateway"),
						"tcp/8443/2001:db8:c::1/128": rule("tcp", 8443, "2001:db8:c::1/128", "konnect-in-tcp-8443-20010db8000c00000000000000000001-128", "Inbound: proxy clients (gateway)", "gateway"),
						"tcp/8443/52.15.154.8/32": rule("tcp", 8443, "52.15.154.8/32", "konnect-in-tcp-8443-52-15-154-8-32",
							"Inbound: audit-log webhooks from Konnect (audit_logging)", "audit_logging"),
						"udp/53/203.0.113.0/24":    rule("udp", 53, "203.0.113.0/24", "konnect-in-udp-53-203-0-113-0-24", "Inbound: stream clients (gateway)", "gateway"),
						"udp/53/2001:db8:c::1/128": rule("udp", 53, "2001:db8:c::1/128", "konnect-in-udp-53-20010db8000c00000000000000000001-128", "Inbound: stream clients (gateway)", "gateway"),
					})),
					expectValue(usRequirements, "inbound", knownvalue.MapExact(map[string]knownvalue.Check{
						"tcp/8000/ipv4": group("tcp", 8000, "ipv4", "konnect-in-tcp-8000-ipv4", "Inbound: proxy clients (gateway)", []string{"gateway"}, "203.0.113.0/24"),
						"tcp/8000/ipv6": group("tcp", 8000, "ipv6", "konnect-in-tcp-8000-ipv6", "Inbound: proxy clients (gateway)", []string{"gateway"}, "2001:db8:c::1/128"),
						"tcp/8443/ipv4": group("tcp", 8443, "ipv4", "konnect-in-tcp-8443-ipv4",
							"Inbound: audit-log webhooks from Konnect; proxy clients (audit_logging, gateway)", []string{"audit_logging", "gateway"},
							"203.0.113.0/24", "52.15.154.8/32"),
						"tcp/8443/ipv6": group("tcp", 8443, "ipv6", "konnect-in-tcp-8443-ipv6", "Inbound: proxy clients (gateway)", []string{"gateway"}, "2001:db8:c::1/128"),
						"udp/53/ipv4":   group("udp", 53, "ipv4", "konnect-in-udp-53-ipv4", "Inbound: stream clients (gateway)", []string{"gateway"}, "203.0.113.0/24"),
						"udp/53/ipv6":   group("udp", 53, "ipv6", "konnect-in-udp-53-ipv6", "Inbound: stream clients (gateway)", []string{"gateway"}, "2001:db8:c::1/128"),
					})),
					expectValue(usRequirements, "outbound", knownvalue.MapSizeExact(5)),
					expectValue(usRequirements, "outbound", knownvalue.MapPartial(map[string]knownvalue.Check{
						"tcp/443/ipv4": group("tcp", 443, "ipv4", "konnect-out-tcp-443-ipv4", httpsToKonnect, users,
							"18.220.4.10/32", "18.220.4.11/32", "192.0.2.1/32"),
					})),
					expectValue(usRequirements, "outbound_hostnames", knownvalue.MapExact(map[string]knownvalue.Check{
						"tcp/443": object("tcp", 443, "konnect-out-tcp-443-hostnames", httpsToKonnect, users, map[string]knownvalue.Check{
							"hostnames": stringSet(names...), "domains": stringSet(names...),
						}),
					})),
					expectValue(usRequirements, "outbound_fqdns", knownvalue.MapExact(map[string]knownvalue.Check{
						"tcp/443": object("tcp", 443, "konnect-out-tcp-443-fqdns", httpsToKonnect, users, map[string]knownvalue.Check{
							"fqdns": stringSet(names...),
						}),
					})),
					expectValue(usRequirements, "outbound_rules", knownvalue.MapSizeExact(15)),
					expectValue(usRequirements, "outbound_rules", knownvalue.MapPartial(map[string]knownvalue.Check{
						"udp/8071/18.220.4.10/32": rule("udp", 8071, "18.220.4.10/32", "konnect-out-udp-8071-18-220-4-10-32",
							"Outbound: Konnect audit logging (audit_logging)", "audit_logging"),
					})),
				},
			},
			{Config: blocks, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		},
	})
}

// object returns a check of the fields that all objects in maps of rules have, and of these further ones.
func object(protocol string, port int64, name, description string, components []string, further map[string]knownvalue.Check) knownvalue.Check {
	checks := map[string]knownvalue.Check{
		"protocol": knownvalue.StringExact(protocol), "port": knownvalue.Int64Exact(port), "name": knownvalue.StringExact(name),
		"description": knownvalue.StringExact(description), "components": stringSet(components...),
	}
	maps.Copy(checks, further)
	return knownvalue.ObjectExact(checks)
}

func group(protocol string, port int64, family, name, description string, components []string, cidrs ...string) knownvalue.Check {
	return object(protocol, port, name, description, components, map[string]knownvalue.Check{
		"family": knownvalue.StringExact(family), "cidrs": stringSet(cidrs...),
	})
}

func rule(protocol string, port int64, cidr, name, description, component string) knownvalue.Check {
	further := map[string]knownvalue.Check{
		"family": knownvalue.StringExact("ipv4"), "cidr": knownvalue.StringExact(cidr),
		"cidr_ipv4": knownvalue.StringExact(cidr), "cidr_ipv6": knownvalue.Null(),
	}
	if isIPv6(cidr) {
		further["family"], further["cidr_ipv4"], further["cidr_ipv6"] = knownvalue.StringExact("ipv6"), knownvalue.Null(), knownvalue.StringExact(cidr)
	}
	return object(protocol, port, name, description, []string{component}, further)
}

func isIPv6(cidr string) bool { return strings.Contains(cidr, ":") }

// TestNetworkRequirementsWithoutRanges makes no request and still answers all that is documented.
func TestNetworkRequirementsWithoutRanges(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `
data "konnect_network_requirements" "us" {
  regions                    = ["us"]
  include_ip_ranges          = false
  client_cidrs               = ["203.0.113.0/24"]
  audit_log_destination_port = 8088
}
data "konnect_hostnames" "us" { regions = ["us"] }
data "konnect_ports" "all" {}
data "konnect_regions" "all" {}`),
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue(usRequirements, "fqdns", stringSet("cloud.konghq.com", "signin.cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com")),
				expectValue(usRequirements, "outbound", knownvalue.MapExact(nil)),
				expectValue(usRequirements, "outbound_rules", knownvalue.MapExact(nil)),
				expectValue(usRequirements, "outbound_hostnames", knownvalue.MapSizeExact(1)),
				expectValue(usRequirements, "inbound", knownvalue.MapSizeExact(2)),
				expectValue(usRequirements, "inbound_rules", knownvalue.MapSizeExact(2)),
				expectValue(usRequirements, "ingress_ipv4_cidrs", stringSet()),
				expectValue(usRequirements, "egress_ipv4_cidrs", stringSet()),
				expectValue(usRequirements, "update_date", knownvalue.Null()),
				expectValue(usRequirements, "updated_at", knownvalue.Null()),
				expectValue(usRequirements, "content_hash", knownvalue.Null()),
			},
		}},
	})
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("%d requests, want none", len(requests))
	}
}

func TestNetworkRequirementsErrors(t *testing.T) {
	t.Parallel()
	document := smallDocument()
	document.IngressIPs["br"] = []string{"192.0.2.200"}
	server := listserver.NewServer(t)
	server.Serve(document)
	tests := map[string]struct {
		arguments string
		want      string
	}{
		"unknown region":         {`regions = ["xx"]`, `Region Without Addresses.*regions = \["xx"\].*lists no ingress addresses for region "xx"\. Regions with addresses: br, eu, global, us\.`},
		"near miss":              {`regions = ["usa"]`, `Region Without Addresses.*\(did you mean "us"\?\)`},
		"renamed":                {`regions = ["AP"]`, `Unknown Region.*Region "AP" was renamed to "au"; use "au"\. The regions are: au, eu, in, me, sg, us`},
		"documented, not listed": {`regions = ["sg"]`, `Region Without Addresses.*lists no ingress addresses for region "sg"\. Regions with addresses: br, eu, global, us`},
		"listed, empty":          {`regions = ["me"]`, `Region Without Addresses.*names region "me" with an empty list of ingress addresses`},
		"new region without list": {
			"regions = [\"br\"]\n include_ip_ranges = false", `Unknown Region.*Region "br" is not one of: au, eu, in, me, sg, us`,
		},
		"component":           {"regions = [\"us\"]\n components = [\"gatway\"]", `Unknown Component.*Component "gatway" is not one of: .*did you mean "gateway"\?`},
		"endpoint elsewhere":  {"regions = [\"us\"]\n control_plane_endpoints = [\"abc.eu.cp.konghq.com\"]", `Endpoint Outside Regions.*lies in region "eu", which is not among the regions us`},
		"listener":            {"regions = [\"us\"]\n proxy_listen = \"0.0.0.0:8000, 0.0.0.0:8443 SSL\"", `Invalid Listener.*proxy_listen entry 2, "0.0.0.0:8443 SSL": unknown flag "SSL" \(flags are lower-case; did you mean "ssl"\?\)`},
		"client":              {"regions = [\"us\"]\n client_cidrs = [\"10.0.0.1/8\"]", `Invalid CIDR.*has bits set beyond its prefix length; the network is "10.0.0.0/8"`},
		"collector's port":    {"regions = [\"us\"]\n audit_log_destination_port = 0", `must be between 1 and 65535`},
		"date of the minimum": {"regions = [\"us\"]\n minimum_update_date = \"yesterday\"", `"yesterday" is not a date such as "2025-08-26-16-03-33" \(UTC\) or`},
		"stale":               {"regions = [\"us\"]\n minimum_update_date = \"2026-01-01T00:00:00Z\"", `Address List Too Old`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			block := "data \"konnect_network_requirements\" \"us\" {\n " + test.arguments + "\n}"
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(),
				Steps:                    []resource.TestStep{{Config: config(server, block), ExpectError: wrapped(test.want)}},
			})
		})
	}
}

// TestNewRegion accepts a region that only the published list knows.
func TestNewRegion(t *testing.T) {
	t.Parallel()
	document := smallDocument()
	document.IngressIPs["br"] = []string{"192.0.2.200"}
	server := listserver.NewServer(t)
	server.Serve(document)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `data "konnect_network_requirements" "us" { regions = ["br", "global"] }`),
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue(usRequirements, "fqdns", stringSet("cloud.konghq.com", "signin.cloud.konghq.com", "global.api.konghq.com", "br.api.konghq.com")),
				expectValue(usRequirements, "ingress_ipv4_cidrs", stringSet("192.0.2.200/32", "192.0.2.1/32")),
				expectValue(usRequirements, "egress_ipv4_cidrs", stringSet("52.15.154.8/32")),
			},
		}},
	})
}

// TestNetworkRequirementsGivenAddresses makes no request and composes rules of the addresses that are given.
func TestNetworkRequirementsGivenAddresses(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	blocks := config(server, `
data "konnect_network_requirements" "us" {
  regions                    = ["us"]
  components                 = ["gateway"]
  ingress_cidrs              = ["10.1.2.3", "10.1.2.2/32", "fd00::1"]
  egress_cidrs               = ["10.0.0.0/8"]
  aggregate                  = true
  audit_log_destination_port = 6514
  name_prefix                = "prod-eu"
}`)
	const https, logs = "Outbound: HTTPS to Konnect (gateway)", "Inbound: audit-log webhooks from Konnect (audit_logging)"
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: blocks,
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue(usRequirements, "outbound", knownvalue.MapExact(map[string]knownvalue.Check{
					"tcp/443/ipv4": group("tcp", 443, "ipv4", "prod-eu-out-tcp-443-ipv4", https, []string{"gateway"}, "10.1.2.2/31"),
					"tcp/443/ipv6": group("tcp", 443, "ipv6", "prod-eu-out-tcp-443-ipv6", https, []string{"gateway"}, "fd00::1/128"),
				})),
				expectValue(usRequirements, "inbound_rules", knownvalue.MapExact(map[string]knownvalue.Check{
					"tcp/6514/10.0.0.0/8": rule("tcp", 6514, "10.0.0.0/8", "prod-eu-in-tcp-6514-10-0-0-0-8", logs, "audit_logging"),
				})),
				expectValue(usRequirements, "ingress_ipv4_cidrs", stringSet("10.1.2.2/31")),
				expectValue(usRequirements, "ingress_ipv6_cidrs", stringSet("fd00::1/128")),
				expectValue(usRequirements, "egress_ipv4_cidrs", stringSet("10.0.0.0/8")),
				expectValue(usRequirements, "egress_ipv6_cidrs", stringSet()),
				expectValue(usRequirements, "update_date", knownvalue.Null()),
				expectValue(usRequirements, "updated_at", knownvalue.Null()),
				expectValue(usRequirements, "content_hash", knownvalue.Null()),
			},
		}},
	})
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("%d requests, want none", len(requests))
	}
}

// TestNetworkRequirementsDiagnostics compares the whole of what a block is told, when it is validated and when it is read.
func TestNetworkRequirementsDiagnostics(t *testing.T) {
	t.Parallel()
	at := func(attribute string) string { return fmt.Sprintf("AttributeName(%q)", attribute) }
	type arguments = map[string]any
	document := smallDocument()
	document.IngressIPs["me"], document.EgressIPs = []string{"192.0.2.40"}, map[string][]string{"us": {"52.15.154.8"}, "me": {}}
	server := listserver.NewServer(t)
	server.Serve(document)
	const port, hostBits = "audit_log_destination_port", `"10.0.0.1/8" has bits set beyond its prefix length; the network is "10.0.0.0/8", the single address "10.0.0.1/32".`
	badPort := func(got string) []diagnostic {
		return []diagnostic{failure("Invalid Port", at(port), "A port must be between 1 and 65535, without a fraction, such as 6514; got "+got+".")}
	}
	badPrefix := func(text string) []diagnostic {
		return []diagnostic{failure("Invalid Name Prefix", at("name_prefix"), fmt.Sprintf("%q can't start the names of rules; give a lower-case letter"+
			" and then letters, digits and inner hyphens, at most 12 characters in all, such as \"konnect\".", text))}
	}
	withoutEgress := func(regions string) diagnostic {
		return warning("Region Without Egress Addresses", "", server.URL()+" lists no egress addresses for: "+regions+". These rules do not"+
			" allow audit logs from there. Ask Kong for the addresses, and allow them with a rule of your own.")
	}
	unused := func(argument, reason string) diagnostic {
		return warning("Argument Without Effect", "", argument+" has no effect, because "+reason+".")
	}
	const notChosen = "components does not include the component that it belongs to"
	some := set("10.0.0.7")
	tests := map[string]struct {
		arguments arguments
		// validated is what Terraform tells before it reads anything; read what it tells after that.
		validated, read []diagnostic
	}{
		"port with a fraction":     {arguments{port: big.NewFloat(1.5)}, badPort("1.5"), nil},
		"port beyond all integers": {arguments{port: number(t, "1e20")}, badPort("1e+20"), nil},
		"port 0":                   {arguments{port: 0}, badPort("0"), nil},
		"negative port":            {arguments{port: -1}, badPort("-1"), nil},
		"port 65536":               {arguments{port: 65536}, badPort("65536"), nil},
		"port 65535":               {arguments{port: 65535}, nil, nil},
		"port not known":           {arguments{port: unknown{}}, nil, nil},

		"name prefix":            {arguments{"name_prefix": "Prod"}, badPrefix("Prod"), nil},
		"name prefix, too long":  {arguments{"name_prefix": "a234567890123"}, badPrefix("a234567890123"), nil},
		"name prefix, empty":     {arguments{"name_prefix": ""}, badPrefix(""), nil},
		"name prefix, not known": {arguments{"name_prefix": unknown{}}, nil, nil},

		"egress alone": {arguments{"egress_cidrs": some}, []diagnostic{failure("Missing Argument", at("egress_cidrs"), "Egress addresses can't be given alone. Set ingress_cidrs too.")}, nil},
		"ingress alone, with a collector": {arguments{"ingress_cidrs": some, port: 6514}, []diagnostic{failure("Missing Argument", at(port),
			"Audit-log webhooks come from Konnect's egress addresses, and ingress_cidrs alone gives none. Set egress_cidrs too.")}, nil},
		"ingress without ranges": {arguments{"ingress_cidrs": some, "include_ip_ranges": false}, []diagnostic{failure("Conflicting Arguments", at("ingress_cidrs"),
			"No addresses are asked for, because include_ip_ranges is false. Leave out this argument or include_ip_ranges.")}, nil},
		"ingress with a date": {arguments{"ingress_cidrs": some, "minimum_update_date": "2025-08-26-16-03-33"}, []diagnostic{failure("Conflicting Arguments", at("minimum_update_date"),
			"No list is read that has a date, because ingress_cidrs gives the addresses. Leave out this argument or ingress_cidrs.")}, nil},
		"empty ingress": {arguments{"ingress_cidrs": set()}, []diagnostic{failure("Empty Set", at("ingress_cidrs"), "The set is empty, so it gives no rule. Give at least one address, or leave the argument out.")}, nil},
		"empty egress":  {arguments{"ingress_cidrs": some, "egress_cidrs": set()}, []diagnostic{failure("Empty Set", at("egress_cidrs"), "The set is empty, so it gives no rule. Give at least one address, or leave the argument out.")}, nil},
		"host bits": {
			arguments{"ingress_cidrs": set("10.0.0.1/8")},
			[]diagnostic{failure("Invalid CIDR", at("ingress_cidrs")+`.ElementKeyValue(tftypes.String<"10.0.0.1/8">)`, hostBits)},
			nil,
		},
		"ingress with include_ip_ranges":     {arguments{"ingress_cidrs": some, "include_ip_ranges": true}, nil, nil},
		"ingress and egress":                 {arguments{"ingress_cidrs": some, "egress_cidrs": some, port: 6514}, nil, nil},
		"what is not known is not refused":   {arguments{"ingress_cidrs": unknown{}, "egress_cidrs": some}, nil, nil},
		"an egress that is not known":        {arguments{"ingress_cidrs": some, "egress_cidrs": unknown{}, port: 6514}, nil, nil},
		"an address that is not known":       {arguments{"ingress_cidrs": set(unknown{}), port: 6514}, []diagnostic{failure("Missing Argument", at(port), "Audit-log webhooks come from Konnect's egress addresses, and ingress_cidrs alone gives none. Set egress_cidrs too.")}, nil},
		"given addresses, region not listed": {arguments{"regions": set("us", "jp"), "ingress_cidrs": some}, nil, []diagnostic{warning("Unknown Region", "", `Region "jp" is not one of the documented regions: au, eu, in, me, sg, us. Its hostnames follow the same pattern as theirs. Check that the region is right.`)}},

		"a region without egress":                     {arguments{"regions": set("me", "us"), port: 6514}, nil, []diagnostic{withoutEgress("me")}},
		"regions without egress":                      {arguments{"regions": set("me", "eu"), port: 6514}, nil, []diagnostic{withoutEgress("eu, me")}},
		"a region without egress, and no collector":   {arguments{"regions": set("me", "us")}, nil, nil},
		"a region without egress, addresses given":    {arguments{"regions": set("me"), "ingress_cidrs": some, "egress_cidrs": some, port: 6514}, nil, nil},
		"without addresses":                           {arguments{"include_ip_ranges": false}, nil, nil},
		"without addresses, a collector":              {arguments{"include_ip_ranges": false, port: 6514}, nil, []diagnostic{unused(port, "include_ip_ranges is false")}},
		"without addresses, merged and dated":         {arguments{"include_ip_ranges": false, "aggregate": true, "minimum_update_date": "2025-08-26-16-03-33"}, nil, []diagnostic{unused("aggregate", "include_ip_ranges is false"), unused("minimum_update_date", "include_ip_ranges is false")}},
		"listeners of the defaults, without gateway":  {arguments{"components": set("mesh"), "proxy_listen": kongconf.DefaultProxyListen, "stream_listen": "off"}, nil, nil},
		"listeners of their own, without the gateway": {arguments{"components": set("mesh"), "proxy_listen": "0.0.0.0:80", "stream_listen": "0.0.0.0:53 udp"}, nil, []diagnostic{unused("proxy_listen", notChosen), unused("stream_listen", notChosen)}},
	}
	provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.arguments["regions"] == nil {
				test.arguments["regions"] = set("us")
			}
			const dataSource = "konnect_network_requirements"
			if diff := cmp.Diff(test.validated, provider.validate(t, dataSource, test.arguments)); diff != "" {
				t.Errorf("validated (-want +got):\n%s", diff)
			}
			if test.validated != nil || slices.Contains(slices.Collect(maps.Values(test.arguments)), any(unknown{})) {
				return
			}
			state, got := provider.read(t.Context(), dataSource, test.arguments)
			if diff := cmp.Diff(test.read, got); diff != "" || state == nil {
				t.Errorf("read (-want +got):\n%s\nstate %v", diff, state)
			}
		})
	}
}

// number returns a number that Terraform knows and Go's integers do not hold.
func number(t *testing.T, text string) *big.Float {
	t.Helper()
	value, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
