package announcements

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// vocabulary is where an element's name comes from.
type vocabulary int

const (
	// native is the vocabulary of the feed itself. The zero value is that of all namespaces which are not known.
	native vocabulary = iota + 1
	atom
	dublinCore
	content
)

// vocabularies are the namespaces that are known, and the usual prefixes, which stand for themselves where a document
// forgets to declare them.
var vocabularies = map[string]vocabulary{
	"": native, "rss": native, "rdf": native,
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": native,
	"http://purl.org/rss/1.0/":                    native,
	"http://my.netscape.com/rdf/simple/0.9/":      native,
	"http://channel.netscape.com/rdf/simple/0.9/": native,

	"atom":                        atom,
	"http://www.w3.org/2005/Atom": atom,
	"http://purl.org/atom/ns#":    atom,

	"dc":                               dublinCore,
	"http://purl.org/dc/elements/1.1/": dublinCore,

	"content": content,
	// Often without its slash.
	"http://purl.org/rss/1.0/modules/content":  content,
	"http://purl.org/rss/1.0/modules/content/": content,
}

// element is an element's vocabulary and its name in lower case.
type element struct {
	vocabulary vocabulary
	name       string
}

// part is what an element inside an entry gives. Among several for one field, the lowest rank counts.
type part struct {
	field field
	rank  int
}

type field int

const (
	title field = iota + 1
	summary
	link
	date
	id
)

// parts are the elements of an entry that are read. The native names of RSS (https://www.rssboard.org/rss-specification)
// and of Atom (RFC 4287, and 0.3 before it) don't contradict each other.
var parts = map[element]part{
	{native, "title"}:       {title, 0},
	{dublinCore, "title"}:   {title, 1},
	{native, "description"}: {summary, 0},
	{native, "summary"}:     {summary, 0},
	// Below a summary, all of the text.
	{dublinCore, "description"}: {summary, 1},
	{atom, "summary"}:           {summary, 2},
	{content, "encoded"}:        {summary, 3},
	{native, "content"}:         {summary, 4},
	{atom, "content"}:           {summary, 4},
	{native, "link"}:            {link, 0},
	{native, "guid"}:            {id, 0},
	{native, "id"}:              {id, 0},
	{native, "pubdate"}:         {date, 0},
	{native, "published"}:       {date, 0},
	{native, "issued"}:          {date, 0},
	{dublinCore, "date"}:        {date, 1},
	{atom, "published"}:         {date, 1},
	{native, "updated"}:         {date, 2},
	{native, "modified"}:        {date, 2},
	{atom, "updated"}:           {date, 2},
}

// The ranks of links that are not an entry's own.
const (
	rankSelf = iota + 1
	rankPermalink
)

// byteReader gives a document byte by byte. It passes over the control characters that XML forbids, and fails where one
// token takes more than its bound.
type byteReader struct {
	*bufio.Reader
	left int
}

func (r *byteReader) ReadByte() (byte, error) {
	for {
		if r.left--; r.left < 0 {
			return 0, errTextTooLong
		}
		b, err := r.Reader.ReadByte()
		if err != nil || b >= ' ' || b == '\t' || b == '\n' || b == '\r' {
			return b, err
		}
	}
}

// decodeXML reads RSS 0.9x, 1.0 or 2.0, or Atom, token by token, so that no document is deeper in memory than maxDepth. It is
// as lenient as feeds in the wild need it. Entities that a document declares are never expanded, only those of HTML.
func decodeXML(document *bufio.Reader) ([]Entry, error) {
	reader := &byteReader{Reader: document}
	decoder := xml.NewDecoder(reader)
	decoder.Strict = false
	decoder.Entity = xml.HTMLEntity
	// The document has been decoded already.
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	walk := xmlWalk{entries: []Entry{}}
	for {
		reader.left = maxTextBytes
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return walk.finish()
		case errors.Is(err, errTextTooLong), err != nil && reader.left < 0:
			// A text that is cut inside of a rune is another error to the decoder.
			return nil, errTextTooLong
		case err != nil && walk.dialect == "":
			return nil, because(ErrNotFeed, err)
		case err != nil:
			return nil, because(ErrMalformed, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = walk.start(token)
		case xml.EndElement:
			walk.end()
		case xml.CharData:
			err = walk.text(token)
		}
		if err != nil {
			return nil, err
		}
	}
}

type xmlWalk struct {
	size size
	// open holds the elements whose end has not been read, the innermost last.
	open []element
	// dialect is the root's name: "rss", "rdf" or "feed". namespace is the root's; what bears it is native.
	dialect, namespace string
	hasChannel         bool
	// entry is the one that is read, at entryDepth, and nil outside.
	entry      *draft
	entryDepth int
	// reading is the part of the entry that is read, or nil.
	reading *reading
	entries []Entry
}

// reading is a part of an entry whose end has not been read.
type reading struct {
	part
	format format
	// href stands for the text of a link that has none.
	href string
	// permalink says that an identifier is a link, too.
	permalink bool
	// text is what has been read. Of elements within it nothing is left but that blocks part words; hiddenDepth is that of
	// an element whose content is hidden, or 0.
	text        []byte
	hiddenDepth int
}

func (w *xmlWalk) start(token xml.StartElement) error {
	if len(w.open) == 0 {
		if err := w.startRoot(token.Name); err != nil {
			return err
		}
	}
	opened := element{w.vocabularyOf(token.Name.Space), strings.ToLower(token.Name.Local)}
	w.open = append(w.open, opened)
	depth := len(w.open)
	if err := w.size.add(1+len(token.Attr), depth); err != nil {
		return err
	}
	w.hasChannel = w.hasChannel || depth == 2 && opened.name == "channel"
	switch {
	case w.isEntry():
		w.entry, w.entryDepth = &draft{document: &w.size}, depth
		return w.size.addEntry()
	case w.entry != nil && depth == w.entryDepth+1:
		w.reading = w.startPart(opened, token.Attr)
	case w.reading != nil:
		if w.reading.hiddenDepth == 0 && hiddenElements[opened.name] {
			w.reading.hiddenDepth = depth
		}
		w.reading.partWords(opened.name)
	}
	return nil
}

func (w *xmlWalk) startRoot(root xml.Name) error {
	name := strings.ToLower(root.Local)
	switch {
	case w.dialect != "":
		return fmt.Errorf("%w: <%s> follows the end of the document", ErrMalformed, cleantext.Line(name, maxQuoted))
	case name == "html":
		return fmt.Errorf("%w: it is an HTML page", ErrNotFeed)
	case name != "rss" && name != "rdf" && name != "feed":
		return fmt.Errorf("%w: it is XML whose root is <%s>", ErrNotFeed, cleantext.Line(name, maxQuoted))
	}
	w.dialect, w.namespace = name, root.Space
	return nil
}

func (w *xmlWalk) vocabularyOf(namespace string) vocabulary {
	namespace = strings.TrimSpace(namespace)
	known := vocabularies[namespace]
	if namespace == w.namespace || known == atom && w.dialect == "feed" {
		return native
	}
	return known
}

// isEntry reports whether the innermost element is an entry: below the root of Atom and RSS 1.0, or the channel of RSS.
func (w *xmlWalk) isEntry() bool {
	depth := len(w.open)
	switch innermost := w.open[depth-1]; {
	case w.dialect == "feed":
		return depth == 2 && innermost == element{native, "entry"}
	case depth == 3 && w.open[1] != element{native, "channel"}:
		return false
	default:
		return (depth == 2 || depth == 3) && innermost == element{native, "item"}
	}
}

// startPart returns what to do with an element of an entry, and nil where it is of no use.
func (w *xmlWalk) startPart(opened element, attributes []xml.Attr) *reading {
	found, known := parts[opened]
	if !known {
		return nil
	}
	r := &reading{part: found, format: html, href: attribute(attributes, "href")}
	isAtom := w.dialect == "feed" || opened.vocabulary == atom
	if isAtom && (found.field == title || found.field == summary) {
		r.format = formatOf(keyword(attributes, "type"), keyword(attributes, "mode"))
	}
	switch rel := keyword(attributes, "rel"); {
	case r.format == binary:
		return nil
	case found.field == id:
		r.permalink = opened.name == "guid" && keyword(attributes, "ispermalink") != "false"
	case found.field != link || rel == "" || rel == "alternate":
	case rel == "self":
		r.rank = rankSelf
	default:
		return nil
	}
	return r
}

// attribute returns the value of an attribute, whose name feeds write in any case.
func attribute(attributes []xml.Attr, name string) string {
	for _, attribute := range attributes {
		if attribute.Name.Space == "" && strings.EqualFold(attribute.Name.Local, name) {
			return strings.TrimSpace(attribute.Value)
		}
	}
	return ""
}

// keyword returns an attribute's value in lower case.
func keyword(attributes []xml.Attr, name string) string {
	return strings.ToLower(attribute(attributes, name))
}

// formatOf returns the format of an Atom text construct or content (RFC 4287, sections 3.1.1 and 4.1.3.1). The mode is Atom
// 0.3's.
func formatOf(mediaType, mode string) format {
	switch {
	case mode == "base64":
		return binary
	case mediaType == "html" || mediaType == "text/html":
		return html
	case strings.Contains(mediaType, "/") && !strings.HasPrefix(mediaType, "text/") && !strings.HasSuffix(mediaType, "xml"):
		return binary
	}
	// The tags of XHTML and other XML are elements, so that what remains is text.
	return plain
}

func (w *xmlWalk) text(text []byte) error {
	if len(w.open) == 0 && len(bytes.TrimSpace(text)) > 0 {
		return fmt.Errorf("%w: text stands outside the document's root", ErrMalformed)
	}
	if w.reading == nil || w.reading.hiddenDepth > 0 {
		return nil
	}
	if len(w.reading.text)+len(text) > maxTextBytes {
		return errTextTooLong
	}
	w.reading.text = append(w.reading.text, text...)
	return nil
}

func (w *xmlWalk) end() {
	depth := len(w.open)
	closed := w.open[depth-1]
	w.open = w.open[:depth-1]
	switch {
	case w.entry == nil:
	case depth == w.entryDepth:
		w.entries = append(w.entries, w.entry.entry())
		w.entry = nil
	case w.reading == nil:
	case depth == w.entryDepth+1:
		w.reading.fill(w.entry)
		w.reading = nil
	default:
		if w.reading.hiddenDepth == depth {
			w.reading.hiddenDepth = 0
		}
		w.reading.partWords(closed.name)
	}
}

func (w *xmlWalk) finish() ([]Entry, error) {
	if w.dialect == "" {
		return nil, fmt.Errorf("%w: it has no root element", ErrNotFeed)
	}
	if w.dialect != "feed" && !w.hasChannel {
		return nil, fmt.Errorf("%w: it has no <channel>", ErrNotFeed)
	}
	return w.entries, nil
}

// partWords stands for a tag in the text.
func (r *reading) partWords(tag string) {
	if r.hiddenDepth == 0 && !inlineElements[tag] {
		r.text = append(r.text, ' ')
	}
}

// fill gives what was read to the entry.
func (r *reading) fill(entry *draft) {
	text := string(r.text)
	switch r.field {
	case title:
		entry.setTitle(r.rank, r.format, text)
	case summary:
		entry.setSummary(r.rank, r.format, text)
	case date:
		entry.setDate(r.rank, text)
	case link:
		if strings.TrimSpace(text) == "" {
			text = r.href
		}
		entry.setLink(r.rank, text)
	case id:
		entry.setID(text)
		if r.permalink {
			entry.setLink(rankPermalink, text)
		}
	}
}
