// Package announcements reads the RSS 2.0 in which Konnect announces changes of its addresses into plain entries.
//
// It is the text of others on its way into a state file, a plan's output and a person's terminal. So every text is
// reduced to plain text, every link is an http or https address or nothing, and a document that is not whole is an error
// and yields no entries.
package announcements

import (
	"context"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Entry is one announcement.
type Entry struct {
	// Title and Summary are plain text on one line; either may be empty.
	Title string
	// Link is an absolute http or https URL, or empty.
	Link string
	// ID is the entry's identifier as published, or else its link, or else a hash of its text and date; never empty.
	ID      string
	Summary string
	// PublishedAt is in UTC, and zero where the entry has no date that can be read.
	PublishedAt time.Time
}

// Read returns the announcements at the location, as Parse does.
func Read(ctx context.Context, fetcher *fetch.Fetcher, location fetch.Location) ([]Entry, error) {
	body, err := fetcher.Get(ctx, location)
	if err != nil {
		return nil, err
	}
	entries, err := Parse(body)
	if err != nil {
		invalid := problem.New("Invalid Announcements", "the announcements at %s can't be read: %v", location, err).
			Advise("Check that %s leads to Konnect's announcements and that nothing in between answers in their place.%s",
				location.Setting, location.Origin())
		invalid.Cause = err
		return nil, invalid
	}
	return entries, nil
}

// Parse reads a document. The entries come newest first, those without a date last, and in the document's order where dates
// are equal. Entries that agree in all but the summary are one, the first. A document without entries is not an error. The caller
// bounds the size of body.
func Parse(body []byte) ([]Entry, error) {
	items, err := decode(body)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, 0, len(items))
	seen := make(map[Entry]bool, len(items))
	for _, item := range items {
		entry := item.entry()
		identity := entry
		identity.Summary = ""
		if !seen[identity] {
			entries = append(entries, entry)
		}
		seen[identity] = true
	}
	// The zero time is before every other: entries without a date come last by themselves.
	slices.SortStableFunc(entries, func(a, b Entry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	return entries, nil
}

// Select returns the first entries, at most limit, that were published at since or later. A zero since selects all;
// any other leaves out entries without a date, of which it is not known whether they are new.
func Select(entries []Entry, since time.Time, limit int) []Entry {
	selected := make([]Entry, 0, max(0, min(limit, len(entries))))
	for _, entry := range entries {
		if len(selected) >= limit {
			break
		}
		if since.IsZero() || !entry.PublishedAt.IsZero() && !entry.PublishedAt.Before(since) {
			selected = append(selected, entry)
		}
	}
	return selected
}
