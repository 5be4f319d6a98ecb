package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// withFunctions are the Terraform versions that know provider functions.
var withFunctions = []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_8_0)}

var allHostnamesOfUS = []string{
	"cloud.konghq.com", "signin.cloud.konghq.com", "global.api.konghq.com", "us.api.konghq.com", "*.us.cp.konghq.com", "*.us.cp0.konghq.com",
	"*.us.tp.konghq.com", "*.us.tp0.konghq.com", "*.us.kongportals.com", "*.us.portal.konghq.com", "*.portal-preview.us.api.konghq.com",
}

// TestFunctionsKnownAtPlan expects each function's whole result in the plan, before anything is applied.
func TestFunctionsKnownAtPlan(t *testing.T) {
	t.Parallel()
	listener := func(address string, port int64, protocol string, tls, http2, proxy bool, flags ...string) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"address": knownvalue.StringExact(address), "port": knownvalue.Int64Exact(port), "protocol": knownvalue.StringExact(protocol),
			"tls": knownvalue.Bool(tls), "http2": knownvalue.Bool(http2), "proxy_protocol": knownvalue.Bool(proxy), "flags": stringSet(flags...),
		})
	}
	endpoint := func(hostname string, port int64, prefix, region, service knownvalue.Check, legacy bool) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"hostname": knownvalue.StringExact(hostname), "port": knownvalue.Int64Exact(port), "dns_prefix": prefix, "region": region,
			"service": service, "legacy": knownvalue.Bool(legacy),
		})
	}
	text, null := knownvalue.StringExact, knownvalue.Null()
	tests := map[string]struct {
		call string
		want knownvalue.Check
	}{
		"parse_listen": {
			`parse_listen("proxy_listen", "0.0.0.0:8000 reuseport, [2001:DB8::A]:8443 ssl http2 proxy_protocol")`,
			knownvalue.ListExact([]knownvalue.Check{
				listener("0.0.0.0", 8000, "tcp", false, false, false, "reuseport"),
				listener("2001:db8::a", 8443, "tcp", true, true, true, "http2", "proxy_protocol", "ssl"),
			}),
		},
		"parse_listen udp": {
			`parse_listen("stream_listen", "127.0.0.1:53 udp")`,
			knownvalue.ListExact([]knownvalue.Check{listener("127.0.0.1", 53, "udp", false, false, false, "udp")}),
		},
		"parse_listen off": {`parse_listen("stream_listen", "off")`, knownvalue.ListExact(nil)},
		"parse_endpoint": {
			`parse_endpoint("https://F47a4e996f.US.tp0.konghq.com:443/")`,
			endpoint("f47a4e996f.us.tp0.konghq.com", 443, text("f47a4e996f"), text("us"), text("telemetry"), true),
		},
		"parse_endpoint PrivateLink": {
			`parse_endpoint("ap.svc.konghq.com/cp/f47a4e996f")`,
			endpoint("ap.svc.konghq.com", 443, text("f47a4e996f"), text("au"), text("configuration"), false),
		},
		"parse_endpoint of no control plane": {
			`parse_endpoint("us.api.konghq.com:8443")`,
			endpoint("us.api.konghq.com", 8443, null, text("us"), null, false),
		},
		"data_plane_config": {
			`data_plane_config("https://f47a4e996f.us.cp.konghq.com", "https://f47a4e996f.us.tp.konghq.com:8443/")`,
			knownvalue.MapExact(map[string]knownvalue.Check{
				"cluster_control_plane": text("f47a4e996f.us.cp.konghq.com:443"), "cluster_server_name": text("f47a4e996f.us.cp.konghq.com"),
				"cluster_telemetry_endpoint":    text("f47a4e996f.us.tp.konghq.com:8443"),
				"cluster_telemetry_server_name": text("f47a4e996f.us.tp.konghq.com"),
				"role":                          text("data_plane"), "database": text("off"), "cluster_mtls": text("pki"), "konnect_mode": text("on"),
				"vitals": text("off"), "lua_ssl_trusted_certificate": text("system"),
			}),
		},
		"hostnames": {`hostnames(["US"], null)`, stringSet(allHostnamesOfUS...)},
		"hostnames of component": {`hostnames(["us", "eu"], ["identity"])`, stringSet(
			"us.identity.konghq.com", "eu.identity.konghq.com", "*.us.identity.konghq.com", "*.eu.identity.konghq.com")},
		"hostnames of mcp": {`hostnames(["us", "sg"], ["mcp"])`, stringSet("us.mcp.konghq.com", "global.mcp.konghq.com", "mcp.konghq.com")},
		"parse_listen of a mapped address": {
			`parse_listen("cluster_telemetry_listen", "[::ffff:a00:1]:8006")`,
			knownvalue.ListExact([]knownvalue.Check{listener("::ffff:a00:1", 8006, "tcp", false, false, false)}),
		},
		"parse_endpoint of a mesh": {
			`parse_endpoint(" grpcs://in.mesh.sync.konghq.com:443/ ")`,
			endpoint("in.mesh.sync.konghq.com", 443, null, text("in"), null, false),
		},
		"cidr_merge": {
			`cidr_merge(["2001:db8::/33", "192.0.2.128/25", "192.0.2.0/25", "9.9.9.9", "2001:db8:8000::/33"])`,
			knownvalue.ListExact([]knownvalue.Check{text("9.9.9.9/32"), text("192.0.2.0/24"), text("2001:db8::/32")}),
		},
		"cidr_merge of nothing":      {`cidr_merge([])`, knownvalue.ListExact(nil)},
		"cidr_contains":              {`cidr_contains(["192.0.2.0/25", "192.0.2.128/25"], "192.0.2.0/24")`, knownvalue.Bool(true)},
		"cidr_contains not":          {`cidr_contains(["192.0.2.0/25"], "192.0.2.200")`, knownvalue.Bool(false)},
		"cidr_contains of nothing":   {`cidr_contains([], "192.0.2.200")`, knownvalue.Bool(false)},
		"cidr_contains other family": {`cidr_contains(["0.0.0.0/0"], "2001:db8::1")`, knownvalue.Bool(false)},
	}
	var outputs strings.Builder
	var planned []plancheck.PlanCheck
	var applied []statecheck.StateCheck
	for name, test := range tests {
		name = strings.ReplaceAll(name, " ", "_")
		fmt.Fprintf(&outputs, "output %q {\n  value = provider::konnect::%s\n}\n", name, test.call)
		planned = append(planned, plancheck.ExpectKnownOutputValue(name, test.want))
		applied = append(applied, statecheck.ExpectKnownOutputValue(name, test.want))
	}
	resource.UnitTest(t, resource.TestCase{
		TerraformVersionChecks:   withFunctions,
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config:            requiredProviders + outputs.String(),
			ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: planned},
			ConfigStateChecks: applied,
		}},
	})
}

// TestFunctionErrors compares the whole text of each error, and which argument it is about.
func TestFunctionErrors(t *testing.T) {
	t.Parallel()
	s := newSession(t)
	tests := map[string]struct {
		function  string
		arguments []any
		position  int64
		want      string
	}{
		"setting":                {"parse_listen", set("listen", "off"), 0, `unknown setting "listen": expected one of proxy_listen, admin_listen, status_listen, debug_listen, admin_gui_listen, cluster_listen, cluster_telemetry_listen, stream_listen`},
		"value":                  {"parse_listen", set("proxy_listen", "0.0.0.0:8443 SSL"), 1, `proxy_listen entry 1, "0.0.0.0:8443 SSL": unknown flag "SSL" (flags are lower-case; did you mean "ssl"?)`},
		"reference":              {"parse_listen", set("proxy_listen", "0.0.0.0:${PORT}"), 1, `proxy_listen entry 1, "0.0.0.0:${PORT}": reference "0.0.0.0:${PORT}" is not resolved here; give the address and port that it stands for`},
		"endpoint":               {"parse_endpoint", set("https://example.com"), 0, `"https://example.com" is not an endpoint of Konnect's: the hostname "example.com" is not Konnect's; accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", each with or without https://, wss:// or grpcs://, port and path`},
		"wrong service":          {"data_plane_config", set("a.us.tp.konghq.com", "a.us.tp.konghq.com"), 0, `"a.us.tp.konghq.com" is not the configuration endpoint of a control plane; its hostname has the form "PREFIX.REGION.cp.konghq.com"`},
		"telemetry":              {"data_plane_config", set("a.us.cp.konghq.com", "a.us.cp.konghq.com"), 1, `"a.us.cp.konghq.com" is not the telemetry endpoint of a control plane; its hostname has the form "PREFIX.REGION.tp.konghq.com"`},
		"two control planes":     {"data_plane_config", set("a.us.cp.konghq.com", "b.us.tp.konghq.com"), 1, `"b.us.tp.konghq.com" belongs to another control plane than "a.us.cp.konghq.com"; give both endpoints of the same one`},
		"gateway that Kong runs": {"parse_endpoint", set("ab12.gateways.konggateway.com"), 0, `"ab12.gateways.konggateway.com" is not an endpoint of a control plane or data plane: the hostname "ab12.gateways.konggateway.com" belongs to a Dedicated or Serverless Gateway, which Kong runs and clients call`},
		"public telemetry":       {"data_plane_config", set("us.svc.konghq.com/cp/a", "a.us.tp.konghq.com"), 1, `"a.us.tp.konghq.com" is public, and "us.svc.konghq.com/cp/a" is PrivateLink's; give both in one form, here "us.svc.konghq.com/tp/a"`},
		"private telemetry":      {"data_plane_config", set("a.us.cp.konghq.com", "us.svc.konghq.com:443/tp/a"), 1, `"us.svc.konghq.com:443/tp/a" is PrivateLink's, and "a.us.cp.konghq.com" is public; give both in one form, here "a.us.tp.konghq.com"`},
		"cloud's region":         {"hostnames", set(set("us-east-1"), nil), 0, `region "us-east-1" is not one of: au, eu, in, me, sg, us (did you mean "us"?). Konnect's regions are its own: give that of the control plane, wherever the data planes run`},
		"no regions":             {"hostnames", set(set(), nil), 0, `the set is empty; give at least one of: au, eu, in, me, sg, us`},
		"no components":          {"hostnames", set(set("us"), set()), 1, `the set is empty; give at least one of: audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform`},
		"empty region":           {"hostnames", set(set(""), nil), 0, `the region is empty; give one of: au, eu, in, me, sg, us`},
		"region":                 {"hostnames", set(set("xx"), nil), 0, `region "xx" is not one of: au, eu, in, me, sg, us. A region that Konnect opened since needs a newer version of this provider`},
		"renamed region":         {"hostnames", set(set("ap"), nil), 0, `region "ap" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us`},
		"null region":            {"hostnames", set(set(nil), nil), 0, `element 1 is null, not a string`},
		"component":              {"hostnames", set(set("us"), set("mesg")), 1, `component "mesg" is not one of: audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform (did you mean "mesh"?)`},
		"host bits":              {"cidr_merge", set(set("192.0.2.1/24")), 0, `"192.0.2.1/24" has bits set beyond its prefix length; the network is "192.0.2.0/24", the single address "192.0.2.1/32"`},
		"null element":           {"cidr_merge", set(set("192.0.2.0/24", nil)), 0, `element 2 is null, not a string`},
		"contains, bad list":     {"cidr_contains", set(set("x"), "192.0.2.1"), 0, `"x" is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24"`},
		"contains, bad text":     {"cidr_contains", set(set("192.0.2.0/24"), "192.0.2"), 1, `"192.0.2" is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failure := s.call(t, test.function, test.arguments...)
			if failure == nil || failure.FunctionArgument == nil {
				t.Fatalf("%v", failure)
			}
			if failure.Text != test.want || *failure.FunctionArgument != test.position {
				t.Errorf("argument %d: %s\nwant argument %d: %s", *failure.FunctionArgument, failure.Text, test.position, test.want)
			}
		})
	}
}

// TestFunctionErrorsShown has Terraform show an error at its argument, and refuse a null by itself.
func TestFunctionErrorsShown(t *testing.T) {
	t.Parallel()
	for call, want := range map[string]string{
		`hostnames(["ap"], null)`: `Invalid value for "regions" parameter: region "ap" was renamed to "au"; use "au"`,
		`cidr_merge(null)`:        `Invalid value for "cidrs" parameter: argument must not be null`,
	} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			resource.UnitTest(t, resource.TestCase{
				TerraformVersionChecks:   withFunctions,
				ProtoV6ProviderFactories: factories(),
				Steps: []resource.TestStep{{
					Config:      requiredProviders + "output \"result\" {\n  value = provider::konnect::" + call + "\n}",
					ExpectError: wrapped(want),
				}},
			})
		})
	}
}

// TestFunctionsOfUnknown plans functions of values that are known only after apply.
func TestFunctionsOfUnknown(t *testing.T) {
	t.Parallel()
	var outputs strings.Builder
	var planned []plancheck.PlanCheck
	var applied []statecheck.StateCheck
	for call, value := range map[string]string{
		`parse_listen("proxy_listen", %s)`:            "0.0.0.0:8000",
		`parse_endpoint(%s)`:                          "a.us.cp.konghq.com",
		`data_plane_config(%s, "a.us.tp.konghq.com")`: "a.us.cp.konghq.com",
		`hostnames([%s], null)`:                       "us",
		`cidr_merge([%s])`:                            "192.0.2.0/24",
		`cidr_contains(["192.0.2.0/24"], %s)`:         "192.0.2.1",
	} {
		name, _, _ := strings.Cut(call, "(")
		fmt.Fprintf(&outputs, "resource \"terraform_data\" %q {\n  input = %q\n}\n", name, value)
		fmt.Fprintf(&outputs, "output %q {\n  value = provider::konnect::"+call+"\n}\n", name, "terraform_data."+name+".output")
		planned = append(planned, plancheck.ExpectUnknownOutputValue(name))
		applied = append(applied, statecheck.ExpectKnownOutputValue(name, knownvalue.NotNull()))
	}
	resource.UnitTest(t, resource.TestCase{
		TerraformVersionChecks:   withFunctions,
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config:            requiredProviders + outputs.String(),
			ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: planned},
			ConfigStateChecks: applied,
		}},
	})
}

// TestForEachInModuleWithDependsOn uses a function's result as keys in a module whose data sources are read only at apply.
func TestForEachInModuleWithDependsOn(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	workspace := acctest.NewTestWorkspace(t)
	files := map[string]string{
		"main.tf": requiredProviders + config(server, `
resource "terraform_data" "before" {}
module "rules" {
  source     = "./rules"
  depends_on = [terraform_data.before]
}
output "names" { value = module.rules.names }`),
		"rules/main.tf": requiredProviders + `
resource "terraform_data" "name" {
  for_each = provider::konnect::hostnames(["us"], ["gateway"])
  input    = each.key
}
output "names" { value = keys(terraform_data.name) }`,
	}
	for name, content := range files {
		if err := workspace.Write(name, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := workspace.Mirror(provider.Source, testVersion, acctest.ProviderBinary(t)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-no-color"}, {"apply", "-auto-approve", "-no-color"}} {
		result, err := workspace.Run(t.Context(), args...)
		if err != nil || result.ExitCode != 0 {
			t.Fatalf("%v: %v\n%s%s", args, err, result.Stdout, result.Stderr)
		}
		if args[0] == "apply" && !regexp.MustCompile(`Plan: 6 to add`).MatchString(result.Stdout) {
			t.Errorf("the plan does not know the six instances:\n%s", result.Stdout)
		}
	}
}
