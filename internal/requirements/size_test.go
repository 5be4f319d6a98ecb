package requirements_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// TestTooMany asks for more than Terraform's plugin framework can handle in bearable time.
func TestTooMany(t *testing.T) {
	t.Parallel()
	many := func(count int) []string {
		addresses := make([]string, count)
		for i := range addresses {
			addresses[i] = fmt.Sprintf("198.18.%d.%d", i/256, i%256)
		}
		return addresses
	}
	ingress := func(count int) list {
		l := sample()
		l.Ingress = map[string][]string{"us": many(count)}
		l.Regions = map[string]map[string][]string{}
		return l
	}
	hostnames := ingress(1)
	hostnames.Regions = map[string]map[string][]string{"us": {"a": many(5000), "b": many(5001)}}
	egress := ingress(1)
	egress.Egress["us"] = many(2001)
	const way = " for this selection, more than the %d that are handled"
	tests := map[string]struct {
		published            list
		aggregate            bool
		ranges, requirements string // the prefixes that are too many; empty where they are not
	}{
		"as many as may be":    {published: ingress(2000)},
		"one more":             {published: ingress(2001), ranges: "2001", requirements: "2001"},
		"far more":             {published: ingress(50_000), ranges: "50000", requirements: "50000"},
		"far more, but merged": {published: ingress(50_000), aggregate: true},
		"of hostnames":         {published: hostnames, ranges: "10001"},
		"of egress":            {published: egress, requirements: "2001"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document := test.published.document(t)
			check := func(err error, tooMany string, limit int) {
				t.Helper()
				size, refused := errors.AsType[*requirements.SizeError](err)
				switch {
				case tooMany == "":
					if err != nil {
						t.Errorf("error %v, want none", err)
					}
				case !refused || size.Error() != publishedURL+" gives "+tooMany+" prefixes"+fmt.Sprintf(way, limit):
					t.Errorf("error %v, want %s prefixes refused", err, tooMany)
				}
			}
			limit := 2000
			if name == "of hostnames" {
				limit = 10_000
			}
			_, err := requirements.SelectRanges(requirements.RangesQuery{
				Direction: addresslist.Ingress, Regions: []string{"us"}, Aggregate: test.aggregate,
			}, document)
			check(err, test.ranges, limit)
			query := inRegions("us")
			query.Aggregate = test.aggregate
			_, err = requirements.Compose(query, document)
			check(err, test.requirements, limit)
		})
	}
}
