package announcements

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// jsonWalk reads a JSON Feed token by token. Keys count as they are written: the decoding into structures of
// encoding/json would take "Items" for "items", too. A key that is given twice is refused: readers differ in which of
// the two they take.
type jsonWalk struct {
	decoder *json.Decoder
	size    size
	version string
	// entries is nil where the document has no list of items.
	entries []Entry
}

// decodeJSON reads a JSON Feed 1 or 1.1 (https://www.jsonfeed.org/version/1.1/).
func decodeJSON(document io.Reader) ([]Entry, error) {
	walk := jsonWalk{decoder: json.NewDecoder(document)}
	walk.decoder.UseNumber()
	if _, err := walk.node(0); err != nil {
		return nil, err
	}
	if err := walk.members(walk.feedMember); err != nil {
		return nil, err
	}
	if _, err := walk.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: something follows the end of the JSON document", ErrMalformed)
	}
	// "version" and "items" are required; the former names the specification.
	if !strings.Contains(walk.version, "jsonfeed.org/version/") {
		return nil, fmt.Errorf(`%w: it is JSON whose "version" is not that of a JSON Feed`, ErrNotFeed)
	}
	if walk.entries == nil {
		return nil, fmt.Errorf(`%w: it is JSON without an "items" list`, ErrNotFeed)
	}
	return walk.entries, nil
}

func (w *jsonWalk) feedMember(key string) (err error) {
	switch key {
	case "version":
		w.version, err = w.text(key)
	case "items":
		err = w.items()
	default:
		err = w.skip(1)
	}
	return err
}

func (w *jsonWalk) items() error {
	token, err := w.node(1)
	switch {
	case err != nil:
		return err
	case token == nil:
		return nil
	case token != json.Delim('['):
		return fmt.Errorf(`%w: "items" is not a list`, ErrMalformed)
	}
	w.entries = []Entry{}
	return w.elements(w.item)
}

func (w *jsonWalk) item() error {
	if err := w.size.addEntry(); err != nil {
		return err
	}
	token, err := w.node(2)
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return fmt.Errorf("%w: %s is not an object", ErrMalformed, w.place())
	}
	item := draft{document: &w.size}
	err = w.members(func(key string) error { return w.itemMember(&item, key) })
	w.entries = append(w.entries, item.entry())
	return err
}

func (w *jsonWalk) itemMember(item *draft, key string) error {
	if !itemTexts[key] {
		return w.skip(3)
	}
	text, err := w.text(w.place() + "." + key)
	if err != nil {
		return err
	}
	switch key {
	case "id":
		item.setID(text)
	case "url":
		item.setLink(0, text)
	case "external_url":
		item.setLink(1, text)
	case "title":
		item.setTitle(0, plain, text)
	case "summary":
		item.setSummary(0, plain, text)
	case "content_html":
		item.setSummary(1, html, text)
	case "content_text":
		item.setSummary(2, plain, text)
	case "date_published":
		item.setDate(0, text)
	case "date_modified":
		item.setDate(1, text)
	}
	return nil
}

// place names the item that is being read.
func (w *jsonWalk) place() string { return fmt.Sprintf("items[%d]", w.size.entries-1) }

// itemTexts are the members of an item that are read.
var itemTexts = map[string]bool{
	"id": true, "url": true, "external_url": true, "title": true, "summary": true, "content_html": true,
	"content_text": true, "date_published": true, "date_modified": true,
}

// text reads a text. A number is one, too: the specification has readers take it for an "id".
func (w *jsonWalk) text(place string) (string, error) {
	token, err := w.node(0)
	if err != nil {
		return "", err
	}
	switch token := token.(type) {
	case nil:
		return "", nil
	case string:
		return token, nil
	case json.Number:
		return token.String(), nil
	}
	return "", fmt.Errorf("%w: %s is not a text", ErrMalformed, place)
}

// skip reads over one value that lies inside of depth others. It goes no deeper than maxDepth.
func (w *jsonWalk) skip(depth int) error {
	token, err := w.node(depth)
	switch {
	case err != nil:
		return err
	case token == json.Delim('['):
		return w.elements(func() error { return w.skip(depth + 1) })
	case token == json.Delim('{'):
		return w.members(func(string) error { return w.skip(depth + 1) })
	}
	return nil
}

// elements reads the rest of a list.
func (w *jsonWalk) elements(element func() error) error {
	for w.decoder.More() {
		if err := element(); err != nil {
			return err
		}
	}
	_, err := w.token()
	return err
}

// members reads the rest of an object.
func (w *jsonWalk) members(member func(key string) error) error {
	seen := make(map[string]bool)
	for w.decoder.More() {
		token, err := w.token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if seen[key] {
			return fmt.Errorf("%w: the key %s is given twice in one object", ErrMalformed, cleantext.Quote(key, maxQuoted))
		}
		seen[key] = true
		if err := member(key); err != nil {
			return err
		}
	}
	_, err := w.token()
	return err
}

// node reads a value, or its start, that lies inside of depth others.
func (w *jsonWalk) node(depth int) (json.Token, error) {
	if err := w.size.add(1, depth); err != nil {
		return nil, err
	}
	return w.token()
}

func (w *jsonWalk) token() (json.Token, error) {
	token, err := w.decoder.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, because(ErrMalformed, err)
	}
	switch text := token.(type) {
	case string:
		if len(text) > maxTextBytes {
			return nil, errTextTooLong
		}
	case json.Number:
		if len(text) > maxTextBytes {
			return nil, errTextTooLong
		}
	}
	return token, nil
}
