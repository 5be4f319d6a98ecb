package catalog_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// The rows of Kong's pages, written down a second time and by hand: a row that is added, lost or changed shows here.
// Source: Kong, Networking in Konnect, 2025; Kong/developer.konghq.com, app/konnect-platform/network.md, 2026-08-21;
// for the ingress controller its option --konnect-address.

func TestRegions(t *testing.T) {
	t.Parallel()
	want := []string{
		"au Australia GA", "eu Europe GA", "in India GA", "me Middle East GA", "sg Singapore beta", "us United States GA",
	}
	var got, codes []string
	for _, region := range catalog.Regions() {
		got = append(got, fmt.Sprintf("%s %s %s", region.Code, region.Name, region.Status))
		codes = append(codes, region.Code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("regions\n%q\nwant\n%q", got, want)
	}
	if !slices.Equal(catalog.RegionCodes(), codes) {
		t.Errorf("codes %q, want %q", catalog.RegionCodes(), codes)
	}
	for _, code := range codes {
		if !catalog.KnowsRegion(code) {
			t.Errorf("%q is not known", code)
		}
	}
	for _, text := range []string{"ap", "global", "US", "", "uk"} {
		if catalog.KnowsRegion(text) {
			t.Errorf("%q is known", text)
		}
	}
}

func TestHostnamePatterns(t *testing.T) {
	t.Parallel()
	want := []string{
		"dev_portal {portal}.{region}.kongportals.com",
		"event_gateway {region}.control-plane.konghq.com configuration",
		"event_gateway {region}.telemetry.konghq.com telemetry",
		"gateway {prefix}.{region}.cp.konghq.com configuration",
		"gateway {prefix}.{region}.cp0.konghq.com configuration legacy",
		"gateway {prefix}.{region}.tp.konghq.com telemetry",
		"gateway {prefix}.{region}.tp0.konghq.com telemetry legacy",
		"gateway {region}.api.konghq.com",
		"identity {region}.identity.konghq.com",
		"ingress_controller {region}.kic.api.konghq.com",
		"mesh global.mesh.sync.konghq.com",
		"mesh {region}.mesh.sync.konghq.com",
		"platform cloud.konghq.com",
		"platform global.api.konghq.com",
	}
	var got []string
	for _, row := range catalog.HostnamePatterns() {
		words := []string{string(row.Component), row.Pattern}
		if row.Service != "" {
			words = append(words, string(row.Service))
		}
		if row.Legacy {
			words = append(words, "legacy")
		}
		got = append(got, strings.Join(words, " "))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("hostnames\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPorts(t *testing.T) {
	t.Parallel()
	want := []string{
		"audit_logging tcp/20010 ", "audit_logging tcp/8071 ", "audit_logging udp/20010 ", "audit_logging udp/8071 ",
		"dev_portal tcp/443 https", "event_gateway tcp/443 https", "gateway tcp/443 https", "identity tcp/443 https",
		"ingress_controller tcp/443 https", "mesh tcp/443 https", "platform tcp/443 https",
	}
	var got []string
	for _, row := range catalog.Ports() {
		got = append(got, fmt.Sprintf("%s %s/%d %s", row.Component, row.Protocol, row.Port, row.ApplicationProtocol))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("ports\n%q\nwant\n%q", got, want)
	}
}

func TestComponents(t *testing.T) {
	t.Parallel()
	defaults := []catalog.Component{"platform", "gateway", "dev_portal", "audit_logging"}
	if got := catalog.DefaultComponents(); !slices.Equal(got, defaults) {
		t.Errorf("default components %q, want %q", got, defaults)
	}
	all := slices.Concat(defaults, []catalog.Component{"mesh", "event_gateway", "identity", "ingress_controller"})
	if got := catalog.Components(); !slices.Equal(got, all) {
		t.Errorf("components %q, want %q", got, all)
	}
	for _, component := range all {
		if got, err := catalog.ParseComponent(string(component)); err != nil || got != component {
			t.Errorf("ParseComponent(%q) = %q, %v", component, got, err)
		}
	}
}

// The tables are the room's own: what a caller does to what it gets changes no later answer.
func TestTablesAreFresh(t *testing.T) {
	t.Parallel()
	catalog.Regions()[0].Code = "changed"
	catalog.RegionCodes()[0] = "changed"
	catalog.HostnamePatterns()[0].Pattern = "changed"
	catalog.Ports()[0].Port = 1
	catalog.Components()[0] = "changed"
	catalog.DefaultComponents()[0] = "changed"
	if catalog.Regions()[0].Code != "au" || catalog.RegionCodes()[0] != "au" || catalog.HostnamePatterns()[0].Pattern != "cloud.konghq.com" ||
		catalog.Ports()[0].Port != 443 || catalog.Components()[0] != "platform" || catalog.DefaultComponents()[0] != "platform" {
		t.Error("a caller changed a table")
	}
}

func TestHostname(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern, region, id, want          string
		regional, perControlPlane, portals bool
	}{
		{"cloud.konghq.com", "us", "x", "cloud.konghq.com", false, false, false},
		{"{region}.api.konghq.com", "eu", "", "eu.api.konghq.com", true, false, false},
		{"{prefix}.{region}.cp.konghq.com", "us", "f47a4e996f", "f47a4e996f.us.cp.konghq.com", true, true, false},
		{"{prefix}.{region}.tp0.konghq.com", "me", "*", "*.me.tp0.konghq.com", true, true, false},
		{"{portal}.{region}.kongportals.com", "au", "0a1b2c3d4e5f", "0a1b2c3d4e5f.au.kongportals.com", true, false, true},
	}
	for _, test := range tests {
		row := catalog.HostnamePattern{Pattern: test.pattern}
		if got := row.Hostname(test.region, test.id); got != test.want {
			t.Errorf("%s: Hostname(%q, %q) = %q, want %q", test.pattern, test.region, test.id, got, test.want)
		}
		if row.Regional() != test.regional || row.PerControlPlane() != test.perControlPlane || row.PerPortal() != test.portals {
			t.Errorf("%s: regional %t, per control plane %t, per portal %t", test.pattern, row.Regional(), row.PerControlPlane(), row.PerPortal())
		}
	}
}

func TestNormalizeRegion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"us": "us", "EU": "eu", "Sg": "sg", "jp": "jp", "us-gov": "us-gov", "global": "global"} {
		if got, err := catalog.NormalizeRegion(text); err != nil || got != want {
			t.Errorf("NormalizeRegion(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	const regions = "au, eu, in, me, sg, us"
	for text, want := range map[string]string{
		"ap":   `region "ap" was renamed to "au"; use "au". The regions are: ` + regions,
		"AP":   `region "AP" was renamed to "au"; use "au". The regions are: ` + regions,
		"":     `region "" is not one of: ` + regions,
		"u s":  `region "u s" is not one of: ` + regions + ` (did you mean "us"?)`,
		" us":  `region " us" is not one of: ` + regions + ` (did you mean "us"?)`,
		"us.":  `region "us." is not one of: ` + regions + ` (did you mean "us"?)`,
		"*":    `region "*" is not one of: ` + regions,
		"-us":  `region "-us" is not one of: ` + regions + ` (did you mean "us"?)`,
		"a\nb": `region "a\nb" is not one of: ` + regions,
	} {
		got, err := catalog.NormalizeRegion(text)
		var region *catalog.RegionError
		if !errors.As(err, &region) || got != "" {
			t.Errorf("NormalizeRegion(%q) = %q, %v, want a RegionError", text, got, err)
			continue
		}
		if region.Error() != want || region.Code != text || !slices.Equal(region.Known, catalog.RegionCodes()) {
			t.Errorf("NormalizeRegion(%q): error\n%s\nwant\n%s", text, region, want)
		}
	}
}

func TestRenamedRegion(t *testing.T) {
	t.Parallel()
	if now, ok := catalog.RenamedRegion("ap"); !ok || now != "au" {
		t.Errorf(`RenamedRegion("ap") = %q, %t, want "au"`, now, ok)
	}
	if now, ok := catalog.RenamedRegion("us"); ok || now != "" {
		t.Errorf(`RenamedRegion("us") = %q, %t, want none`, now, ok)
	}
}

func TestParseComponentErrors(t *testing.T) {
	t.Parallel()
	const known = "audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mesh, platform"
	for text, want := range map[string]string{
		"gatway":     `component "gatway" is not one of: ` + known + ` (did you mean "gateway"?)`,
		"Gateway":    `component "Gateway" is not one of: ` + known + ` (did you mean "gateway"?)`,
		"dev-portal": `component "dev-portal" is not one of: ` + known + ` (did you mean "dev_portal"?)`,
		"kubernetes": `component "kubernetes" is not one of: ` + known,
		"":           `component "" is not one of: ` + known,
	} {
		got, err := catalog.ParseComponent(text)
		var component *catalog.ComponentError
		if !errors.As(err, &component) || got != "" {
			t.Errorf("ParseComponent(%q) = %q, %v, want a ComponentError", text, got, err)
			continue
		}
		if component.Error() != want || component.Name != text {
			t.Errorf("ParseComponent(%q): error\n%s\nwant\n%s", text, component, want)
		}
	}
}

func TestNormalizeLabel(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("a", 63)
	for text, want := range map[string]string{
		"f47a4e996f": "f47a4e996f", "F47A": "f47a", "a": "a", "0": "0", "a-b": "a-b", "a--b": "a--b", longest: longest,
	} {
		if got, err := catalog.NormalizeLabel("portal id", text); err != nil || got != want {
			t.Errorf("NormalizeLabel(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-", "-a", "a-", "a.b", "a_b", "*", "a b", "é", "a\n", longest + "a"} {
		got, err := catalog.NormalizeLabel("portal id", text)
		want := fmt.Sprintf("portal id %q is not a DNS label: letters, digits and inner hyphens, at most 63 of them", text)
		var label *catalog.LabelError
		if !errors.As(err, &label) || label.Error() != want || got != "" {
			t.Errorf("NormalizeLabel(%q) = %q, %v, want the error\n%s", text, got, err, want)
		}
	}
}
