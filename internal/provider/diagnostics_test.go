package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// hostile clears a terminal, prints a lie in green, and turns the direction of what follows. It is of ASCII as far as
// certificates and headers go.
const (
	hostileASCII = "\x1b[2J\x1b[32mNo changes.\x1b[0m"
	hostile      = hostileASCII + "\u202e\u2066\u009b31m"
)

// wantClean holds of each diagnostic that it is of less than 4 KB, and free of what changes how a terminal shows a text.
func wantClean(t *testing.T, diagnostics []diagnostic) {
	t.Helper()
	if len(diagnostics) == 0 {
		t.Error("no diagnostic")
	}
	for _, d := range diagnostics {
		if size := len(d.Summary) + len(d.Detail); size >= 4<<10 {
			t.Errorf("a diagnostic of %d bytes: %.200s …", size, d.Detail)
		}
		if i := strings.IndexFunc(d.Detail, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("the detail has %q: %q", d.Detail[i:min(i+8, len(d.Detail))], d.Detail)
		}
	}
}

// TestManyRegions asks for a region that a list of 9,000 lacks: some are named, the rest counted.
func TestManyRegions(t *testing.T) {
	t.Parallel()
	var regions strings.Builder
	for i := range 9_000 {
		fmt.Fprintf(&regions, `"r%05d":["198.51.100.7"],`, i)
	}
	server := listserver.NewServer(t)
	server.ServeBody([]byte(document("ingressIPs", "{"+strings.TrimSuffix(regions.String(), ",")+"}")))
	provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	_, diagnostics := provider.read(t.Context(), "konnect_ip_ranges", map[string]any{"regions": set("us")})
	wantClean(t, diagnostics)
	named := make([]string, 20)
	for i := range named {
		named[i] = fmt.Sprintf("r%05d", i)
	}
	want := []diagnostic{failure("Region Without Addresses", `AttributeName("regions")`,
		server.URL()+` lists no ingress addresses for region "us". Regions with addresses: `+strings.Join(named, ", ")+" and 8980 more."+
			chooseRegion)}
	if diff := cmp.Diff(want, diagnostics); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestForeignTextIsClean puts text that would change a terminal, and text without end, wherever a server can.
func TestForeignTextIsClean(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(hostile, 2000)
	quoted := func(text string) string { return strings.ReplaceAll(fmt.Sprintf("%+q", text), `\x1b`, `\u001b`) }
	for name, body := range map[string]func(text string) string{
		"date":          func(text string) string { return document("updateDate", quoted(text)) },
		"region":        func(text string) string { return document("ingressIPs", `{"us":[],`+quoted(text)+`:["198.51.100.7"]}`) },
		"region twice":  func(text string) string { return document("egressIPs", `{`+quoted(text)+`:[],`+quoted(text)+`:[]}`) },
		"hostname":      func(text string) string { return document("regions", `{"us":{`+quoted(text)+`:["10.0.0.1"]}}`) },
		"entry":         func(text string) string { return document("ingressIPs", `{"us":[`+quoted(text)+`]}`) },
		"member":        func(text string) string { return `{` + quoted(text) + `:{"a":1,"a":2},` + document("", "")[1:] },
		"no JSON":       func(text string) string { return text },
		"XML":           func(text string) string { return "<" + text + ">" },
		"no announcing": func(text string) string { return "<rss><channel><item>" + text + "</nothing>" },
	} {
		for size, text := range map[string]string{"short": hostile, "long": long} {
			t.Run(name+", "+size, func(t *testing.T) {
				t.Parallel()
				server := listserver.NewServer(t)
				server.ServeBody([]byte(body(text)))
				provider := openSession(t, map[string]any{"ip_addresses_url": server.URL(), "updates_url": server.URL()})
				failures := 0
				for dataSource, arguments := range map[string]map[string]any{
					"konnect_ip_ranges": {"regions": set("us")}, "konnect_network_requirements": {"regions": set("us")}, "konnect_ip_updates": nil,
				} {
					if _, diagnostics := provider.read(t.Context(), dataSource, arguments); len(diagnostics) > 0 {
						failures++
						wantClean(t, diagnostics)
					}
				}
				if failures == 0 {
					t.Error("all was read")
				}
			})
		}
	}
	for name, serve := range map[string]func(t *testing.T) string{
		"certificate": func(t *testing.T) string {
			t.Helper()
			server := listserver.NewTLSServer(t, listserver.TLSOptions{Names: []string{hostileASCII, strings.Repeat(hostileASCII, 2000)}})
			return strings.Replace(server.URL(), "127.0.0.1", "localhost", 1)
		},
		"redirect": func(t *testing.T) string {
			t.Helper()
			server := listserver.NewServer(t)
			server.Handle(listserver.Redirect(302, "https://mirror.example/"+strings.Repeat("x", 60<<10)))
			return server.URL()
		},
		"header": func(t *testing.T) string {
			t.Helper()
			server := listserver.NewServer(t)
			server.Handle(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				hijacker, _ := w.(http.Hijacker)
				connection, _, err := hijacker.Hijack()
				if err != nil {
					return
				}
				_, _ = connection.Write([]byte("HTTP/1.1 200 OK\r\n" + hostile + strings.Repeat("x", 60<<10) + "\r\n\r\n"))
				_ = connection.Close()
			}))
			return server.URL()
		},
		"encoding": func(t *testing.T) string {
			t.Helper()
			server := listserver.NewServer(t)
			server.Handle(listserver.Status(200, "Content-Encoding", "br", "X-Status", strings.Repeat("x", 50<<10)))
			return server.URL()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := serve(t)
			provider := openSession(t, map[string]any{"ip_addresses_url": url, "updates_url": url, "max_retries": 0})
			for _, dataSource := range []string{"konnect_ip_ranges", "konnect_ip_updates"} {
				_, diagnostics := provider.read(t.Context(), dataSource, nil)
				wantClean(t, diagnostics)
			}
		})
	}
}

// TestShortestLengths holds the defaults, and that each setting concerns its own family.
func TestShortestLengths(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.ServeBody([]byte(document("ingressIPs", `{"us":["18.64.0.0/12"],"eu":["2001:db8::/40"],"au":["18.64.0.0/24","2001:db8::/48"],"in":["18.64.0.0/23"],"me":["2001:db8::/47"]}`)))
	for name, test := range map[string]struct {
		region     string
		ipv4, ipv6 any
		want       string
	}{
		"by default":    {"au", nil, nil, ""},
		"IPv4, default": {"in", nil, nil, `ingressIPs.in[0] that is refused: "18.64.0.0/23" is shorter than /24, the shortest length accepted.` + checkEntry + " If the prefix is right, set min_ipv4_prefix_length = 23 in the provider block. That accepts prefixes of up to 512 addresses, and 131,072 addresses in a selection."},
		"IPv6, default": {"me", nil, nil, `ingressIPs.me[0] that is refused: "2001:db8::/47" is shorter than /48, the shortest length accepted.` + checkEntry + " If the prefix is right, set min_ipv6_prefix_length = 47 in the provider block. That accepts prefixes of up to 2^81 addresses, and 2^89 addresses in a selection."},
		"IPv4 accepted": {"us", 12, 41, ""},
		"IPv4 refused":  {"us", 13, 40, `ingressIPs.us[0] that is refused: "18.64.0.0/12" is shorter than /13, the shortest length accepted.` + checkEntry + " If the prefix is right, set min_ipv4_prefix_length = 12 in the provider block. That accepts prefixes of up to 1,048,576 addresses, and 16,777,216 addresses in a selection."},
		"IPv6 accepted": {"eu", 13, 40, ""},
		"IPv6 refused":  {"eu", 12, 41, `ingressIPs.eu[0] that is refused: "2001:db8::/40" is shorter than /41, the shortest length accepted.` + checkEntry + " If the prefix is right, set min_ipv6_prefix_length = 40 in the provider block. That accepts prefixes of up to 2^88 addresses, and 2^96 addresses in a selection."},
	} {
		provider := openSession(t, map[string]any{
			"ip_addresses_url": server.URL(), "min_ipv4_prefix_length": test.ipv4, "min_ipv6_prefix_length": test.ipv6,
		})
		_, got := provider.read(t.Context(), "konnect_ip_ranges", map[string]any{"regions": set(test.region)})
		var want []diagnostic
		if test.want != "" {
			want = []diagnostic{failure("Address List Refused", "", server.URL()+" holds an entry at "+test.want)}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", name, diff)
		}
	}
}

// TestUpdatesURLStopsOnlyTheAnnouncements gives an updates_url that can't be used.
func TestUpdatesURLStopsOnlyTheAnnouncements(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	for name, test := range map[string]struct {
		value any
		want  diagnostic
	}{
		"plain http": {"http://mirror.example/rss", failure("Invalid URL", "", `The value of updates_url can't be used: "http://mirror.example/rss" uses`+
			" plain http for a host that is not loopback. Accepted are https://HOST/PATH, http:// for a loopback host, and file:///PATH.")},
		"unknown": {unknown{}, failure("Unknown Provider Setting", "", "The value of updates_url depends on something that is known only after apply, and"+
			" nothing is read from a guess. Set it to a value that is known when the plan is made, or apply what it depends on first.")},
	} {
		settings := map[string]any{"ip_addresses_url": server.URL(), "updates_url": test.value}
		if diagnostics := newSession(t).validateProvider(t, settings); len(diagnostics) > 0 {
			t.Errorf("%s: ValidateProviderConfig: %v", name, diagnostics)
		}
		provider := openSession(t, settings)
		for _, dataSource := range []string{"konnect_ip_ranges", "konnect_network_requirements"} {
			if _, diagnostics := provider.read(t.Context(), dataSource, map[string]any{"regions": set("us")}); len(diagnostics) > 0 {
				t.Errorf("%s: %s: %v", name, dataSource, diagnostics)
			}
		}
		state, diagnostics := provider.read(t.Context(), "konnect_ip_updates", nil)
		if diff := cmp.Diff([]diagnostic{test.want}, diagnostics); diff != "" || state["entries"] != nil {
			t.Errorf("%s: entries %v, diagnostics (-want +got):\n%s", name, state["entries"], diff)
		}
	}
}

// TestLongWarning has a warning name 600 regions: it is cut like an error.
func TestLongWarning(t *testing.T) {
	t.Parallel()
	regions, lists := make([]any, 600), make([]string, 600)
	for i := range regions {
		regions[i] = fmt.Sprintf("region%03d", i)
		lists[i] = fmt.Sprintf(`%q:["198.51.100.7"]`, regions[i])
	}
	server := listserver.NewServer(t)
	server.ServeBody([]byte(document("ingressIPs", "{"+strings.Join(lists, ",")+"}")))
	provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	_, diagnostics := provider.read(t.Context(), "konnect_network_requirements", map[string]any{
		"regions": regions, "audit_log_destination_port": 8088,
	})
	wantClean(t, diagnostics)
	if len(diagnostics) != 1 || diagnostics[0].Summary != "Region Without Egress Addresses" {
		t.Errorf("diagnostics %v", diagnostics)
	}
}
