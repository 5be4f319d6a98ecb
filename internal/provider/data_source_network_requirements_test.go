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
							"Inbound: audit-log webhooks from Konnect (audit_logging) for us", "audit_logging"),
						"udp/53/203.0.113.0/24":    rule("udp", 53, "203.0.113.0/24", "konnect-in-udp-53-203-0-113-0-24", "Inbound: stream clients (gateway)", "gateway"),
						"udp/53/2001:db8:c::1/128": rule("udp", 53, "2001:db8:c::1/128", "konnect-in-udp-53-20010db8000c00000000000000000001-128", "Inbound: stream clients (gateway)", "gateway"),
					})),
					expectValue(usRequirements, "inbound", knownvalue.MapExact(map[string]knownvalue.Check{
						"tcp/8000/ipv4": group("tcp", 8000, "ipv4", "konnect-in-tcp-8000-ipv4", "Inbound: proxy clients (gateway)", []string{"gateway"}, "203.0.113.0/24"),
						"tcp/8000/ipv6": group("tcp", 8000, "ipv6", "konnect-in-tcp-8000-ipv6", "Inbound: proxy clients (gateway)", []string{"gateway"}, "2001:db8:c::1/128"),
						"tcp/8443/ipv4": group("tcp", 8443, "ipv4", "konnect-in-tcp-8443-ipv4",
							"Inbound: audit-log webhooks from Konnect; proxy clients (audit_logging, gateway) for us", []string{"audit_logging", "gateway"},
							"203.0.113.0/24", "52.15.154.8/32"),
						"tcp/8443/ipv6": group("tcp", 8443, "ipv6", "konnect-in-tcp-8443-ipv6", "Inbound: proxy clients (gateway)", []string{"gateway"}, "2001:db8:c::1/128"),
						"udp/53/ipv4":   group("udp", 53, "ipv4", "konnect-in-udp-53-ipv4", "Inbound: stream clients (gateway)", []string{"gateway"}, "203.0.113.0/24"),
						"udp/53/ipv6":   group("udp", 53, "ipv6", "konnect-in-udp-53-ipv6", "Inbound: stream clients (gateway)", []string{"gateway"}, "2001:db8:c::1/128"),
					})),
					expectValue(usRequirements, "outbound", knownvalue.MapSizeExact(5)),
					expectValue(usRequirements, "outbound", knownvalue.MapPartial(map[string]knownvalue.Check{
						"tcp/443/ipv4": group("tcp", 443, "ipv4", "konnect-out-tcp-443-ipv4", httpsToKonnect+" for global, us", users,
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
							"Outbound: Konnect audit logging (audit_logging) for us", "audit_logging"),
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
		"family": knownvalue.StringExact(family), "cidrs": stringSet(cidrs...), "regions": regionsOf(description),
	})
}

func rule(protocol string, port int64, cidr, name, description string, components ...string) knownvalue.Check {
	further := map[string]knownvalue.Check{
		"family": knownvalue.StringExact("ipv4"), "cidr": knownvalue.StringExact(cidr),
		"cidr_ipv4": knownvalue.StringExact(cidr), "cidr_ipv6": knownvalue.Null(), "regions": regionsOf(description),
	}
	if isIPv6(cidr) {
		further["family"], further["cidr_ipv4"], further["cidr_ipv6"] = knownvalue.StringExact("ipv6"), knownvalue.Null(), knownvalue.StringExact(cidr)
	}
	return object(protocol, port, name, description, components, further)
}

// regionsOf expects the regions that the description names, and null where it names none.
func regionsOf(description string) knownvalue.Check {
	if _, regions, ok := strings.Cut(description, " for "); ok {
		return stringSet(strings.Split(regions, ", ")...)
	}
	return knownvalue.Null()
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
			Config: config(server, `data "konnect_network_requirements" "us" { regions = ["br"] }`),
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

// TestNetworkRequirementsAccepted chooses from accepted ranges as from the list, and makes no request.
func TestNetworkRequirementsAccepted(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	const https, logs = "Outbound: HTTPS to Konnect (gateway, mesh)", "Inbound: audit-log webhooks from Konnect (audit_logging)"
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `
locals {
  accepted = {
    ingress = { us = ["18.220.4.10", "18.220.4.11/32"], jp = ["18.220.4.11"], global = ["192.0.2.1"], eu = ["10.0.0.1"] }
    egress  = { us = ["52.15.154.8"], eu = ["35.157.142.129"] }
  }
}
data "konnect_network_requirements" "us" {
  regions                    = ["us", "jp"]
  components                 = ["gateway", "mesh"]
  accepted                   = local.accepted
  aggregate                  = true
  audit_log_destination_port = 6514
}`),
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue(usRequirements, "outbound_rules", knownvalue.MapExact(map[string]knownvalue.Check{
					"tcp/443/18.220.4.10/31": rule("tcp", 443, "18.220.4.10/31", "konnect-out-tcp-443-18-220-4-10-31", https+" for jp, us", "gateway", "mesh"),
					"tcp/443/192.0.2.1/32":   rule("tcp", 443, "192.0.2.1/32", "konnect-out-tcp-443-192-0-2-1-32", https+" for global", "gateway", "mesh"),
				})),
				expectValue(usRequirements, "inbound_rules", knownvalue.MapExact(map[string]knownvalue.Check{
					"tcp/6514/52.15.154.8/32": rule("tcp", 6514, "52.15.154.8/32", "konnect-in-tcp-6514-52-15-154-8-32", logs+" for us", "audit_logging"),
				})),
				expectValue(usRequirements, "update_date", knownvalue.Null()),
				expectValue(usRequirements, "content_hash", knownvalue.Null()),
			},
		}},
	})
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("%d requests, want none", len(requests))
	}
}

// TestNetworkRequirementsAcceptedErrors judges accepted ranges in the read alone.
func TestNetworkRequirementsAcceptedErrors(t *testing.T) {
	t.Parallel()
	type lists = map[string]any
	at := func(attribute string) string { return fmt.Sprintf("AttributeName(%q)", attribute) }
	const name = `The argument "accepted"`
	us := lists{"us": []any{"18.220.4.10"}}
	tests := map[string]struct {
		ingress, egress lists
		regions         any
		port            any
		want            diagnostic
	}{
		"region": {us, nil, set("us", "eu"), nil, failure("Region Without Addresses", at("regions"),
			name+` lists no ingress addresses for region "eu". Regions with addresses: us. Add it to regions of konnect_published_ip_ranges, or leave the region out.`)},
		"null list": {lists{"us": nil, "eu": []any{"18.220.4.10"}}, nil, set("us"), nil, failure("Region Without Addresses", at("regions"),
			name+` names region "us" with an empty list of ingress addresses. Regions with addresses: eu. Add it to regions of konnect_published_ip_ranges, or leave the region out.`)},
		"region that neither has": {us, nil, set("us", "uss"), nil, failure("Unknown Region", at("regions"),
			`Region "uss" is not one of: au, eu, in, me, sg, us (did you mean "us"?). A region that Konnect opened since must be accepted first: add it to regions of konnect_published_ip_ranges.`)},
		"no egress": {us, nil, set("us"), 6514, failure("Region Without Addresses", at("audit_log_destination_port"),
			name+` lists no egress address for any region. Set directions = ["ingress", "egress"] in konnect_published_ip_ranges.`)},
		"egress of others": {us, lists{"eu": []any{"35.157.142.129"}}, set("us"), 6514, failure("Region Without Addresses", at("audit_log_destination_port"),
			name+` lists no egress addresses for region "us". Regions with addresses: eu. Set directions = ["ingress", "egress"] in konnect_published_ip_ranges.`)},
		"entry": {lists{"us": []any{"10.0.0.1"}}, nil, set("us"), nil, failure("Address List Refused", at("accepted"), name+
			` holds an entry at ingress.us[0] that is refused: "10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8. Every selected entry must be a public address or prefix. Leave this one out.`)},
		"wide entry": {lists{"us": []any{"18.220.4.0/23"}}, nil, set("us"), nil, failure("Address List Refused", at("accepted"), name+
			` holds an entry at ingress.us[0] that is refused: "18.220.4.0/23" is shorter than /24, the shortest length accepted. Every selected entry must be a public address or prefix. Leave this one out.`+
			" If the prefix is right, set min_ipv4_prefix_length = 23 in the provider block. That accepts prefixes of up to 512 addresses, and 131,072 addresses in a selection.")},
		"egress entry": {us, lists{"us": []any{"18.220.4.10", nil}}, set("us"), nil, failure("Address List Refused", at("accepted"), name+
			` holds an entry at egress.us[1] that is refused: "" is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24". Every selected entry must be a public address or prefix. Leave this one out.`)},
		"key twice": {lists{"us": nil, "US": nil}, nil, set("us"), nil, failure("Unknown Region", at("accepted"), `The key "us" of ingress is not a region code, or stands there twice.`)},
	}
	provider := openSession(t, map[string]any{"ip_addresses_url": listserver.NewServer(t).URL()})
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			accepted := map[string]any{"ingress": test.ingress, "egress": nil}
			if test.egress != nil {
				accepted["egress"] = test.egress
			}
			arguments := map[string]any{"regions": test.regions, "accepted": accepted, "audit_log_destination_port": test.port}
			const dataSource = "konnect_network_requirements"
			if got := provider.validate(t, dataSource, arguments); got != nil {
				t.Errorf("validated: %v", got)
			}
			state, got := provider.read(t.Context(), dataSource, arguments)
			if diff := cmp.Diff([]diagnostic{test.want}, got); diff != "" || state != nil {
				t.Errorf("read (-want +got):\n%s\nstate %v", diff, state)
			}
		})
	}
}

// TestNetworkRequirementsDiagnostics compares the whole of what a block reports, when it is validated and when it is read.
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
		return warning("Region Without Egress Addresses", server.URL()+" lists no egress addresses for: "+regions+". These rules do not"+
			" allow audit logs from there. Ask Kong for the addresses, and allow them with a rule of your own.")
	}
	unused := func(argument, reason string) diagnostic {
		return warning("Argument Without Effect", argument+" has no effect, because "+reason+".")
	}
	const notChosen = "components does not include the component that it belongs to"
	some := set("10.0.0.7")
	conflict := func(argument, detail string) []diagnostic {
		return []diagnostic{failure("Conflicting Arguments", at(argument), detail)}
	}
	accepted := map[string]any{
		"ingress": map[string]any{"us": []any{"18.220.4.10"}, "jp": []any{"18.220.4.20"}}, "egress": map[string]any{"us": []any{"52.15.154.8"}},
	}
	tests := map[string]struct {
		arguments arguments
		// validated is what Terraform reports before it reads anything; read is what it reports after that.
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
		"ingress with include_ip_ranges":   {arguments{"ingress_cidrs": some, "include_ip_ranges": true}, nil, nil},
		"ingress and egress":               {arguments{"ingress_cidrs": some, "egress_cidrs": some, port: 6514}, nil, nil},
		"what is not known is not refused": {arguments{"ingress_cidrs": unknown{}, "egress_cidrs": some}, nil, nil},
		"an egress that is not known":      {arguments{"ingress_cidrs": some, "egress_cidrs": unknown{}, port: 6514}, nil, nil},
		"an address that is not known":     {arguments{"ingress_cidrs": set(unknown{}), port: 6514}, []diagnostic{failure("Missing Argument", at(port), "Audit-log webhooks come from Konnect's egress addresses, and ingress_cidrs alone gives none. Set egress_cidrs too.")}, nil},
		"given addresses, region not listed": {
			arguments{"regions": set("us", "jp"), "ingress_cidrs": some},
			[]diagnostic{failure("Unknown Region", at("regions")+`.ElementKeyValue(tftypes.String<"jp">)`,
				`Region "jp" is not one of: au, eu, in, me, sg, us. A region that Konnect opened since needs a newer version of this provider.`)},
			nil,
		},
		"global": {
			arguments{"regions": set("us", "Global")},
			[]diagnostic{failure("Unknown Region", at("regions")+`.ElementKeyValue(tftypes.String<"Global">)`,
				`"global" can't be chosen, because components decide: its names and addresses come with platform, mesh, mcp. Leave it out.`)},
			nil,
		},

		"accepted":                      {arguments{"accepted": accepted, port: 6514}, nil, nil},
		"accepted, not known":           {arguments{"accepted": unknown{}, "ingress_cidrs": some}, nil, nil},
		"accepted, null":                {arguments{"accepted": nil, "ingress_cidrs": some}, nil, nil},
		"accepted, and given":           {arguments{"accepted": accepted, "ingress_cidrs": some}, conflict("accepted", "The addresses are given twice. Leave out this argument or ingress_cidrs."), nil},
		"accepted, and given egress":    {arguments{"accepted": accepted, "egress_cidrs": some}, conflict("accepted", "The addresses are given twice. Leave out this argument or egress_cidrs."), nil},
		"accepted, and none":            {arguments{"accepted": accepted, "include_ip_ranges": false}, conflict("accepted", "No addresses are asked for, because include_ip_ranges is false. Leave out this argument or include_ip_ranges."), nil},
		"accepted, dated":               {arguments{"accepted": accepted, "minimum_update_date": "2025-08-26-16-03-33"}, conflict("minimum_update_date", "No list is read that has a date, because accepted gives the addresses. Leave out this argument or accepted."), nil},
		"accepted, some without egress": {arguments{"accepted": accepted, "regions": set("jp", "us"), port: 6514}, nil, []diagnostic{warning("Region Without Egress Addresses", `The argument "accepted" lists no egress addresses for: jp. These rules do not allow audit logs from there. Ask Kong for the addresses, and allow them with a rule of your own.`)}},

		"a region without egress":                     {arguments{"regions": set("me", "us"), port: 6514}, nil, []diagnostic{withoutEgress("me")}},
		"regions without egress":                      {arguments{"regions": set("me", "eu"), port: 6514}, nil, []diagnostic{withoutEgress("eu, me")}},
		"a region without egress, and no collector":   {arguments{"regions": set("me", "us")}, nil, nil},
		"a region without egress, addresses given":    {arguments{"regions": set("me"), "ingress_cidrs": some, "egress_cidrs": some, port: 6514}, nil, nil},
		"without addresses":                           {arguments{"include_ip_ranges": false}, nil, nil},
		"without addresses, a collector":              {arguments{"include_ip_ranges": false, port: 6514}, nil, []diagnostic{unused(port, "include_ip_ranges is false")}},
		"without addresses, merged":                   {arguments{"include_ip_ranges": false, "aggregate": true}, nil, []diagnostic{unused("aggregate", "include_ip_ranges is false")}},
		"without addresses, dated":                    {arguments{"include_ip_ranges": false, "minimum_update_date": "2025-08-26-16-03-33"}, conflict("minimum_update_date", "No list is read that has a date, because include_ip_ranges is false. Leave out this argument or include_ip_ranges."), nil},
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
