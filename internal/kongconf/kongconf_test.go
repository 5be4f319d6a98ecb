package kongconf_test

import (
	"slices"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

func TestSettingsIsFresh(t *testing.T) {
	t.Parallel()
	want := []kongconf.Setting{
		"proxy_listen", "admin_listen", "status_listen", "debug_listen", "admin_gui_listen", "cluster_listen", "cluster_telemetry_listen",
		"stream_listen",
	}
	kongconf.Settings()[0] = "changed"
	if got := kongconf.Settings(); !slices.Equal(got, want) {
		t.Errorf("Settings() = %q, want %q", got, want)
	}
}

func TestListenerProtocol(t *testing.T) {
	t.Parallel()
	for want, listener := range map[string]kongconf.Listener{"udp": {UDP: true}, "tcp": {TLS: true}} {
		if got := listener.Protocol(); got != want {
			t.Errorf("protocol %q, want %s", got, want)
		}
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
		"foo.localhost":         true,
		"a.b.LOCALHOST.":        true,
		"::ffff:7f00:1":         true,
		"mylocalhost":           false,
		"localhost.example.com": false,
		"localhost..":           false,
	}
	for host, want := range tests {
		if got := (kongconf.Listener{Host: host}).Loopback(); got != want {
			t.Errorf("Loopback() of %q = %t, want %t", host, got, want)
		}
	}
}
