package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
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
		wantProblem(t, text, got, err, &problem.Problem{Summary: "Unknown Region", What: want})
	}
}

// wantProblem expects the problem, and nothing beside it.
func wantProblem[T comparable](t *testing.T, text string, got T, err error, want *problem.Problem) {
	t.Helper()
	var nothing T
	if diff := cmp.Diff(want, err); diff != "" || got != nothing {
		t.Errorf("%q gives %v and the error (-want +got)\n%s", text, got, diff)
	}
}

func TestParseRegion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"us": "us", "EU": "eu", "Global": "global"} {
		if got, err := catalog.ParseRegion(text, catalog.Global); err != nil || got != want {
			t.Errorf("ParseRegion(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	const (
		known      = "au, eu, in, me, sg, us"
		newer      = "A region that Konnect opened since needs a newer version of this provider."
		ofTheCloud = "Konnect's regions are its own: give that of the control plane, wherever the data planes run."
	)
	// What people write in the place of a code: a name, another list's code, a slip, a region of their cloud.
	for text, test := range map[string]struct{ hint, advice string }{
		"europe":        {` (did you mean "eu", Europe?)`, newer},
		"Singapore":     {` (did you mean "sg", Singapore?)`, newer},
		"middle-east":   {` (did you mean "me", Middle East?)`, newer},
		"middle_east":   {` (did you mean "me", Middle East?)`, ""},
		"united states": {` (did you mean "us", United States?)`, ""},
		"austrlia":      {` (did you mean "au", Australia?)`, newer},
		"usa":           {` (did you mean "us"?)`, newer},
		"sgp":           {` (did you mean "sg"?)`, newer},
		"uk":            {"", newer},

		"us-east-1":            {` (did you mean "us"?)`, ofTheCloud},
		"us-gov-west-1":        {` (did you mean "us"?)`, ofTheCloud},
		"eu-central-1":         {` (did you mean "eu"?)`, ofTheCloud},
		"ap-southeast-1":       {` (did you mean "sg"?)`, ofTheCloud},
		"ap-southeast-2":       {` (did you mean "au"?)`, ofTheCloud},
		"ap-south-1":           {` (did you mean "in"?)`, ofTheCloud},
		"me-central-1":         {` (did you mean "me"?)`, ofTheCloud},
		"northcentralus":       {` (did you mean "us"?)`, ofTheCloud},
		"westeurope":           {` (did you mean "eu"?)`, ofTheCloud},
		"australiaeast":        {` (did you mean "au"?)`, ofTheCloud},
		"centralindia":         {` (did you mean "in"?)`, ofTheCloud},
		"southeastasia":        {` (did you mean "sg"?)`, ofTheCloud},
		"uaenorth":             {` (did you mean "me"?)`, ofTheCloud},
		"us-central1":          {` (did you mean "us"?)`, ofTheCloud},
		"europe-west12":        {` (did you mean "eu"?)`, ofTheCloud},
		"australia-southeast1": {` (did you mean "au"?)`, ofTheCloud},
		"asia-south1":          {` (did you mean "in"?)`, ofTheCloud},
		"asia-southeast1":      {` (did you mean "sg"?)`, ofTheCloud},
		"me-west1":             {` (did you mean "me"?)`, ofTheCloud},
		// Where no region of Konnect's is.
		"ap-northeast-1": {"", newer},
		"sa-east-1":      {"", newer},
		"japaneast":      {"", newer},
	} {
		got, err := catalog.ParseRegion(text)
		what := fmt.Sprintf("region %q is not one of: %s%s", text, known, test.hint)
		wantProblem(t, text, got, err, &problem.Problem{Summary: "Unknown Region", What: what, Advice: test.advice})
	}
	got, err := catalog.ParseRegion("GLOBAL")
	wantProblem(t, "GLOBAL", got, err, &problem.Problem{
		Summary: "Unknown Region", Advice: "Leave it out.",
		What: `"global" can't be chosen, because components decide: its names and addresses come with platform, mesh, mcp`,
	})
	got, err = catalog.ParseRegion(strings.Repeat("é", 200))
	wantProblem(t, "long", got, err, &problem.Problem{Summary: "Unknown Region", What: `region "` + strings.Repeat("é", 99) + `…" is not one of: ` + known})
}

func TestRegionHint(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"singapore": "", "ap-south-1": "", "europe": ` (did you mean "eu", Europe?)`, "us-east-1": ` (did you mean "us"?)`} {
		if got := catalog.RegionHint(text, []string{"eu", "us"}); got != want {
			t.Errorf("RegionHint(%q) = %q, want %q of the regions that can be chosen", text, got, want)
		}
	}
}

func TestParseComponentErrors(t *testing.T) {
	t.Parallel()
	const known = "audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform"
	for text, meant := range map[string]string{
		"gatway": "gateway", "Gateway": "gateway", "dev-portal": "dev_portal", "kubernetes": "", "": "",
		// By other names.
		"kic": "ingress_controller", "KIC": "ingress_controller", "data_plane": "gateway", "data-plane": "gateway", "control plane": "gateway",
		"portal": "dev_portal", "developer_portal": "dev_portal", "audit_logs": "audit_logging", "kuma": "mesh", "konnect": "platform",
		"kafka": "event_gateway", "kong_identity": "identity", "mcp-server": "mcp", "event": "",
	} {
		hint := ""
		if meant != "" {
			hint = fmt.Sprintf(" (did you mean %q?)", meant)
		}
		got, err := catalog.ParseComponent(text)
		what := fmt.Sprintf("component %q is not one of: %s%s", text, known, hint)
		wantProblem(t, text, got, err, &problem.Problem{Summary: "Unknown Component", What: what})
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
	const wholeEndpoint = `is a whole endpoint; put it in control_plane_endpoints, or write "f47a4e996f"`
	reasons := map[string]string{
		"ca9e25a5-67ed-4b3e-b94a-3f8977557780": ofUUID,
		"CA9E25A5-67ED-4B3E-B94A-3F8977557780": ofUUID,
		"https://F47A4E996F.us.cp.konghq.com":  wholeEndpoint,
		"f47a4e996f.us.tp0.konghq.com:443":     wholeEndpoint,
		"us.svc.konghq.com/cp/f47a4e996f":      wholeEndpoint,
		"d6a3e6b6bc64.us.kongportals.com":      "is the domain of a Dev Portal; put it in portal_ids",
		"us.api.konghq.com":                    notLabel,
	}
	for _, text := range []string{"", "-", "-a", "a-", "a.b", "a_b", "*", "a b", "é", "a\n", longest + "a"} {
		reasons[text] = notLabel
	}
	for text, reason := range reasons {
		got, err := catalog.ParseDNSPrefix(text)
		wantProblem(t, text, got, err, &problem.Problem{Summary: "Invalid DNS Label", What: fmt.Sprintf("control plane DNS prefix %q %s", text, reason)})
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
		summary := "Invalid Portal"
		if strings.HasPrefix(want, "portal id") {
			summary = "Invalid DNS Label"
		}
		got, err := catalog.ParsePortal(text)
		wantProblem(t, text, got, err, &problem.Problem{Summary: summary, What: want})
	}
}
