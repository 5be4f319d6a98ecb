// Package cleantext makes text from outside safe to show: what a server, a list, a certificate, a header or a path says
// reaches a terminal on one line, without control or bidirectional characters, and cut to a bound.
package cleantext

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ellipsis ends what is cut.
const ellipsis = "…"

// Line returns the text on one line of at most maxRunes runes: white space becomes single spaces, and what is not seen but
// changes how text is seen (control and format characters, among them bidirectional overrides) is dropped, but for the
// zero-width characters that join letters. What is cut ends in an ellipsis.
func Line(text string, maxRunes int) string {
	var line strings.Builder
	runes, end := 0, 0
	// add reports whether the line may have the rune and all that came before. A long text is not read to its end.
	add := func(r rune) bool {
		if runes++; runes == maxRunes {
			end = line.Len()
		}
		line.WriteRune(r)
		return runes <= maxRunes
	}
	space := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = runes > 0
			continue
		case visible(r) < 0:
			continue
		}
		if space && !add(' ') || !add(r) {
			return strings.TrimRight(line.String()[:end], " ") + ellipsis
		}
		space = false
	}
	return line.String()
}

// Text returns the text of one or several lines in at most maxBytes bytes, with the same characters dropped. It is the last
// guard around a whole message, whose foreign parts are cleaned one by one.
func Text(text string, maxBytes int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return visible(r)
	}, text)
	if len(text) <= maxBytes {
		return text
	}
	end := maxBytes - len(ellipsis)
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return strings.TrimRight(text[:end], " \n") + ellipsis
}

// visible returns the rune, or -1 for one that is dropped.
func visible(r rune) rune {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200C', '\u200D'
	switch {
	case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
		return r
	case r == utf8.RuneError, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
		return -1
	}
	return r
}

// Quote returns the text in double quotes, cut to maxRunes runes, with what is not printable escaped as in Go.
func Quote(text string, maxRunes int) string { return strconv.Quote(cut(text, maxRunes)) }

// List joins the items with commas. Of more than maxItems it names the first and counts the rest.
func List(items []string, maxItems int) string {
	if len(items) <= maxItems {
		return strings.Join(items, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(items[:maxItems], ", "), len(items)-maxItems)
}

// cut shortens the text to maxRunes runes, the last of which then is an ellipsis.
func cut(text string, maxRunes int) string {
	runes, end := 0, 0
	for i := range text {
		if runes++; runes == maxRunes {
			end = i
		}
		if runes > maxRunes {
			return strings.TrimRight(text[:end], " ") + ellipsis
		}
	}
	return text
}
