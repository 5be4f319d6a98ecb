package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/process"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
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

// TestManyRegions asks for a region that a list of 60,000 lacks: some are named, the rest counted.
func TestManyRegions(t *testing.T) {
	t.Parallel()
	var regions strings.Builder
	for i := range 60_000 {
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
		server.URL()+` lists no ingress addresses for region "us". Regions with addresses: `+strings.Join(named, ", ")+" and 59980 more."+
			unchanged+chooseRegion)}
	if diff := cmp.Diff(want, diagnostics); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestLongDetail has what happened fill a diagnostic: what to do about it still stands at its end.
func TestLongDetail(t *testing.T) {
	t.Parallel()
	var hostnames strings.Builder
	for i := range 30 {
		fmt.Fprintf(&hostnames, `"%02d%s.example":["198.51.100.7"],`, i, strings.Repeat("."+strings.Repeat("x", 60), 3))
	}
	server := listserver.NewServer(t)
	server.ServeBody([]byte(document("regions", `{"us":{`+strings.TrimSuffix(hostnames.String(), ",")+"}}")))
	provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	_, diagnostics := provider.read(t.Context(), "konnect_ip_ranges", map[string]any{"regions": set("us"), "hostnames": set("us.api.konghq.com")})
	wantClean(t, diagnostics)
	if len(diagnostics) != 1 || !strings.HasSuffix(diagnostics[0].Detail, "x…"+unchanged) {
		t.Errorf("diagnostics %v", diagnostics)
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

// planned runs a plan with real Terraform, in an environment of its own.
func planned(t *testing.T, configuration string, environment map[string]string) process.Result {
	t.Helper()
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.DevOverride(provider.Source, providerFolder(t)); err != nil {
		t.Fatal(err)
	}
	for name, value := range environment {
		workspace.Setenv(name, value)
	}
	if err := workspace.Write("main.tf", requiredProviders+configuration); err != nil {
		t.Fatal(err)
	}
	result, err := workspace.Run(t.Context(), "plan", "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestCertificateInTerminal has Terraform itself print what a certificate says that nobody trusts.
func TestCertificateInTerminal(t *testing.T) {
	t.Parallel()
	server := listserver.NewTLSServer(t, listserver.TLSOptions{Names: []string{hostileASCII}})
	url := strings.Replace(server.URL(), "127.0.0.1", "localhost", 1)
	result := planned(t, fmt.Sprintf("provider \"konnect\" {\n  ip_addresses_url = %q\n}\ndata \"konnect_ip_ranges\" \"all\" {}\n", url), nil)
	if output := result.Stdout + result.Stderr; result.ExitCode != 1 || strings.Contains(output, "\x1b") ||
		!strings.Contains(words(output), "x509: certificate is valid for [2J[32mNo changes.[0m, not localhost.") {
		t.Errorf("exit code %d\n%q", result.ExitCode, output)
	}
}

// TestProxyInMessage has the environment name a proxy that is down. The message names the variable and the host, not the
// password. The variables are read once a process, so that each case has its own.
func TestProxyInMessage(t *testing.T) {
	t.Parallel()
	down := strings.TrimSuffix(strings.TrimPrefix(listserver.RefusedURL(t), "http://"), listserver.ListPath)
	const proxied = "provider \"konnect\" {\n  ip_addresses_url = \"https://proxied.example/feed\"\n  max_retries = 0\n}\n" +
		"data \"konnect_ip_ranges\" \"all\" {}\n"
	for name, test := range map[string]struct{ variable, value, want string }{
		"down": {
			"HTTPS_PROXY", "http://jane:secret@" + down, "https://proxied.example/feed could not be reached: the proxy " + down +
				" failed: dial tcp " + down + ": connect: connection refused. The proxy comes from the environment variable HTTPS_PROXY. Set it to" +
				" a proxy that connects to proxied.example, or add proxied.example to NO_PROXY.",
		},
		"no URL": {
			"https_proxy", "http://jane:secret@proxy.example:none", "https://proxied.example/feed could not be reached: the proxy's address is not a" +
				" URL. The proxy comes from the environment variable https_proxy. Set it to a proxy that connects to proxied.example, or add" +
				" proxied.example to NO_PROXY.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			result := planned(t, proxied, map[string]string{test.variable: test.value})
			output := result.Stdout + result.Stderr
			if result.ExitCode != 1 || !strings.Contains(words(output), test.want) || strings.Contains(output, "secret") {
				t.Errorf("exit code %d\n%s\nwant %s", result.ExitCode, output, test.want)
			}
		})
	}
}

// words joins the lines of a message that Terraform has wrapped in its box.
func words(output string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(output, "│", " ")), " ")
}

// TestRootsBesideTheSystems reads from a server that the system trusts and from one that ca_cert_pem does.
func TestRootsBesideTheSystems(t *testing.T) {
	t.Parallel()
	system := listserver.NewTLSServer(t, listserver.TLSOptions{})
	private := listserver.NewTLSServer(t, listserver.TLSOptions{})
	roots := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, []byte(system.CAPEM()), 0o600); err != nil {
		t.Fatal(err)
	}
	configuration := fmt.Sprintf(`
provider "konnect" {
  ip_addresses_url = %q
  updates_url      = %q
  ca_cert_pem      = <<-EOT
%sEOT
}
data "konnect_ip_ranges" "all" {}
data "konnect_ip_updates" "all" {}
`, system.URL(), private.UpdatesURL(), private.CAPEM())
	result := planned(t, configuration, map[string]string{"SSL_CERT_FILE": roots, "SSL_CERT_DIR": t.TempDir()})
	if result.ExitCode != 0 {
		t.Errorf("exit code %d\n%s%s", result.ExitCode, result.Stdout, result.Stderr)
	}
	for name, server := range map[string]*listserver.Server{"system": system, "private": private} {
		if got := len(server.Requests()); got != 1 {
			t.Errorf("%d requests to the %s server, want 1", got, name)
		}
	}
}

// TestShortestLengths holds that each setting concerns its own family.
func TestShortestLengths(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.ServeBody([]byte(document("ingressIPs", `{"us":["18.64.0.0/12"],"eu":["2001:db8::/40"]}`)))
	for name, test := range map[string]struct {
		region     string
		ipv4, ipv6 int
		want       string
	}{
		"IPv4 accepted": {"us", 12, 41, ""},
		"IPv4 refused":  {"us", 13, 40, `ingressIPs.us[0] that is refused: "18.64.0.0/12" is shorter than /13, the shortest length accepted.` + checkEntry + " If the prefix is right, set min_ipv4_prefix_length = 12 in the provider block."},
		"IPv6 accepted": {"eu", 13, 40, ""},
		"IPv6 refused":  {"eu", 12, 41, `ingressIPs.eu[0] that is refused: "2001:db8::/40" is shorter than /41, the shortest length accepted.` + checkEntry + " If the prefix is right, set min_ipv6_prefix_length = 40 in the provider block."},
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
