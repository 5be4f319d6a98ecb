package addresslist

import (
	"context"
	"fmt"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// Source is a published address list. It is read at most once; all who ask see the same document, or the same error.
type Source struct {
	shared *fetch.Shared[*Document]
}

// NewSource returns the address list at the location. The bounds are the shortest prefixes that are accepted in it.
func NewSource(fetcher *fetch.Fetcher, location fetch.Location, bounds ipset.Bounds) *Source {
	return &Source{fetch.NewShared(func(ctx context.Context) (*Document, error) {
		fetched, err := fetcher.Get(ctx, location)
		if err != nil {
			return nil, err
		}
		document, err := Decode(fetched.Body)
		if err != nil {
			return nil, fmt.Errorf("%s is no address list: %w", location, err)
		}
		document.URL, document.bounds = location.String(), bounds
		fetcher.Log(ctx).Info("address list read, kept for all blocks of the run", "url", document.URL, "update_date", document.UpdateDate)
		return document, nil
	})}
}

// Document returns the document, reading it if nobody has. Errors wrap *fetch.Error or *DocumentError, or are those of
// the context.
func (s *Source) Document(ctx context.Context) (*Document, error) { return s.shared.Get(ctx) }
