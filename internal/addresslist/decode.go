package addresslist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// The members of the document. Source: schema IpAddressesResponse in the OpenAPI document of Kong's own Terraform
// provider, which requires all four.
const (
	keyUpdateDate = "updateDate"
	keyRegions    = "regions"
	keyIngress    = "ingressIPs"
	keyEgress     = "egressIPs"
)

// maxTokens is how many keys, values and brackets a document may hold: room for some 50,000 addresses in each direction
// and again under their hostnames. It bounds the memory that a document of many tiny values takes.
const maxTokens = 250_000

var errTooMany = errors.New("too many values")

// maxDepth is how deep values may nest that this package passes over. The members it reads nest three deep.
const maxDepth = 64

// byteOrderMark may stand before UTF-8 text. Editors on Windows write it.
const byteOrderMark = "\xef\xbb\xbf"

// Decode reads the document strictly: one JSON object with every required member, each of the right type, no key twice,
// nothing behind it. Members it does not know are passed over; null stands for an empty list, or for a region without
// hostnames; keys that are no region code or hostname are left out. Errors are of type *DocumentError.
func Decode(body []byte) (*Document, error) {
	body = bytes.TrimPrefix(body, []byte(byteOrderMark))
	if err := checkText(body); err != nil {
		return nil, err
	}
	r := &reader{decoder: json.NewDecoder(bytes.NewReader(body))}
	r.decoder.UseNumber()
	document := &Document{lists: map[Direction]table[[]string]{}}
	seen := map[string]bool{}
	err := r.object("", func(path, key string) (err error) {
		seen[key] = true
		switch key {
		case keyUpdateDate:
			var text string
			text, err = r.string(func() string { return path })
			document.setDate(text)
		case keyRegions:
			document.hostnames, err = readTable(r, path, "region", regionCode, (*reader).addressesByHostname)
		case keyIngress:
			document.lists[Ingress], err = readTable(r, path, "region", regionCode, (*reader).addresses)
		case keyEgress:
			document.lists[Egress], err = readTable(r, path, "region", regionCode, (*reader).addresses)
		default:
			err = r.skip(path)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, &DocumentError{"", "has something behind the end of the JSON object"}
	}
	for _, key := range []string{keyUpdateDate, keyRegions, keyIngress, keyEgress} {
		if !seen[key] {
			return nil, &DocumentError{"", fmt.Sprintf("lacks the member %q", key)}
		}
	}
	return document, nil
}

// checkText refuses what is no JSON text for a reason that deserves a clearer word than a syntax error.
func checkText(body []byte) error {
	trimmed := bytes.TrimSpace(body)
	switch {
	case len(trimmed) == 0:
		return &DocumentError{"", "is empty"}
	case isWide(body):
		return &DocumentError{"", "is not JSON as it is exchanged: it is in UTF-16 or UTF-32, not in UTF-8"}
	case trimmed[0] == '<':
		return &DocumentError{"", "is not JSON but an HTML or XML page"}
	case !utf8.Valid(body):
		return &DocumentError{"", "is not JSON: it is not valid UTF-8"}
	}
	return nil
}

// isWide reports whether the text is in UTF-16 or UTF-32: it starts with the byte-order mark of one, or has a zero byte in
// the first character or behind it.
func isWide(body []byte) bool {
	return bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff")) || bytes.IndexByte(body[:min(len(body), 2)], 0) >= 0
}

// reader reads JSON token by token, so that duplicate keys are seen and nothing recurses as deep as the input says.
type reader struct {
	decoder *json.Decoder
	// tokens is the number of tokens read.
	tokens int
}

func (r *reader) next() (json.Token, error) {
	if r.tokens++; r.tokens > maxTokens {
		return nil, errTooMany
	}
	return r.decoder.Token()
}

func (r *reader) token(path string) (json.Token, error) {
	token, err := r.next()
	if err != nil {
		return nil, r.unreadable(path, err)
	}
	return token, nil
}

// unreadable says why the text is no JSON.
func (r *reader) unreadable(path string, err error) error {
	where := ""
	if path != "" {
		where = ", in " + path
	}
	// The offset of a json.SyntaxError leaves out what was read token by token.
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errTooMany):
		return &DocumentError{"", fmt.Sprintf("holds more than %d values, more than any address list", maxTokens)}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &DocumentError{"", "is not JSON: it ends early" + where}
	case errors.As(err, &syntax):
		return &DocumentError{"", fmt.Sprintf("is not JSON: %v, after byte %d%s", syntax, r.decoder.InputOffset(), where)}
	default:
		return &DocumentError{"", fmt.Sprintf("is not JSON: %v%s", err, where)}
	}
}

// open reads the start of an object or list.
func (r *reader) open(path string, delimiter json.Delim, want string) error {
	token, err := r.token(path)
	if err == nil && token != delimiter {
		err = wrongType(path, token, want)
	}
	return err
}

func wrongType(path string, token json.Token, want string) error {
	got := "a boolean"
	switch value := token.(type) {
	case nil:
		got = "null"
	case string:
		got = "a string"
	case json.Number:
		got = "a number"
	case json.Delim:
		got = "an object"
		if value == '[' {
			got = "a list"
		}
	}
	return &DocumentError{path, fmt.Sprintf("is %s, not %s", got, want)}
}

// object reads an object and calls member for each key, with the decoder at its value.
func (r *reader) object(path string, member func(path, key string) error) error {
	if err := r.open(path, '{', "an object"); err != nil {
		return err
	}
	return r.members(path, member)
}

// members reads what follows the start of an object.
func (r *reader) members(path string, member func(path, key string) error) error {
	seen := map[string]bool{}
	for r.decoder.More() {
		key, err := r.key(path, seen)
		if err != nil {
			return err
		}
		if err := member(join(path, key), key); err != nil {
			return err
		}
	}
	_, err := r.token(path)
	return err
}

func (r *reader) key(path string, seen map[string]bool) (string, error) {
	token, err := r.token(path)
	if err != nil {
		return "", err
	}
	key, _ := token.(string)
	if seen[key] {
		return "", &DocumentError{path, fmt.Sprintf("has the key %s twice", cleantext.Quote(key, maxKey))}
	}
	seen[key] = true
	return key, nil
}

// string reads a string. Its place is asked for only where it is needed: a list may have a million of them.
func (r *reader) string(place func() string) (string, error) {
	token, err := r.next()
	if err != nil {
		return "", r.unreadable(place(), err)
	}
	text, ok := token.(string)
	if !ok {
		return "", wrongType(place(), token, "a string")
	}
	return text, nil
}

// addresses reads a list of strings, or null.
func (r *reader) addresses(path string) ([]string, error) {
	token, err := r.token(path)
	if err != nil || token == nil {
		return nil, err
	}
	if token != json.Delim('[') {
		return nil, wrongType(path, token, "a list of addresses")
	}
	list := []string{}
	for r.decoder.More() {
		text, err := r.string(func() string { return fmt.Sprintf("%s[%d]", path, len(list)) })
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	_, err = r.token(path)
	return list, err
}

// addressesByHostname reads the hostnames of a region, or null.
func (r *reader) addressesByHostname(path string) (table[[]string], error) {
	token, err := r.token(path)
	if err != nil || token == nil {
		return table[[]string]{}, err
	}
	if token != json.Delim('{') {
		return table[[]string]{}, wrongType(path, token, "an object")
	}
	return readMembers(r, path, "hostname", catalog.ParseHostname, (*reader).addresses)
}

// readTable reads an object whose keys are parsed.
func readTable[T any](r *reader, path, what string, parse func(string) (string, error), value func(*reader, string) (T, error)) (table[T], error) {
	if err := r.open(path, '{', "an object"); err != nil {
		return table[T]{}, err
	}
	return readMembers(r, path, what, parse, value)
}

// readMembers reads what follows the start of an object whose keys are parsed. Of two keys that stand for the same it is
// not known which one counts; one that stands for nothing harms nobody who does not choose it.
func readMembers[T any](r *reader, path, what string, parse func(string) (string, error), value func(*reader, string) (T, error)) (table[T], error) {
	read := table[T]{items: map[string]T{}}
	err := r.members(path, func(path, key string) error {
		item, err := value(r, path)
		if err != nil {
			return err
		}
		parsed, err := parse(key)
		if err != nil {
			read.odd = append(read.odd, key)
			return nil //nolint:nilerr // Whether the key matters is seen in the selection.
		}
		if _, twice := read.items[parsed]; twice {
			return &DocumentError{path, fmt.Sprintf("repeats the %s %q, which stands there in another form", what, parsed)}
		}
		read.items[parsed] = item
		return nil
	})
	slices.Sort(read.odd)
	return read, err
}

var errNoRegionCode = errors.New("no region code")

// regionCode returns the code of a region, documented or not, in lower case.
func regionCode(key string) (string, error) {
	code := catalog.Lower(key)
	if !catalog.IsLabel(code) {
		return "", errNoRegionCode
	}
	return code, nil
}

// skip passes over a value of any type, keeping the rule that no key stands twice.
func (r *reader) skip(path string) error {
	var open []map[string]bool // nil for a list
	for {
		if depth := len(open); depth > 0 && open[depth-1] != nil && r.decoder.More() {
			if _, err := r.key(path, open[depth-1]); err != nil {
				return err
			}
		}
		token, err := r.token(path)
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'):
			open = append(open, map[string]bool{})
		case json.Delim('['):
			open = append(open, nil)
		case json.Delim('}'), json.Delim(']'):
			open = slices.Delete(open, len(open)-1, len(open))
		}
		if len(open) == 0 {
			return nil
		}
		if len(open) > maxDepth {
			return &DocumentError{path, fmt.Sprintf("nests deeper than %d levels", maxDepth)}
		}
	}
}

// plainKey is a key that needs no quotes in a place.
var plainKey = regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}$`)

// maxKey is how many characters of a key an error repeats: as many as a label may have.
const maxKey = 63

// join returns the place of a key's value, such as regions.us["us.api.konghq.com"].
func join(path, key string) string {
	switch {
	case !plainKey.MatchString(key):
		return fmt.Sprintf("%s[%s]", path, cleantext.Quote(key, maxKey))
	case path == "":
		return key
	}
	return path + "." + key
}
