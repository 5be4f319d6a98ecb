// Package requirements composes what Kong documents, what Konnect publishes and how the user's data planes listen into
// what the user's network has to allow: hostnames, ports and rules. Start reading at Compose.
//
// Outbound and inbound are seen from the user's network. Konnect's own terms are the other way round: an outbound rule
// leads to Konnect's ingress, an inbound rule may come from its egress.
package requirements

import (
	"regexp"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// The names of the arguments that problems name.
const (
	ArgRegions           = addresslist.ArgRegions
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
	ArgAccepted          = addresslist.ArgAccepted
	ArgIngressCIDRs      = "ingress_cidrs"
	ArgEgressCIDRs       = "egress_cidrs"
	ArgAggregate         = "aggregate"
	ArgMinimumUpdateDate = addresslist.ArgMinimumUpdateDate
)

// Query says what a network uses of Konnect, as texts that a user writes.
type Query struct {
	// Regions are region codes, in any case.
	Regions []string
	// Components are names of components. nil stands for the default ones.
	Components []string
	// DNSPrefixes are the DNS prefixes of control planes, in whichever of the regions they are.
	DNSPrefixes []string
	// Endpoints are control planes' endpoints, each of which counts for its own region only.
	Endpoints []string
	// PortalIDs are the first labels of portals' default_domain, in whichever of the regions they are, or these whole, each of
	// which counts for its own region only.
	PortalIDs []string
	// IncludeLegacy adds the names that only Kong's older documentation has.
	IncludeLegacy bool
	// ProxyListen and StreamListen are the data planes' settings of these names.
	ProxyListen, StreamListen string
	// ClientCIDRs are the addresses and prefixes that may reach the proxy and stream ports.
	ClientCIDRs []string
	// AuditLogPort is the port on which the user's collector receives audit-log webhooks, 0 where there is none.
	AuditLogPort uint16
	// NamePrefix starts the name of every rule.
	NamePrefix string
	// IncludeIPRanges asks for Konnect's addresses.
	IncludeIPRanges bool
	// Accepted says that accepted ranges take the place of the published list.
	Accepted bool
	// IngressCIDRs and EgressCIDRs take its place, too. nil stands for none given.
	IngressCIDRs, EgressCIDRs []string
	// Aggregate merges Konnect's adjacent and overlapping prefixes without loss.
	Aggregate bool
	// MinimumUpdateDate is the oldest date that the published list may have, empty for any.
	MinimumUpdateDate string
}

// ReadsList reports whether the query needs the published list.
func (query Query) ReadsList() bool { return query.instead() == "" }

// instead returns the argument that takes the place of the published list, nothing where it is read.
func (query Query) instead() string {
	switch {
	case query.Accepted:
		return ArgAccepted
	case query.IngressCIDRs != nil:
		return ArgIngressCIDRs
	case !query.IncludeIPRanges:
		return ArgIncludeIPRanges
	}
	return ""
}

// Check refuses arguments that, each by itself well formed, contradict each other or need another one.
func (query Query) Check() error {
	instead := query.instead()
	ingress, egress := query.IngressCIDRs, query.EgressCIDRs
	switch {
	case query.Accepted && ingress != nil:
		return conflict(ArgAccepted, ArgIngressCIDRs, "the addresses are given twice")
	case query.Accepted && egress != nil:
		return conflict(ArgAccepted, ArgEgressCIDRs, "the addresses are given twice")
	case ingress == nil && egress != nil:
		return missing(ArgEgressCIDRs, ArgIngressCIDRs, "egress addresses can't be given alone")
	case isEmpty(ingress):
		return noAddress(ArgIngressCIDRs)
	case isEmpty(egress):
		return noAddress(ArgEgressCIDRs)
	case !query.IncludeIPRanges && instead != ArgIncludeIPRanges:
		return conflict(instead, ArgIncludeIPRanges, "no addresses are asked for, because "+ArgIncludeIPRanges+" is false")
	case ingress != nil && egress == nil && query.AuditLogPort != 0:
		return missing(ArgAuditLogPort, ArgEgressCIDRs,
			"audit-log webhooks come from Konnect's egress addresses, and "+ArgIngressCIDRs+" alone gives none")
	case query.MinimumUpdateDate != "" && instead != "":
		why := " gives the addresses"
		if instead == ArgIncludeIPRanges {
			why = " is false"
		}
		return conflict(ArgMinimumUpdateDate, instead, "no list is read that has a date, because "+instead+why)
	}
	return nil
}

func isEmpty(set []string) bool { return set != nil && len(set) == 0 }

func conflict(argument, other, what string) error {
	return problem.At(argument, problem.New("Conflicting Arguments", "%s", what).Advise("Leave out this argument or %s.", other))
}

func missing(argument, other, what string) error {
	return problem.At(argument, problem.New("Missing Argument", "%s", what).Advise("Set %s too.", other))
}

func noAddress(argument string) error {
	return problem.At(argument, problem.New("Empty Set", "the set is empty, so it gives no rule").
		Advise("Give at least one address, or leave the argument out."))
}

// ParseRegion reads the code of a region, documented or not, in any case.
func ParseRegion(code string) (string, error) {
	normalized, err := catalog.NormalizeRegion(code)
	if err == nil && normalized == catalog.Global {
		return "", catalog.GlobalIsNotRegion()
	}
	return normalized, err
}

func documentedRegion(code string) (string, error) { return catalog.ParseRegion(code) }

// parseRegions returns the region codes, sorted, none twice.
func parseRegions(codes []string, parse func(code string) (string, error)) ([]string, error) {
	if len(codes) == 0 {
		return nil, emptySet(ArgRegions, catalog.RegionCodes())
	}
	regions, err := problem.Each(ArgRegions, codes, parse)
	slices.Sort(regions)
	return regions, err
}

func parseComponents(names []string) ([]catalog.Component, error) {
	if names == nil {
		return catalog.DefaultComponents(), nil
	}
	if len(names) == 0 {
		return nil, emptySet(ArgComponents, catalog.ComponentNames())
	}
	return problem.Each(ArgComponents, names, catalog.ParseComponent)
}

// emptySet is a set without elements where at least one is needed.
func emptySet(argument string, known []string) error {
	return problem.At(argument, problem.New("Empty Set", "the set is empty; give at least one of: %s", strings.Join(known, ", ")))
}

// Unused returns a warning for each argument that is set but has no effect.
func (query Query) Unused() []error {
	var unused []error
	warn := func(set bool, argument, why string) {
		if set {
			unused = append(unused, problem.At(argument, problem.New("Argument Without Effect", "%s has no effect, because %s", argument, why)))
		}
	}
	const notChosen = "components does not include the component that it belongs to"
	gateway, controller := query.uses(catalog.Gateway), query.uses(catalog.IngressController)
	warn(len(query.DNSPrefixes) > 0 && !gateway && !controller, ArgDNSPrefixes, notChosen)
	warn(len(query.Endpoints) > 0 && !gateway && !controller, ArgEndpoints, notChosen)
	warn(len(query.PortalIDs) > 0 && !query.uses(catalog.DevPortal), ArgPortalIDs, notChosen)
	warn(!gateway && opensOther(kongconf.ProxyListen, query.ProxyListen, kongconf.DefaultProxyListen), ArgProxyListen, notChosen)
	warn(!gateway && opensOther(kongconf.StreamListen, query.StreamListen, kongconf.DefaultStreamListen), ArgStreamListen, notChosen)
	warn(len(query.ClientCIDRs) > 0 && !gateway, ArgClientCIDRs, notChosen)
	const noRanges = ArgIncludeIPRanges + " is false"
	warn(query.Aggregate && !query.IncludeIPRanges, ArgAggregate, noRanges)
	warn(query.AuditLogPort != 0 && !query.IncludeIPRanges, ArgAuditLogPort, noRanges)
	return unused
}

// uses reports whether the component is chosen.
func (query Query) uses(component catalog.Component) bool {
	if query.Components == nil {
		return slices.Contains(catalog.DefaultComponents(), component)
	}
	return slices.Contains(query.Components, string(component))
}

// DefaultNamePrefix starts the names of rules where no other prefix is given.
const DefaultNamePrefix = "konnect"

// maxNamePrefix leaves room for the longest name: a full IPv6 prefix on a port of five digits makes 63 characters, the
// most that firewalls allow.
const maxNamePrefix = 12

var namePrefixForm = regexp.MustCompile(`^[a-z]([-a-z0-9]*[a-z0-9])?$`)

// ParseNamePrefix returns the text where it can start the names of rules.
func ParseNamePrefix(text string) (string, error) {
	if len(text) > maxNamePrefix || !namePrefixForm.MatchString(text) {
		const maxQuoted = 40
		return "", problem.New("Invalid Name Prefix", "%s can't start the names of rules; give a lower-case letter and then letters, digits"+
			" and inner hyphens, at most %d characters in all, such as %q", cleantext.Quote(text, maxQuoted), maxNamePrefix, DefaultNamePrefix)
	}
	return text, nil
}
