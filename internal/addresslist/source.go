package addresslist

import (
	"context"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Source is a published address list. It is read at most once; all who ask see the same document, or the same error.
type Source struct {
	shared *fetch.Shared[*Document]
}

// NewSource returns the address list at the location. The bounds are the shortest prefixes that are accepted in it.
func NewSource(fetcher *fetch.Fetcher, location fetch.Location, bounds ipset.Bounds) *Source {
	return &Source{fetch.NewShared(func(ctx context.Context) (*Document, error) {
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
	})}
}

// Document returns the document, reading it on the first call. Its error is a problem; where the context has ended, it wraps
// that.
func (s *Source) Document(ctx context.Context) (*Document, error) { return s.shared.Get(ctx) }
