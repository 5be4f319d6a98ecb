package addresslist_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
)

// BenchmarkReadAndSelect measures all that one run spends on the list: the fetch over loopback, decoding, checking and
// selecting.
func BenchmarkReadAndSelect(b *testing.B) {
	for _, count := range []int{100, 50_000} {
		b.Run(fmt.Sprintf("addresses=%d", count), func(b *testing.B) {
			document := listserver.DemoDocument()
			list := make([]string, count)
			for i := range list {
				list[i] = fmt.Sprintf("18.220.%d.%d", i/256, i%256)
			}
			document.IngressIPs["us"] = list
			server := listserver.NewServer(b)
			server.Serve(document)
			location, err := fetch.ParseLocation(server.URL())
			if err != nil {
				b.Fatal(err)
			}
			fetcher := fetch.New(fetch.Options{Timeout: time.Minute})
			b.ReportAllocs()
			for b.Loop() {
				document, err := addresslist.Read(b.Context(), fetcher, location, bounds)
				if err != nil {
					b.Fatal(err)
				}
				selection, err := document.Select(addresslist.Query{Direction: addresslist.Ingress, Regions: []string{"us"}})
				if err != nil || selection.All.Len() != count {
					b.Fatalf("%d prefixes, error %v, want %d", selection.All.Len(), err, count)
				}
			}
		})
	}
}
