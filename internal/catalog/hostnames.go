package catalog

import (
	"slices"
	"strings"
)

// Service is the purpose for which a data plane calls a control plane's endpoint.
type Service string

// The services of control planes. A hostname that belongs to none has the empty Service.
const (
	Configuration Service = "configuration"
	Telemetry     Service = "telemetry"
)

// The labels of a hostname pattern that stand for a value.
const (
	regionLabel = "{region}"
	prefixLabel = "{prefix}"
	portalLabel = "{portal}"
	serverLabel = "{server}"
)

// HTTPSPort is the port, TCP with TLS, on which every documented hostname answers.
const HTTPSPort = 443

// HostnamePattern is a documented hostname, or the form of many.
type HostnamePattern struct {
	Component Component
	// Pattern is the hostname with {region}, {prefix} (a control plane's DNS prefix), {portal} (the first label of a Dev Portal's
	// default_domain) and {server} (the first label of an auth server's issuer).
	Pattern string
	Purpose string
	Service Service
	// Legacy marks a name that Kong's newer documentation no longer has. Such names stay in use for what was made with them.
	Legacy bool
	// Regions are the regions that have the name, where it is not every one.
	Regions []string
	Source  string
}

var hostnamePatterns = []HostnamePattern{
	{Component: Platform, Pattern: "cloud.konghq.com", Purpose: "Konnect web interface", Source: pages},
	// On neither network page, and no login works without it.
	{Component: Platform, Pattern: "signin.cloud.konghq.com", Purpose: "Login page of the web interface", Source: pageAccount},
	{
		Component: Platform, Pattern: "global.api.konghq.com",
		Purpose: "Authentication, identity, permissions, teams, entitlements and settings", Source: pages,
	},
	{Component: Gateway, Pattern: "{region}.api.konghq.com", Purpose: "Regional Konnect API, also for decK", Source: pages},
	{
		Component: Gateway, Pattern: "{prefix}.{region}.cp.konghq.com",
		Purpose: "Configuration of data planes", Service: Configuration, Source: page2026,
	},
	{
		Component: Gateway, Pattern: "{prefix}.{region}.cp0.konghq.com",
		Purpose: "Configuration of data planes, former name", Service: Configuration, Legacy: true, Source: page2025,
	},
	{
		Component: Gateway, Pattern: "{prefix}.{region}.tp.konghq.com",
		Purpose: "Telemetry of data planes", Service: Telemetry, Source: page2026,
	},
	{
		Component: Gateway, Pattern: "{prefix}.{region}.tp0.konghq.com",
		Purpose: "Telemetry of data planes, former name", Service: Telemetry, Legacy: true, Source: page2025,
	},
	{Component: DevPortal, Pattern: "{portal}.{region}.kongportals.com", Purpose: "Dev Portal", Source: pages},
	{
		Component: DevPortal, Pattern: "{portal}.{region}.portal.konghq.com",
		Purpose: "Classic Dev Portal, former name", Legacy: true, Source: pageClassic + "; " + portalAPI,
	},
	// app/konnect-platform/sso.md (2026-03-24) calls the name in kongportals.com the preview domain instead: both are here.
	{
		Component: DevPortal, Pattern: "{portal}.portal-preview.{region}.api.konghq.com",
		Purpose: "Dev Portal, preview in the Portal Editor", Source: pagePreview,
	},
	{
		Component: Mesh, Pattern: "global.mesh.sync.konghq.com",
		Purpose: "Mesh Manager zone synchronisation, global, former name", Legacy: true, Source: page2025,
	},
	{
		Component: Mesh, Pattern: "{region}.mesh.sync.konghq.com",
		Purpose: "Mesh Manager zone synchronisation", Source: pages + "; " + pageMesh,
	},
	{
		Component: EventGateway, Pattern: "{region}.control-plane.konghq.com",
		Purpose: "Configuration of Event Gateway data planes", Service: Configuration, Source: page2026,
	},
	{
		Component: EventGateway, Pattern: "{region}.telemetry.konghq.com",
		Purpose: "Telemetry of Event Gateway data planes", Service: Telemetry, Source: page2026,
	},
	{Component: Identity, Pattern: "{region}.identity.konghq.com", Purpose: "Kong Identity server", Source: page2026},
	{
		Component: Identity, Pattern: "{server}.{region}.identity.konghq.com",
		Purpose: "Issuer, token, JWKS and introspection endpoints of auth servers", Source: pageAuthServer,
	},
	{
		Component: IngressController, Pattern: "{region}.kic.api.konghq.com",
		Purpose: "Kong Ingress Controller configuration and licence", Source: pageKIC,
	},
	{
		Component: IngressController, Pattern: "{prefix}.{region}.tp.konghq.com",
		Purpose: "Telemetry of gateways under Kong Ingress Controller", Service: Telemetry, Source: pageKICInstall,
	},
	// Which suffix a control plane has depends on when it was made, also under Kong Ingress Controller.
	{
		Component: IngressController, Pattern: "{prefix}.{region}.tp0.konghq.com",
		Purpose: "Telemetry of gateways under Kong Ingress Controller, former name", Service: Telemetry, Legacy: true, Source: page2025,
	},
	{
		Component: MCP, Pattern: "{region}.mcp.konghq.com",
		Purpose: "Konnect MCP server", Regions: []string{"au", "eu", "in", "us"}, Source: pageMCP,
	},
	{Component: MCP, Pattern: "global.mcp.konghq.com", Purpose: "Konnect MCP server, global", Source: pageMCPGlobal},
	{Component: MCP, Pattern: "mcp.konghq.com", Purpose: "Konnect MCP server, without a region", Source: pageHome + "; " + pageMCP},
}

// HostnamePatterns returns the documented hostnames.
func HostnamePatterns() []HostnamePattern { return slices.Clone(hostnamePatterns) }

// HasNamesWithoutRegion reports whether the component has a hostname that belongs to no region. Only such a component can need the
// addresses that the published list gives under Global.
func HasNamesWithoutRegion(component Component) bool {
	return slices.ContainsFunc(hostnamePatterns, func(p HostnamePattern) bool { return p.Component == component && !p.Regional() })
}

// Regional reports whether the pattern yields a hostname for each region.
func (p HostnamePattern) Regional() bool { return p.has(regionLabel) }

// In reports whether the region has the pattern's hostname.
func (p HostnamePattern) In(region string) bool {
	return p.Regions == nil || slices.Contains(p.Regions, region)
}

// PerControlPlane reports whether the pattern yields a hostname for each control plane.
func (p HostnamePattern) PerControlPlane() bool { return p.has(prefixLabel) }

// PerPortal reports whether the pattern yields a hostname for each Dev Portal.
func (p HostnamePattern) PerPortal() bool { return p.has(portalLabel) }

// PerAuthServer reports whether the pattern yields a hostname for each auth server of Kong Identity.
func (p HostnamePattern) PerAuthServer() bool { return p.has(serverLabel) }

func (p HostnamePattern) has(label string) bool { return strings.Contains(p.Pattern, label) }

// Hostname returns the pattern with the region and, where it has a place for one, the id filled in.
// The id "*" yields the wildcard of the pattern.
func (p HostnamePattern) Hostname(region, id string) string {
	return strings.NewReplacer(regionLabel, region, prefixLabel, id, portalLabel, id, serverLabel, id).Replace(p.Pattern)
}

// match compares a hostname in lower case with the pattern, label by label, and returns what stands in the places.
func (p HostnamePattern) match(hostname string) (map[string]string, bool) {
	want, got := strings.Split(p.Pattern, "."), strings.Split(hostname, ".")
	if len(want) != len(got) {
		return nil, false
	}
	values := map[string]string{}
	for i, text := range got {
		switch {
		case want[i] == text:
		case want[i] == regionLabel && text == Global:
			// Not a region: the names that have it are rows of their own.
			return nil, false
		case strings.HasPrefix(want[i], "{") && IsLabel(text):
			values[want[i]] = text
		default:
			return nil, false
		}
	}
	return values, true
}
