package kongconf

import (
	"net"
	"strconv"
)

// konnectPort is the port on which Konnect receives data planes (Kong docs, app/konnect-platform/network.md,
// 2026-08-21).
const konnectPort = 443

// Endpoint is where a data plane reaches its control plane's configuration or telemetry service.
type Endpoint struct {
	Hostname string
	Port     uint16 // 0 means 443
	Path     string // empty, or as AWS PrivateLink has it: /cp/PREFIX or /tp/PREFIX
}

func (e Endpoint) address() string {
	port := e.Port
	if port == 0 {
		port = konnectPort
	}
	return net.JoinHostPort(e.Hostname, strconv.Itoa(int(port))) + e.Path
}

// DataPlaneSettings returns the kong.conf settings that connect a data plane to the two endpoints of its control plane
// (Kong docs, app/konnect-platform/network.md, and for endpoints with a path app/gateway/aws-private-link.md).
func DataPlaneSettings(controlPlane, telemetry Endpoint) map[string]string {
	controlPlaneAddress := controlPlane.address()
	if controlPlane.Path != "" && (controlPlane.Port == 0 || controlPlane.Port == konnectPort) {
		// The PrivateLink page writes cluster_control_plane without the port, cluster_telemetry_endpoint with it:
		// us.svc.konghq.com/cp/PREFIX beside us.svc.konghq.com:443/tp/PREFIX.
		controlPlaneAddress = controlPlane.Hostname + controlPlane.Path
	}
	return map[string]string{
		"role":                          "data_plane",
		"database":                      "off",
		"cluster_mtls":                  "pki",
		"konnect_mode":                  "on",
		"vitals":                        "off",
		"lua_ssl_trusted_certificate":   "system",
		"cluster_control_plane":         controlPlaneAddress,
		"cluster_server_name":           controlPlane.Hostname,
		"cluster_telemetry_endpoint":    telemetry.address(),
		"cluster_telemetry_server_name": telemetry.Hostname,
	}
}
