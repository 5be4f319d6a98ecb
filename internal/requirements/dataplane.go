package requirements

import (
	"fmt"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// The names of the arguments of DataPlaneConfig that problems name.
const (
	ArgControlPlaneEndpoint = "control_plane_endpoint"
	ArgTelemetryEndpoint    = "telemetry_endpoint"
)

// The forms of the endpoints of a control plane.
const (
	configurationForm = "PREFIX.REGION.cp.konghq.com"
	telemetryForm     = "PREFIX.REGION.tp.konghq.com"
)

// DataPlaneConfig returns the settings of kong.conf that connect a data plane to the control plane with these endpoints,
// which must be the configuration and the telemetry endpoint of the same one, both public or both PrivateLink's.
// Source of the settings: Kong/developer.konghq.com, app/konnect-platform/network.md, 2026-08-04.
func DataPlaneConfig(controlPlaneEndpoint, telemetryEndpoint string) (map[string]string, error) {
	configuration, err := parseServiceEndpoint(controlPlaneEndpoint, catalog.Configuration, configurationForm)
	if err != nil {
		return nil, problem.At(ArgControlPlaneEndpoint, err)
	}
	telemetry, err := parseServiceEndpoint(telemetryEndpoint, catalog.Telemetry, telemetryForm)
	if err != nil {
		return nil, problem.At(ArgTelemetryEndpoint, err)
	}
	if reason := mismatch(configuration, telemetry); reason != "" {
		return nil, problem.At(ArgTelemetryEndpoint, fmt.Errorf(reason,
			catalog.QuoteEndpoint(telemetryEndpoint), catalog.QuoteEndpoint(controlPlaneEndpoint)))
	}
	return map[string]string{
		"role":                          "data_plane",
		"database":                      "off",
		"cluster_mtls":                  "pki",
		"konnect_mode":                  "on",
		"vitals":                        "off",
		"lua_ssl_trusted_certificate":   "system",
		"cluster_control_plane":         controlPlaneAddress(configuration),
		"cluster_server_name":           configuration.Hostname,
		"cluster_telemetry_endpoint":    telemetry.Address(),
		"cluster_telemetry_server_name": telemetry.Hostname,
	}, nil
}

// mismatch says why a data plane can't have the two endpoints together, as a format for both of them.
func mismatch(configuration, telemetry catalog.Endpoint) string {
	otherRegion := telemetry.Region != configuration.Region && telemetry.Region != "" && configuration.Region != ""
	switch {
	case telemetry.DNSPrefix != configuration.DNSPrefix, otherRegion:
		return "%s belongs to another control plane than %s; give both endpoints of the same one"
	case telemetry.Path == "" && configuration.Path != "":
		return fmt.Sprintf("%%s is public, and %%s is PrivateLink's; give both in one form, here %q", configuration.Hostname+"/tp/"+telemetry.DNSPrefix)
	case telemetry.Path != "" && configuration.Path == "":
		return fmt.Sprintf("%%s is PrivateLink's, and %%s is public; give both in one form, here %q",
			strings.Replace(configuration.Hostname, ".cp", ".tp", 1))
	}
	return ""
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

func parseServiceEndpoint(text string, service catalog.Service, form string) (catalog.Endpoint, error) {
	endpoint, err := catalog.ParseEndpoint(text)
	switch {
	case err != nil:
		return catalog.Endpoint{}, err
	case endpoint.Service != service || endpoint.DNSPrefix == "":
		return catalog.Endpoint{}, fmt.Errorf("%s is not the %s endpoint of a control plane; its hostname has the form %q",
			catalog.QuoteEndpoint(text), service, form)
	}
	return endpoint, nil
}
