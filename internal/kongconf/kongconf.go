// Package kongconf reads the `*_listen` settings of Kong Gateway by the grammar of Kong's own parser (Kong/kong,
// kong/conf_loader/listeners.lua):
//
//	value    = "off" | entry { "," entry }   entries are trimmed, empty ones dropped; after a first "off" nothing counts
//	entry    = { flag } address ":" port { flag }
//	address  = IPv4 address | "[" IPv6 address "]" | host name
//
// References, which Kong or a template engine replaces, are not resolved: they are errors.
//
// It is stricter than Kong where Kong lets through what nginx then refuses: host names are checked, every port lies
// in 1-65535, and numbers of an IPv4 address have no leading zeros.
package kongconf

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// Setting is the name of a kong.conf setting that holds listeners.
type Setting string

// The settings that ParseSetting knows: those of Kong Gateway 3.4 to 3.15. Of these only StreamListen takes the flags of nginx's
// stream module.
// Source: Kong/developer.konghq.com, app/_data/kong-conf/3.4.json to 3.15.json, 2026-07-02.
const (
	ProxyListen            Setting = "proxy_listen"
	AdminListen            Setting = "admin_listen"
	StatusListen           Setting = "status_listen"
	DebugListen            Setting = "debug_listen"
	AdminGUIListen         Setting = "admin_gui_listen"
	ClusterListen          Setting = "cluster_listen"
	ClusterTelemetryListen Setting = "cluster_telemetry_listen"
	StreamListen           Setting = "stream_listen"
)

// Kong Gateway's defaults.
// Source: Kong/developer.konghq.com, app/_data/kong-conf/3.15.json, 2026-07-02.
const (
	DefaultProxyListen  = "0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384"
	DefaultStreamListen = "off"
)

// off is the value that means no listener.
const off = "off"

// Settings returns every setting, in a fixed order.
func Settings() []Setting {
	return []Setting{
		ProxyListen, AdminListen, StatusListen, DebugListen, AdminGUIListen, ClusterListen, ClusterTelemetryListen, StreamListen,
	}
}

// Listener is one address on which Kong Gateway accepts connections.
type Listener struct {
	// Host is a canonical IP address (IPv6 compressed, lower-case, without brackets) or a lower-case host name.
	Host string
	Port uint16
	// UDP, TLS, HTTP2 and ProxyProtocol say whether Flags holds udp, ssl, http2 and proxy_protocol.
	UDP, TLS, HTTP2, ProxyProtocol bool
	// Flags holds the entry's flags, each once, sorted.
	Flags []string
}

// Protocol returns the transport protocol, "tcp" or "udp".
func (l Listener) Protocol() string {
	if l.UDP {
		return "udp"
	}
	return "tcp"
}

// Loopback reports whether only the host itself can reach the listener: an address of 127.0.0.0/8 (IPv4-mapped too),
// ::1, or localhost and the names below it (RFC 6761, section 6.3).
func (l Listener) Loopback() bool {
	if addr, err := netip.ParseAddr(l.Host); err == nil {
		return addr.IsLoopback()
	}
	name := strings.ToLower(strings.TrimSuffix(l.Host, "."))
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// ParseSetting returns the setting of that name.
func ParseSetting(name string) (Setting, error) {
	if setting := Setting(name); slices.Contains(Settings(), setting) {
		return setting, nil
	}
	names := make([]string, 0, len(Settings()))
	for _, setting := range Settings() {
		names = append(names, string(setting))
	}
	return "", problem.New("Unknown Listen Setting", "unknown setting %s%s: expected one of %s",
		quote(name), suggest.Hint(name, names), strings.Join(names, ", "))
}

// maxQuoted is the number of characters of a user's text that an error repeats.
const maxQuoted = 80

func quote(text string) string { return cleantext.Quote(text, maxQuoted) }
