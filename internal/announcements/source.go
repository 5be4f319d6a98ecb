package announcements

import (
	"context"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Read returns the announcements at the location, as Parse does.
func Read(ctx context.Context, fetcher *fetch.Fetcher, location fetch.Location) ([]Entry, error) {
	body, err := fetcher.Get(ctx, location)
	if err != nil {
		return nil, err
	}
	entries, err := Parse(body, "")
	if err != nil {
		invalid := problem.New("Invalid Announcements", "the announcements at %s can't be read: %v", location, err).
			Advise("Check that %s leads to Konnect's announcements and that nothing in between answers in their place.%s",
				location.Setting, location.Origin())
		invalid.Cause = err
		return nil, invalid
	}
	return entries, nil
}
