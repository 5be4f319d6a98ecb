package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
data "konnect_ip_ranges" "global" {
  regions   = ["us", "GLOBAL"]
  aggregate = true
}
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
				expectValue("data.konnect_ip_ranges.global", "cidrs", stringSet("18.220.4.10/31", "192.0.2.1/32")),
				expectValue("data.konnect_ip_ranges.global", "by_region", knownvalue.MapExact(map[string]knownvalue.Check{
					"us":     ranges([]string{"18.220.4.10/31"}, nil),
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

// TestIPRangesError has Terraform show what is wrong with the list at the argument that asked for it.
func TestIPRangesError(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(smallDocument())
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `data "konnect_ip_ranges" "x" { regions = ["eux"] }`),
			ExpectError: wrapped(`Region Without Addresses.*regions = \["eux"\].*lists no ingress addresses for region "eux"\. Regions with addresses:` +
				` eu, global, us \(did you mean "eu"\?\)`),
		}},
	})
}

// TestIPRangesOddities reads lists that are odd in the part that was selected: all that is sound is used, with a warning.
func TestIPRangesOddities(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.ServeBody([]byte(`{"updateDate":"26 August","regions":{"us":{"us.api.konghq.com":["198.51.100.7"],"*":["203.0.113.7"]}},` +
		`"ingressIPs":{"us":["198.51.100.7"],"us_gov":["203.0.113.8"]},"egressIPs":{"us":["198.51.100.9"]}}`))
	session := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	date := warning("Unreadable Update Date", server.URL()+` gives "26 August" as its date, which is in none of the forms that are read, such as`+
		` "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z". The addresses are used, and updated_at is null.`)
	keys := func(what, places string) diagnostic {
		return warning("Unreadable Keys In Address List", server.URL()+" has keys where a "+what+" should stand, and what they hold was left out: "+
			places+". Report them to Kong.")
	}
	state, diagnostics := session.read(t.Context(), "konnect_ip_ranges", nil)
	want := []diagnostic{date, keys("region code", "ingressIPs.us_gov"), keys("hostname", `regions.us["*"]`)}
	if diff := cmp.Diff(want, diagnostics); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
	wanted := map[string]any{
		"cidrs": set("198.51.100.7/32"), "available_regions": set("us"), "update_date": "26 August", "updated_at": nil,
		"by_hostname": map[string]any{"us.api.konghq.com": map[string]any{
			"regions": set("us"), "ipv4_cidrs": set("198.51.100.7/32"), "ipv6_cidrs": []any{},
		}},
	}
	for name, value := range wanted {
		if diff := cmp.Diff(value, state[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	state, diagnostics = session.read(t.Context(), "konnect_network_requirements", map[string]any{"regions": set("us")})
	if diff := cmp.Diff([]diagnostic{date}, diagnostics); diff != "" || state["updated_at"] != nil || state["update_date"] != "26 August" {
		t.Errorf("updated_at %v, diagnostics (-want +got):\n%s", state["updated_at"], diff)
	}
}

// TestIPRangesAtTheBounds reads as much as may be of each thing that a list can swell: all of it comes out.
func TestIPRangesAtTheBounds(t *testing.T) {
	t.Parallel()
	const prefixes, keys = 50_000, 10_000
	perKey := func(entry func(i int) string) string {
		var text strings.Builder
		text.WriteString("{")
		for i := range keys {
			if i > 0 {
				text.WriteString(",")
			}
			text.WriteString(entry(i))
		}
		return text.String() + "}"
	}
	addresses := manyAddresses(prefixes)
	for name, test := range map[string]struct {
		body string
		want map[string]int // the sizes of outputs
	}{
		"prefixes": {
			document("ingressIPs", `{"us":["`+strings.Join(addresses, `","`)+`"]}`),
			map[string]int{"cidrs": prefixes, "ipv4_addresses": prefixes, "by_region": 1, "available_regions": 1},
		},
		"regions with addresses": {
			document("ingressIPs", perKey(func(i int) string { return fmt.Sprintf(`"r%d":[%q]`, i, addresses[i]) })),
			map[string]int{"cidrs": keys, "by_region": keys, "available_regions": keys},
		},
		"regions without": {
			document("ingressIPs", perKey(func(i int) string {
				if i == 0 {
					return `"us":["198.51.100.7"]`
				}
				return fmt.Sprintf(`"r%d":null`, i)
			})),
			map[string]int{"cidrs": 1, "by_region": 1, "available_regions": keys},
		},
		"hostnames": {
			document("regions", `{"us":`+perKey(func(i int) string { return fmt.Sprintf(`"h%d.example":[%q]`, i, addresses[i]) })+"}"),
			map[string]int{"cidrs": 1, "by_hostname": keys},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.ServeBody([]byte(test.body))
			state, diagnostics := openSession(t, map[string]any{"ip_addresses_url": server.URL()}).read(t.Context(), "konnect_ip_ranges", nil)
			if len(diagnostics) > 0 {
				t.Fatalf("diagnostics %v", diagnostics)
			}
			for output, want := range test.want {
				got := 0
				switch value := state[output].(type) {
				case []any:
					got = len(value)
				case map[string]any:
					got = len(value)
				}
				if got != want {
					t.Errorf("%s has %d elements, want %d", output, got, want)
				}
			}
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
