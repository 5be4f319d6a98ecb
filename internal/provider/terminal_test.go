package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// planned runs a plan with real Terraform, in an environment of its own.
func planned(t *testing.T, configuration string, environment map[string]string) tfrun.Result {
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

// TestCertificateInTerminal has Terraform itself print what a certificate says that is not trusted, in its log too.
func TestCertificateInTerminal(t *testing.T) {
	t.Parallel()
	server := listserver.NewTLSServer(t, listserver.TLSOptions{Names: []string{hostileASCII}})
	url := strings.Replace(server.URL(), "127.0.0.1", "localhost", 1)
	result := planned(t, fmt.Sprintf("provider \"konnect\" {\n  ip_addresses_url = %q\n}\ndata \"konnect_ip_ranges\" \"all\" {}\n", url),
		map[string]string{"TF_LOG_PROVIDER": "DEBUG"})
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
