package announcements

import (
	"bytes"
	stdjson "encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// What a document may hold before gofeed sees it. gofeed recurses into extension elements, copies every namespace
// declaration in scope for each element, and joins the pieces of an extension's text one by one: without these bounds
// a few megabytes could cost gigabytes or minutes.
const (
	maxDepth      = 64
	maxNodes      = 200_000
	maxNamespaces = 32
	maxTextPieces = 500
	maxTokenBytes = 512 << 10
)

var errTokenTooLong = fmt.Errorf("%w: a single text or tag in it is longer than %d bytes", ErrOversized, maxTokenBytes)

// tokenReader ends the reading when one token takes more than maxTokenBytes.
type tokenReader struct {
	document *bytes.Reader
	left     int
}

func (r *tokenReader) ReadByte() (byte, error) {
	if r.left--; r.left < 0 {
		return 0, errTokenTooLong
	}
	return r.document.ReadByte()
}

// Read serves the decoders of other encodings than UTF-8.
func (r *tokenReader) Read(p []byte) (int, error) {
	n, err := r.document.Read(p)
	if r.left -= n; r.left < 0 {
		return 0, errTokenTooLong
	}
	return n, err
}

// judgeXML reads the whole document once, token by token, and returns the lower-case name of its root: "rss", "rdf" or
// "feed".
func judgeXML(document []byte) (string, error) {
	reader := &tokenReader{document: bytes.NewReader(document)}
	// As lenient as gofeed's own decoder: both must see the same tokens. Entities that a document type declares are
	// never expanded by encoding/xml.
	decoder := xml.NewDecoder(reader)
	decoder.Strict = false
	decoder.CharsetReader = charset.NewReaderLabel

	judge := xmlJudge{open: []openElement{{}}}
	for {
		reader.left = maxTokenBytes
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return judge.end()
		case errors.Is(err, errTokenTooLong):
			return "", errTokenTooLong
		case err != nil && judge.root == "":
			return "", because(ErrNotFeed, err)
		case err != nil:
			return "", because(ErrMalformed, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = judge.start(token)
		case xml.EndElement:
			judge.open = judge.open[:len(judge.open)-1]
		case xml.CharData:
			err = judge.text(token)
		}
		if err != nil {
			return "", err
		}
	}
}

type xmlJudge struct {
	// open holds the elements whose end has not been read, the innermost last, below one that stands for the document.
	open           []openElement
	root           string
	hasChannel     bool
	nodes, entries int
}

type openElement struct {
	namespaces, textPieces int
}

func (j *xmlJudge) start(element xml.StartElement) error {
	name := strings.ToLower(element.Name.Local)
	depth := len(j.open)
	if depth == 1 {
		if err := j.rootElement(name); err != nil {
			return err
		}
	}
	j.hasChannel = j.hasChannel || depth == 2 && name == "channel"
	if depth <= 3 && (name == "item" || name == "entry") {
		j.entries++
	}
	j.nodes += 1 + len(element.Attr)
	namespaces := j.open[depth-1].namespaces
	for _, attribute := range element.Attr {
		if attribute.Name.Space == "xmlns" || attribute.Name.Local == "xmlns" {
			namespaces++
		}
	}
	if namespaces > maxNamespaces {
		return fmt.Errorf("%w: more than %d namespaces are declared at once", ErrOversized, maxNamespaces)
	}
	j.open = append(j.open, openElement{namespaces: namespaces})
	return judgeSize(depth, j.nodes, j.entries)
}

func (j *xmlJudge) rootElement(name string) error {
	switch {
	case j.root != "":
		return fmt.Errorf("%w: <%.40s> follows the end of the document", ErrMalformed, name)
	case name == "html":
		return fmt.Errorf("%w: it is an HTML page", ErrNotFeed)
	case name != "rss" && name != "rdf" && name != "feed":
		return fmt.Errorf("%w: it is XML whose root is <%.40s>", ErrNotFeed, name)
	}
	j.root = name
	return nil
}

func (j *xmlJudge) text(text []byte) error {
	if len(j.open) == 1 && len(bytes.TrimSpace(text)) > 0 {
		return fmt.Errorf("%w: text stands outside the document's root", ErrMalformed)
	}
	innermost := &j.open[len(j.open)-1]
	if innermost.textPieces++; innermost.textPieces > maxTextPieces {
		return fmt.Errorf("%w: the text of an element is in more than %d pieces", ErrOversized, maxTextPieces)
	}
	return nil
}

func (j *xmlJudge) end() (string, error) {
	if j.root == "" {
		return "", fmt.Errorf("%w: it has no root element", ErrNotFeed)
	}
	if j.root != "feed" && !j.hasChannel {
		return "", fmt.Errorf("%w: it has no <channel>", ErrNotFeed)
	}
	return j.root, nil
}

func judgeSize(depth, nodes, entries int) error {
	switch {
	case depth > maxDepth:
		return fmt.Errorf("%w: it is nested more than %d levels deep", ErrOversized, maxDepth)
	case entries > maxEntries:
		return fmt.Errorf("%w: it holds more than %d entries", ErrOversized, maxEntries)
	case nodes > maxNodes:
		return fmt.Errorf("%w: it holds more than %d elements", ErrOversized, maxNodes)
	}
	return nil
}

// judgeJSON reads the whole document once, token by token. A key that is given twice is refused: readers differ in
// which of the two they take.
func judgeJSON(document []byte) error {
	judge := jsonJudge{decoder: stdjson.NewDecoder(bytes.NewReader(document))}
	if err := judge.value(0, false); err != nil {
		return err
	}
	if _, err := judge.decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows the end of the JSON document", ErrMalformed)
	}
	return nil
}

type jsonJudge struct {
	decoder        *stdjson.Decoder
	nodes, entries int
}

func (j *jsonJudge) token() (stdjson.Token, error) {
	token, err := j.decoder.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, because(ErrMalformed, err)
	}
	if text, ok := token.(string); ok && len(text) > maxTokenBytes {
		return nil, errTokenTooLong
	}
	return token, nil
}

// value reads one value, which lies inside depth others and holds the entries if areItems is set.
func (j *jsonJudge) value(depth int, areItems bool) error {
	token, err := j.token()
	if err != nil {
		return err
	}
	j.nodes++
	if err := judgeSize(depth, j.nodes, j.entries); err != nil {
		return err
	}
	switch token {
	case stdjson.Delim('['):
		for j.decoder.More() {
			if areItems {
				j.entries++
			}
			if err := j.value(depth+1, false); err != nil {
				return err
			}
		}
	case stdjson.Delim('{'):
		if err := j.members(depth); err != nil {
			return err
		}
	default:
		return nil
	}
	_, err = j.token()
	return err
}

func (j *jsonJudge) members(depth int) error {
	seen := make(map[string]bool)
	for j.decoder.More() {
		token, err := j.token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		// encoding/json finds a field by its name in any case.
		folded := strings.ToLower(key)
		if seen[folded] {
			return fmt.Errorf("%w: the key %.40q is given twice in one object", ErrMalformed, key)
		}
		seen[folded] = true
		if err := j.value(depth+1, depth == 0 && folded == "items"); err != nil {
			return err
		}
	}
	return nil
}
