package announcements

import (
	"context"
	"fmt"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
)

// DocumentError says why what a source gave can't be read as announcements. It wraps one of the kinds of refusal.
type DocumentError struct {
	URL string
	Err error
}

// Summary is the summary of a diagnostic.
func (e *DocumentError) Summary() string { return "Invalid Announcements" }

func (e *DocumentError) Unwrap() error { return e.Err }
func (e *DocumentError) Error() string {
	return fmt.Sprintf("the announcements at %s can't be read: %v", e.URL, e.Err)
}

// Source is a feed of announcements. It is read at most once; all who ask see the same entries, or the same error.
type Source struct {
	shared *fetch.Shared[[]Entry]
}

// NewSource returns the announcements at the location.
func NewSource(fetcher *fetch.Fetcher, location fetch.Location) *Source {
	return &Source{fetch.NewShared(func(ctx context.Context) ([]Entry, error) {
		fetched, err := fetcher.Get(ctx, location)
		if err != nil {
			return nil, err
		}
		entries, err := Parse(fetched.Body, fetched.Charset)
		if err != nil {
			return nil, &DocumentError{location.String(), err}
		}
		return entries, nil
	})}
}

// Entries returns the entries as Parse does, reading them if nobody has. Errors wrap *fetch.Error or *DocumentError, or
// are those of the context. The slice is shared and must not be changed.
func (s *Source) Entries(ctx context.Context) ([]Entry, error) { return s.shared.Get(ctx) }
