package requirements_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func TestDataPlaneConfig(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		configuration, telemetry                             string
		controlPlane, serverName, telemetryTo, telemetryName string
	}{
		"as Konnect's API returns them": {
			"https://abc.us.cp.konghq.com", "https://abc.us.tp.konghq.com",
			"abc.us.cp.konghq.com:443", "abc.us.cp.konghq.com", "abc.us.tp.konghq.com:443", "abc.us.tp.konghq.com",
		},
		"present and former name mixed": {
			"https://abc.us.cp.konghq.com", "https://abc.us.tp0.konghq.com",
			"abc.us.cp.konghq.com:443", "abc.us.cp.konghq.com", "abc.us.tp0.konghq.com:443", "abc.us.tp0.konghq.com",
		},
		"in any case, with port and slash": {
			"ABC.US.CP0.konghq.com:443/", "abc.us.tp.konghq.com:8443",
			"abc.us.cp0.konghq.com:443", "abc.us.cp0.konghq.com", "abc.us.tp.konghq.com:8443", "abc.us.tp.konghq.com",
		},
		"one names no region": {
			"https://abc.cp.konghq.com", "https://abc.eu.tp0.konghq.com",
			"abc.cp.konghq.com:443", "abc.cp.konghq.com", "abc.eu.tp0.konghq.com:443", "abc.eu.tp0.konghq.com",
		},
		"PrivateLink": {
			"us.svc.konghq.com/cp/ABC", "us.svc.konghq.com:443/tp/abc",
			"us.svc.konghq.com/cp/abc", "us.svc.konghq.com", "us.svc.konghq.com:443/tp/abc", "us.svc.konghq.com",
		},
		"PrivateLink, a renamed region": {
			"ap.svc.konghq.com/cp/abc", "https://abc.au.tp.konghq.com",
			"ap.svc.konghq.com/cp/abc", "ap.svc.konghq.com", "abc.au.tp.konghq.com:443", "abc.au.tp.konghq.com",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := requirements.DataPlaneConfig(test.configuration, test.telemetry)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{
				"role": "data_plane", "database": "off", "cluster_mtls": "pki", "konnect_mode": "on", "vitals": "off",
				"lua_ssl_trusted_certificate": "system", "cluster_control_plane": test.controlPlane, "cluster_server_name": test.serverName,
				"cluster_telemetry_endpoint": test.telemetryTo, "cluster_telemetry_server_name": test.telemetryName,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("settings (-want +got)\n%s", diff)
			}
		})
	}
}

func TestDataPlaneConfigErrors(t *testing.T) {
	t.Parallel()
	const (
		cp, tp   = "https://abc.us.cp.konghq.com", "https://abc.us.tp.konghq.com"
		accepted = `; accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
			`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
			`each with or without https://, port and trailing slash`
	)
	tests := map[string]struct{ configuration, telemetry, argument, want string }{
		"swapped": {
			tp, cp, "control_plane_endpoint",
			`"https://abc.us.tp.konghq.com" is not the configuration endpoint of a control plane; its hostname has the form "PREFIX.REGION.cp.konghq.com"`,
		},
		"the same twice": {
			cp, cp, "telemetry_endpoint",
			`"https://abc.us.cp.konghq.com" is not the telemetry endpoint of a control plane; its hostname has the form "PREFIX.REGION.tp.konghq.com"`,
		},
		"of Event Gateway": {
			"us.control-plane.konghq.com", tp, "control_plane_endpoint",
			`"us.control-plane.konghq.com" is not the configuration endpoint of a control plane; its hostname has the form "PREFIX.REGION.cp.konghq.com"`,
		},
		"PrivateLink without path": {
			cp, "us.svc.konghq.com", "telemetry_endpoint",
			`"us.svc.konghq.com" is not the telemetry endpoint of a control plane; its hostname has the form "PREFIX.REGION.tp.konghq.com"`,
		},
		"no endpoint": {
			"kong.example.com", tp, "control_plane_endpoint",
			`"kong.example.com" is not an endpoint of Konnect's: the hostname "kong.example.com" is not Konnect's` + accepted,
		},
		"nothing": {cp, "", "telemetry_endpoint", `"" is not an endpoint of Konnect's: it is empty` + accepted},
		"other prefix": {
			cp, "https://abd.us.tp.konghq.com", "telemetry_endpoint",
			`"https://abd.us.tp.konghq.com" belongs to another control plane than "https://abc.us.cp.konghq.com"; give both endpoints of the same one`,
		},
		"other region": {
			cp, "https://abc.eu.tp.konghq.com", "telemetry_endpoint",
			`"https://abc.eu.tp.konghq.com" belongs to another control plane than "https://abc.us.cp.konghq.com"; give both endpoints of the same one`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := requirements.DataPlaneConfig(test.configuration, test.telemetry)
			if got != nil {
				t.Errorf("settings %v beside the error", got)
			}
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}
