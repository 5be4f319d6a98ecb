package provider_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
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
		{"konnect_ip_ranges", 10},
		{"konnect_ip_ranges", 1_000},
		{"konnect_ip_ranges", 10_000},
		{"konnect_ip_ranges", 50_000},
		{"konnect_network_requirements", 10},
		{"konnect_network_requirements", 1_000},
		{"konnect_network_requirements", 3_900},
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
func TestReadAllocations(t *testing.T) { //nolint:paralleltest // It counts the allocations of the process.
	for dataSource, mostPerPrefix := range map[string]float64{"konnect_ip_ranges": 24, "konnect_network_requirements": 320} {
		few, many := testing.AllocsPerRun(1, reads(t, dataSource, 200)), testing.AllocsPerRun(1, reads(t, dataSource, 2_000))
		if many > 2_000*mostPerPrefix || many > 12*few {
			t.Errorf("%s: %.0f allocations for 200 prefixes, %.0f for 2,000", dataSource, few, many)
		}
	}
}

// TestExecutableSize holds what each plan in a fresh machine downloads, with room for the next Go: a quarter more, or one
// more large library, is noticed.
func TestExecutableSize(t *testing.T) {
	t.Parallel()
	info, err := os.Stat(acctest.ProviderBinary(t))
	if err != nil {
		t.Fatal(err)
	}
	if size := info.Size(); size > 25_000_000 {
		t.Errorf("the stripped executable has %d bytes", size)
	}
}

// TestArgumentAllocations holds the same for addresses that a configuration gives.
func TestArgumentAllocations(t *testing.T) { //nolint:paralleltest // It counts the allocations of the process.
	const dataSource = "konnect_network_requirements"
	provider := openSession(t, nil)
	allocations := func(addresses int) float64 {
		given := []any{}
		for _, address := range listserver.Addresses(0, addresses) {
			given = append(given, address)
		}
		run := 0
		return testing.AllocsPerRun(1, func() {
			run++ // No answer is given again.
			arguments := map[string]any{"regions": set("us"), "ingress_cidrs": given, "name_prefix": fmt.Sprintf("run-%d", run)}
			diagnostics := provider.validate(t, dataSource, arguments)
			if _, more := provider.read(t.Context(), dataSource, arguments); len(diagnostics)+len(more) > 0 {
				t.Fatal(diagnostics, more)
			}
		})
	}
	if few, many := allocations(200), allocations(2_000); many > 12*few {
		t.Errorf("%.0f allocations for 200 addresses, %.0f for 2,000", few, many)
	}
}
