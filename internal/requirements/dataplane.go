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
	return kongconf.DataPlaneSettings(settingOf(configuration), settingOf(telemetry)), nil
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

func settingOf(endpoint catalog.Endpoint) kongconf.Endpoint {
	return kongconf.Endpoint{Hostname: endpoint.Hostname, Port: endpoint.Port, Path: endpoint.Path}
}
