package requirements_test

import (
	"fmt"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// BenchmarkCompose composes 10,000 rows: 2,000 addresses on each of the five ports of the default components.
func BenchmarkCompose(b *testing.B) {
	const addresses, rows = 2000, 10_000
	published := list{UpdateDate: "2025-08-26-16-03-33", Ingress: map[string][]string{}, Egress: map[string][]string{}, Regions: map[string]map[string][]string{}}
	for i := range addresses {
		address := fmt.Sprintf("203.0.%d.%d", i/250, i%250)
		if i%4 == 0 {
			address = fmt.Sprintf("2001:db8::%x", i)
		}
		published.Ingress["us"] = append(published.Ingress["us"], address)
	}
	document := published.document(b)
	b.ReportAllocs()
	for b.Loop() {
		result, err := requirements.Compose(inRegions("us"), document)
		if err != nil || len(result.OutboundRules) != rows {
			b.Fatalf("%d rules, error %v", len(result.OutboundRules), err)
		}
	}
}
