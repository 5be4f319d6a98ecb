package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// TestDemo runs the whole demonstration and looks for what a person would.
func TestDemo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var out bytes.Buffer
	if err := demo(t.Context(), &out, nil); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(out.String(), "\n"); !strings.Contains(first, "made up") || !strings.Contains(first, "LIVE=1") {
		t.Errorf("the first line is %q", first)
	}
	if !strings.HasSuffix(out.String(), "\nNext: make install, then copy a firewall from examples/firewalls.\n") {
		t.Errorf("there is no next step at the end:\n%s", out.String())
	}
	words := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"outbound, from your network to Konnect: 13 rules", "your data planes 18.220.4.10/32 tcp/443 us gateway",
		"inbound, into your network: 14 rules", "your clients 10.0.0.0/8 your data planes tcp/8443 - gateway",
		"your collector tcp/6514", "us.api.konghq.com", "2025-08-26T16:03:33Z",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("the output lacks %q:\n%s", want, out.String())
		}
	}
	assertNothingLeft(t)
}

// A list that can't be read ends in one line, which says how to do without it.
func TestDemoOffline(t *testing.T) {
	t.Setenv("LIVE", "1")
	t.Setenv("HTTPS_PROXY", strings.TrimSuffix(listserver.RefusedURL(t), listserver.ListPath))
	err := demo(t.Context(), &bytes.Buffer{}, nil)
	if err == nil || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "Source Unavailable: https://ip-addresses.origin.konghq.com/") ||
		!strings.HasSuffix(err.Error(), ". Without a way to the internet leave LIVE=1 out: make demo") {
		t.Errorf("error %v", err)
	}
}

func TestDemoEndsWhenInterrupted(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := demo(ctx, &bytes.Buffer{}, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want that of the context", err)
	}
	assertNothingLeft(t)
}

func assertNothingLeft(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "konnect-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestPrintRules(t *testing.T) {
	t.Parallel()
	const state = `{"values": {"root_module": {"resources": [{"type": "konnect_network_requirements", "values": {
		"outbound_rules": {
			"a": {"protocol": "tcp", "port": 443, "cidr": "2001:db8::1/128", "components": ["gateway"], "regions": ["eu", "us"]},
			"b": {"protocol": "tcp", "port": 443, "cidr": "198.51.100.7/32", "components": ["gateway", "mesh"], "regions": ["eu"]},
			"c": {"protocol": "tcp", "port": 443, "cidr": "18.220.4.10/32", "components": ["gateway"], "regions": ["us"]}
		},
		"inbound_rules": {
			"a": {"protocol": "tcp", "port": 8443, "cidr": "10.0.0.0/8", "components": ["gateway"], "regions": null},
			"b": {"protocol": "tcp", "port": 6514, "cidr": "192.0.2.1/32", "components": ["audit_logging"], "regions": ["us"]}
		},
		"hostnames": ["us.api.konghq.com"],
		"updated_at": "2025-08-26T16:03:33Z"
	}}]}}}`
	const want = `outbound, from your network to Konnect: 3 rules
  FROM              TO               PORT     REGION  FOR
  your data planes  18.220.4.10/32   tcp/443  us      gateway
  your data planes  198.51.100.7/32  tcp/443  eu      gateway, mesh
  your data planes  2001:db8::1/128  tcp/443  eu, us  gateway

inbound, into your network: 2 rules
  FROM                     TO                PORT      REGION  FOR
  Konnect 192.0.2.1/32     your collector    tcp/6514  us      audit_logging
  your clients 10.0.0.0/8  your data planes  tcp/8443  -       gateway

the names behind the outbound addresses, for a proxy or a firewall that looks at names: 1
  us.api.konghq.com

the list was last changed: 2025-08-26T16:03:33Z

`
	var out bytes.Buffer
	if err := printRules(&out, []byte(state)); err != nil {
		t.Fatal(err)
	}
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
	for _, wrong := range []string{"no JSON", "{}"} {
		if err := printRules(&out, []byte(wrong)); err == nil {
			t.Errorf("no error for %s", wrong)
		}
	}
}
