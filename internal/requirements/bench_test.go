package requirements_test

import (
	"fmt"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// BenchmarkCompose composes as many rows as may be: 4,000 addresses on each of the five ports of the default components.
func BenchmarkCompose(b *testing.B) {
	const addresses, rows = 4000, 20_000
	query := inRegions("us")
	for i := range addresses {
		address := fmt.Sprintf("203.0.%d.%d", i/250, i%250)
		if i%4 == 0 {
			address = fmt.Sprintf("2001:db8::%x", i)
		}
		query.IngressCIDRs = append(query.IngressCIDRs, address)
	}
	b.ReportAllocs()
	for b.Loop() {
		result, err := requirements.Compose(query, nil)
		if err != nil || len(result.OutboundRules) != rows {
			b.Fatalf("%d rules, error %v", len(result.OutboundRules), err)
		}
	}
}
