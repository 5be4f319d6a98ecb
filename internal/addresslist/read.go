package addresslist

import (
	"context"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Read returns the published list at the location. The bounds are the shortest prefixes that are accepted in it. Its error is a
// problem; where the context has ended, it wraps that.
func Read(ctx context.Context, fetcher *fetch.Fetcher, location fetch.Location, bounds ipset.Bounds) (*Document, error) {
	body, err := fetcher.Get(ctx, location)
	if err != nil {
		return nil, err
	}
	document, err := Decode(body)
	if err != nil {
		return nil, problem.New("Invalid Address List", "%s is not an address list: %v", location, err).
			Advise("Check that %s leads to Konnect's address list and that nothing in between, such as a proxy's login page, answers in its"+
				" place.%s", location.Setting, location.Origin())
	}
	document.Location, document.URL, document.bounds = location, location.String(), bounds
	fetcher.Log(ctx, "address list read, kept for all blocks of the run",
		map[string]any{"url": document.URL, "update_date": document.UpdateDate})
	return document, nil
}
