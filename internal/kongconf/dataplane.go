package kongconf

// Cluster is how a data plane reaches the configuration and telemetry services of its control plane. Its fields are the values
// of the settings of these names, with cluster_ in front.
type Cluster struct {
	ControlPlane, ServerName               string
	TelemetryEndpoint, TelemetryServerName string
}

// Settings returns the kong.conf settings of a data plane in Konnect.
// Source: Kong/developer.konghq.com, app/konnect-platform/network.md, 2026-08-04.
func (c Cluster) Settings() map[string]string {
	return map[string]string{
		"role":                          "data_plane",
		"database":                      "off",
		"cluster_mtls":                  "pki",
		"konnect_mode":                  "on",
		"vitals":                        "off",
		"lua_ssl_trusted_certificate":   "system",
		"cluster_control_plane":         c.ControlPlane,
		"cluster_server_name":           c.ServerName,
		"cluster_telemetry_endpoint":    c.TelemetryEndpoint,
		"cluster_telemetry_server_name": c.TelemetryServerName,
	}
}
