package kongconf_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

func TestSettingsIsFresh(t *testing.T) {
	t.Parallel()
	want := []kongconf.Setting{"proxy_listen", "admin_listen", "status_listen", "admin_gui_listen", "cluster_listen", "stream_listen"}
	kongconf.Settings()[0] = "changed"
	if got := kongconf.Settings(); !slices.Equal(got, want) {
		t.Errorf("Settings() = %q, want %q", got, want)
	}
}

func TestDefaultsFormatAsTheyMean(t *testing.T) {
	t.Parallel()
	tests := map[kongconf.Setting]struct{ value, want string }{
		kongconf.ProxyListen:  {kongconf.DefaultProxyListen, "0.0.0.0:8000 backlog=16384 reuseport, 0.0.0.0:8443 backlog=16384 http2 reuseport ssl"},
		kongconf.StreamListen: {kongconf.DefaultStreamListen, "off"},
	}
	for setting, test := range tests {
		listeners, err := kongconf.Parse(setting, test.value)
		if err != nil {
			t.Fatal(err)
		}
		if got := kongconf.Format(listeners); got != test.want {
			t.Errorf("%s is written as %q, want %q", setting, got, test.want)
		}
	}
}

func TestListenerString(t *testing.T) {
	t.Parallel()
	tests := map[string]kongconf.Listener{
		"0.0.0.0:8000":                {Host: "0.0.0.0", Port: 8000},
		"[2001:db8::a]:8443 bind ssl": {Host: "2001:db8::a", Port: 8443, TLS: true, Flags: []string{"bind", "ssl"}},
		"kong.example.com:80":         {Host: "kong.example.com", Port: 80},
	}
	for want, listener := range tests {
		if got := listener.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}

func TestListenerProtocol(t *testing.T) {
	t.Parallel()
	if got := (kongconf.Listener{UDP: true}).Protocol(); got != "udp" {
		t.Errorf("protocol %q, want udp", got)
	}
	if got := (kongconf.Listener{TLS: true}).Protocol(); got != "tcp" {
		t.Errorf("protocol %q, want tcp", got)
	}
}

func TestListenerLoopback(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{
		"127.0.0.1":             true,
		"127.255.255.254":       true,
		"::1":                   true,
		"::ffff:127.0.0.1":      true,
		"localhost":             true,
		"LocalHost.":            true,
		"0.0.0.0":               false,
		"128.0.0.1":             false,
		"::":                    false,
		"::ffff:10.0.0.1":       false,
		"localhost.example.com": false,
		"localhost..":           false,
	}
	for host, want := range tests {
		if got := (kongconf.Listener{Host: host}).Loopback(); got != want {
			t.Errorf("Loopback() of %q = %t, want %t", host, got, want)
		}
	}
}

func TestDataPlaneSettings(t *testing.T) {
	t.Parallel()
	const cp, tp, svc = "f47a4e996f.us.cp.konghq.com", "f47a4e996f.us.tp.konghq.com", "us.svc.konghq.com"
	tests := map[string]struct {
		controlPlane, telemetry                                            kongconf.Endpoint
		wantControlPlane, wantServerName, wantTelemetry, wantTelemetryName string
	}{
		"as Konnect reports them": {
			kongconf.Endpoint{Hostname: cp},
			kongconf.Endpoint{Hostname: tp},
			cp + ":443", cp, tp + ":443", tp,
		},
		"with ports": {
			kongconf.Endpoint{Hostname: cp, Port: 443},
			kongconf.Endpoint{Hostname: tp, Port: 8443},
			cp + ":443", cp, tp + ":8443", tp,
		},
		"AWS PrivateLink": {
			kongconf.Endpoint{Hostname: svc, Port: 443, Path: "/cp/f47a4e996f"},
			kongconf.Endpoint{Hostname: svc, Port: 443, Path: "/tp/f47a4e996f"},
			"us.svc.konghq.com/cp/f47a4e996f", svc, "us.svc.konghq.com:443/tp/f47a4e996f", svc,
		},
		"AWS PrivateLink without ports": {
			kongconf.Endpoint{Hostname: svc, Path: "/cp/f47a4e996f"},
			kongconf.Endpoint{Hostname: svc, Path: "/tp/f47a4e996f"},
			"us.svc.konghq.com/cp/f47a4e996f", svc, "us.svc.konghq.com:443/tp/f47a4e996f", svc,
		},
		"AWS PrivateLink with another port": {
			kongconf.Endpoint{Hostname: svc, Port: 8443, Path: "/cp/f47a4e996f"},
			kongconf.Endpoint{Hostname: svc, Port: 8443, Path: "/tp/f47a4e996f"},
			"us.svc.konghq.com:8443/cp/f47a4e996f", svc, "us.svc.konghq.com:8443/tp/f47a4e996f", svc,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := map[string]string{
				"role":                          "data_plane",
				"database":                      "off",
				"cluster_mtls":                  "pki",
				"konnect_mode":                  "on",
				"vitals":                        "off",
				"lua_ssl_trusted_certificate":   "system",
				"cluster_control_plane":         test.wantControlPlane,
				"cluster_server_name":           test.wantServerName,
				"cluster_telemetry_endpoint":    test.wantTelemetry,
				"cluster_telemetry_server_name": test.wantTelemetryName,
			}
			if got := kongconf.DataPlaneSettings(test.controlPlane, test.telemetry); !maps.Equal(got, want) {
				t.Errorf("settings %v, want %v", got, want)
			}
		})
	}
}
