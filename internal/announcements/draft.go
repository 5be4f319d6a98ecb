package announcements

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/url"
	"strings"
	"time"
)

const (
	maxTitleRunes   = 512
	maxSummaryRunes = 4_096
	maxIDRunes      = 1_024
	maxLinkBytes    = 2_048
)

// draft gathers the fields of an entry. A field has a place for each rank of what may give it; the lowest one that is
// filled counts, and in one rank the first that can be used.
type draft struct {
	document *size

	id      string
	title   [2]string
	summary [5]string
	link    [3]string
	date    [3]time.Time
}

func (d *draft) setTitle(rank int, format format, text string) {
	if cmp.Or(d.title[:rank+1]...) == "" {
		d.title[rank] = format.line(text, maxTitleRunes, d.document)
	}
}

func (d *draft) setSummary(rank int, format format, text string) {
	if cmp.Or(d.summary[:rank+1]...) == "" {
		d.summary[rank] = format.line(text, maxSummaryRunes, d.document)
	}
}

func (d *draft) setLink(rank int, text string) {
	if cmp.Or(d.link[:rank+1]...) == "" {
		d.link[rank] = absoluteLink(text)
	}
}

func (d *draft) setDate(rank int, text string) {
	if cmp.Or(d.date[:rank+1]...).IsZero() {
		d.date[rank], _ = readDate(text)
	}
}

// setID takes what names the entry for good. An identifier is no HTML: "?a=1&copy=2" must stay as it is, so only one
// that holds angle brackets is reduced like HTML.
func (d *draft) setID(text string) {
	if d.id != "" {
		return
	}
	d.id = plain.line(text, maxIDRunes, d.document)
	if strings.ContainsAny(d.id, "<>") {
		d.id = html.line(d.id, maxIDRunes, d.document)
	}
}

// entry returns the entry that the draft has become.
func (d *draft) entry() Entry {
	entry := Entry{
		Title: cmp.Or(d.title[:]...), Link: cmp.Or(d.link[:]...), Summary: cmp.Or(d.summary[:]...),
		PublishedAt: cmp.Or(d.date[:]...),
	}
	entry.ID = cmp.Or(d.id, entry.Link)
	if entry.ID == "" {
		var date string
		if !entry.PublishedAt.IsZero() {
			date = entry.PublishedAt.Format(time.RFC3339Nano)
		}
		// Clean text holds no line break, so that no two entries share what is hashed.
		entry.ID = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(entry.Title+"\n"+date+"\n"+entry.Summary)))
	}
	return entry
}

// absoluteLink returns link where it is an absolute http or https URL of printable ASCII that hides no other host
// behind user information, and nothing otherwise.
func absoluteLink(link string) string {
	link = strings.TrimSpace(link)
	if len(link) > maxLinkBytes {
		return ""
	}
	u, err := url.Parse(link)
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
