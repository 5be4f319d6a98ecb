package announcements

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxReductions bounds how often a text is reduced. Text in a feed is escaped two or three times at most.
const maxReductions = 8

// inlineElements are the elements whose tags part no words: "18.220.4.<b>10</b>" is one address, while
// "<li>18.220.4.10</li><li>18.220.4.11</li>" is two. HTML Living Standard, 4.5 "Text-level semantics".
var inlineElements = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true, "del": true,
	"dfn": true, "em": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true, "q": true, "s": true,
	"samp": true, "small": true, "span": true, "strike": true, "strong": true, "sub": true, "sup": true, "tt": true,
	"u": true, "var": true, "wbr": true,
}

// hiddenElements are the elements whose content is no text for a reader.
var hiddenElements = map[string]bool{
	"iframe": true, "noembed": true, "noframes": true, "noscript": true, "script": true, "style": true, "template": true,
}

// plainText reduces HTML to one line of at most maxRunes runes. It reduces until nothing changes any more: what was
// escaped twice must not come out as markup.
func plainText(text string, maxRunes int) string {
	for range maxReductions {
		reduced := tidy(withoutTags(text))
		if reduced == text {
			return shorten(text, maxRunes)
		}
		text = reduced
	}
	return shorten(tidy(strings.NewReplacer("<", " ", ">", " ", "&", " ").Replace(text)), maxRunes)
}

// withoutTags drops tags, comments and hidden content, and decodes entities.
func withoutTags(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return text
	}
	tokenizer := html.NewTokenizer(strings.NewReader(text))
	tokenizer.AllowCDATA(true)
	var plain strings.Builder
	hidden := ""
	for {
		switch tokenizer.Next() {
		case html.ErrorToken:
			return plain.String()
		case html.TextToken:
			if hidden == "" {
				plain.Write(tokenizer.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, _ := tokenizer.TagName()
			name := string(tag)
			if hidden == "" && hiddenElements[name] {
				hidden = name
			}
			if !inlineElements[name] {
				plain.WriteByte(' ')
			}
		case html.EndTagToken:
			tag, _ := tokenizer.TagName()
			name := string(tag)
			if name == hidden {
				hidden = ""
			}
			if !inlineElements[name] {
				plain.WriteByte(' ')
			}
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

// tidy drops what is not seen but changes how text is seen or compared (control characters, bidirectional overrides,
// zero-width characters but those that join letters), and makes all white space single spaces.
func tidy(text string) string {
	visible := strings.Map(func(r rune) rune {
		const zeroWidthNonJoiner, zeroWidthJoiner = '\u200C', '\u200D'
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(visible), " ")
}

// shorten cuts text to maxRunes runes, the last of which then is an ellipsis.
func shorten(text string, maxRunes int) string {
	if utf8.RuneCountInString(text) <= maxRunes {
		return text
	}
	runes := 0
	for i := range text {
		if runes++; runes == maxRunes {
			return strings.TrimRight(text[:i], " ") + "…"
		}
	}
	return text
}
