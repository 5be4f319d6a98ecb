// Package catalog holds what Kong documents about Konnect's network: regions, hostnames and ports, as tables whose rows
// cite where they were read, with the look-ups over them.
package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// Where the rows were read. The page of 2025 is "Networking in Konnect" as Kong published it that year; that of 2026 is
// its successor. Where they differ, both hold, and the older names are marked legacy.
const (
	page2025        = "Kong, Networking in Konnect, 2025"
	page2026        = "Kong/developer.konghq.com, app/konnect-platform/network.md, 2026-08-21"
	pages           = page2025 + "; " + page2026
	pageGeos        = "Kong, Konnect geographic regions"
	pagePrivateLink = "Kong/developer.konghq.com, app/gateway/aws-private-link.md"
	pageKIC         = "Kong Ingress Controller, configuration options: --konnect-address"
	specification   = "Kong/developer.konghq.com, api-specs/konnect/control-planes/v2/openapi.yaml"
)

// Global is the label of the addresses and names that belong to no single region.
const Global = "global"

// Status is how far a region is open.
type Status string

// The statuses of regions.
const (
	StatusGA   Status = "GA"
	StatusBeta Status = "beta"
)

// Region is a Konnect region, which Kong also calls a geo.
type Region struct {
	Code   string
	Name   string
	Status Status
	Source string
}

var regions = []Region{
	{"au", "Australia", StatusGA, pages},
	{"eu", "Europe", StatusGA, pages},
	{"in", "India", StatusGA, pages},
	{"me", "Middle East", StatusGA, pages},
	{"sg", "Singapore", StatusBeta, page2026 + "; " + pageGeos + ", which says since 2025-12-19 that an organisation must opt in"},
	{"us", "United States", StatusGA, pages},
}

// renamed maps former region codes to present ones.
// Source: Konnect's published address list, in which "ap" became "au"; AWS PrivateLink still calls it "ap".
var renamed = map[string]string{"ap": "au"}

// Regions returns the documented regions in the order of their codes.
func Regions() []Region { return slices.Clone(regions) }

// RegionCodes returns the codes of the documented regions, sorted.
func RegionCodes() []string {
	codes := make([]string, len(regions))
	for i, region := range regions {
		codes[i] = region.Code
	}
	return codes
}

// KnowsRegion reports whether the code, in lower case, is that of a documented region.
func KnowsRegion(code string) bool { return slices.Contains(RegionCodes(), code) }

// RenamedRegion returns the present code of a region whose code, in lower case, is a former one.
func RenamedRegion(code string) (string, bool) {
	now, ok := renamed[code]
	return now, ok
}

// RegionError says why a text is not the code of a region that can be used here.
type RegionError struct {
	Code string
	// Known are the codes that can be used.
	Known []string
}

// Summary is the summary of a diagnostic.
func (e *RegionError) Summary() string { return "Unknown Region" }

func (e *RegionError) Error() string {
	known := strings.Join(e.Known, ", ")
	if now, ok := renamed[strings.ToLower(e.Code)]; ok {
		return fmt.Sprintf("region %.100q was renamed to %q; use %q. The regions are: %s", e.Code, now, now, known)
	}
	return fmt.Sprintf("region %.100q is not one of: %s%s", e.Code, known, suggest.Hint(e.Code, e.Known))
}

// label is a DNS label in lower case (RFC 1123, section 2.1).
var label = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// NormalizeRegion returns a region code in lower case. A text that can't be the code of any region, documented or new,
// and a former code are a *RegionError. Konnect gains regions about once a year, so that a code is not refused here for
// being unknown.
func NormalizeRegion(code string) (string, error) {
	normalized := strings.ToLower(code)
	if _, former := renamed[normalized]; former || !IsLabel(normalized) {
		return "", &RegionError{Code: code, Known: RegionCodes()}
	}
	return normalized, nil
}

// Component is a part of Konnect that a network may use.
type Component string

// The components.
const (
	Platform          Component = "platform"
	Gateway           Component = "gateway"
	DevPortal         Component = "dev_portal"
	AuditLogging      Component = "audit_logging"
	Mesh              Component = "mesh"
	EventGateway      Component = "event_gateway"
	Identity          Component = "identity"
	IngressController Component = "ingress_controller"
)

// Components returns every component, the default ones first.
func Components() []Component {
	return append(DefaultComponents(), Mesh, EventGateway, Identity, IngressController)
}

// DefaultComponents returns the components that a network is taken to use when it names none.
func DefaultComponents() []Component {
	return []Component{Platform, Gateway, DevPortal, AuditLogging}
}

// ComponentError names a text that is no component.
type ComponentError struct {
	Name string
}

// Summary is the summary of a diagnostic.
func (e *ComponentError) Summary() string { return "Unknown Component" }

func (e *ComponentError) Error() string {
	all := Components()
	known := make([]string, len(all))
	for i, component := range all {
		known[i] = string(component)
	}
	slices.Sort(known)
	return fmt.Sprintf("component %.100q is not one of: %s%s", e.Name, strings.Join(known, ", "), suggest.Hint(e.Name, known))
}

// ParseComponent returns the component of that name, or a *ComponentError.
func ParseComponent(name string) (Component, error) {
	if component := Component(name); slices.Contains(Components(), component) {
		return component, nil
	}
	return "", &ComponentError{name}
}

// LabelError names a text that can't be the first label of a hostname.
type LabelError struct {
	// What the text should have been, for example "control plane DNS prefix".
	What, Text string
}

// Summary is the summary of a diagnostic.
func (e *LabelError) Summary() string { return "Invalid DNS Label" }

func (e *LabelError) Error() string {
	return fmt.Sprintf("%s %.100q is not a DNS label: letters, digits and inner hyphens, at most 63 of them", e.What, e.Text)
}

// NormalizeLabel returns a DNS label in lower case. What describes it in the *LabelError.
func NormalizeLabel(what, text string) (string, error) {
	normalized := strings.ToLower(text)
	if !IsLabel(normalized) {
		return "", &LabelError{What: what, Text: text}
	}
	return normalized, nil
}

// IsLabel reports whether the text is a DNS label in lower case.
func IsLabel(text string) bool { return label.MatchString(text) }

// maxHostname is the longest hostname in text form (RFC 1035, section 2.3.4, less the length bytes).
const maxHostname = 253

// ParseHostname returns a hostname in lower case, without a final dot. Its first label may be the wildcard "*".
func ParseHostname(text string) (string, error) {
	hostname := strings.TrimSuffix(strings.ToLower(text), ".")
	if len(hostname) > maxHostname {
		return "", &HostnameError{text}
	}
	for label := range strings.SplitSeq(strings.TrimPrefix(hostname, "*."), ".") {
		if !IsLabel(label) {
			return "", &HostnameError{text}
		}
	}
	return hostname, nil
}

// HostnameError names a text that is no hostname.
type HostnameError struct{ Text string }

// Summary is the summary of a diagnostic.
func (e *HostnameError) Summary() string { return "Invalid Hostname" }

func (e *HostnameError) Error() string {
	return fmt.Sprintf("%s is not a hostname, such as %q", cleantext.Quote(e.Text, maxQuoted), "us.api.konghq.com")
}

// maxQuoted is how many characters of a text an error repeats.
const maxQuoted = 100
