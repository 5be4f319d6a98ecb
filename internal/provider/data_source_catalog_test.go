package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// TestCatalogueDataSources reads the data sources that need no network, with a server that counts requests.
func TestCatalogueDataSources(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	port := func(protocol string, number int64, spoken, setting knownvalue.Check, description string, components ...string) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"protocol": knownvalue.StringExact(protocol), "port": knownvalue.Int64Exact(number), "application_protocol": spoken,
			"components": stringSet(components...), "setting": setting, "description": knownvalue.StringExact(description),
		})
	}
	entry := func(component string, region knownvalue.Check, purpose string, wildcard, legacy bool) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"component": knownvalue.StringExact(component), "region": region, "purpose": knownvalue.StringExact(purpose),
			"protocol": knownvalue.StringExact("tcp"), "port": knownvalue.Int64Exact(443),
			"wildcard": knownvalue.Bool(wildcard), "legacy": knownvalue.Bool(legacy),
		})
	}
	text, null := knownvalue.StringExact, knownvalue.Null()
	link := func(region, id, dnsName string) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"aws_region": text("us-east-1"), "region": text(region), "dns_name": text(dnsName),
			"service_name": text("com.amazonaws.vpce.us-east-1.vpce-svc-" + id),
		})
	}
	const auditLogging = "Outbound: Konnect audit logging (audit_logging)"
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `
data "konnect_regions" "this" {}
data "konnect_ports" "this" { stream_listen = "0.0.0.0:53 udp, 0.0.0.0:9443 ssl, [::1]:7000" }
data "konnect_ports" "mesh" { components = ["mesh"] }
data "konnect_hostnames" "wild" { regions = ["us"] }
data "konnect_hostnames" "exact" {
  regions                    = ["US", "eu"]
  components                 = ["gateway", "mesh", "dev_portal"]
  control_plane_dns_prefixes = ["F47A4E996F"]
  portal_ids                 = ["1a2b3c4d5e6f.us.kongportals.com"]
  include_legacy_hostnames   = false
}
data "konnect_private_link" "all" {}
data "konnect_private_link" "here" {
  aws_region = "US-East-1"
  regions    = ["au", "ME"]
}`),
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue("data.konnect_regions.this", "codes", stringSet("au", "eu", "in", "me", "sg", "us")),
				expectValue("data.konnect_regions.this", "regions", knownvalue.MapPartial(map[string]knownvalue.Check{
					"us": knownvalue.ObjectExact(map[string]knownvalue.Check{"name": text("United States"), "status": text("GA")}),
					"sg": knownvalue.ObjectExact(map[string]knownvalue.Check{"name": text("Singapore"), "status": text("beta")}),
				})),
				expectValue("data.konnect_ports.this", "outbound", knownvalue.MapExact(map[string]knownvalue.Check{
					"tcp/443":   port("tcp", 443, text("https"), null, "Outbound: HTTPS to Konnect (dev_portal, gateway, platform)", "dev_portal", "gateway", "platform"),
					"tcp/8071":  port("tcp", 8071, null, null, auditLogging, "audit_logging"),
					"udp/8071":  port("udp", 8071, null, null, auditLogging, "audit_logging"),
					"tcp/20010": port("tcp", 20010, null, null, auditLogging, "audit_logging"),
					"udp/20010": port("udp", 20010, null, null, auditLogging, "audit_logging"),
				})),
				expectValue("data.konnect_ports.this", "inbound", knownvalue.MapExact(map[string]knownvalue.Check{
					"tcp/8000": port("tcp", 8000, text("http"), text("proxy_listen"), "Inbound: proxy clients (gateway)", "gateway"),
					"tcp/8443": port("tcp", 8443, text("https"), text("proxy_listen"), "Inbound: proxy clients (gateway)", "gateway"),
					"tcp/9443": port("tcp", 9443, text("tls"), text("stream_listen"), "Inbound: stream clients (gateway)", "gateway"),
					"udp/53":   port("udp", 53, null, text("stream_listen"), "Inbound: stream clients (gateway)", "gateway"),
				})),
				expectValue("data.konnect_ports.mesh", "outbound", knownvalue.MapSizeExact(1)),
				expectValue("data.konnect_ports.mesh", "inbound", knownvalue.MapExact(nil)),
				expectValue("data.konnect_hostnames.wild", "hostnames", stringSet(allHostnamesOfUS...)),
				expectValue("data.konnect_hostnames.wild", "fqdns", stringSet("cloud.konghq.com", "signin.cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com")),
				expectValue("data.konnect_hostnames.wild", "wildcards",
					stringSet("*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "*.us.kongportals.com",
						"*.us.portal.konghq.com", "*.portal-preview.us.api.konghq.com")),
				expectValue("data.konnect_hostnames.wild", "suffixes",
					stringSet(".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com", ".us.kongportals.com",
						".us.portal.konghq.com", ".portal-preview.us.api.konghq.com")),
				expectValue("data.konnect_hostnames.wild", "domains", stringSet("cloud.konghq.com", "signin.cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com",
					".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com", ".us.kongportals.com",
					".us.portal.konghq.com", ".portal-preview.us.api.konghq.com")),
				expectValue("data.konnect_hostnames.wild", "entries", knownvalue.MapPartial(map[string]knownvalue.Check{
					"global.api.konghq.com": entry("platform", null, "Authentication, identity, permissions, teams, entitlements and settings", false, false),
					"*.us.cp0.konghq.com":   entry("gateway", text("us"), "Configuration of data planes, former name", true, true),
				})),
				expectValue("data.konnect_hostnames.wild", "entries", knownvalue.MapSizeExact(11)),
				expectValue("data.konnect_hostnames.exact", "hostnames", stringSet(
					"us.api.konghq.com", "eu.api.konghq.com", "f47a4e996f.us.cp.konghq.com", "f47a4e996f.eu.cp.konghq.com",
					"f47a4e996f.us.tp.konghq.com", "f47a4e996f.eu.tp.konghq.com", "us.mesh.sync.konghq.com", "eu.mesh.sync.konghq.com",
					"1a2b3c4d5e6f.us.kongportals.com", "1a2b3c4d5e6f.portal-preview.us.api.konghq.com",
					"*.eu.kongportals.com", "*.portal-preview.eu.api.konghq.com")),
				expectValue("data.konnect_hostnames.exact", "wildcards", stringSet("*.eu.kongportals.com", "*.portal-preview.eu.api.konghq.com")),
				expectValue("data.konnect_private_link.all", "endpoints", knownvalue.MapSizeExact(84)),
				expectValue("data.konnect_private_link.here", "endpoints", knownvalue.MapExact(map[string]knownvalue.Check{
					"us-east-1/au":     link("au", "03eda50387fcc5e06", "ap.svc.konghq.com"),
					"us-east-1/me":     link("me", "09e6e8ec26383e748", "me.svc.konghq.com"),
					"us-east-1/global": link("global", "032c06bdabfc6005c", "global.svc.konghq.com"),
				})),
				expectValue("data.konnect_private_link.here", "aws_region", text("US-East-1")),
				expectValue("data.konnect_private_link.here", "aws_regions", stringSet(
					"ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "eu-central-1",
					"eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-2")),
			},
		}},
	})
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("%d requests, want none", len(requests))
	}
}

// TestErrorAtValidate has Terraform refuse what is known to be wrong before anything is planned, and show where it stands.
func TestErrorAtValidate(t *testing.T) {
	t.Parallel()
	result := runBlock(t, "data \"konnect_hostnames\" \"x\" {\n  regions = [\"us\", \"europe\"]\n}", "validate")
	want := wrapped(`Unknown Region.*data\.konnect_hostnames\.x,.*regions = \["us", "europe"\].*Region "europe" is not one of: .*\(did you mean "eu", Europe\?\)`)
	if result.ExitCode == 0 || !want.MatchString(result.Stderr) {
		t.Errorf("exit code %d, want an error like %s, got:\n%s", result.ExitCode, want, result.Stderr)
	}
}

// TestUnusedArguments expects a warning for arguments that the components leave without effect, and the plan to go on.
func TestUnusedArguments(t *testing.T) {
	t.Parallel()
	result := runBlock(t, `
data "konnect_hostnames" "this" {
  regions    = ["us"]
  components = ["mesh"]
  portal_ids = ["1a2b3c4d5e6f"]
}`, "plan")
	if want := wrapped(`Warning: Argument Without Effect.*portal_ids has no effect, because components does not include`); result.ExitCode != 0 || !want.MatchString(result.Stdout) {
		t.Errorf("exit code %d, no warning in:\n%s%s", result.ExitCode, result.Stdout, result.Stderr)
	}
}
