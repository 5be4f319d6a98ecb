package announcements

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html/charset"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// The kinds of refusal. Each reads on after "the announcements at … can't be read: ".
var (
	// ErrNotFeed says that the document is something else than a feed.
	ErrNotFeed = errors.New("the document is not an RSS, Atom or JSON Feed")
	// ErrMalformed says that the document is a feed that is broken or breaks off.
	ErrMalformed = errors.New("the feed is malformed")
	// ErrOversized says that the document is larger in some measure than any feed of announcements has reason to be.
	ErrOversized = errors.New("the feed is too large")
)

// What a document may hold.
const (
	maxDepth     = 64
	maxNodes     = 200_000
	maxEntries   = 10_000
	maxTextBytes = 512 << 10
	// maxReductions bounds how often tags are dropped from a text. Each time has a buffer of 4 KiB.
	maxReductions = 8_000
)

var errTextTooLong = fmt.Errorf("%w: a single text or tag in it is longer than %d bytes", ErrOversized, maxTextBytes)

// maxQuoted bounds what a refusal repeats of a document, in runes.
const maxQuoted = 40

// because returns a refusal with a decoder's reason, which can quote the document.
func because(kind, reason error) error {
	const maxReason = 160
	return fmt.Errorf("%w: %s", kind, cleantext.Line(reason.Error(), maxReason))
}

// decode reads the entries in the document's order.
func decode(body []byte, charsetOfHeader string) ([]Entry, error) {
	var decoded io.Reader = bytes.NewReader(body)
	label := encodingOf(body, charsetOfHeader)
	// Without a decoder in between, encoding/json reads large pieces. It is slow over white space in small ones.
	if _, name := charset.Lookup(label); name != utf8 {
		var err error
		if decoded, err = charset.NewReaderLabel(label, decoded); err != nil {
			return nil, because(ErrNotFeed, err)
		}
	}
	document := bufio.NewReader(decoded)
	for {
		first, _, err := document.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("%w: it is empty", ErrNotFeed)
		case err != nil:
			return nil, because(ErrNotFeed, err)
		case unicode.IsSpace(first) || first == '\uFEFF':
			continue
		}
		if err := document.UnreadRune(); err != nil {
			return nil, because(ErrNotFeed, err)
		}
		switch first {
		case '{':
			return decodeJSON(document)
		case '<':
			return decodeXML(document)
		}
		// At the end of a short document Peek returns what there is beside an error.
		start, _ := document.Peek(4 * maxQuoted)
		return nil, fmt.Errorf("%w: it starts with %s", ErrNotFeed, cleantext.Quote(string(start), maxQuoted))
	}
}

const utf8 = "utf-8"

// declaration finds the encoding that an XML declaration names.
var declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]+)["']`)

// encodingOf returns the label of the document's encoding: by its byte-order mark, or else the header, or else the XML
// declaration (RFC 7303, section 3). A label in the header that nobody knows is passed over. JSON is in UTF-8, whatever
// its header says (RFC 8259, section 8.1).
func encodingOf(body []byte, charsetOfHeader string) string {
	switch {
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return "utf-16be"
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return "utf-16le"
	case bytes.HasPrefix(body, []byte("\uFEFF")), bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")):
		return utf8
	}
	if known, _ := charset.Lookup(charsetOfHeader); known != nil {
		return charsetOfHeader
	}
	const maxDeclaration = 1024
	declared := declaration.FindSubmatch(body[:min(len(body), maxDeclaration)])
	if declared == nil {
		return utf8
	}
	// A declaration that could be read byte by byte is not in UTF-16.
	if _, name := charset.Lookup(string(declared[1])); strings.HasPrefix(name, "utf-16") {
		return utf8
	}
	return string(declared[1])
}

// size is what has been read of a document.
type size struct {
	nodes, entries, reductions int
}

// add counts nodes that lie inside of depth others.
func (s *size) add(nodes, depth int) error {
	s.nodes += nodes
	switch {
	case depth > maxDepth:
		return fmt.Errorf("%w: it is nested more than %d levels deep", ErrOversized, maxDepth)
	case s.nodes > maxNodes:
		return fmt.Errorf("%w: it holds more than %d elements", ErrOversized, maxNodes)
	case s.reductions > maxReductions:
		return fmt.Errorf("%w: it holds more than %d texts in HTML", ErrOversized, maxReductions)
	}
	return nil
}

func (s *size) addEntry() error {
	if s.entries++; s.entries > maxEntries {
		return fmt.Errorf("%w: it holds more than %d entries", ErrOversized, maxEntries)
	}
	return nil
}
