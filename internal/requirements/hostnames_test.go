package requirements_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// checkDomains reads the domains as Squid does: each name is matched by exactly one of them.
func checkDomains(t *testing.T, names requirements.Names) {
	t.Helper()
	matches := 0
	for _, hostname := range names.All() {
		sample, matched := strings.Replace(hostname, "*", "any", 1), []string{}
		for _, domain := range names.Domains() {
			if domain == sample || strings.HasPrefix(domain, ".") && (strings.HasSuffix(sample, domain) || domain == "."+sample) {
				matched = append(matched, domain)
			}
		}
		if matches += len(matched); len(matched) != 1 {
			t.Errorf("%s is matched by the domains %q", hostname, matched)
		}
	}
	if names.Domains() == nil || matches < len(names.Domains()) || !slices.IsSorted(names.Domains()) {
		t.Errorf("domains %q", names.Domains())
	}
}

func TestHostnames(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		query            requirements.Query
		fqdns, wildcards []string
	}{
		"one region and nothing else": {
			query: requirements.Query{Regions: []string{"us"}, IncludeLegacy: true},
			fqdns: []string{"cloud.konghq.com", "global.api.konghq.com", "signin.cloud.konghq.com", "us.api.konghq.com"},
			wildcards: []string{
				"*.portal-preview.us.api.konghq.com", "*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.kongportals.com",
				"*.us.portal.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com",
			},
		},
		"prefix and portal given": {
			query: requirements.Query{
				Regions: []string{"us"}, DNSPrefixes: []string{"f47a4e996f"}, PortalIDs: []string{"0a1b2c3d4e5f"}, IncludeLegacy: true,
			},
			fqdns: []string{
				"0a1b2c3d4e5f.portal-preview.us.api.konghq.com", "0a1b2c3d4e5f.us.kongportals.com", "0a1b2c3d4e5f.us.portal.konghq.com",
				"cloud.konghq.com", "f47a4e996f.us.cp.konghq.com", "f47a4e996f.us.cp0.konghq.com",
				"f47a4e996f.us.tp.konghq.com", "f47a4e996f.us.tp0.konghq.com", "global.api.konghq.com", "signin.cloud.konghq.com", "us.api.konghq.com",
			},
		},
		"prefix only": {
			query:     requirements.Query{Regions: []string{"us"}, Components: []string{"gateway", "dev_portal"}, DNSPrefixes: []string{"abc"}},
			fqdns:     []string{"abc.us.cp.konghq.com", "abc.us.tp.konghq.com", "us.api.konghq.com"},
			wildcards: []string{"*.portal-preview.us.api.konghq.com", "*.us.kongportals.com"},
		},
		"portal only": {
			query:     requirements.Query{Regions: []string{"us"}, Components: []string{"gateway", "dev_portal"}, PortalIDs: []string{"abc"}},
			fqdns:     []string{"abc.portal-preview.us.api.konghq.com", "abc.us.kongportals.com", "us.api.konghq.com"},
			wildcards: []string{"*.us.cp.konghq.com", "*.us.tp.konghq.com"},
		},
		"prefixes count for every region, endpoints for their own": {
			query: requirements.Query{
				Regions: []string{"us", "eu", "me"}, Components: []string{"gateway"}, DNSPrefixes: []string{"abc"},
				Endpoints: []string{"https://def.eu.cp.konghq.com", "https://def.eu.tp.konghq.com:443/"},
			},
			fqdns: []string{
				"abc.eu.cp.konghq.com", "abc.eu.tp.konghq.com", "abc.me.cp.konghq.com", "abc.me.tp.konghq.com", "abc.us.cp.konghq.com",
				"abc.us.tp.konghq.com", "def.eu.cp.konghq.com", "def.eu.tp.konghq.com", "eu.api.konghq.com", "me.api.konghq.com", "us.api.konghq.com",
			},
		},
		"a region without endpoint keeps its wildcards": {
			query: requirements.Query{
				Regions: []string{"us", "eu"}, Components: []string{"gateway"}, Endpoints: []string{"def.eu.cp.konghq.com"},
			},
			fqdns:     []string{"def.eu.cp.konghq.com", "def.eu.tp.konghq.com", "eu.api.konghq.com", "us.api.konghq.com"},
			wildcards: []string{"*.us.cp.konghq.com", "*.us.tp.konghq.com"},
		},
		"a legacy endpoint keeps its own name with legacy off": {
			query: requirements.Query{
				Regions: []string{"us"}, Components: []string{"gateway"}, Endpoints: []string{"https://def.us.cp0.konghq.com", "https://def.us.tp0.konghq.com"},
			},
			fqdns: []string{
				"def.us.cp.konghq.com", "def.us.cp0.konghq.com", "def.us.tp.konghq.com", "def.us.tp0.konghq.com", "us.api.konghq.com",
			},
		},
		"a PrivateLink endpoint keeps its own name": {
			query: requirements.Query{
				Regions: []string{"au"}, Components: []string{"gateway"}, Endpoints: []string{"ap.svc.konghq.com/cp/def", "ap.svc.konghq.com:443/tp/def"},
			},
			fqdns: []string{"ap.svc.konghq.com", "au.api.konghq.com", "def.au.cp.konghq.com", "def.au.tp.konghq.com"},
		},
		"upper case and duplicates": {
			query: requirements.Query{
				Regions: []string{"US", "us", "Us"}, Components: []string{"gateway", "dev_portal", "gateway"}, DNSPrefixes: []string{"ABC", "abc"},
				Endpoints: []string{"HTTPS://ABC.US.CP.KONGHQ.COM", "abc.us.cp.konghq.com"}, PortalIDs: []string{"DEF", "def"},
			},
			fqdns: []string{
				"abc.us.cp.konghq.com", "abc.us.tp.konghq.com", "def.portal-preview.us.api.konghq.com", "def.us.kongportals.com", "us.api.konghq.com",
			},
		},
		"a portal's whole domain counts for its own region": {
			query: requirements.Query{
				Regions: []string{"us", "eu"}, Components: []string{"dev_portal"}, PortalIDs: []string{"https://ABC.us.kongportals.com"}, IncludeLegacy: true,
			},
			fqdns:     []string{"abc.portal-preview.us.api.konghq.com", "abc.us.kongportals.com", "abc.us.portal.konghq.com"},
			wildcards: []string{"*.eu.kongportals.com", "*.eu.portal.konghq.com", "*.portal-preview.eu.api.konghq.com"},
		},
		"a whole domain beside a label": {
			query: requirements.Query{
				Regions: []string{"us", "eu"}, Components: []string{"dev_portal"}, PortalIDs: []string{"abc.us.kongportals.com", "def"},
			},
			fqdns: []string{
				"abc.portal-preview.us.api.konghq.com", "abc.us.kongportals.com", "def.eu.kongportals.com", "def.portal-preview.eu.api.konghq.com",
				"def.portal-preview.us.api.konghq.com", "def.us.kongportals.com",
			},
		},
		"a classic portal's domain keeps its own name with legacy off": {
			query: requirements.Query{Regions: []string{"us"}, Components: []string{"dev_portal"}, PortalIDs: []string{"abc.us.portal.konghq.com"}},
			fqdns: []string{"abc.portal-preview.us.api.konghq.com", "abc.us.kongportals.com", "abc.us.portal.konghq.com"},
		},
		"audit_logging": {query: requirements.Query{Regions: []string{"us"}, Components: []string{"audit_logging"}}},
		"mesh, with its former global name": {
			query: requirements.Query{Regions: []string{"in", "sg"}, Components: []string{"mesh"}, IncludeLegacy: true},
			fqdns: []string{"global.mesh.sync.konghq.com", "in.mesh.sync.konghq.com", "sg.mesh.sync.konghq.com"},
		},
		"mcp, where it is not": {
			query: requirements.Query{Regions: []string{"sg"}, Components: []string{"mcp"}},
			fqdns: []string{"global.mcp.konghq.com", "mcp.konghq.com"},
		},
		"ingress_controller, with former names": {
			query:     requirements.Query{Regions: []string{"us"}, Components: []string{"ingress_controller"}, IncludeLegacy: true},
			fqdns:     []string{"us.kic.api.konghq.com"},
			wildcards: []string{"*.us.tp.konghq.com", "*.us.tp0.konghq.com"},
		},
		"ingress_controller, prefix given": {
			query: requirements.Query{Regions: []string{"us"}, Components: []string{"ingress_controller"}, DNSPrefixes: []string{"abc"}},
			fqdns: []string{"abc.us.tp.konghq.com", "us.kic.api.konghq.com"},
		},
		"ingress_controller needs no configuration endpoint": {
			query: requirements.Query{
				Regions: []string{"us"}, Components: []string{"ingress_controller"}, Endpoints: []string{"abc.us.cp0.konghq.com", "us.svc.konghq.com/tp/abc"},
			},
			fqdns: []string{"abc.us.tp.konghq.com", "us.kic.api.konghq.com", "us.svc.konghq.com"},
		},
		"an endpoint without region in one region": {
			query: requirements.Query{Regions: []string{"us"}, Components: []string{"gateway"}, Endpoints: []string{" wss://abc.cp.konghq.com/v1/outlet"}},
			fqdns: []string{"abc.cp.konghq.com", "abc.us.cp.konghq.com", "abc.us.tp.konghq.com", "us.api.konghq.com"},
		},
		"an endpoint without region in several": {
			query: requirements.Query{Regions: []string{"eu", "us"}, Components: []string{"gateway"}, Endpoints: []string{"abc.tp0.konghq.com"}},
			fqdns: []string{"abc.tp0.konghq.com", "eu.api.konghq.com", "us.api.konghq.com"},
			wildcards: []string{
				"*.eu.cp.konghq.com", "*.eu.tp.konghq.com", "*.us.cp.konghq.com", "*.us.tp.konghq.com",
			},
		},
		"PrivateLink's global in one region": {
			query: requirements.Query{Regions: []string{"us"}, Components: []string{"gateway"}, Endpoints: []string{"global.svc.konghq.com/cp/abc"}},
			fqdns: []string{"abc.us.cp.konghq.com", "abc.us.tp.konghq.com", "global.svc.konghq.com", "us.api.konghq.com"},
		},
		"endpoints without the gateway add nothing": {
			query: requirements.Query{
				Regions: []string{"us"}, Components: []string{"identity"}, Endpoints: []string{"def.us.cp.konghq.com"}, DNSPrefixes: []string{"abc"},
			},
			fqdns:     []string{"us.identity.konghq.com"},
			wildcards: []string{"*.us.identity.konghq.com"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names, err := requirements.Hostnames(test.query)
			if err != nil {
				t.Fatal(err)
			}
			suffixes := make([]string, len(test.wildcards))
			for i, wildcard := range test.wildcards {
				suffixes[i] = strings.TrimPrefix(wildcard, "*")
			}
			all := slices.Sorted(slices.Values(slices.Concat(test.fqdns, test.wildcards)))
			for _, view := range []struct {
				name      string
				got, want []string
			}{
				{"FQDNs", names.FQDNs(), test.fqdns},
				{"wildcards", names.Wildcards(), test.wildcards},
				{"suffixes", names.Suffixes(), suffixes},
				{"all", names.All(), all},
			} {
				if view.got == nil || !slices.Equal(view.got, view.want) {
					t.Errorf("%s\n%q\nwant\n%q", view.name, view.got, view.want)
				}
			}
			checkDomains(t, names)
			for _, row := range names {
				if row.Wildcard != strings.HasPrefix(row.Hostname, "*.") || row.Purpose == "" || row.Component == "" {
					t.Errorf("%+v", row)
				}
			}
		})
	}
}

// Every documented hostname can be had, and no other.
func TestHostnamesWalkTheCatalogue(t *testing.T) {
	t.Parallel()
	var components []string
	for _, component := range catalog.Components() {
		components = append(components, string(component))
	}
	want := []string{
		"cloud.konghq.com platform", "global.api.konghq.com platform", "global.mcp.konghq.com mcp", "global.mesh.sync.konghq.com mesh",
		"au.mcp.konghq.com mcp au", "eu.mcp.konghq.com mcp eu", "in.mcp.konghq.com mcp in", "us.mcp.konghq.com mcp us",
		"mcp.konghq.com mcp", "signin.cloud.konghq.com platform",
	}
	for _, region := range catalog.RegionCodes() {
		for _, row := range []string{
			"abc.%s.cp.konghq.com gateway", "abc.%s.cp0.konghq.com gateway", "abc.%s.tp.konghq.com gateway", "abc.%s.tp0.konghq.com gateway",
			"%s.api.konghq.com gateway", "def.%s.kongportals.com dev_portal", "def.%s.portal.konghq.com dev_portal",
			"def.portal-preview.%s.api.konghq.com dev_portal", "*.%s.identity.konghq.com identity", "%s.mesh.sync.konghq.com mesh",
			"%s.control-plane.konghq.com event_gateway", "%s.telemetry.konghq.com event_gateway", "%s.identity.konghq.com identity",
			"%s.kic.api.konghq.com ingress_controller",
		} {
			want = append(want, fmt.Sprintf(row, region)+" "+region)
		}
	}
	names, err := requirements.Hostnames(requirements.Query{
		Regions: catalog.RegionCodes(), Components: components, DNSPrefixes: []string{"abc"}, PortalIDs: []string{"def"}, IncludeLegacy: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range names {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s", row.Hostname, row.Component, row.Region)))
		former := strings.Contains(row.Hostname, "p0.") || strings.HasSuffix(row.Hostname, ".portal.konghq.com") || row.Hostname == "global.mesh.sync.konghq.com"
		if row.Legacy != former {
			t.Errorf("%s: legacy %t, want %t", row.Hostname, row.Legacy, former)
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hostnames (-want +got)\n%s", diff)
	}
}

func TestHostnameEntries(t *testing.T) {
	t.Parallel()
	names, err := requirements.Hostnames(requirements.Query{
		Regions: []string{"eu"}, Components: []string{"platform", "gateway", "dev_portal"},
		Endpoints: []string{"def.eu.cp0.konghq.com", "def.eu.cp.konghq.com", "eu.svc.konghq.com/tp/def", "def.cp.konghq.com"},
		PortalIDs: []string{"abc.eu.portal.konghq.com"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := requirements.Names{
		{Hostname: "abc.eu.kongportals.com", Component: "dev_portal", Region: "eu", Purpose: "Dev Portal"},
		{Hostname: "abc.eu.portal.konghq.com", Component: "dev_portal", Region: "eu", Purpose: "Domain of a Dev Portal", Legacy: true},
		{
			Hostname: "abc.portal-preview.eu.api.konghq.com", Component: "dev_portal", Region: "eu",
			Purpose: "Dev Portal, preview in the Portal Editor",
		},
		{Hostname: "cloud.konghq.com", Component: "platform", Purpose: "Konnect web interface"},
		{Hostname: "def.cp.konghq.com", Component: "gateway", Purpose: "Endpoint of a control plane"},
		{Hostname: "def.eu.cp.konghq.com", Component: "gateway", Region: "eu", Purpose: "Configuration of data planes"},
		{Hostname: "def.eu.cp0.konghq.com", Component: "gateway", Region: "eu", Purpose: "Endpoint of a control plane", Legacy: true},
		{Hostname: "def.eu.tp.konghq.com", Component: "gateway", Region: "eu", Purpose: "Telemetry of data planes"},
		{Hostname: "eu.api.konghq.com", Component: "gateway", Region: "eu", Purpose: "Regional Konnect API, also for decK"},
		{Hostname: "eu.svc.konghq.com", Component: "gateway", Region: "eu", Purpose: "Endpoint of a control plane"},
		{
			Hostname: "global.api.konghq.com", Component: "platform",
			Purpose: "Authentication, identity, permissions, teams, entitlements and settings",
		},
		{Hostname: "signin.cloud.konghq.com", Component: "platform", Purpose: "Login page of the web interface"},
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
}

// However many endpoints are given, a documented name is listed as what it is documented for.
func TestHostnameEntriesOfManyEndpoints(t *testing.T) {
	t.Parallel()
	query := requirements.Query{Regions: []string{"us"}, Components: []string{"gateway"}}
	for i := range 50 {
		query.Endpoints = append(query.Endpoints, fmt.Sprintf("cp%d.us.cp.konghq.com", i), fmt.Sprintf("cp%d.us.tp.konghq.com", i))
	}
	names, err := requirements.Hostnames(query)
	if err != nil || len(names) != 101 {
		t.Fatalf("%d names, error %v", len(names), err)
	}
	for _, name := range names {
		if name.Purpose == "Endpoint of a control plane" {
			t.Errorf("%+v", name)
		}
	}
}

// Which texts are refused, and why, the tests of the readings hold; here, which argument each belongs to.
func TestHostnamesErrors(t *testing.T) {
	t.Parallel()
	const (
		regions    = "au, eu, in, me, sg, us"
		components = "audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform"
		notLabel   = " is not a DNS label: letters, digits and inner hyphens, at most 63 of them"
	)
	tests := map[string]struct {
		query                   requirements.Query
		argument, summary, want string
	}{
		"no regions":     {requirements.Query{}, "regions", "Empty Set", "the set is empty; give at least one of: " + regions},
		"unknown region": {requirements.Query{Regions: []string{"us", "jp"}}, "regions", "Unknown Region", `region "jp" is not one of: ` + regions},
		"the first of several, in the order of their texts": {
			requirements.Query{Regions: []string{"zz", "yy", "us"}},
			"regions", "Unknown Region", `region "yy" is not one of: ` + regions,
		},
		"no components": {
			requirements.Query{Regions: []string{"us"}, Components: []string{}},
			"components", "Empty Set", "the set is empty; give at least one of: " + components,
		},
		"unknown component": {
			requirements.Query{Regions: []string{"us"}, Components: []string{"platform", "gateways"}},
			"components", "Unknown Component", `component "gateways" is not one of: ` + components + ` (did you mean "gateway"?)`,
		},
		"bad prefix": {
			requirements.Query{Regions: []string{"us"}, DNSPrefixes: []string{"a.b"}},
			"control_plane_dns_prefixes", "Invalid DNS Label", `control plane DNS prefix "a.b"` + notLabel,
		},
		"a bad portal id counts without the Dev Portal": {
			requirements.Query{Regions: []string{"us"}, Components: []string{"gateway"}, PortalIDs: []string{""}},
			"portal_ids", "Invalid DNS Label", `portal id ""` + notLabel,
		},
		"portal elsewhere": {
			requirements.Query{Regions: []string{"us", "eu"}, PortalIDs: []string{"abc.me.kongportals.com"}},
			"portal_ids", "Portal Outside Regions", `the portal "abc.me.kongportals.com" lies in region "me", which is not among the regions eu, us; ` +
				`add the region or leave the portal out`,
		},
		"endpoint on another port": {
			requirements.Query{Regions: []string{"us"}, Endpoints: []string{"abc.us.cp.konghq.com:8443"}},
			"control_plane_endpoints", "Invalid Endpoint",
			`the endpoint "abc.us.cp.konghq.com" has port 8443; Konnect's control planes answer on 443 only`,
		},
		"endpoint elsewhere": {
			requirements.Query{Regions: []string{"us", "US", "eu"}, Endpoints: []string{"https://abc.ME.cp.konghq.com"}},
			"control_plane_endpoints", "Endpoint Outside Regions", `the endpoint "abc.me.cp.konghq.com" lies in region "me", which is not among` +
				` the regions eu, us; add the region or leave the endpoint out`,
		},
		"endpoint elsewhere, without the gateway": {
			requirements.Query{Regions: []string{"us"}, Components: []string{"mesh"}, Endpoints: []string{"abc.me.cp.konghq.com"}},
			"control_plane_endpoints", "Endpoint Outside Regions", `the endpoint "abc.me.cp.konghq.com" lies in region "me", which is not among` +
				` the regions us; add the region or leave the endpoint out`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names, err := requirements.Hostnames(test.query)
			if names != nil {
				t.Errorf("names %v beside the error", names)
			}
			wantArgumentError(t, err, test.argument, test.want)
			if got := problem.Of(err).Summary; got != test.summary {
				t.Errorf("summary %q, want %q", got, test.summary)
			}
		})
	}
}
