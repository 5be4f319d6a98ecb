// Package announcements reads the feed in which Konnect announces changes of its addresses into plain entries, whatever
// of RSS, Atom or JSON Feed it is written in.
//
// The feed is somebody else's text on its way into a state file, a plan's output and a person's terminal. So every
// text is reduced to plain text, every link is an http or https address or nothing, and a document that is not a whole
// feed is an error and yields no entries.
package announcements

import (
	"slices"
	"time"
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

// Parse reads a feed, whose encoding the answer's header may have named. The entries come newest first, those without a
// date last, and in the feed's order where dates are equal. Entries that agree in ID, link, title and date are one, the
// first. A feed without entries is no error. The caller bounds the size of body.
func Parse(body []byte, charset string) ([]Entry, error) {
	entries, err := decode(body, charset)
	if err != nil {
		return nil, err
	}
	type identity struct {
		id, link, title string
		publishedAt     time.Time
	}
	seen := make(map[identity]bool, len(entries))
	entries = slices.DeleteFunc(entries, func(entry Entry) bool {
		key := identity{entry.ID, entry.Link, entry.Title, entry.PublishedAt}
		known := seen[key]
		seen[key] = true
		return known
	})
	// The zero time is before every other: entries without a date come last by themselves.
	slices.SortStableFunc(entries, func(a, b Entry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	return entries, nil
}

// Select returns the first entries, at most limit, that were published at since or later. A zero since selects all;
// any other leaves out entries without a date, of which nobody can say that they are new.
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

// Latest returns the newest date among entries, and false where none has a date.
func Latest(entries []Entry) (time.Time, bool) {
	var latest time.Time
	for _, entry := range entries {
		if entry.PublishedAt.After(latest) {
			latest = entry.PublishedAt
		}
	}
	return latest, !latest.IsZero()
}
