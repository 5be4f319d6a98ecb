package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// config returns a configuration that reads from the server, with the blocks in it.
func config(server *listserver.Server, blocks string) string {
	return fmt.Sprintf("provider \"konnect\" {\n  ip_addresses_url = %q\n  updates_url = %q\n}\n%s", server.URL(), server.UpdatesURL(), blocks)
}

func expectValue(address, attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), value)
}

// stringSet expects exactly these elements.
func stringSet(elements ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, len(elements))
	for i, element := range elements {
		checks[i] = knownvalue.StringExact(element)
	}
	return knownvalue.SetExact(checks)
}

// smallDocument is a list of a few addresses that a test can oversee.
func smallDocument() listserver.Document {
	return listserver.Document{
		UpdateDate: "2025-08-26-16-03-33",
		Regions: map[string]map[string][]string{
			"us":     {"us.api.konghq.com": {"18.220.4.10"}, "us.cp.konghq.com": {"18.220.4.11", "18.220.4.10"}},
			"eu":     {"eu.api.konghq.com": {"3.68.163.51"}, "shared.konghq.com": {"3.68.163.51"}},
			"global": {"global.api.konghq.com": {"192.0.2.1"}, "shared.konghq.com": {"192.0.2.1"}},
		},
		IngressIPs: map[string][]string{
			"us": {"18.220.4.11", "18.220.4.10"}, "eu": {"3.68.163.51", "2001:db8::1"}, "global": {"192.0.2.1"}, "me": {},
		},
		EgressIPs: map[string][]string{"us": {"52.15.154.8"}, "eu": {"35.157.142.129"}, "me": {}},
	}
}

func TestIPRangesWhole(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(smallDocument())
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `
data "konnect_ip_ranges" "all" {}
data "konnect_ip_ranges" "us" { regions = ["US"] }
data "konnect_ip_ranges" "egress" { direction = "egress" }
data "konnect_ip_ranges" "names" { hostnames = ["US.cp.konghq.com", "shared.konghq.com."] }
data "konnect_ip_ranges" "merged" {
  regions             = ["us"]
  aggregate           = true
  minimum_update_date = "2025-08-26T16:03:33Z"
}`),
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue("data.konnect_ip_ranges.all", "cidrs",
					stringSet("3.68.163.51/32", "18.220.4.10/32", "18.220.4.11/32", "192.0.2.1/32", "2001:db8::1/128")),
				expectValue("data.konnect_ip_ranges.all", "ipv4_cidrs", stringSet("3.68.163.51/32", "18.220.4.10/32", "18.220.4.11/32", "192.0.2.1/32")),
				expectValue("data.konnect_ip_ranges.all", "ipv6_cidrs", stringSet("2001:db8::1/128")),
				expectValue("data.konnect_ip_ranges.all", "ipv4_addresses", stringSet("3.68.163.51", "18.220.4.10", "18.220.4.11", "192.0.2.1")),
				expectValue("data.konnect_ip_ranges.all", "ipv6_addresses", stringSet("2001:db8::1")),
				expectValue("data.konnect_ip_ranges.all", "by_region", knownvalue.MapExact(map[string]knownvalue.Check{
					"eu":     ranges([]string{"3.68.163.51/32"}, []string{"2001:db8::1/128"}),
					"us":     ranges([]string{"18.220.4.10/32", "18.220.4.11/32"}, nil),
					"global": ranges([]string{"192.0.2.1/32"}, nil),
				})),
				expectValue("data.konnect_ip_ranges.all", "by_hostname", knownvalue.MapExact(map[string]knownvalue.Check{
					"us.api.konghq.com":     hostnameRanges([]string{"us"}, "18.220.4.10/32"),
					"us.cp.konghq.com":      hostnameRanges([]string{"us"}, "18.220.4.10/32", "18.220.4.11/32"),
					"eu.api.konghq.com":     hostnameRanges([]string{"eu"}, "3.68.163.51/32"),
					"global.api.konghq.com": hostnameRanges([]string{"global"}, "192.0.2.1/32"),
					"shared.konghq.com":     hostnameRanges([]string{"eu", "global"}, "3.68.163.51/32", "192.0.2.1/32"),
				})),
				expectValue("data.konnect_ip_ranges.all", "available_regions", stringSet("eu", "global", "me", "us")),
				expectValue("data.konnect_ip_ranges.all", "update_date", knownvalue.StringExact("2025-08-26-16-03-33")),
				expectValue("data.konnect_ip_ranges.all", "updated_at", knownvalue.StringExact("2025-08-26T16:03:33Z")),
				expectValue("data.konnect_ip_ranges.all", "source_url", knownvalue.StringExact(server.URL())),
				expectValue("data.konnect_ip_ranges.us", "cidrs", stringSet("18.220.4.10/32", "18.220.4.11/32")),
				// printf '18.220.4.10/32\n18.220.4.11/32\n' | sha256sum
				expectValue("data.konnect_ip_ranges.us", "content_hash",
					knownvalue.StringExact("sha256:d3f6fce345665c0d3345643e9894e30cb9397f4911cc2dec69eb23925301a589")),
				expectValue("data.konnect_ip_ranges.egress", "cidrs", stringSet("52.15.154.8/32", "35.157.142.129/32")),
				expectValue("data.konnect_ip_ranges.egress", "by_hostname", knownvalue.MapExact(nil)),
				expectValue("data.konnect_ip_ranges.egress", "ipv6_cidrs", stringSet()),
				expectValue("data.konnect_ip_ranges.names", "cidrs", stringSet("18.220.4.10/32", "18.220.4.11/32", "3.68.163.51/32", "192.0.2.1/32")),
				expectValue("data.konnect_ip_ranges.names", "by_region", knownvalue.MapExact(map[string]knownvalue.Check{
					"eu":     ranges([]string{"3.68.163.51/32"}, nil),
					"us":     ranges([]string{"18.220.4.10/32", "18.220.4.11/32"}, nil),
					"global": ranges([]string{"192.0.2.1/32"}, nil),
				})),
				expectValue("data.konnect_ip_ranges.merged", "cidrs", stringSet("18.220.4.10/31")),
				expectValue("data.konnect_ip_ranges.merged", "ipv4_addresses", stringSet("18.220.4.10/31")),
			},
		}},
	})
}

func ranges(ipv4, ipv6 []string) knownvalue.Check {
	return knownvalue.ObjectExact(map[string]knownvalue.Check{"ipv4_cidrs": stringSet(ipv4...), "ipv6_cidrs": stringSet(ipv6...)})
}

func hostnameRanges(regions []string, ipv4 ...string) knownvalue.Check {
	return knownvalue.ObjectExact(map[string]knownvalue.Check{
		"regions": stringSet(regions...), "ipv4_cidrs": stringSet(ipv4...), "ipv6_cidrs": stringSet(),
	})
}

// TestUnaffectedBlocksStay changes the list in ways that mean nothing to a block, and expects that no byte of its output,
// and so no plan, changes.
func TestUnaffectedBlocksStay(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(smallDocument())
	blocks := config(server, `
data "konnect_ip_ranges" "us" { regions = ["us"] }
data "konnect_network_requirements" "us" {
  regions                    = ["us"]
  client_cidrs               = ["203.0.113.0/24"]
  audit_log_destination_port = 8088
}
output "ranges" {
  value = { for k, v in data.konnect_ip_ranges.us : k => v if k != "available_regions" }
}
output "requirements" { value = data.konnect_network_requirements.us }`)
	disguise := func() {
		document := smallDocument()
		document.Regions["us"] = map[string][]string{"US.API.konghq.com": {"18.220.4.10"}, "us.cp.konghq.com": {"18.220.4.10", "18.220.4.11", "18.220.4.10"}}
		document.IngressIPs["US"] = slices.Concat(document.IngressIPs["us"], []string{"18.220.4.10", "18.220.4.10/32"})
		delete(document.IngressIPs, "us")
		slices.Reverse(document.IngressIPs["US"])
		document.IngressIPs["xx"] = []string{"10.0.0.1", "not an address"}
		document.IngressIPs["eu"] = append(document.IngressIPs["eu"], "0.0.0.0/0")
		server.Serve(document)
	}
	noChange := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: blocks},
			{Config: blocks, ConfigPlanChecks: noChange},
			{PreConfig: disguise, Config: blocks, ConfigPlanChecks: noChange},
		},
	})
}

func TestIPRangesErrors(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(smallDocument())
	tests := map[string]struct {
		block string
		want  string
	}{
		"absent region": {
			`data "konnect_ip_ranges" "x" { regions = ["eux"] }`,
			`Region Without Addresses.*regions = \["eux"\].*lists no ingress addresses for region "eux"\. Regions with addresses: eu, global, us \(did you mean "eu"\?\)`,
		},
		"empty region": {
			`data "konnect_ip_ranges" "x" { regions = ["me"] }`,
			`Region Without Addresses.*names region "me" with an empty list of ingress addresses\. Regions with addresses: eu, global, us`,
		},
		"renamed region": {
			`data "konnect_ip_ranges" "x" { regions = ["ap"] }`,
			`Unknown Region.*Region "ap" was renamed to "au"; use "au"`,
		},
		"hostname elsewhere": {
			"data \"konnect_ip_ranges\" \"x\" {\n regions = [\"us\"]\n hostnames = [\"global.api.konghq.com\"]\n}",
			`Hostname Without Addresses.*hostnames = \["global\.api\.konghq\.com"\].*for hostname "global.api.konghq.com" in the regions us; it lists them for: global`,
		},
		"hostname with egress": {
			"data \"konnect_ip_ranges\" \"x\" {\n direction = \"egress\"\n hostnames = [\"us.api.konghq.com\"]\n}",
			`Conflicting Arguments.*The list gives hostnames for ingress addresses only`,
		},
		"stale": {
			`data "konnect_ip_ranges" "x" { minimum_update_date = "2025-08-26-16-03-34" }`,
			`Address List Too Old.*minimum_update_date = .*was updated at 2025-08-26T16:03:33Z, before the minimum 2025-08-26T16:03:34Z`,
		},
		"no regions": {
			`data "konnect_ip_ranges" "x" { regions = [] }`,
			`set must contain at least 1 elements`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(),
				Steps:                    []resource.TestStep{{Config: config(server, test.block), ExpectError: wrapped(test.want)}},
			})
		})
	}
}

// wrapped returns a pattern that finds text also where Terraform breaks its lines.
func wrapped(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)` + strings.ReplaceAll(pattern, " ", `[\s│]+`))
}

// TestOneRequest plans 200 blocks of both kinds with different inputs.
func TestOneRequest(t *testing.T) {
	t.Setenv("KONNECT_TOKEN", "secret")
	t.Setenv("KONNECT_PERSONAL_ACCESS_TOKEN", "secret")
	var blocks strings.Builder
	regions := []string{"us", "eu", "global"}
	for i := range 100 {
		fmt.Fprintf(&blocks, "data \"konnect_ip_ranges\" \"r%d\" {\n  regions   = [%q]\n  aggregate = %t\n}\n", i, regions[i%3], i%2 == 0)
		fmt.Fprintf(&blocks, "data \"konnect_network_requirements\" \"r%d\" {\n  regions    = [%q]\n  portal_ids = [\"p%d\"]\n}\n", i, regions[i%2], i)
	}
	server := listserver.NewServer(t)
	server.Serve(smallDocument())
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.DevOverride(provider.Source, providerFolder(t)); err != nil {
		t.Fatal(err)
	}
	if err := workspace.Write("main.tf", requiredProviders+config(server, blocks.String())); err != nil {
		t.Fatal(err)
	}
	workspace.Inherit("KONNECT_TOKEN", "KONNECT_PERSONAL_ACCESS_TOKEN")
	result, err := workspace.Run(t.Context(), "plan", "-no-color")
	if err != nil || result.ExitCode != 0 {
		t.Fatalf("plan: %v, %s%s", err, result.Stdout, result.Stderr)
	}
	requests := server.Requests()
	if len(requests) != 1 {
		t.Fatalf("%d requests, want 1", len(requests))
	}
	header := requests[0].Header
	if got := header.Get("User-Agent"); !strings.HasPrefix(got, "terraform-provider-konnect/") {
		t.Errorf("User-Agent %q does not name the provider and its version", got)
	}
	for name, values := range header {
		if name == "Authorization" || strings.Contains(strings.Join(values, ""), "secret") {
			t.Errorf("the request carries %s: %v", name, values)
		}
	}
}
