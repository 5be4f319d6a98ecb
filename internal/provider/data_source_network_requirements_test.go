package provider_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
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
		"cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com", "1a2b3c4d5e6f.us.kongportals.com",
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
				expectValue(usRequirements, "fqdns", stringSet("cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com")),
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
				expectValue(usRequirements, "fqdns", stringSet("cloud.konghq.com", "global.api.konghq.com", "br.api.konghq.com")),
				expectValue(usRequirements, "ingress_ipv4_cidrs", stringSet("192.0.2.200/32", "192.0.2.1/32")),
				expectValue(usRequirements, "egress_ipv4_cidrs", stringSet("52.15.154.8/32")),
			},
		}},
	})
}
