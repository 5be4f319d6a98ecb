// Package announcements reads the feed in which Konnect announces changes of its addresses into plain entries, whatever
// of RSS, Atom or JSON Feed it is written in.
//
// The feed is somebody else's text on its way into a state file, a plan's output and a person's terminal. So every
// text is reduced to plain text, every link is an http or https address or nothing, and a document that is not a whole
// feed is an error and yields no entries.
package announcements

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// The kinds of refusal. Each reads on after "The announcements at … can't be read: ".
var (
	// ErrNotFeed says that the document is something else than a feed.
	ErrNotFeed = errors.New("the document is not an RSS, Atom or JSON Feed")
	// ErrMalformed says that the document is a feed that is broken or breaks off.
	ErrMalformed = errors.New("the feed is malformed")
	// ErrOversized says that the document is larger in some measure than any feed of announcements has reason to be.
	ErrOversized = errors.New("the feed is too large")
)

const (
	maxEntries      = 10_000
	maxTitleRunes   = 512
	maxSummaryRunes = 4_096
	maxIDRunes      = 1_024
	maxLinkBytes    = 2_048
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

// Parse reads a feed. The entries come newest first, those without a date last, and in the feed's order where dates
// are equal. Entries that agree in ID, link, title and date are one, the first. A feed without entries is no error.
// The caller bounds the size of body.
func Parse(body []byte) ([]Entry, error) {
	feed, err := decode(body)
	if err != nil {
		return nil, err
	}
	type identity struct {
		id, link, title string
		publishedAt     time.Time
	}
	seen := make(map[identity]bool, len(feed.Items))
	entries := make([]Entry, 0, len(feed.Items))
	for _, item := range feed.Items {
		entry := newEntry(item)
		key := identity{entry.ID, entry.Link, entry.Title, entry.PublishedAt}
		if !seen[key] {
			seen[key] = true
			entries = append(entries, entry)
		}
	}
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

// decode judges the document's shape and then has gofeed read it.
func decode(body []byte) (*gofeed.Feed, error) {
	document := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\uFEFF")))
	switch {
	case len(document) == 0:
		return nil, fmt.Errorf("%w: it is empty", ErrNotFeed)
	case document[0] == '{':
		return decodeJSON(document)
	case document[0] == '<':
		return decodeXML(document)
	default:
		return nil, fmt.Errorf("%w: it starts with %q", ErrNotFeed, document[:min(len(document), 20)])
	}
}

func decodeJSON(document []byte) (*gofeed.Feed, error) {
	if err := judgeJSON(document); err != nil {
		return nil, err
	}
	feed, err := new(json.Parser).Parse(bytes.NewReader(document))
	if err != nil {
		return nil, because(ErrMalformed, err)
	}
	// https://www.jsonfeed.org/version/1.1/: "version" and "items" are required; the former names the specification.
	if !strings.Contains(feed.Version, "jsonfeed.org/version/") {
		return nil, fmt.Errorf(`%w: it is JSON whose "version" is not that of a JSON Feed`, ErrNotFeed)
	}
	if feed.Items == nil {
		return nil, fmt.Errorf(`%w: it is JSON without an "items" list`, ErrNotFeed)
	}
	// gofeed dereferences authors and items without looking; authors are of no use here.
	feed.Author, feed.Authors = nil, nil
	for i, item := range feed.Items {
		if item == nil {
			return nil, fmt.Errorf("%w: items[%d] is null", ErrMalformed, i)
		}
		item.Author, item.Authors = nil, nil
	}
	return new(gofeed.DefaultJSONTranslator).Translate(feed)
}

func decodeXML(document []byte) (*gofeed.Feed, error) {
	// gofeed passes over control characters that XML forbids; what is judged must be what it reads.
	document = slices.DeleteFunc(bytes.Clone(document), func(b byte) bool {
		return b < ' ' && b != '\t' && b != '\n' && b != '\r'
	})
	dialect, err := judgeXML(document)
	if err != nil {
		return nil, err
	}
	if dialect == "feed" {
		feed, err := new(atom.Parser).Parse(bytes.NewReader(document))
		if err != nil {
			return nil, because(ErrMalformed, err)
		}
		return new(gofeed.DefaultAtomTranslator).Translate(feed)
	}
	feed, err := new(rss.Parser).Parse(bytes.NewReader(document))
	if err != nil {
		return nil, because(ErrMalformed, err)
	}
	translator := &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return translator.Translate(feed)
}

// because returns a refusal with a decoder's reason. The reason can quote the document, so that it is cut and cleaned.
func because(kind, reason error) error {
	const maxReasonRunes = 160
	return fmt.Errorf("%w: %s", kind, shorten(tidy(reason.Error()), maxReasonRunes))
}

func newEntry(item *gofeed.Item) Entry {
	entry := Entry{
		Title:   plainText(item.Title, maxTitleRunes),
		Summary: plainText(item.Description, maxSummaryRunes),
	}
	if entry.Summary == "" {
		entry.Summary = plainText(item.Content, maxSummaryRunes)
	}
	for _, candidate := range append([]string{item.Link}, item.Links...) {
		if entry.Link = absoluteLink(candidate); entry.Link != "" {
			break
		}
	}
	for _, candidate := range []string{item.Published, item.Updated} {
		if date, ok := readDate(candidate); ok {
			entry.PublishedAt = date
			break
		}
	}
	entry.ID = identifier(item.GUID, entry)
	return entry
}

// identifier returns what names the entry for good. An identifier is no HTML: "?a=1&copy=2" must stay as it is, so
// only one that holds angle brackets is reduced like other text.
func identifier(published string, entry Entry) string {
	id := shorten(tidy(published), maxIDRunes)
	if strings.ContainsAny(id, "<>") {
		id = plainText(id, maxIDRunes)
	}
	if id != "" {
		return id
	}
	if entry.Link != "" {
		return entry.Link
	}
	var date string
	if !entry.PublishedAt.IsZero() {
		date = entry.PublishedAt.Format(time.RFC3339Nano)
	}
	// Tidy text holds no line break, so that no two entries share what is hashed.
	return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(entry.Title+"\n"+date+"\n"+entry.Summary)))
}

// absoluteLink returns link where it is an absolute http or https URL of printable ASCII that hides no other host
// behind user information, and nothing otherwise.
func absoluteLink(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	text := u.String()
	unsafe := func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' || r == '"' }
	if len(text) > maxLinkBytes || strings.ContainsFunc(text, unsafe) {
		return ""
	}
	return text
}
