package catalog

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
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

// EndpointError says why a text is no endpoint of Konnect's.
type EndpointError struct {
	Text   string
	Reason string
}

// Summary is the summary of a diagnostic.
func (*EndpointError) Summary() string { return "Invalid Endpoint" }

const endpointForms = `accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
	`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
	`each with or without https://, wss:// or grpcs://, port and path`

const (
	maxQuotedEndpoint = 128
	// maxEndpoint is longer than any endpoint: a hostname has at most 253 bytes, a label 63.
	maxEndpoint = 512
)

func (e *EndpointError) Error() string {
	return fmt.Sprintf("%s is not an endpoint of Konnect's: %s; %s", cleantext.Quote(e.Text, maxQuotedEndpoint), e.Reason, endpointForms)
}

// endpointPatterns are the hostnames of endpoints beyond those that a firewall needs.
var endpointPatterns = []HostnamePattern{
	// Kong's own examples leave the region out in places.
	{
		Component: Gateway, Pattern: "{prefix}.cp.konghq.com",
		Purpose: "Configuration of data planes", Service: Configuration, Source: specification,
	},
	{
		Component: Gateway, Pattern: "{prefix}.cp0.konghq.com",
		Purpose: "Configuration of data planes, former name", Service: Configuration, Legacy: true, Source: specification,
	},
	{
		Component: Gateway, Pattern: "{prefix}.tp.konghq.com",
		Purpose: "Telemetry of data planes", Service: Telemetry, Source: specification,
	},
	{
		Component: Gateway, Pattern: "{prefix}.tp0.konghq.com",
		Purpose: "Telemetry of data planes, former name", Service: Telemetry, Legacy: true, Source: specification,
	},
}

// privateLinkPatterns are the hostnames over AWS PrivateLink, where a path names the service and the control plane.
var privateLinkPatterns = []HostnamePattern{
	{Component: Gateway, Pattern: "{region}.svc.konghq.com", Purpose: "AWS PrivateLink", Source: pagePrivateLink},
	{Component: Gateway, Pattern: "global.svc.konghq.com", Purpose: "AWS PrivateLink, global", Source: pagePrivateLink},
}

// The first segments of PrivateLink's paths: those that a control plane's DNS prefix follows, and that of the Konnect API.
var (
	privateLinkServices = map[string]Service{"cp": Configuration, "tp": Telemetry}
	privateLinkAPI      = "api"
)

// ParseEndpoint reads an endpoint in any case, with or without scheme, port, path and white space around it. A path counts in
// the PrivateLink form only. The region is not checked against the documented ones. Anything that is not Konnect's is an
// *EndpointError.
func ParseEndpoint(text string) (Endpoint, error) {
	endpoint, _, err := identify(text)
	return endpoint, err
}

// identify reads an endpoint, and returns beside it what stands in the places of its hostname's pattern.
func identify(text string) (Endpoint, map[string]string, error) {
	endpoint, err := parseAddress(text)
	if err != nil {
		return Endpoint{}, nil, err
	}
	refuse := func(format string, args ...any) (Endpoint, map[string]string, error) {
		return Endpoint{}, nil, &EndpointError{text, fmt.Sprintf(format, args...)}
	}
	pattern, values, ok := find(slices.Concat(hostnamePatterns, endpointPatterns), endpoint.Hostname)
	switch {
	case ok:
		endpoint.Path, endpoint.DNSPrefix = "", values[prefixLabel]
		endpoint.Service, endpoint.Legacy = pattern.Service, pattern.Legacy
	default:
		if _, values, ok = find(privateLinkPatterns, endpoint.Hostname); !ok {
			return refuse("the hostname %s is not Konnect's", cleantext.Quote(endpoint.Hostname, maxEndpoint))
		}
		path := endpoint.Path
		if endpoint.Path, endpoint.Service, endpoint.DNSPrefix, ok = parsePrivateLinkPath(path); !ok {
			return refuse("the path %s is neither /cp/PREFIX nor /tp/PREFIX", cleantext.Quote(path, maxEndpoint))
		}
	}
	endpoint.Region = presentRegion(values[regionLabel])
	switch {
	case endpoint.Region == "" && KnowsRegion(endpoint.DNSPrefix):
		return refuse("%q is a region, and the control plane's DNS prefix is missing", endpoint.DNSPrefix)
	case uuid.MatchString(endpoint.DNSPrefix):
		return refuse("%q is a UUID, which is no control plane's DNS prefix", endpoint.DNSPrefix)
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
	rest := strings.TrimSpace(text)
	switch {
	case rest == "":
		return Endpoint{}, &EndpointError{text, "it is empty"}
	case len(rest) > maxEndpoint:
		return Endpoint{}, &EndpointError{text, fmt.Sprintf("it has %d bytes, more than an endpoint can have", len(rest))}
	}
	if scheme, after, ok := strings.Cut(rest, "://"); ok {
		if !slices.Contains([]string{"https", "wss", "grpcs"}, Lower(scheme)) {
			return Endpoint{}, &EndpointError{text, fmt.Sprintf("the scheme is %q, not https, wss or grpcs", scheme)}
		}
		rest = after
	}
	parsed, err := url.Parse("https://" + rest)
	if err != nil {
		return Endpoint{}, &EndpointError{text, "it is not a URL or host"}
	}
	// By their signs, as a URL does not tell an empty fragment from none.
	if strings.ContainsAny(rest, "@?#") {
		return Endpoint{}, &EndpointError{text, "it has user information, a query or a fragment"}
	}
	port := uint64(HTTPSPort)
	if parsed.Port() != "" {
		if port, err = strconv.ParseUint(parsed.Port(), 10, 16); err != nil || port == 0 {
			return Endpoint{}, &EndpointError{text, fmt.Sprintf("the port %q is not between 1 and 65535", parsed.Port())}
		}
	}
	return Endpoint{
		Hostname: strings.TrimSuffix(Lower(parsed.Hostname()), "."),
		Port:     uint16(port),
		Path:     strings.TrimSuffix(parsed.Path, "/"),
	}, nil
}

// parsePrivateLinkPath returns a path of PrivateLink's in lower case, and what it names. That of the Konnect API, as decK takes
// it, names no control plane and is left out.
func parsePrivateLinkPath(path string) (canonical string, service Service, prefix string, ok bool) {
	first, rest, _ := strings.Cut(Lower(strings.TrimPrefix(path, "/")), "/")
	if path == "" || first == privateLinkAPI {
		return "", "", "", true
	}
	service, ok = privateLinkServices[first]
	if !ok || !IsLabel(rest) {
		return "", "", "", false
	}
	return "/" + first + "/" + rest, service, rest, true
}
