package announcements

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// zones are the zone abbreviations that are read: those of RFC 822, 5.1, and the European ones that mean one thing in
// practice. Any other makes a date unreadable: better none than one that is wrong by hours.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300",
}

// months are the names of the months, of which three letters or more are enough.
var months = []string{
	"JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
}

// maxDateRunes is more than any date has.
const maxDateRunes = 64

// readDate reads a date in the forms of RFC 822, its successors and RFC 3339, in that of Konnect's address list
// (2025-08-26-16-03-33), and the ways in which feeds break them. A date without a zone is in UTC. The weekday is passed
// over, be it right or wrong. The reading does not depend on the zone of the host, guesses no order of day and month
// (01/02/2006 means two days), and needs a year.
func readDate(text string) (time.Time, bool) {
	var days []string
	var clock, half, zone string
	for _, word := range dateWords(text) {
		offset, isZone := zoneOffset(word)
		switch {
		case isZone && zone == "":
			zone = offset
		case (word == "AM" || word == "PM") && half == "":
			half = word
		case strings.Contains(word, ":") && clock == "":
			clock = word
		default:
			days = append(days, strings.Split(word, "-")...)
		}
	}
	if len(days) == 6 && clock == "" {
		days, clock = days[:3], strings.Join(days[3:], ":")
	}
	layout, day, ok := calendarDay(days)
	if !ok || clock == "" && half+zone != "" {
		return time.Time{}, false
	}
	date, err := time.Parse(layout+clockLayout(clock, half)+zoneLayout(zone), day+clock+half+zone)
	if err != nil {
		return time.Time{}, false
	}
	date = date.UTC()
	// RFC 3339 can't write later years, and the zero dates of various systems are none.
	if date.Year() < 1970 || date.Year() > 9999 {
		return time.Time{}, false
	}
	return date, true
}

// dateWords returns the words of a date in upper case, without a weekday or a comment. What follows a clock directly is a
// word of its own: 16:03:33+02:00, 16:03:33Z, 4:03PM.
func dateWords(text string) []string {
	text, _, _ = strings.Cut(strings.ToUpper(cleantext.Line(text[:min(len(text), 4*maxDateRunes)], maxDateRunes)), "(")
	words := strings.Fields(strings.ReplaceAll(text, ",", " "))
	if len(words) > 0 && isWeekday(words[0]) {
		words = words[1:]
	}
	var parted []string
	for _, word := range words {
		// 2025-08-26T16:03:33
		if day, clock, found := strings.Cut(word, "T"); found && strings.Count(day, "-") == 2 && endsInDigit(day) {
			parted = append(parted, day)
			word = clock
		}
		if colon := strings.IndexByte(word, ':'); colon > 0 && endsInDigit(word[:colon]) {
			if end := strings.IndexAny(word, "+-ZAP"); end > colon && endsInDigit(word[:end]) {
				parted = append(parted, word[:end])
				word = word[end:]
			}
		}
		parted = append(parted, word)
	}
	return parted
}

// zoneOffset returns the offset from UTC that a word gives: +0200, -05:00, EST, GMT+0200.
func zoneOffset(word string) (offset string, ok bool) {
	if offset, known := zones[word]; known {
		return offset, true
	}
	for _, universal := range []string{"GMT", "UTC"} {
		if after, found := strings.CutPrefix(word, universal); found {
			word = after
		}
	}
	return word, strings.HasPrefix(word, "+") || strings.HasPrefix(word, "-")
}

// calendarDay returns the layout of a day, and the day in it: 2025-8-26, 26 Aug 2025, 26 August 25, Aug 26 2025.
func calendarDay(parts []string) (layout, written string, ok bool) {
	if len(parts) != 3 {
		return "", "", false
	}
	year, month, day := parts[0], parts[1], parts[2]
	if len(year) != 4 || !endsInDigit(year) {
		day, month, year = parts[0], parts[1], parts[2]
		if !endsInDigit(day) {
			day, month = month, day
		}
		number := 1 + slices.IndexFunc(months, func(name string) bool {
			return len(month) >= 3 && strings.HasPrefix(name, month)
		})
		if number == 0 {
			return "", "", false
		}
		month = strconv.Itoa(number)
	}
	layout = "2006-1-2 "
	if len(year) == 2 {
		layout = "06-1-2 "
	}
	return layout, year + "-" + month + "-" + day + " ", true
}

func clockLayout(clock, half string) string {
	layout := "15"
	switch {
	case clock == "":
		return ""
	case half != "":
		layout = "3"
	}
	layout += ":4"
	if strings.Count(clock, ":") == 2 {
		layout += ":5"
	}
	if half != "" {
		layout += "PM"
	}
	return layout
}

func zoneLayout(zone string) string {
	switch {
	case zone == "":
		return ""
	case strings.Contains(zone, ":"):
		return "-07:00"
	}
	return "-0700"
}

func isWeekday(word string) bool {
	return len(word) >= 3 && strings.Contains("SUN MON TUE WED THU FRI SAT", word[:3])
}

func endsInDigit(text string) bool {
	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}
