package requirements

import (
	"cmp"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

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

// Hostnames returns the hostnames that the query needs. Of the query what names follow from counts.
func Hostnames(query Query) (Names, error) {
	selection, err := query.selection(documentedRegion)
	if err != nil {
		return nil, err
	}
	return selection.names(), nil
}

// selection is what names follow from, in typed values.
type selection struct {
	// regions are codes in lower case, sorted, none twice.
	regions    []string
	components []catalog.Component
	// prefixes are the DNS prefixes of control planes, portals the labels of Dev Portals, both by region.
	prefixes, portals map[string][]string
	// endpoints and domains are in use under their own names, be these former ones, without region or PrivateLink's.
	endpoints     []catalog.Endpoint
	domains       []catalog.Portal
	includeLegacy bool
}

// selection is the one reading of the arguments that names follow from.
func (query Query) selection(parseRegion func(code string) (string, error)) (selection, error) {
	selected := selection{includeLegacy: query.IncludeLegacy}
	var err error
	if selected.regions, err = parseRegions(query.Regions, parseRegion); err != nil {
		return selection{}, err
	}
	if selected.components, err = parseComponents(query.Components); err != nil {
		return selection{}, err
	}
	prefixes, err := problem.Each(ArgDNSPrefixes, query.DNSPrefixes, catalog.ParseDNSPrefix)
	if err != nil {
		return selection{}, err
	}
	portals, err := problem.Each(ArgPortalIDs, query.PortalIDs, catalog.ParsePortal)
	if err != nil {
		return selection{}, err
	}
	if selected.endpoints, err = problem.Each(ArgEndpoints, query.Endpoints, catalog.ParseControlPlaneEndpoint); err != nil {
		return selection{}, err
	}
	if err := selected.assignPrefixes(prefixes); err != nil {
		return selection{}, err
	}
	if err := selected.assignPortals(portals); err != nil {
		return selection{}, err
	}
	return selected, nil
}

// outside is an endpoint or a portal's domain outside the regions of the query.
func (s *selection) outside(argument, summary, what, hostname, region string) error {
	return problem.At(argument, problem.New(summary, "the %s %q lies in region %q, which is not among the regions %s; add the region or"+
		" leave the %s out", what, hostname, region, strings.Join(s.regions, ", "), what))
}

// assignPrefixes gives each prefix to every region, and that of each endpoint to its own. That of an endpoint without region
// has a place where one region is chosen: among several it would leave the others without their wildcards.
func (s *selection) assignPrefixes(prefixes []string) error {
	s.prefixes = map[string][]string{}
	for _, region := range s.regions {
		s.prefixes[region] = slices.Clone(prefixes)
	}
	for _, endpoint := range s.endpoints {
		region := endpoint.Region
		switch {
		case region == "" && len(s.regions) == 1:
			region = s.regions[0]
		case region == "":
			continue
		case !slices.Contains(s.regions, region):
			return s.outside(ArgEndpoints, "Endpoint Outside Regions", "endpoint", endpoint.Hostname, region)
		}
		s.prefixes[region] = append(s.prefixes[region], endpoint.DNSPrefix)
	}
	return nil
}

// assignPortals gives each label of a portal to every region, and that of a whole default_domain to its own.
func (s *selection) assignPortals(portals []catalog.Portal) error {
	s.portals = map[string][]string{}
	for _, portal := range portals {
		among := s.regions
		if portal.Hostname != "" {
			if !slices.Contains(s.regions, portal.Region) {
				return s.outside(ArgPortalIDs, "Portal Outside Regions", "portal", portal.Hostname, portal.Region)
			}
			s.domains, among = append(s.domains, portal), []string{portal.Region}
		}
		for _, region := range among {
			s.portals[region] = append(s.portals[region], portal.Label)
		}
	}
	return nil
}

// names returns the hostnames of the selection.
func (s *selection) names() Names {
	var names Names
	for _, pattern := range catalog.HostnamePatterns() {
		if slices.Contains(s.components, pattern.Component) && (s.includeLegacy || !pattern.Legacy) {
			names = append(names, s.expand(pattern)...)
		}
	}
	for _, endpoint := range s.endpoints {
		if component, ok := s.callerOf(endpoint); ok {
			names = append(names, Name{
				Hostname: endpoint.Hostname, Component: component, Region: endpoint.Region,
				Purpose: "Endpoint of a control plane", Legacy: endpoint.Legacy,
			})
		}
	}
	if slices.Contains(s.components, catalog.DevPortal) {
		for _, domain := range s.domains {
			names = append(names, Name{
				Hostname: domain.Hostname, Component: catalog.DevPortal, Region: domain.Region,
				Purpose: "Domain of a Dev Portal", Legacy: domain.Legacy,
			})
		}
	}
	// Stable, so that of two equal names the documented one stays.
	slices.SortStableFunc(names, func(a, b Name) int { return cmp.Compare(a.Hostname, b.Hostname) })
	return slices.CompactFunc(names, func(a, b Name) bool { return a.Hostname == b.Hostname })
}

// callerOf returns the chosen component that calls the endpoint. Under an ingress controller gateways send telemetry only.
func (s *selection) callerOf(endpoint catalog.Endpoint) (catalog.Component, bool) {
	switch {
	case slices.Contains(s.components, catalog.Gateway):
		return catalog.Gateway, true
	case slices.Contains(s.components, catalog.IngressController) && endpoint.Service == catalog.Telemetry:
		return catalog.IngressController, true
	}
	return "", false
}

// expand returns the hostnames of one pattern.
func (s *selection) expand(pattern catalog.HostnamePattern) Names {
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
	for _, region := range s.regions {
		if !pattern.In(region) {
			continue
		}
		for _, id := range s.ids(pattern, region) {
			names = append(names, name(region, id))
		}
	}
	return names
}

// ids returns what takes the place of the pattern's first label in a region: the wildcard where nothing is known.
func (s *selection) ids(pattern catalog.HostnamePattern, region string) []string {
	var known []string
	switch {
	case pattern.PerControlPlane():
		known = s.prefixes[region]
	case pattern.PerPortal():
		known = s.portals[region]
	case !pattern.PerAuthServer():
		return []string{""}
	}
	if len(known) == 0 {
		return []string{wildcardLabel}
	}
	return known
}

// All returns every hostname, wildcards among them.
func (n Names) All() []string { return n.texts(func(Name) bool { return true }) }

// FQDNs returns the exact hostnames.
func (n Names) FQDNs() []string { return n.exact().All() }

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

// Domains returns the suffixes and the exact hostnames that none of them covers, sorted: a list in which a leading dot stands
// for the name itself and all below. Squid does not start with a list that has a name beside its own suffix
// (https://www.squid-cache.org/Doc/config/acl/, dstdomain; tried with 5.7), and in AWS Network Firewall the suffix matches the
// name as well (AWS Network Firewall API reference, RulesSourceList, Targets).
func (n Names) Domains() []string {
	suffixes := n.Suffixes()
	domains := slices.DeleteFunc(n.FQDNs(), func(fqdn string) bool {
		return slices.ContainsFunc(suffixes, func(suffix string) bool { return strings.HasSuffix("."+fqdn, suffix) })
	})
	domains = append(domains, suffixes...)
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
