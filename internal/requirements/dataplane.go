package requirements

import (
	"fmt"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

// The names of the arguments of DataPlaneConfig that an ArgumentError can carry.
const (
	ArgControlPlaneEndpoint = "control_plane_endpoint"
	ArgTelemetryEndpoint    = "telemetry_endpoint"
)

// DataPlaneConfig returns the settings of kong.conf that connect a data plane to the control plane with these endpoints,
// which must be the configuration and the telemetry endpoint of the same one. Errors are of type *ArgumentError.
func DataPlaneConfig(controlPlaneEndpoint, telemetryEndpoint string) (map[string]string, error) {
	configuration, err := parseServiceEndpoint(controlPlaneEndpoint, catalog.Configuration)
	if err != nil {
		return nil, &ArgumentError{ArgControlPlaneEndpoint, err}
	}
	telemetry, err := parseServiceEndpoint(telemetryEndpoint, catalog.Telemetry)
	if err != nil {
		return nil, &ArgumentError{ArgTelemetryEndpoint, err}
	}
	if telemetry.DNSPrefix != configuration.DNSPrefix || differ(telemetry.Region, configuration.Region) {
		return nil, &ArgumentError{ArgTelemetryEndpoint, fmt.Errorf("%q belongs to another control plane than %q; give both endpoints of the same one",
			telemetryEndpoint, controlPlaneEndpoint)}
	}
	return kongconf.Cluster{
		ControlPlane:        controlPlaneAddress(configuration),
		ServerName:          configuration.Hostname,
		TelemetryEndpoint:   telemetry.Address(),
		TelemetryServerName: telemetry.Hostname,
	}.Settings(), nil
}

// controlPlaneAddress returns the value of cluster_control_plane. Kong writes the PrivateLink form without the port, and that of
// cluster_telemetry_endpoint with it: us.svc.konghq.com/cp/PREFIX beside us.svc.konghq.com:443/tp/PREFIX.
// Source: Kong/developer.konghq.com, app/gateway/aws-private-link.md, 2026-08-07.
func controlPlaneAddress(endpoint catalog.Endpoint) string {
	if endpoint.Path != "" && endpoint.Port == catalog.HTTPSPort {
		return endpoint.Hostname + endpoint.Path
	}
	return endpoint.Address()
}

func parseServiceEndpoint(text string, service catalog.Service) (catalog.Endpoint, error) {
	endpoint, err := catalog.ParseEndpoint(text)
	switch {
	case err != nil:
		return catalog.Endpoint{}, err
	case endpoint.Service != service || endpoint.DNSPrefix == "":
		return catalog.Endpoint{}, fmt.Errorf("%q is not the %s endpoint of a control plane; its hostname has the form %q", text, service, formOf(service))
	}
	return endpoint, nil
}

func formOf(service catalog.Service) string {
	for _, pattern := range catalog.HostnamePatterns() {
		if pattern.Service == service && pattern.PerControlPlane() && !pattern.Legacy {
			return pattern.Hostname("REGION", "PREFIX")
		}
	}
	return ""
}

// differ reports whether two texts are known and not the same.
func differ(a, b string) bool { return a != "" && b != "" && a != b }
