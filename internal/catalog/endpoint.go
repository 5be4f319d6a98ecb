package catalog

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Endpoint is the address of a Konnect service, as Konnect's API returns those of a control plane.
type Endpoint struct {
	// Hostname is in lower case.
	Hostname string
	Port     uint16
	// Path is empty, but for the PrivateLink form: "/cp/PREFIX" or "/tp/PREFIX".
	Path string
	// DNSPrefix is the control plane's, empty where the endpoint belongs to no single control plane.
	DNSPrefix string
	// Region is empty where the endpoint names none.
	Region  string
	Service Service
	Legacy  bool
}

// Address returns host, port and path as kong.conf writes them.
func (e Endpoint) Address() string {
	return net.JoinHostPort(e.Hostname, strconv.Itoa(int(e.Port))) + e.Path
}

const endpointForms = `accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
	`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
	`each with or without https://, wss:// or grpcs://, port and path`

const (
	summaryEndpoint   = "Invalid Endpoint"
	maxQuotedEndpoint = 128
	// maxEndpoint is longer than any endpoint: a hostname has at most 253 bytes, a label 63.
	maxEndpoint = 512
)

// notEndpoint is a text that is not an endpoint of Konnect's, for a reason.
func notEndpoint(text, format string, args ...any) error {
	return problem.New(summaryEndpoint, "%s is not an endpoint of Konnect's: %s; %s", QuoteEndpoint(text), fmt.Sprintf(format, args...), endpointForms)
}

// QuoteEndpoint returns what a user gave as an endpoint as a message shows it: without its query.
func QuoteEndpoint(text string) string {
	text, _, _ = strings.Cut(text, "?")
	return cleantext.Quote(text, maxQuotedEndpoint)
}

// endpointPatterns are the hostnames of endpoints beyond those that a firewall needs: Kong's own examples leave the region out in
// places.
var endpointPatterns = []HostnamePattern{
	{Gateway, "{prefix}.cp.konghq.com", "Configuration of data planes", Configuration, false, nil, specification},
	{Gateway, "{prefix}.cp0.konghq.com", "Configuration of data planes, former name", Configuration, legacy, nil, specification},
	{Gateway, "{prefix}.tp.konghq.com", "Telemetry of data planes", Telemetry, false, nil, specification},
	{Gateway, "{prefix}.tp0.konghq.com", "Telemetry of data planes, former name", Telemetry, legacy, nil, specification},
}

// privateLinkPatterns are the hostnames over AWS PrivateLink, where a path names the service and the control plane.
var privateLinkPatterns = []HostnamePattern{
	{Gateway, "{region}.svc.konghq.com", "AWS PrivateLink", "", false, nil, pagePrivateLink},
	{Gateway, "global.svc.konghq.com", "AWS PrivateLink, global", "", false, nil, pagePrivateLink},
}

// The first segments of PrivateLink's paths: those that a control plane's DNS prefix follows, and that of the Konnect API.
var (
	privateLinkServices = map[string]Service{"cp": Configuration, "tp": Telemetry}
	privateLinkAPI      = "api"
)

// ParseEndpoint reads an endpoint in any case, with or without scheme, port, path, query and white space around it. A path counts in
// the PrivateLink form only, a query never. The region is not checked against the documented ones.
func ParseEndpoint(text string) (Endpoint, error) {
	endpoint, _, err := identify(text)
	return endpoint, err
}

// ParseControlPlaneEndpoint reads the endpoint of a control plane, as Konnect's API returns it. Beyond what ParseEndpoint asks, it
// must belong to one control plane and answer on Konnect's port.
func ParseControlPlaneEndpoint(text string) (Endpoint, error) {
	if label := Lower(strings.TrimSpace(text)); IsLabel(label) && !uuid.MatchString(label) {
		return Endpoint{}, problem.New(summaryEndpoint, "%s is a label, not an endpoint; put it in control_plane_dns_prefixes, or write the"+
			" whole endpoint, such as %q", QuoteEndpoint(text), "https://"+label+".REGION.cp.konghq.com")
	}
	endpoint, values, err := identify(text)
	var reason string
	switch {
	case err != nil:
		return Endpoint{}, err
	case values[portalLabel] != "":
		reason = "belongs to a Dev Portal; put it in portal_ids"
	case endpoint.DNSPrefix == "":
		reason = `belongs to no single control plane; give one of the form "https://PREFIX.REGION.cp.konghq.com"`
	case endpoint.Port != HTTPSPort:
		reason = fmt.Sprintf("has port %d; Konnect's control planes answer on %d only", endpoint.Port, HTTPSPort)
	default:
		return endpoint, nil
	}
	return Endpoint{}, problem.New(summaryEndpoint, "the endpoint %q %s", endpoint.Hostname, reason)
}

// identify reads an endpoint, and returns beside it what stands in the places of its hostname's pattern.
func identify(text string) (Endpoint, map[string]string, error) {
	endpoint, err := parseAddress(text)
	if err != nil {
		return Endpoint{}, nil, err
	}
	pattern, values, ok := find(slices.Concat(hostnamePatterns, endpointPatterns), endpoint.Hostname)
	switch {
	case ok:
		endpoint.Path, endpoint.DNSPrefix = "", values[prefixLabel]
		endpoint.Service, endpoint.Legacy = pattern.Service, pattern.Legacy
	default:
		if _, values, ok = find(privateLinkPatterns, endpoint.Hostname); !ok {
			return Endpoint{}, nil, refuseHostname(text, endpoint.Hostname)
		}
		path := endpoint.Path
		if endpoint.Path, endpoint.Service, endpoint.DNSPrefix, ok = parsePrivateLinkPath(path); !ok {
			return Endpoint{}, nil, notEndpoint(text, "the path %s is not /cp/PREFIX, /tp/PREFIX or /api", cleantext.Quote(path, maxEndpoint))
		}
	}
	endpoint.Region = presentRegion(values[regionLabel])
	switch {
	case endpoint.Region == "" && knowsRegion(endpoint.DNSPrefix):
		return Endpoint{}, nil, notEndpoint(text, "%q is a region, and the control plane's DNS prefix is missing", endpoint.DNSPrefix)
	case uuid.MatchString(endpoint.DNSPrefix):
		return Endpoint{}, nil, notEndpoint(text, "%q is a UUID, which is not a control plane's DNS prefix", endpoint.DNSPrefix)
	}
	return endpoint, values, nil
}

// find returns the first pattern that the hostname has the form of.
func find(patterns []HostnamePattern, hostname string) (HostnamePattern, map[string]string, bool) {
	for _, pattern := range patterns {
		if values, ok := pattern.match(hostname); ok {
			return pattern, values, true
		}
	}
	return HostnamePattern{}, nil, false
}

// parseAddress reads the parts that every endpoint has: hostname, port and path.
func parseAddress(text string) (Endpoint, error) {
	rest, _, _ := strings.Cut(strings.TrimSpace(text), "?")
	switch {
	case rest == "":
		return Endpoint{}, notEndpoint(text, "it is empty")
	case len(rest) > maxEndpoint:
		return Endpoint{}, notEndpoint(text, "it has %d bytes, more than an endpoint can have", len(rest))
	case uuid.MatchString(Lower(rest)):
		return Endpoint{}, notEndpoint(text, "it is a UUID, which no hostname contains; give the control plane's config.control_plane_endpoint")
	case IsLabel(Lower(rest)):
		return Endpoint{}, notEndpoint(text, "it is a label alone, such as a DNS prefix")
	}
	if scheme, after, ok := strings.Cut(rest, "://"); ok {
		if !slices.Contains([]string{"https", "wss", "grpcs"}, Lower(scheme)) {
			return Endpoint{}, notEndpoint(text, "the scheme is %q, not https, wss or grpcs", scheme)
		}
		rest = after
	}
	parsed, err := url.Parse("https://" + rest)
	if err != nil {
		return Endpoint{}, notEndpoint(text, "it is not a URL or host")
	}
	// By their signs: a parsed URL has no fragment where it is empty.
	if strings.ContainsAny(rest, "@#") {
		return Endpoint{}, notEndpoint(text, "it has user information or a fragment")
	}
	port := uint64(HTTPSPort)
	if parsed.Port() != "" {
		if port, err = strconv.ParseUint(parsed.Port(), 10, 16); err != nil || port == 0 {
			return Endpoint{}, notEndpoint(text, "the port %q is not between 1 and 65535", parsed.Port())
		}
	}
	return Endpoint{
		Hostname: strings.TrimSuffix(Lower(parsed.Hostname()), "."),
		Port:     uint16(port),
		Path:     strings.TrimSuffix(parsed.Path, "/"),
	}, nil
}

// privateLinkCall is the path that a data plane calls and logs behind that of cluster_control_plane.
// Source: Kong/kong, kong/clustering/utils.lua, 2024-12-23.
var privateLinkCall = regexp.MustCompile(`/v\d+/.*`)

// parsePrivateLinkPath returns a path of PrivateLink's in lower case, and what it names. That of the Konnect API, as decK takes
// it, names no control plane and is left out, as is what a data plane adds for a call.
func parsePrivateLinkPath(path string) (canonical string, service Service, prefix string, ok bool) {
	first, rest, _ := strings.Cut(Lower(strings.TrimPrefix(path, "/")), "/")
	if path == "" || first == privateLinkAPI {
		return "", "", "", true
	}
	rest = privateLinkCall.ReplaceAllString(rest, "")
	service, ok = privateLinkServices[first]
	if !ok || !IsLabel(rest) {
		return "", "", "", false
	}
	return "/" + first + "/" + rest, service, rest, true
}
