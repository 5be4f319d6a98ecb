// Package requirements composes what Kong documents, what Konnect publishes and how the user's data planes listen into
// what the user's network has to allow: hostnames, ports and rules.
//
// Outbound and inbound are seen from the user's network. Konnect's own terms are the other way round: an outbound rule
// leads to Konnect's ingress, an inbound rule may come from its egress.
package requirements

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

// The names of the arguments that an ArgumentError can carry.
const (
	ArgRegions           = "regions"
	ArgComponents        = "components"
	ArgDNSPrefixes       = "control_plane_dns_prefixes"
	ArgEndpoints         = "control_plane_endpoints"
	ArgPortalIDs         = "portal_ids"
	ArgProxyListen       = string(kongconf.ProxyListen)
	ArgStreamListen      = string(kongconf.StreamListen)
	ArgClientCIDRs       = "client_cidrs"
	ArgAuditLogPort      = "audit_log_destination_port"
	ArgNamePrefix        = "name_prefix"
	ArgIncludeIPRanges   = "include_ip_ranges"
	ArgIngressCIDRs      = "ingress_cidrs"
	ArgEgressCIDRs       = "egress_cidrs"
	ArgAggregate         = "aggregate"
	ArgMinimumUpdateDate = "minimum_update_date"
)

// ArgumentError is a bad argument of a query.
type ArgumentError struct {
	Argument string
	Err      error
}

func (e *ArgumentError) Unwrap() error { return e.Err }
func (e *ArgumentError) Error() string { return fmt.Sprintf("%s: %v", e.Argument, e.Err) }

// EndpointRegionError is a control plane's endpoint outside the regions of the query.
type EndpointRegionError struct {
	Endpoint catalog.Endpoint
	Regions  []string
}

// Summary is the summary of a diagnostic.
func (e *EndpointRegionError) Summary() string { return "Endpoint Outside Regions" }

func (e *EndpointRegionError) Error() string {
	return fmt.Sprintf("the endpoint %q lies in region %q, which is not among the regions %s; add the region or leave the endpoint out",
		e.Endpoint.Hostname, e.Endpoint.Region, strings.Join(e.Regions, ", "))
}

// parseEach returns the parsed texts, sorted by their text and without duplicates.
func parseEach[T any](argument string, texts []string, parse func(string) (T, error)) ([]T, error) {
	parsed := make([]T, 0, len(texts))
	for _, text := range slices.Compact(slices.Sorted(slices.Values(texts))) {
		value, err := parse(text)
		if err != nil {
			return nil, &ArgumentError{argument, err}
		}
		parsed = append(parsed, value)
	}
	return parsed, nil
}

// ParseDNSPrefix returns a control plane's DNS prefix in lower case.
func ParseDNSPrefix(text string) (string, error) {
	return catalog.NormalizeLabel("control plane DNS prefix", text)
}

// ParsePortalID returns a Dev Portal's id in lower case.
func ParsePortalID(text string) (string, error) {
	return catalog.NormalizeLabel("portal id", text)
}

// UnusableEndpointError is an endpoint of Konnect's that is none of a control plane's.
type UnusableEndpointError struct {
	Endpoint catalog.Endpoint
	// Reason completes "the endpoint …".
	Reason string
}

// Summary is the summary of a diagnostic.
func (e *UnusableEndpointError) Summary() string { return "Invalid Endpoint" }

func (e *UnusableEndpointError) Error() string {
	return fmt.Sprintf("the endpoint %q %s", e.Endpoint.Hostname, e.Reason)
}

// ParseControlPlaneEndpoint reads the endpoint of a control plane, as Konnect's API returns it. Beyond what
// catalog.ParseEndpoint asks, it must belong to one control plane in one region and answer on Konnect's port.
func ParseControlPlaneEndpoint(text string) (catalog.Endpoint, error) {
	const form = `"https://PREFIX.REGION.cp.konghq.com"`
	endpoint, err := catalog.ParseEndpoint(text)
	if err != nil {
		return catalog.Endpoint{}, err
	}
	var reason string
	switch {
	case endpoint.DNSPrefix == "":
		reason = "belongs to no single control plane; give one of the form " + form
	case endpoint.Region == "":
		reason = fmt.Sprintf("names no region; give one of the form %s, or its first label in %s", form, ArgDNSPrefixes)
	case endpoint.Port != catalog.HTTPSPort:
		reason = fmt.Sprintf("has port %d; Konnect's control planes answer on %d only", endpoint.Port, catalog.HTTPSPort)
	default:
		return endpoint, nil
	}
	return catalog.Endpoint{}, &UnusableEndpointError{endpoint, reason}
}

// normalizeRegions returns the region codes in lower case, sorted, none twice.
func normalizeRegions(codes []string, knows func(code string) bool) ([]string, error) {
	normalized, err := parseEach(ArgRegions, codes, func(code string) (string, error) {
		lower, err := catalog.NormalizeRegion(code)
		if err == nil && !knows(lower) {
			err = &catalog.RegionError{Code: code, Known: catalog.RegionCodes()}
		}
		return lower, err
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(normalized)
	return slices.Compact(normalized), nil
}

func parseComponents(names []string) ([]catalog.Component, error) {
	if names == nil {
		return catalog.DefaultComponents(), nil
	}
	return parseEach(ArgComponents, names, catalog.ParseComponent)
}

func parseMinimumUpdateDate(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	minimum, err := addresslist.ParseDate(text)
	if err != nil {
		return time.Time{}, &ArgumentError{ArgMinimumUpdateDate, err}
	}
	return minimum, nil
}

func parsePrefixes(argument string, texts []string) (ipset.Set, error) {
	prefixes, err := ipset.ParseAll(texts)
	if err != nil {
		return ipset.Set{}, &ArgumentError{argument, err}
	}
	return prefixes, nil
}

func parseArgument[T any](argument, text string, parse func(string) (T, error)) (T, error) {
	value, err := parse(text)
	if err != nil {
		return value, &ArgumentError{argument, err}
	}
	return value, nil
}
