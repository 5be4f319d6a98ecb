package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
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
	path := "file:///" + strings.Repeat("x", 100<<10)
	provider := openSession(t, map[string]any{"ip_addresses_url": path})
	for _, dataSource := range []string{"konnect_ip_ranges", "konnect_network_requirements"} {
		_, diagnostics := provider.read(t.Context(), dataSource, map[string]any{"regions": set("us")})
		wantClean(t, diagnostics)
		if len(diagnostics) != 1 || !strings.HasSuffix(diagnostics[0].Detail, "x… Try again later, or set ip_addresses_url to a mirror.") {
			t.Errorf("%s: diagnostics %.300v", dataSource, diagnostics)
		}
	}
}
