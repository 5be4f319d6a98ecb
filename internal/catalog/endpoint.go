package catalog

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
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

// EndpointError says why a text is no endpoint of Konnect's.
type EndpointError struct {
	Text   string
	Reason string
}

const endpointForms = `accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
	`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
	`each with or without https://, port and trailing slash`

const (
	maxQuotedEndpoint = 128
	// maxEndpoint is longer than any endpoint: a hostname has at most 253 bytes, a label 63.
	maxEndpoint = 512
)

// Summary is the summary of a diagnostic.
func (e *EndpointError) Summary() string { return "Invalid Endpoint" }

func (e *EndpointError) Error() string {
	text := e.Text
	if len(text) > maxQuotedEndpoint {
		text = text[:maxQuotedEndpoint] + "…"
	}
	return fmt.Sprintf("%q is not an endpoint of Konnect's: %s; %s", text, e.Reason, endpointForms)
}

// endpointPatterns are the hostnames of endpoints beyond those that a firewall needs.
var endpointPatterns = []HostnamePattern{
	// Kong's own examples leave the region out in places.
	{Gateway, "{prefix}.cp.konghq.com", "Configuration of data planes", Configuration, false, specification},
	{Gateway, "{prefix}.cp0.konghq.com", "Configuration of data planes, former name", Configuration, true, specification},
	{Gateway, "{prefix}.tp.konghq.com", "Telemetry of data planes", Telemetry, false, specification},
	{Gateway, "{prefix}.tp0.konghq.com", "Telemetry of data planes, former name", Telemetry, true, specification},
}

// privateLink is the hostname over AWS PrivateLink, where a path names the service and the control plane.
var privateLink = HostnamePattern{Gateway, "{region}.svc.konghq.com", "AWS PrivateLink", "", false, pagePrivateLink}

var privateLinkServices = map[string]Service{"cp": Configuration, "tp": Telemetry}

// ParseEndpoint reads an endpoint with or without "https://", port and trailing slash, in any case. The region is not
// checked against the documented ones. Anything that is not Konnect's is an *EndpointError.
func ParseEndpoint(text string) (Endpoint, error) {
	address, err := parseAddress(text)
	if err != nil {
		return Endpoint{}, err
	}
	if values, ok := privateLink.match(address.Hostname); ok {
		return privateLinkEndpoint(text, address, values[regionLabel])
	}
	if address.Path != "" {
		return Endpoint{}, &EndpointError{text, fmt.Sprintf("it has the path %q", address.Path)}
	}
	for _, pattern := range append(HostnamePatterns(), endpointPatterns...) {
		values, ok := pattern.match(address.Hostname)
		if !ok {
			continue
		}
		address.DNSPrefix, address.Region = values[prefixLabel], presentRegion(values[regionLabel])
		if address.Region == "" && KnowsRegion(address.DNSPrefix) {
			return Endpoint{}, &EndpointError{text, fmt.Sprintf("%q is a region, and the control plane's DNS prefix is missing", address.DNSPrefix)}
		}
		address.Service, address.Legacy = pattern.Service, pattern.Legacy
		return address, nil
	}
	return Endpoint{}, &EndpointError{text, fmt.Sprintf("the hostname %q is not Konnect's", address.Hostname)}
}

// parseAddress reads the parts that every endpoint has: hostname, port and path.
func parseAddress(text string) (Endpoint, error) {
	if text == "" {
		return Endpoint{}, &EndpointError{text, "it is empty"}
	}
	if len(text) > maxEndpoint {
		return Endpoint{}, &EndpointError{text, fmt.Sprintf("it has %d bytes, more than an endpoint can have", len(text))}
	}
	rest := text
	if scheme, after, ok := strings.Cut(text, "://"); ok {
		if !strings.EqualFold(scheme, "https") {
			return Endpoint{}, &EndpointError{text, fmt.Sprintf("the scheme is %q, not https", scheme)}
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
		Hostname: strings.TrimSuffix(strings.ToLower(parsed.Hostname()), "."),
		Port:     uint16(port),
		Path:     strings.TrimSuffix(parsed.Path, "/"),
	}, nil
}

// presentRegion returns the present code of a region. PrivateLink, for one, keeps a former one in its names.
func presentRegion(code string) string {
	if now, ok := RenamedRegion(code); ok {
		return now
	}
	return code
}

func privateLinkEndpoint(text string, endpoint Endpoint, region string) (Endpoint, error) {
	if region != Global {
		endpoint.Region = presentRegion(region)
	}
	if endpoint.Path == "" {
		return endpoint, nil
	}
	name, prefix, _ := strings.Cut(strings.TrimPrefix(endpoint.Path, "/"), "/")
	name, prefix = strings.ToLower(name), strings.ToLower(prefix)
	service, ok := privateLinkServices[name]
	if !ok || !IsLabel(prefix) {
		return Endpoint{}, &EndpointError{text, fmt.Sprintf("the path %q is neither /cp/PREFIX nor /tp/PREFIX", endpoint.Path)}
	}
	endpoint.Service, endpoint.DNSPrefix, endpoint.Path = service, prefix, "/"+name+"/"+prefix
	return endpoint, nil
}
