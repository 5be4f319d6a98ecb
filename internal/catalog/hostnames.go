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
)

// HTTPSPort is the port, TCP with TLS, on which every documented hostname answers.
const HTTPSPort = 443

// HostnamePattern is a documented hostname, or the form of many.
type HostnamePattern struct {
	Component Component
	// Pattern is the hostname with {region}, {prefix} (a control plane's DNS prefix) and {portal} (a Dev Portal's id).
	Pattern string
	Purpose string
	Service Service
	// Legacy marks a name that Kong's newer documentation no longer has. Such names stay in use for what was made with them.
	Legacy bool
	Source string
}

var hostnamePatterns = []HostnamePattern{
	{Platform, "cloud.konghq.com", "Konnect web interface", "", false, pages},
	{Platform, "global.api.konghq.com", "Authentication, identity, permissions, teams, entitlements and settings", "", false, pages},
	{Gateway, "{region}.api.konghq.com", "Regional Konnect API, also for decK", "", false, pages},
	{Gateway, "{prefix}.{region}.cp.konghq.com", "Configuration of data planes", Configuration, false, page2026},
	{Gateway, "{prefix}.{region}.cp0.konghq.com", "Configuration of data planes, former name", Configuration, true, page2025},
	{Gateway, "{prefix}.{region}.tp.konghq.com", "Telemetry of data planes", Telemetry, false, page2026},
	{Gateway, "{prefix}.{region}.tp0.konghq.com", "Telemetry of data planes, former name", Telemetry, true, page2025},
	{DevPortal, "{portal}.{region}.kongportals.com", "Dev Portal", "", false, pages},
	{Mesh, "global.mesh.sync.konghq.com", "Mesh Manager zone synchronisation, global", "", false, page2025},
	{Mesh, "{region}.mesh.sync.konghq.com", "Mesh Manager zone synchronisation", "", false, pages},
	{EventGateway, "{region}.control-plane.konghq.com", "Configuration of Event Gateway data planes", Configuration, false, page2026},
	{EventGateway, "{region}.telemetry.konghq.com", "Telemetry of Event Gateway data planes", Telemetry, false, page2026},
	{Identity, "{region}.identity.konghq.com", "Kong Identity server", "", false, page2026},
	{IngressController, "{region}.kic.api.konghq.com", "Kong Ingress Controller configuration and licence", "", false, pageKIC},
}

// HostnamePatterns returns the documented hostnames.
func HostnamePatterns() []HostnamePattern { return slices.Clone(hostnamePatterns) }

// Regional reports whether the pattern yields a hostname for each region.
func (p HostnamePattern) Regional() bool { return strings.Contains(p.Pattern, regionLabel) }

// PerControlPlane reports whether the pattern yields a hostname for each control plane.
func (p HostnamePattern) PerControlPlane() bool { return strings.Contains(p.Pattern, prefixLabel) }

// PerPortal reports whether the pattern yields a hostname for each Dev Portal.
func (p HostnamePattern) PerPortal() bool { return strings.Contains(p.Pattern, portalLabel) }

// Hostname returns the pattern with the region and, where it has a place for one, the id filled in.
// The id "*" yields the wildcard of the pattern.
func (p HostnamePattern) Hostname(region, id string) string {
	return strings.NewReplacer(regionLabel, region, prefixLabel, id, portalLabel, id).Replace(p.Pattern)
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
		case strings.HasPrefix(want[i], "{") && IsLabel(text):
			values[want[i]] = text
		default:
			return nil, false
		}
	}
	return values, true
}
