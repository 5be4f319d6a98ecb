package announcements

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

const (
	// maxTags and maxTagBytes bound what is built of a document of little but tags, or of one with little but attributes. It is
	// thousands of announcements.
	maxTags     = 100_000
	maxTagBytes = 64 << 10
	// maxQuoted bounds what an error repeats of a document, in runes, and maxReason what it repeats of a decoder's error.
	maxQuoted = 40
	maxReason = 160
)

// document is what is read of RSS 2.0 (https://www.rssboard.org/rss-specification).
type document struct {
	Channel *struct {
		Items []item `xml:"item"`
	} `xml:"channel"`
}

type item struct {
	Title       text `xml:"title"`
	Link        text `xml:"link"`
	GUID        text `xml:"guid"`
	PubDate     text `xml:"pubDate"`
	Description text `xml:"description"`
}

// text is that of the first element of its name which is RSS's own and not empty.
type text struct {
	content string
	// noLink is said of a guid by its attribute.
	noLink bool
}

// UnmarshalXML reads the text of an element and of those within it, which part words.
func (t *text) UnmarshalXML(decoder *xml.Decoder, start xml.StartElement) error {
	if start.Name.Space != "" || t.content != "" {
		return decoder.Skip()
	}
	for _, attribute := range start.Attr {
		t.noLink = t.noLink || attribute.Name.Local == "isPermaLink" && attribute.Value == "false"
	}
	var content strings.Builder
	for depth := 1; depth > 0; {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			content.WriteByte(' ')
		case xml.EndElement:
			depth--
			content.WriteByte(' ')
		case xml.CharData:
			content.Write(token)
		}
	}
	t.content = strings.TrimSpace(content.String())
	return nil
}

// decode returns the items in the document's order. Its errors read on from "can't be read: ".
func decode(body []byte) ([]item, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\uFEFF")))
	count := -1 // What is before the first tag is none.
	for tag := range bytes.SplitSeq(body, []byte("<")) {
		tag, _, _ = bytes.Cut(tag, []byte(">"))
		if count++; count > maxTags || count > 0 && len(tag) > maxTagBytes {
			return nil, fmt.Errorf("the document is too large: it holds more than %d tags, or one of more than %d KiB", maxTags, maxTagBytes>>10)
		}
	}
	decoder, charset := xml.NewDecoder(bytes.NewReader(body)), ""
	// What XML does not know behind an ampersand is text. Entities that a document declares are never expanded.
	decoder.Strict = false
	decoder.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		charset = cleantext.Line(label, maxQuoted)
		return input, nil
	}
	root, err := nextElement(decoder)
	if is := describe(body, charset, root, err); is != "" {
		return nil, errors.New("the document is not RSS 2.0: it is " + is)
	}
	var read document
	if err = decoder.DecodeElement(&read, &root); err == nil {
		if _, err = nextElement(decoder); err == nil {
			err = errors.New("another document follows its end")
		}
	}
	switch {
	case !errors.Is(err, io.EOF):
		return nil, errors.New("the feed is malformed: " + cleantext.Line(err.Error(), maxReason))
	case read.Channel == nil:
		return nil, errors.New("the feed is malformed: it has no <channel>")
	}
	return read.Channel.Items, nil
}

// nextElement returns the element that comes next outside of all others.
func nextElement(decoder *xml.Decoder) (xml.StartElement, error) {
	for {
		token, err := decoder.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			return token, nil
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return xml.StartElement{}, errors.New("text stands outside the document's root")
			}
		}
	}
}

// describe returns what a document is that is not RSS 2.0 in UTF-8, and nothing for one that is.
func describe(body []byte, charset string, root xml.StartElement, err error) string {
	switch {
	case len(body) == 0:
		return "empty"
	case bytes.HasPrefix(body, []byte("\xFE\xFF")), bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return "in UTF-16, not in UTF-8"
	case body[0] == '{' && bytes.Contains(body, []byte("jsonfeed.org/version")):
		return "a JSON Feed"
	case body[0] == '{', body[0] == '[':
		return "JSON"
	case body[0] != '<':
		return "a text that starts with " + cleantext.Quote(string(body[:min(len(body), 4*maxQuoted)]), maxQuoted)
	case charset != "":
		return "in " + charset + ", not in UTF-8"
	case !utf8.Valid(body):
		return "not in UTF-8"
	case err != nil:
		return "broken XML: " + cleantext.Line(err.Error(), maxReason)
	}
	name := cleantext.Line(root.Name.Local, maxQuoted)
	switch strings.ToLower(name) {
	case "html":
		return "an HTML page"
	case "feed":
		return "Atom"
	case "rdf":
		return "RDF (RSS 0.9 or 1.0)"
	case "rss":
		for _, attribute := range root.Attr {
			if attribute.Name.Local == "version" && !strings.HasPrefix(attribute.Value, "2") {
				return "RSS " + cleantext.Line(attribute.Value, maxQuoted)
			}
		}
		if root.Name.Space == "" {
			return ""
		}
		name += " xmlns=" + cleantext.Quote(root.Name.Space, maxQuoted)
	}
	return "XML whose root is <" + name + ">"
}
