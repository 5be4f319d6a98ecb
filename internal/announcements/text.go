package announcements

import (
	"strings"

	nethtml "golang.org/x/net/html"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// format is what a text is written in.
type format int

const (
	// plain text is what it looks like: "Run <job_id>" names a job.
	plain format = iota
	html
	// binary is no text.
	binary
)

const (
	// maxRounds bounds how often one text is reduced. Text in a feed is escaped two or three times at most.
	maxRounds = 8
	// maxReadBytes bounds what is read of a text, and what one reduction keeps. It is several times what is shown.
	maxReadBytes = 64 << 10
)

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

// line returns the text as plain text on one line of at most maxRunes runes. It reduces HTML until nothing changes any
// more: what was escaped twice must not come out as markup. The document's size counts the reductions.
func (f format) line(text string, maxRunes int, document *size) string {
	if f == plain {
		return cleantext.Line(text[:min(len(text), maxReadBytes)], maxRunes)
	}
	for range maxRounds {
		reduced := withoutTags(text, document)
		reduced = cleantext.Line(reduced, len(reduced))
		if reduced == text {
			return cleantext.Line(text, maxRunes)
		}
		text = reduced
	}
	return cleantext.Line(strings.NewReplacer("<", " ", ">", " ", "&", " ").Replace(text), maxRunes)
}

// withoutTags drops tags, comments and hidden content, and decodes entities. It ends where it has maxReadBytes.
func withoutTags(text string, document *size) string {
	if !strings.Contains(text, "<") {
		text = nethtml.UnescapeString(text)
		return text[:min(len(text), maxReadBytes)]
	}
	document.reductions++
	tokenizer := nethtml.NewTokenizer(strings.NewReader(text))
	tokenizer.AllowCDATA(true)
	var kept strings.Builder
	hidden := ""
	for kept.Len() < maxReadBytes {
		switch tokenizer.Next() {
		case nethtml.ErrorToken:
			return kept.String()
		case nethtml.TextToken:
			if hidden == "" {
				token := tokenizer.Text()
				kept.Write(token[:min(len(token), maxReadBytes)])
			}
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			tag, _ := tokenizer.TagName()
			name := string(tag)
			if hidden == "" && hiddenElements[name] {
				hidden = name
			}
			if !inlineElements[name] {
				kept.WriteByte(' ')
			}
		case nethtml.EndTagToken:
			tag, _ := tokenizer.TagName()
			name := string(tag)
			if name == hidden {
				hidden = ""
			}
			if !inlineElements[name] {
				kept.WriteByte(' ')
			}
		case nethtml.CommentToken, nethtml.DoctypeToken:
		}
	}
	return kept.String()
}
