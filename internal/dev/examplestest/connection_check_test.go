package examplestest

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// target is a name that the script tries, on a port of its own, and the row that it must print.
type target struct {
	name, port, prefix, row string
	// problem is what follows the name and the port below the table.
	problem string
}

// authority is the issuer of all certificates of these servers.
const authority = "CN=Loopback Test Authority"

// TestConnectionCheck runs the script against servers of this machine, one for each way in which a connection ends.
func TestConnectionCheck(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"curl", "openssl"} {
		if _, found := find(t, parser{program, program}); !found {
			return
		}
	}
	var bundle strings.Builder
	serve := func(options listserver.TLSOptions) string {
		server := listserver.NewTLSServer(t, options)
		bundle.WriteString(server.CAPEM())
		return portOf(t, server.BaseURL())
	}
	good := serve(listserver.TLSOptions{Logged: true})
	targets := []target{
		{"127.0.0.1", good, "127.0.0.0/8", "yes yes yes public ok " + authority, ""},
		{"127.0.0.1", serve(listserver.TLSOptions{Logged: true, AsksForCertificate: true}), "127.0.0.0/8", "yes yes yes public ok", ""},
		{
			"127.0.0.1", serve(listserver.TLSOptions{Logged: true}), "127.0.0.2/31", "yes no yes public FAILED " + authority,
			"resolves to 127.0.0.1, which is not among the addresses of this file.",
		},
		{
			"127.0.0.1", serve(listserver.TLSOptions{}), "127.0.0.0/8", "yes yes yes intercepted FAILED " + authority,
			"has a certificate that no public issuer has made: " + authority + ".",
		},
		{
			"127.0.0.1", serve(listserver.TLSOptions{UnknownAuthority: true}), "127.0.0.0/8", "yes yes yes intercepted FAILED " + authority,
			"has a certificate that this host does not trust: (60) SSL certificate problem: unable to get local issuer certificate.",
		},
		{"127.0.0.1", closedPort(t), "127.0.0.0/8", "yes yes no - FAILED", "can't be reached: (7) Failed to connect to 127.0.0.1 port "},
		{"127.0.0.1", noTLS(t, false), "127.0.0.0/8", "yes yes yes no FAILED", "connects, and TLS does not begin: (35) "},
		{"127.0.0.1", noTLS(t, true), "127.0.0.0/8", "yes yes yes no FAILED", "connects, and TLS does not begin: (28) "},
		// A label of 64 characters is refused before a name server is asked.
		{strings.Repeat("a", 64) + ".konghq.com", "443", "127.0.0.0/8", "no - - - FAILED", "does not resolve."},
	}
	script := connectionCheck(t, targets)
	trust := "CURL_CA_BUNDLE=" + save(t, "ca.pem", bundle.String())
	t.Log("the settings of a person do not count")
	expectRows(t, script, targets, 1, trust, "HOME="+filepath.Dir(save(t, ".curlrc", "insecure\n")))

	expectRows(t, connectionCheck(t, targets[:1]), targets[:1], 0, trust)

	t.Log("through a proxy, whatever its variable")
	proxied := []target{{"127.0.0.1", good, "127.0.0.0/8", "proxy - yes public ok " + authority, ""}}
	script = connectionCheck(t, proxied)
	through, refusing := proxy(t, true), proxy(t, false)
	expectRows(t, script, proxied, 0, trust, "HTTPS_PROXY="+through)
	expectRows(t, script, proxied, 0, trust, "https_proxy="+through)
	expectRows(t, script, targets[:1], 0, trust, "HTTPS_PROXY="+refusing, "NO_PROXY=127.0.0.1")
	proxied[0].row, proxied[0].problem = "proxy - no - FAILED", "can't be reached through the proxy: (56) "
	expectRows(t, script, proxied, 1, trust, "HTTPS_PROXY="+refusing)
	proxied[0].problem = "can't be reached through the proxy: (7) "
	expectRows(t, script, proxied, 1, trust, "https_proxy=http://127.0.0.1:"+closedPort(t))
}

// TestConnectionCheckFindsPrefixes compares the script's own arithmetic with net/netip.
func TestConnectionCheckFindsPrefixes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(examplesFolder(t), "text", "connection-check", "check.sh"))
	if err != nil {
		t.Fatal(err)
	}
	functions, _, _ := strings.Cut(string(text), "# Prints the first of the addresses")
	var calls, want strings.Builder
	for _, address := range []string{"0.0.0.0", "10.1.2.3", "10.1.255.255", "255.255.255.255", "::", "::1", "1::", "2001:db8::a:0:0:1", "2001:db8:0:0:a:b:c:d", "fe80:1:2:3:4:5:6:7"} {
		for _, base := range []string{"10.1.2.3", "10.1.128.0", "::1", "2001:db8::", "fe80:1:2:3::"} {
			for _, bits := range []int{0, 1, 8, 15, 16, 17, 31, 32, 33, 48, 64, 112, 127, 128} {
				prefix, err := netip.MustParseAddr(base).Prefix(bits)
				if err != nil {
					continue
				}
				fmt.Fprintf(&calls, "inside %s %s && echo %s in %s\n", address, prefix, address, prefix)
				if prefix.Contains(netip.MustParseAddr(address)) {
					fmt.Fprintf(&want, "%s in %s\n", address, prefix)
				}
			}
		}
	}
	got := ask(t, "sh", save(t, "inside.sh", functions+calls.String()+"true\n")).Stdout
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("addresses in prefixes (-net/netip +script):\n%s", diff)
	}
}

// TestConnectionCheckOfTheList reads the script that a real list gives.
func TestConnectionCheckOfTheList(t *testing.T) {
	t.Parallel()
	run := open(t, "text", listserver.NewServer(t))
	script := save(t, "check-connections.sh", run.written(textVariables["everything"])["check-connections.sh"])
	ask(t, "sh", "-n", script)
	if shellcheck, found := find(t, parser{"shellcheck", "shellcheck"}); found {
		ask(t, shellcheck, script)
	}
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"\nnames='443 eu.api.konghq.com\n443 us.api.konghq.com\n'\n", "\n443 18.220.4.10/32\n", "\nwildcards='*.eu.cp.konghq.com *.eu.cp0"} {
		if !strings.Contains(string(text), line) {
			t.Errorf("the script lacks %q", line)
		}
	}
}

// connectionCheck renders the script for these targets.
func connectionCheck(t *testing.T, targets []target) string {
	t.Helper()
	type rule struct {
		Port  json.Number `json:"port"`
		CIDRs []string    `json:"cidrs,omitempty"`
		FQDNs []string    `json:"fqdns,omitempty"`
	}
	outbound, fqdns := map[string]rule{}, map[string]rule{}
	for _, target := range targets {
		outbound["tcp/"+target.port+"/ipv4"] = rule{Port: json.Number(target.port), CIDRs: []string{target.prefix}}
		fqdns["tcp/"+target.port] = rule{Port: json.Number(target.port), FQDNs: []string{target.name}}
	}
	requirements, err := json.Marshal(map[string]any{"outbound": outbound, "outbound_fqdns": fqdns, "wildcards": []string{}})
	if err != nil {
		t.Fatal(err)
	}
	written := open(t, "text/connection-check", listserver.NewServer(t)).written(map[string]string{"requirements": string(requirements)})
	return save(t, "check-connections.sh", written["check-connections.sh"])
}

// expectRows runs the script and compares its exit code, its table, and the starts of what it says below.
func expectRows(t *testing.T, script string, targets []target, exitCode int, environment ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "sh", script)
	command.Env = append(os.Environ(), environment...)
	result, err := tfrun.Execute(t.Context(), command, tfrun.Grace)
	if err != nil {
		t.Fatal(err)
	}
	if result.ExitCode != exitCode || result.Stderr != "" {
		t.Errorf("%v: exit code %d, want %d\n%s%s", environment, result.ExitCode, exitCode, result.Stdout, result.Stderr)
	}
	table, problems, _ := strings.Cut(result.Stdout, "\n\n")
	rows := map[string]string{}
	for line := range strings.Lines(table) {
		cells := strings.Fields(line)
		rows[cells[0]+":"+cells[1]] = strings.Join(cells[2:], " ")
	}
	want := map[string]string{"NAME:PORT": "RESOLVES LISTED CONNECTS TLS RESULT ISSUER"}
	wantProblems := 0
	for _, target := range targets {
		want[target.name+":"+target.port] = target.row
		if target.problem == "" {
			continue
		}
		wantProblems++
		if line := "\n" + target.name + ":" + target.port + " " + target.problem; !strings.Contains("\n"+problems, line) {
			t.Errorf("not said: %s\n%s", line, problems)
		}
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("%v: table (-want +got):\n%s", environment, diff)
	}
	if got := strings.Count(problems, "\n"); got != wantProblems {
		t.Errorf("%d problems, want %d:\n%s", got, wantProblems, problems)
	}
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Port()
}

// closedPort is a port on which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	return portOf(t, listserver.RefusedURL(t))
}

// noTLS is the port of a server that ends each connection at once, or never answers.
func noTLS(t *testing.T, silent bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			if silent {
				t.Cleanup(func() { _ = connection.Close() })
				continue
			}
			_ = connection.Close()
		}
	}()
	return portOf(t, "https://"+listener.Addr().String())
}

// proxy starts a proxy that connects to this machine, or refuses to.
func proxy(t *testing.T, allows bool) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allows || r.Method != http.MethodConnect || !strings.HasPrefix(r.Host, "127.0.0.1:") {
			http.Error(w, "refused", http.StatusForbidden)
			return
		}
		upstream, err := net.Dial("tcp", r.Host)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		// The client waits for the answer, so nothing of it is in the server's buffers yet.
		client, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
			t.Error(err)
		}
		go func() {
			defer upstream.Close()
			_, _ = io.Copy(upstream, client)
		}()
		go func() {
			defer client.Close()
			_, _ = io.Copy(client, upstream)
		}()
	}))
	t.Cleanup(server.Close)
	return server.URL
}
