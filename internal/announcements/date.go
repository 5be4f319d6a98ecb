package announcements

import (
	"strings"
	"time"
)

// zones are the zone abbreviations that are read: those of RFC 822, 5.1, and the European ones that mean one thing in
// practice. Any other makes a date unreadable: better none than one that is wrong by hours.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300",
}

// The parts that a layout is put together from. Layouts with numeric days and months in any other order than
// year-month-day are missing on purpose: 01/02/2006 means two days.
var (
	dayLayouts = []string{
		"2006-1-2", "2 Jan 2006", "2 January 2006", "2 Jan 06", "2-Jan-2006", "2-Jan-06", "Jan 2 2006", "January 2 2006",
	}
	clockLayouts = []string{" 15:4:5", " 15:4", ""}
	zoneLayouts  = []string{"", " -0700", " -07:00"}
)

// konnectLayout is the form of "updateDate" in Konnect's address list.
const konnectLayout = "2006-01-02-15-04-05"

// readDate reads a date in the forms of RFC 822, its successors and RFC 3339, and the ways in which feeds break them. A
// date without a zone is in UTC. The weekday is passed over, be it right or wrong. Unlike gofeed's, the reading does not
// depend on the zone of the host, guesses no order of day and month, and needs a year.
func readDate(text string) (time.Time, bool) {
	text = tidy(text)
	if date, err := time.Parse(konnectLayout, text); err == nil {
		return plausible(date)
	}
	text = normalizeDate(text)
	for _, day := range dayLayouts {
		for _, clock := range clockLayouts {
			for _, zone := range zoneLayouts {
				if date, err := time.Parse(day+clock+zone, text); err == nil {
					return plausible(date.UTC())
				}
			}
		}
	}
	return time.Time{}, false
}

// plausible keeps what RFC 3339 can write, and treats the zero dates of various systems as none.
func plausible(date time.Time) (time.Time, bool) {
	if date.Year() < 1970 || date.Year() > 9999 {
		return time.Time{}, false
	}
	return date, true
}

// normalizeDate returns day, clock and numeric zone parted by single spaces, without a weekday or a comment.
func normalizeDate(text string) string {
	text, _, _ = strings.Cut(strings.ToUpper(text), "(")
	words := strings.Fields(strings.ReplaceAll(text, ",", " "))
	if len(words) > 0 && isWeekday(words[0]) {
		words = words[1:]
	}
	text = strings.Join(words, " ")
	// 2025-08-26T16:03:33
	if day, clock, found := strings.Cut(text, "T"); found && strings.Count(day, "-") == 2 && endsInDigit(day) {
		text = day + " " + clock
	}
	// A zone directly after the clock becomes a word of its own: 16:03:33+02:00, 16:03:33Z.
	if colon := strings.IndexByte(text, ':'); colon >= 0 {
		if zone := strings.IndexAny(text[colon:], "+-Z"); zone >= 0 && endsInDigit(text[:colon+zone]) {
			text = text[:colon+zone] + " " + text[colon+zone:]
		}
	}
	space := strings.LastIndexByte(text, ' ')
	if space < 0 {
		return text
	}
	zone := text[space+1:]
	if offset, known := zones[zone]; known {
		zone = offset
	}
	// GMT+0200
	for _, universal := range []string{"GMT", "UTC"} {
		if offset, found := strings.CutPrefix(zone, universal); found {
			zone = offset
		}
	}
	return text[:space] + " " + zone
}

func isWeekday(word string) bool {
	return len(word) >= 3 && strings.Contains("SUN MON TUE WED THU FRI SAT", word[:3])
}

func endsInDigit(text string) bool {
	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}
