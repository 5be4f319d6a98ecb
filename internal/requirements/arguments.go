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

// OutsideRegionsError is an endpoint or a portal's domain outside the regions of the query.
type OutsideRegionsError struct {
	// What it is: "endpoint" or "portal".
	What             string
	Hostname, Region string
	Regions          []string
}

// Summary is the summary of a diagnostic.
func (e *OutsideRegionsError) Summary() string {
	if e.What == "portal" {
		return "Portal Outside Regions"
	}
	return "Endpoint Outside Regions"
}

func (e *OutsideRegionsError) Error() string {
	return fmt.Sprintf("the %s %q lies in region %q, which is not among the regions %s; add the region or leave the %s out",
		e.What, e.Hostname, e.Region, strings.Join(e.Regions, ", "), e.What)
}

// EmptySetError is a set without elements where at least one is needed.
type EmptySetError struct{ Known []string }

// Summary is the summary of a diagnostic.
func (*EmptySetError) Summary() string { return "Empty Set" }

func (e *EmptySetError) Error() string {
	return "the set is empty; give at least one of: " + strings.Join(e.Known, ", ")
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

// UnusableEndpointError is an endpoint of Konnect's that is none of a control plane's.
type UnusableEndpointError struct {
	Endpoint catalog.Endpoint
	// Reason completes "the endpoint …".
	Reason string
}

// Summary is the summary of a diagnostic.
func (*UnusableEndpointError) Summary() string { return "Invalid Endpoint" }

func (e *UnusableEndpointError) Error() string {
	return fmt.Sprintf("the endpoint %q %s", e.Endpoint.Hostname, e.Reason)
}

// ParseControlPlaneEndpoint reads the endpoint of a control plane, as Konnect's API returns it. Beyond what
// catalog.ParseEndpoint asks, it must belong to one control plane and answer on Konnect's port.
func ParseControlPlaneEndpoint(text string) (catalog.Endpoint, error) {
	endpoint, err := catalog.ParseEndpoint(text)
	switch {
	case err != nil:
		return catalog.Endpoint{}, err
	case endpoint.DNSPrefix == "":
		return catalog.Endpoint{}, &UnusableEndpointError{
			endpoint, `belongs to no single control plane; give one of the form "https://PREFIX.REGION.cp.konghq.com"`,
		}
	case endpoint.Port != catalog.HTTPSPort:
		return catalog.Endpoint{}, &UnusableEndpointError{
			endpoint, fmt.Sprintf("has port %d; Konnect's control planes answer on %d only", endpoint.Port, catalog.HTTPSPort),
		}
	}
	return endpoint, nil
}

// normalizeRegions returns the region codes in lower case, sorted, none twice.
func normalizeRegions(codes []string, knows func(code string) bool) ([]string, error) {
	if len(codes) == 0 {
		return nil, &ArgumentError{ArgRegions, &EmptySetError{catalog.RegionCodes()}}
	}
	normalized, err := parseEach(ArgRegions, codes, func(code string) (string, error) {
		lower, err := catalog.NormalizeRegion(code)
		if err == nil && !knows(lower) {
			_, err = catalog.ParseRegion(code)
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
	if len(names) == 0 {
		return nil, &ArgumentError{ArgComponents, &EmptySetError{catalog.ComponentNames()}}
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
