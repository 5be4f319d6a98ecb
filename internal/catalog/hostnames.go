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

// legacy is the Legacy of a row.
const legacy = true

var hostnamePatterns = []HostnamePattern{
	{Platform, "cloud.konghq.com", "Konnect web interface", "", false, nil, pages},
	// On neither network page, and no login works without it.
	{Platform, "signin.cloud.konghq.com", "Login page of the web interface", "", false, nil, pageAccount},
	{Platform, "global.api.konghq.com", "Authentication, identity, permissions, teams, entitlements and settings", "", false, nil, pages},
	{Gateway, "{region}.api.konghq.com", "Regional Konnect API, also for decK", "", false, nil, pages},
	{Gateway, "{prefix}.{region}.cp.konghq.com", "Configuration of data planes", Configuration, false, nil, page2026},
	{Gateway, "{prefix}.{region}.cp0.konghq.com", "Configuration of data planes, former name", Configuration, legacy, nil, page2025},
	{Gateway, "{prefix}.{region}.tp.konghq.com", "Telemetry of data planes", Telemetry, false, nil, page2026},
	{Gateway, "{prefix}.{region}.tp0.konghq.com", "Telemetry of data planes, former name", Telemetry, legacy, nil, page2025},
	{DevPortal, "{portal}.{region}.kongportals.com", "Dev Portal", "", false, nil, pages},
	{DevPortal, "{portal}.{region}.portal.konghq.com", "Classic Dev Portal, former name", "", legacy, nil, pageClassic + "; " + portalAPI},
	// app/konnect-platform/sso.md (2026-03-24) calls the name in kongportals.com the preview domain instead: both are here.
	{DevPortal, "{portal}.portal-preview.{region}.api.konghq.com", "Dev Portal, preview in the Portal Editor", "", false, nil, pagePreview},
	{Mesh, "global.mesh.sync.konghq.com", "Mesh Manager zone synchronisation, global, former name", "", legacy, nil, page2025},
	{Mesh, "{region}.mesh.sync.konghq.com", "Mesh Manager zone synchronisation", "", false, nil, pages + "; " + pageMesh},
	{EventGateway, "{region}.control-plane.konghq.com", "Configuration of Event Gateway data planes", Configuration, false, nil, page2026},
	{EventGateway, "{region}.telemetry.konghq.com", "Telemetry of Event Gateway data planes", Telemetry, false, nil, page2026},
	{Identity, "{region}.identity.konghq.com", "Kong Identity server", "", false, nil, page2026},
	{
		Identity, "{server}.{region}.identity.konghq.com", "Issuer, token, JWKS and introspection endpoints of auth servers",
		"", false, nil, pageAuthServer,
	},
	{IngressController, "{region}.kic.api.konghq.com", "Kong Ingress Controller configuration and licence", "", false, nil, pageKIC},
	// Which suffix a control plane has depends on when it was made, also under Kong Ingress Controller.
	{
		IngressController, "{prefix}.{region}.tp.konghq.com", "Telemetry of gateways under Kong Ingress Controller",
		Telemetry, false, nil, pageKICInstall,
	},
	{
		IngressController, "{prefix}.{region}.tp0.konghq.com", "Telemetry of gateways under Kong Ingress Controller, former name",
		Telemetry, legacy, nil, page2025,
	},
	{MCP, "{region}.mcp.konghq.com", "Konnect MCP server", "", false, []string{"au", "eu", "in", "us"}, pageMCP},
	{MCP, "global.mcp.konghq.com", "Konnect MCP server, global", "", false, nil, pageMCPGlobal},
	{MCP, "mcp.konghq.com", "Konnect MCP server, without a region", "", false, nil, pageHome + "; " + pageMCP},
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
