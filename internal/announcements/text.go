package announcements

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

const (
	maxTitleRunes   = 512
	maxSummaryRunes = 4_096
	maxIDRunes      = 1_024
	maxLinkBytes    = 2_048
	// maxReadBytes bounds what is read of a text. It is several times what is shown.
	maxReadBytes = 64 << 10
	// maxRounds bounds how often one text is reduced. Text in a feed is escaped two or three times at most.
	maxRounds = 8
)

// entry returns the announcement that an item is.
func (i item) entry() Entry {
	entry := Entry{
		Title: plain(i.Title.content, maxTitleRunes), Summary: plain(i.Description.content, maxSummaryRunes),
		Link: absoluteLink(i.Link.content), PublishedAt: readDate(i.PubDate.content),
	}
	if entry.Link == "" && !i.GUID.noLink {
		entry.Link = absoluteLink(i.GUID.content)
	}
	// An identifier is not HTML: "?a=1&copy=2" stays as it is.
	entry.ID = cmp.Or(cleantext.Line(tags.ReplaceAllString(i.GUID.content, " "), maxIDRunes), entry.Link)
	if entry.ID == "" {
		date := ""
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

var (
	// hidden is what a reader does not see.
	hidden = regexp.MustCompile(`(?is)<!--.*?(?:-->|$)|<script\b.*?(?:</script\s*>|$)|<style\b.*?(?:</style\s*>|$)`)
	// inline are the tags that part no words: "18.220.4.<b>10</b>" is one address, while "<li>18.220.4.10</li><li>18.220.4.11</li>"
	// is two. HTML Living Standard, 4.5 "Text-level semantics".
	inline = regexp.MustCompile(`(?i)</?(?:a|abbr|b|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr)(?:[\s/][^>]*)?>`)
	tags   = regexp.MustCompile(`</?[a-zA-Z!?][^>]*(?:>|$)`)
)

// plain returns HTML as plain text on one line of at most maxRunes runes. It reduces HTML until nothing changes any more:
// what was escaped twice must not come out as markup.
func plain(text string, maxRunes int) string {
	text = text[:min(len(text), maxReadBytes)]
	for range maxRounds {
		reduced := tags.ReplaceAllString(inline.ReplaceAllString(hidden.ReplaceAllString(text, " "), ""), " ")
		reduced = html.UnescapeString(reduced)
		if reduced = cleantext.Line(reduced, len(reduced)); reduced == text {
			return cleantext.Line(text, maxRunes)
		}
		text = reduced
	}
	return cleantext.Line(strings.NewReplacer("<", " ", ">", " ", "&", " ").Replace(text), maxRunes)
}

// zones are the names that RFC 822, section 5.1, gives zones. Any other makes a date unreadable: none is better than one that is
// wrong by hours.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// readDate reads a date of RFC 822 or RFC 3339, or in the form of Konnect's address list. It is zero for any other. The weekday
// is passed over, be it right or wrong.
func readDate(text string) time.Time {
	if _, date, found := strings.Cut(text, ","); found {
		text = date
	}
	words := strings.Fields(text[:min(len(text), maxDateBytes)])
	if last := len(words) - 1; last > 0 {
		words[last] = cmp.Or(zones[strings.ToUpper(words[last])], words[last])
	}
	text = strings.Join(words, " ")
	for _, layout := range []string{
		"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04 -0700",
		time.RFC3339, "2006-01-02-15-04-05",
	} {
		// RFC 3339 can't write later years, and the zero dates of various systems are none.
		if date, err := time.Parse(layout, text); err == nil && date.UTC().Year() >= 1970 && date.UTC().Year() <= 9999 {
			return date.UTC()
		}
	}
	return time.Time{}
}

// maxDateBytes is more than any date has.
const maxDateBytes = 64
