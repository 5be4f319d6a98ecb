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
)

// TestRun runs the whole demonstration and looks for what a person would.
func TestRun(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var out bytes.Buffer
	if err := run(t.Context(), &out, false); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(out.String(), "\n"); !strings.Contains(first, "made up") || !strings.Contains(first, "LIVE=1") {
		t.Errorf("the first line is %q", first)
	}
	if outbound, inbound := strings.Index(out.String(), "outbound_rules ("), strings.Index(out.String(), "inbound_rules ("); outbound < 0 || inbound < outbound {
		t.Errorf("the rules are not first, outbound before inbound:\n%s", out.String())
	}
	if !strings.HasSuffix(out.String(), "\nNext: make install, then copy a firewall from examples/firewalls.\n") {
		t.Errorf("there is no next step at the end:\n%s", out.String())
	}
	for _, want := range []string{"tcp/443/18.220.4.10/32", "tcp/8443/10.0.0.0/8", "us.api.konghq.com", "2025-08-26T16:03:33Z"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the output lacks %q:\n%s", want, out.String())
		}
	}
	assertNothingLeft(t)
}

func TestRunEndsWhenInterrupted(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := run(ctx, &bytes.Buffer{}, false); !errors.Is(err, context.DeadlineExceeded) {
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

func TestPrintOutputs(t *testing.T) {
	t.Parallel()
	const document = `{
		"updated_at": {"value": "2025-08-26T16:03:33Z"},
		"hostnames": {"value": ["a.konghq.com", "b.konghq.com"]},
		"rules": {"value": {
			"tcp/443/2001:db8::1/128": {"port": 443, "cidrs": ["192.0.2.1/32", "192.0.2.2/32"], "setting": null},
			"tcp/443/198.51.100.7/32": {"port": 443, "cidrs": [], "setting": null},
			"tcp/8443/192.0.2.0/24": {"port": 8443, "cidrs": [], "setting": "proxy_listen"},
			"tcp/443/18.220.4.10/32": {"port": 443, "cidrs": [], "setting": null}
		}},
		"outbound_rules": {"value": {}},
		"inbound_rules": {"value": {}}
	}`
	const want = `outbound_rules (0)

inbound_rules (0)

hostnames (2)
  a.konghq.com
  b.konghq.com

rules (4)
                           cidrs                       port  setting
  tcp/443/18.220.4.10/32                               443   -
  tcp/443/198.51.100.7/32                              443   -
  tcp/443/2001:db8::1/128  192.0.2.1/32, 192.0.2.2/32  443   -
  tcp/8443/192.0.2.0/24                                8443  proxy_listen

updated_at
  2025-08-26T16:03:33Z

`
	var out bytes.Buffer
	if err := printOutputs(&out, []byte(document)); err != nil {
		t.Fatal(err)
	}
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
	if err := printOutputs(&out, []byte("no JSON")); err == nil {
		t.Error("no error for what is no JSON")
	}
}
