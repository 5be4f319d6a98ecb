package requirements_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// portsQuery returns a query of the ports, with Kong's default listeners.
func portsQuery(components ...string) requirements.Query {
	return listening(components, kongconf.DefaultProxyListen, kongconf.DefaultStreamListen)
}

func listening(components []string, proxy, stream string) requirements.Query {
	return requirements.Query{Components: components, ProxyListen: proxy, StreamListen: stream}
}

func keysOf(ports []requirements.Port) []string {
	keys := make([]string, len(ports))
	for i, port := range ports {
		keys[i] = port.Key()
	}
	return keys
}

func TestPortsOfDefaultComponents(t *testing.T) {
	t.Parallel()
	outbound, inbound, err := requirements.Ports(portsQuery())
	if err != nil {
		t.Fatal(err)
	}
	auditLogs := func(protocol string, number uint16) requirements.Port {
		return requirements.Port{
			Protocol: protocol, Number: number, Components: []catalog.Component{"audit_logging"},
			Description: "Outbound: Konnect audit logging (audit_logging)",
		}
	}
	want := []requirements.Port{
		{
			Protocol: "tcp", Number: 443, ApplicationProtocol: "https", Components: []catalog.Component{"dev_portal", "gateway", "platform"},
			Description: "Outbound: HTTPS to Konnect (dev_portal, gateway, platform)",
		},
		auditLogs("tcp", 8071), auditLogs("tcp", 20010), auditLogs("udp", 8071), auditLogs("udp", 20010),
	}
	if diff := cmp.Diff(want, outbound); diff != "" {
		t.Errorf("outbound (-want +got)\n%s", diff)
	}
	want = []requirements.Port{
		{
			Protocol: "tcp", Number: 8000, ApplicationProtocol: "http", Components: []catalog.Component{"gateway"}, Setting: "proxy_listen",
			Description: "Inbound: proxy clients (gateway)",
		},
		{
			Protocol: "tcp", Number: 8443, ApplicationProtocol: "https", Components: []catalog.Component{"gateway"}, Setting: "proxy_listen",
			Description: "Inbound: proxy clients (gateway)",
		},
	}
	if diff := cmp.Diff(want, inbound); diff != "" {
		t.Errorf("inbound (-want +got)\n%s", diff)
	}
}

// Every documented port can be had, and no other.
func TestPortsWalkTheCatalogue(t *testing.T) {
	t.Parallel()
	https := []string{"tcp/443"}
	want := map[catalog.Component][]string{
		"platform": https, "gateway": https, "dev_portal": https, "mesh": https, "event_gateway": https, "identity": https,
		"ingress_controller": https, "mcp": https, "audit_logging": {"tcp/8071", "tcp/20010", "udp/8071", "udp/20010"},
	}
	for _, component := range catalog.Components() {
		outbound, inbound, err := requirements.Ports(portsQuery(string(component)))
		if err != nil {
			t.Fatal(err)
		}
		if got := keysOf(outbound); !slices.Equal(got, want[component]) {
			t.Errorf("%s: outbound %q, want %q", component, got, want[component])
		}
		for _, port := range outbound {
			if !slices.Equal(port.Components, []catalog.Component{component}) || port.Setting != "" {
				t.Errorf("%s: %+v", component, port)
			}
		}
		listeners := []string{}
		if component == catalog.Gateway {
			listeners = []string{"tcp/8000", "tcp/8443"}
		}
		if got := keysOf(inbound); !slices.Equal(got, listeners) {
			t.Errorf("%s: inbound %q, want %q", component, got, listeners)
		}
	}
}

func TestPortsOfListeners(t *testing.T) {
	t.Parallel()
	type row struct{ key, application, setting string }
	proxy := []row{{"tcp/8000", "http", "proxy_listen"}, {"tcp/8443", "https", "proxy_listen"}}
	tests := map[string]struct {
		components    []string
		proxy, stream string
		want          []row
	}{
		"UDP and TLS streams": {
			nil, kongconf.DefaultProxyListen, "0.0.0.0:53 udp, 0.0.0.0:9443 ssl",
			append(slices.Clone(proxy), row{"tcp/9443", "tls", "stream_listen"}, row{"udp/53", "", "stream_listen"}),
		},
		"plain stream":              {nil, "off", "0.0.0.0:5432", []row{{"tcp/5432", "", "stream_listen"}}},
		"both off":                  {nil, "off", "off", nil},
		"loopback only":             {nil, "127.0.0.1:8000, [::1]:8443 ssl, localhost:9000", "127.0.0.5:53 udp", nil},
		"loopback beside others":    {nil, "127.0.0.1:8000, 192.0.2.1:8443 ssl", "off", []row{{"tcp/8443", "https", "proxy_listen"}}},
		"IPv4 and IPv6 merge":       {nil, "0.0.0.0:8443 ssl, [::]:8443 ssl", "off", []row{{"tcp/8443", "https", "proxy_listen"}}},
		"plain and TLS on one port": {nil, "192.0.2.1:8443 ssl, 192.0.2.2:8443", "off", []row{{"tcp/8443", "http, https", "proxy_listen"}}},
		"TCP and UDP on one port":   {nil, "off", "0.0.0.0:53, 0.0.0.0:53 udp", []row{{"tcp/53", "", "stream_listen"}, {"udp/53", "", "stream_listen"}}},
		"proxy and stream on one port": {
			nil, "192.0.2.1:8443 ssl", "192.0.2.2:8443 ssl", []row{{"tcp/8443", "https, tls", "proxy_listen, stream_listen"}},
		},
		"in the order of numbers": {nil, "0.0.0.0:10000, 0.0.0.0:9000", "off", []row{{"tcp/9000", "http", "proxy_listen"}, {"tcp/10000", "http", "proxy_listen"}}},
		"without the gateway":     {[]string{"platform", "mesh"}, kongconf.DefaultProxyListen, "0.0.0.0:53 udp", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, inbound, err := requirements.Ports(listening(test.components, test.proxy, test.stream))
			if err != nil {
				t.Fatal(err)
			}
			var got []row
			for _, port := range inbound {
				got = append(got, row{port.Key(), port.ApplicationProtocol, port.Setting})
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("inbound %q, want %q", got, test.want)
			}
		})
	}
}

func TestPortsErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		query          requirements.Query
		argument, want string
	}{
		"component": {
			portsQuery("mash"), "components",
			`component "mash" is not one of: audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform (did you mean "mesh"?)`,
		},
		"proxy_listen, without the gateway too": {
			listening([]string{"mesh"}, "0.0.0.0:8000, 0.0.0.0:0", "off"),
			"proxy_listen",
			`proxy_listen entry 2, "0.0.0.0:0": port "0" is not a number from 1 to 65535`,
		},
		"stream_listen": {
			listening(nil, "off", "localhost:"),
			"stream_listen",
			`stream_listen entry 1, "localhost:": "localhost:" has no port; write ADDRESS:PORT, for example "0.0.0.0:8000" or "[::]:8000"`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			outbound, inbound, err := requirements.Ports(test.query)
			if outbound != nil || inbound != nil {
				t.Errorf("%v and %v beside the error", outbound, inbound)
			}
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}
