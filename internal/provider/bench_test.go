package provider_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// reads returns a function that reads a data source over the protocol from a list with this many prefixes in the region, which
// has been fetched. Each call has other arguments, so that no answer is given again.
func reads(tb testing.TB, dataSource string, prefixes int) func() {
	tb.Helper()
	list := listserver.NewServer(tb)
	document := listserver.DemoDocument()
	document.IngressIPs["us"] = listserver.Addresses(0, prefixes)
	delete(document.Regions, "us")
	list.Serve(document)
	provider := openSession(tb, map[string]any{"ip_addresses_url": list.URL()})
	date := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	read := func() {
		date = date.Add(time.Second)
		config := dynamicValue(provider.schemas.DataSourceSchemas[dataSource], map[string]any{
			"regions": set("us"), "minimum_update_date": date.Format(time.RFC3339),
		})
		response, err := provider.server.ReadDataSource(tb.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: dataSource, Config: config})
		if err != nil || len(response.Diagnostics) > 0 {
			tb.Fatalf("%v, %v", err, diagnosticsOf(response.Diagnostics))
		}
	}
	read()
	return read
}

// BenchmarkReadDataSource measures one read over the protocol server, once the list has been fetched: selection, composition
// and the encoding of the state.
func BenchmarkReadDataSource(b *testing.B) {
	for _, test := range []struct {
		dataSource string
		prefixes   int
	}{
		{"konnect_ip_ranges", 1_000},
		{"konnect_ip_ranges", 10_000},
		{"konnect_ip_ranges", 50_000},
		{"konnect_network_requirements", 1_000},
		{"konnect_network_requirements", 10_000},
	} {
		b.Run(fmt.Sprintf("%s/%d", test.dataSource, test.prefixes), func(b *testing.B) {
			read := reads(b, test.dataSource, test.prefixes)
			b.ReportAllocs()
			for b.Loop() {
				read()
			}
		})
	}
}

// TestReadAllocations holds that a read costs in proportion to its prefixes: ten times as many make at most twelve times the
// allocations.
func TestReadAllocations(t *testing.T) {
	const few, many = 200, 2_000
	for dataSource, mostPerPrefix := range map[string]float64{"konnect_ip_ranges": 16, "konnect_network_requirements": 320} {
		ofFew := testing.AllocsPerRun(1, reads(t, dataSource, few))
		ofMany := testing.AllocsPerRun(1, reads(t, dataSource, many))
		if perPrefix := ofMany / many; perPrefix > mostPerPrefix || ofMany > 12*ofFew {
			t.Errorf("%s: %.0f allocations for %d prefixes, %.0f for %d", dataSource, ofFew, few, ofMany, many)
		}
	}
}
