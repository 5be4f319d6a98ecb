package requirements

import (
	"cmp"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// NamesQuery says which hostnames are needed.
type NamesQuery struct {
	// Regions are region codes, in any case.
	Regions []string
	// Components are names of components. nil stands for the default ones.
	Components []string
	// DNSPrefixes are the DNS prefixes of control planes, in whichever of the regions they are.
	DNSPrefixes []string
	// Endpoints are control planes' endpoints, each of which counts for its own region only.
	Endpoints []string
	PortalIDs []string
	// IncludeLegacy adds the names that only Kong's older documentation has.
	IncludeLegacy bool
}

// Name is a hostname that the user's network must reach, or a wildcard for many.
type Name struct {
	Hostname  string
	Component catalog.Component
	// Region is empty for names that belong to none.
	Region   string
	Purpose  string
	Wildcard bool
	Legacy   bool
}

// Names are hostnames in alphabetical order, none twice.
type Names []Name

// wildcardLabel takes the place of a first label that is not known.
const wildcardLabel = "*"

// Hostnames returns the hostnames that the query needs. Errors are of type *ArgumentError.
func Hostnames(query NamesQuery) (Names, error) {
	regions, err := normalizeRegions(query.Regions, catalog.KnowsRegion)
	if err != nil {
		return nil, err
	}
	return query.names(regions)
}

// Unused returns the arguments that are set but have no effect with the chosen components.
func (query NamesQuery) Unused() []string {
	var unused []string
	if len(query.DNSPrefixes) > 0 && lacks(query.Components, catalog.Gateway) {
		unused = append(unused, ArgDNSPrefixes)
	}
	if len(query.Endpoints) > 0 && lacks(query.Components, catalog.Gateway) {
		unused = append(unused, ArgEndpoints)
	}
	if len(query.PortalIDs) > 0 && lacks(query.Components, catalog.DevPortal) {
		unused = append(unused, ArgPortalIDs)
	}
	return unused
}

// lacks reports whether components are chosen and the component is not among them.
func lacks(chosen []string, component catalog.Component) bool {
	return chosen != nil && !slices.Contains(chosen, string(component))
}

// names returns the hostnames in regions that have been checked.
func (query NamesQuery) names(regions []string) (Names, error) {
	components, err := parseComponents(query.Components)
	if err != nil {
		return nil, err
	}
	prefixes, err := parseEach(ArgDNSPrefixes, query.DNSPrefixes, ParseDNSPrefix)
	if err != nil {
		return nil, err
	}
	portals, err := parseEach(ArgPortalIDs, query.PortalIDs, ParsePortalID)
	if err != nil {
		return nil, err
	}
	endpoints, err := parseEach(ArgEndpoints, query.Endpoints, ParseControlPlaneEndpoint)
	if err != nil {
		return nil, err
	}
	prefixesOf := map[string][]string{}
	for _, region := range regions {
		prefixesOf[region] = slices.Clone(prefixes)
	}
	for _, endpoint := range endpoints {
		if !slices.Contains(regions, endpoint.Region) {
			return nil, &ArgumentError{ArgEndpoints, &EndpointRegionError{endpoint, regions}}
		}
		prefixesOf[endpoint.Region] = append(prefixesOf[endpoint.Region], endpoint.DNSPrefix)
	}

	var names Names
	for _, pattern := range catalog.HostnamePatterns() {
		if !slices.Contains(components, pattern.Component) || (pattern.Legacy && !query.IncludeLegacy) {
			continue
		}
		names = append(names, expand(pattern, regions, prefixesOf, portals)...)
	}
	if slices.Contains(components, catalog.Gateway) {
		// An endpoint is in use under its own name, be it a legacy one or PrivateLink's.
		for _, endpoint := range endpoints {
			names = append(names, Name{
				Hostname: endpoint.Hostname, Component: catalog.Gateway, Region: endpoint.Region,
				Purpose: "Endpoint of a control plane", Legacy: endpoint.Legacy,
			})
		}
	}
	// Stable, so that of two equal names the documented one stays.
	slices.SortStableFunc(names, func(a, b Name) int { return cmp.Compare(a.Hostname, b.Hostname) })
	return slices.CompactFunc(names, func(a, b Name) bool { return a.Hostname == b.Hostname }), nil
}

// expand returns the hostnames of one pattern.
func expand(pattern catalog.HostnamePattern, regions []string, prefixesOf map[string][]string, portals []string) Names {
	name := func(region, id string) Name {
		return Name{
			Hostname: pattern.Hostname(region, id), Component: pattern.Component, Region: region,
			Purpose: pattern.Purpose, Wildcard: id == wildcardLabel, Legacy: pattern.Legacy,
		}
	}
	if !pattern.Regional() {
		return Names{name("", "")}
	}
	var names Names
	for _, region := range regions {
		// Not a region but a label, and the names that have it are patterns of their own.
		if region == catalog.Global {
			continue
		}
		ids := []string{""}
		switch {
		case pattern.PerControlPlane():
			ids = prefixesOf[region]
		case pattern.PerPortal():
			ids = portals
		}
		if len(ids) == 0 {
			ids = []string{wildcardLabel}
		}
		for _, id := range ids {
			names = append(names, name(region, id))
		}
	}
	return names
}

// All returns every hostname, wildcards among them.
func (n Names) All() []string { return n.texts(func(Name) bool { return true }) }

// FQDNs returns the exact hostnames.
func (n Names) FQDNs() []string { return n.texts(func(name Name) bool { return !name.Wildcard }) }

// Wildcards returns the wildcards, such as *.us.cp.konghq.com.
func (n Names) Wildcards() []string { return n.texts(func(name Name) bool { return name.Wildcard }) }

// Suffixes returns the wildcards without their asterisk, such as .us.cp.konghq.com.
func (n Names) Suffixes() []string {
	suffixes := n.Wildcards()
	for i, wildcard := range suffixes {
		suffixes[i] = strings.TrimPrefix(wildcard, wildcardLabel)
	}
	return suffixes
}

// Domains returns the exact hostnames and the suffixes together.
func (n Names) Domains() []string {
	domains := append(n.FQDNs(), n.Suffixes()...)
	slices.Sort(domains)
	return domains
}

// exact returns the names without the wildcards.
func (n Names) exact() Names {
	return slices.DeleteFunc(slices.Clone(n), func(name Name) bool { return name.Wildcard })
}

func (n Names) texts(keep func(Name) bool) []string {
	texts := []string{}
	for _, name := range n {
		if keep(name) {
			texts = append(texts, name.Hostname)
		}
	}
	return texts
}
