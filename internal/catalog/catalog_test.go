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
// Sources: those of the rows.

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
		"dev_portal {portal}.portal-preview.{region}.api.konghq.com",
		"dev_portal {portal}.{region}.kongportals.com",
		"dev_portal {portal}.{region}.portal.konghq.com legacy",
		"event_gateway {region}.control-plane.konghq.com configuration",
		"event_gateway {region}.telemetry.konghq.com telemetry",
		"gateway {prefix}.{region}.cp.konghq.com configuration",
		"gateway {prefix}.{region}.cp0.konghq.com configuration legacy",
		"gateway {prefix}.{region}.tp.konghq.com telemetry",
		"gateway {prefix}.{region}.tp0.konghq.com telemetry legacy",
		"gateway {region}.api.konghq.com",
		"identity {region}.identity.konghq.com",
		"identity {server}.{region}.identity.konghq.com",
		"ingress_controller {prefix}.{region}.tp.konghq.com telemetry",
		"ingress_controller {prefix}.{region}.tp0.konghq.com telemetry legacy",
		"ingress_controller {region}.kic.api.konghq.com",
		"mcp global.mcp.konghq.com",
		"mcp mcp.konghq.com",
		"mcp {region}.mcp.konghq.com in au,eu,in,us",
		"mesh global.mesh.sync.konghq.com legacy",
		"mesh {region}.mesh.sync.konghq.com",
		"platform cloud.konghq.com",
		"platform global.api.konghq.com",
		"platform signin.cloud.konghq.com",
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
		if row.Regions != nil {
			words = append(words, "in", strings.Join(row.Regions, ","))
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
		"ingress_controller tcp/443 https", "mcp tcp/443 https", "mesh tcp/443 https", "platform tcp/443 https",
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
	all := slices.Concat(defaults, []catalog.Component{"mesh", "event_gateway", "identity", "ingress_controller", "mcp"})
	if got := catalog.Components(); !slices.Equal(got, all) {
		t.Errorf("components %q, want %q", got, all)
	}
	names := []string{"audit_logging", "dev_portal", "event_gateway", "gateway", "identity", "ingress_controller", "mcp", "mesh", "platform"}
	if got := catalog.ComponentNames(); !slices.Equal(got, names) {
		t.Errorf("names of components %q, want %q", got, names)
	}
	for _, component := range all {
		if got, err := catalog.ParseComponent(string(component)); err != nil || got != component {
			t.Errorf("ParseComponent(%q) = %q, %v", component, got, err)
		}
	}
}

// The components whose names are not all a region's: only their addresses can be listed under "global".
func TestHasNamesWithoutRegion(t *testing.T) {
	t.Parallel()
	var got []catalog.Component
	for _, component := range catalog.Components() {
		if catalog.HasNamesWithoutRegion(component) {
			got = append(got, component)
		}
	}
	if want := []catalog.Component{catalog.Platform, catalog.Mesh, catalog.MCP}; !slices.Equal(got, want) {
		t.Errorf("components with names without a region %q, want %q", got, want)
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
	catalog.PrivateLinkAWSRegions()[0] = "changed"
	catalog.PrivateLinkEndpoints()[0].Region = "changed"
	if catalog.Regions()[0].Code != "au" || catalog.RegionCodes()[0] != "au" || catalog.HostnamePatterns()[0].Pattern != "cloud.konghq.com" ||
		catalog.Ports()[0].Port != 443 || catalog.Components()[0] != "platform" || catalog.DefaultComponents()[0] != "platform" ||
		catalog.PrivateLinkAWSRegions()[0] != "ap-east-1" || catalog.PrivateLinkEndpoints()[0].Region != "au" {
		t.Error("a caller changed a table")
	}
}

func TestHostname(t *testing.T) {
	t.Parallel()
	tests := []struct{ pattern, region, id, want, per string }{
		{"cloud.konghq.com", "us", "x", "cloud.konghq.com", ""},
		{"{region}.api.konghq.com", "eu", "", "eu.api.konghq.com", "region"},
		{"{prefix}.{region}.cp.konghq.com", "us", "f47a4e996f", "f47a4e996f.us.cp.konghq.com", "region, control plane"},
		{"{prefix}.{region}.tp0.konghq.com", "me", "*", "*.me.tp0.konghq.com", "region, control plane"},
		{"{portal}.{region}.kongportals.com", "au", "0a1b2c3d4e5f", "0a1b2c3d4e5f.au.kongportals.com", "region, portal"},
		{"{server}.{region}.identity.konghq.com", "in", "*", "*.in.identity.konghq.com", "region, auth server"},
	}
	for _, test := range tests {
		row := catalog.HostnamePattern{Pattern: test.pattern}
		if got := row.Hostname(test.region, test.id); got != test.want {
			t.Errorf("%s: Hostname(%q, %q) = %q, want %q", test.pattern, test.region, test.id, got, test.want)
		}
		var per []string
		for _, one := range []struct {
			name string
			is   bool
		}{
			{"region", row.Regional()}, {"control plane", row.PerControlPlane()}, {"portal", row.PerPortal()}, {"auth server", row.PerAuthServer()},
		} {
			if one.is {
				per = append(per, one.name)
			}
		}
		if got := strings.Join(per, ", "); got != test.per {
			t.Errorf("%s: one for each %s, want %s", test.pattern, got, test.per)
		}
	}
}

func TestIn(t *testing.T) {
	t.Parallel()
	everywhere, some := catalog.HostnamePattern{}, catalog.HostnamePattern{Regions: []string{"au", "us"}}
	if !everywhere.In("us") || !everywhere.In("jp") || !some.In("us") || some.In("sg") || some.In("jp") {
		t.Errorf("everywhere %t %t, some %t %t %t", everywhere.In("us"), everywhere.In("jp"), some.In("us"), some.In("sg"), some.In("jp"))
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
		"":     `the region is empty; give one of: ` + regions,
		" \t":  `the region is empty; give one of: ` + regions,
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

// What people write in the place of a code: a name, another list's code, a slip.
func TestRegionErrorHints(t *testing.T) {
	t.Parallel()
	const known = "au, eu, in, me, sg, us"
	for text, hint := range map[string]string{
		"europe":        ` (did you mean "eu", Europe?)`,
		"Singapore":     ` (did you mean "sg", Singapore?)`,
		"india":         ` (did you mean "in", India?)`,
		"middle-east":   ` (did you mean "me", Middle East?)`,
		"middle_east":   ` (did you mean "me", Middle East?)`,
		"united states": ` (did you mean "us", United States?)`,
		"austrlia":      ` (did you mean "au", Australia?)`,
		"austria":       ` (did you mean "au", Australia?)`,
		"usa":           ` (did you mean "us"?)`,
		"uk":            "",
		"gb":            "",
		"ue":            "",
		"asia":          "",
		"us-east-1":     "",
		"global":        "",
	} {
		err := &catalog.RegionError{Code: text, Known: catalog.RegionCodes()}
		if want := fmt.Sprintf("region %q is not one of: %s%s", text, known, hint); err.Error() != want {
			t.Errorf("error\n%s\nwant\n%s", err, want)
		}
	}
	if hint := catalog.RegionHint("singapore", []string{"eu", "us"}); hint != "" {
		t.Errorf("hint %q at a region that can't be chosen", hint)
	}
	if got, want := (&catalog.RegionError{Code: strings.Repeat("é", 200), Known: []string{"us"}}).Error(), `region "`+strings.Repeat("é", 99)+`…" is not one of: us`; got != want {
		t.Errorf("error\n%s\nwant\n%s", got, want)
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
	const known = "audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform"
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

const notLabel = "is not a DNS label: letters, digits and inner hyphens, at most 63 of them"

func TestParseDNSPrefix(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("a", 63)
	for text, want := range map[string]string{
		"f47a4e996f": "f47a4e996f", "F47A": "f47a", "a": "a", "0": "0", "a-b": "a-b", "a--b": "a--b", longest: longest,
		// Near the form of a UUID, and none.
		"ca9e25a5-67ed-4b3e-b94a": "ca9e25a5-67ed-4b3e-b94a", "ca9e25a567ed4b3eb94a3f8977557780": "ca9e25a567ed4b3eb94a3f8977557780",
	} {
		if got, err := catalog.ParseDNSPrefix(text); err != nil || got != want {
			t.Errorf("ParseDNSPrefix(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	const ofUUID = `is a UUID, which no hostname contains; give the first label of the control plane's config.control_plane_endpoint, such as "f47a4e996f"`
	reasons := map[string]string{
		"ca9e25a5-67ed-4b3e-b94a-3f8977557780": ofUUID,
		"CA9E25A5-67ED-4B3E-B94A-3F8977557780": ofUUID,
	}
	for _, text := range []string{"", "-", "-a", "a-", "a.b", "a_b", "*", "a b", "é", "a\n", longest + "a"} {
		reasons[text] = notLabel
	}
	for text, reason := range reasons {
		got, err := catalog.ParseDNSPrefix(text)
		want := fmt.Sprintf("control plane DNS prefix %q %s", text, reason)
		var label *catalog.LabelError
		if !errors.As(err, &label) || label.Error() != want || got != "" {
			t.Errorf("ParseDNSPrefix(%q) = %q, %v, want the error\n%s", text, got, err, want)
		}
	}
}

func TestParsePortal(t *testing.T) {
	t.Parallel()
	whole := catalog.Portal{Label: "d6a3e6b6bc64", Hostname: "d6a3e6b6bc64.us.kongportals.com", Region: "us"}
	for text, want := range map[string]catalog.Portal{
		"d6a3e6b6bc64":                                  {Label: "d6a3e6b6bc64"},
		"D6A3E6B6BC64":                                  {Label: "d6a3e6b6bc64"},
		"d6a3e6b6bc64.us.kongportals.com":               whole,
		"\thttps://D6A3E6B6BC64.us.kongportals.com/":    whole,
		"https://d6a3e6b6bc64.us.kongportals.com/login": whole,
		"abc.ap.kongportals.com":                        {Label: "abc", Hostname: "abc.ap.kongportals.com", Region: "au"},
		"abc.eu.portal.konghq.com":                      {Label: "abc", Hostname: "abc.eu.portal.konghq.com", Region: "eu", Legacy: true},
		"abc.portal-preview.eu.api.konghq.com":          {Label: "abc", Hostname: "abc.portal-preview.eu.api.konghq.com", Region: "eu"},
	} {
		if got, err := catalog.ParsePortal(text); err != nil || got != want {
			t.Errorf("ParsePortal(%q) = %+v, %v, want %+v", text, got, err, want)
		}
	}
	const (
		id       = "ca9e25a5-67ed-4b3e-b94a-3f8977557780"
		ofUUID   = `portal id "` + id + `" is a UUID, which no hostname contains; give the first label of the portal's default_domain, such as "d6a3e6b6bc64"`
		noPortal = ` is not a portal's default_domain; give one of the form "PORTAL.REGION.kongportals.com", or its first label alone, such as "d6a3e6b6bc64"`
	)
	for text, want := range map[string]string{
		id: ofUUID, id + ".us.kongportals.com": ofUUID,
		"":                              `portal id "" ` + notLabel,
		"*":                             `portal id "*" ` + notLabel,
		"dev.example.com":               `"dev.example.com"` + noPortal,
		"*.us.kongportals.com":          `"*.us.kongportals.com"` + noPortal,
		"us.kongportals.com":            `"us.kongportals.com"` + noPortal,
		"us.api.konghq.com":             `"us.api.konghq.com"` + noPortal,
		"abc.us.cp.konghq.com":          `"abc.us.cp.konghq.com"` + noPortal,
		"http://abc.us.kongportals.com": `"http://abc.us.kongportals.com"` + noPortal,
		"a\x1b[31m.":                    `"a\x1b[31m."` + noPortal,
	} {
		got, err := catalog.ParsePortal(text)
		if err == nil || err.Error() != want || got != (catalog.Portal{}) {
			t.Errorf("ParsePortal(%q) = %+v, error\n%v\nwant\n%s", text, got, err, want)
		}
	}
}

// Each error has a title of its kind, which holds no value.
func TestSummaries(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]interface{ Summary() string }{
		"Unknown Region":                 &catalog.RegionError{Code: "x"},
		"Unknown Component":              &catalog.ComponentError{Name: "x"},
		"Invalid DNS Label":              &catalog.LabelError{Text: "x"},
		"Invalid Hostname":               &catalog.HostnameError{Text: "x"},
		"Invalid Endpoint":               &catalog.EndpointError{Text: "x"},
		"Invalid Portal":                 &catalog.PortalError{Text: "x"},
		"AWS Region Without PrivateLink": &catalog.AWSRegionError{Text: "x"},
	} {
		if got := err.Summary(); got != want {
			t.Errorf("%T has the summary %q, want %q", err, got, want)
		}
	}
}
