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

const (
	// maxTokens is how many keys, values and brackets a document may hold: room for some 50,000 addresses in each direction
	// and again under their hostnames. It bounds the memory that a document of many tiny values takes.
	maxTokens = 250_000
	// maxDepth is how deep values may nest that this package passes over. The members it reads nest three deep.
	maxDepth = 64
	// maxSteps is how many steps of a path an error names: as many as lead to an address of a hostname.
	maxSteps = 4
	// maxKey is how many characters of a key an error repeats: as many as a label may have.
	maxKey = 63
)

// byteOrderMark may stand before UTF-8 text. Editors on Windows write it.
const byteOrderMark = "\xef\xbb\xbf"

// Decode reads the document strictly: one JSON object with every required member, each of the right type, no key twice,
// nothing behind it. Members it does not know are passed over; null stands for an empty list, or for a region without
// hostnames; keys that are not a region code or hostname are left out.
func Decode(body []byte) (*Document, error) {
	body = bytes.TrimPrefix(body, []byte(byteOrderMark))
	if err := checkText(body); err != nil {
		return nil, err
	}
	r := &reader{decoder: json.NewDecoder(bytes.NewReader(body))}
	r.decoder.UseNumber()
	document := &Document{lists: map[Direction]map[string][]string{}}
	seen := map[string]bool{}
	if _, err := r.open('{', "an object", false); err != nil {
		return nil, err
	}
	err := r.elements('{', func(key string) (err error) {
		seen[key] = true
		switch key {
		case keyUpdateDate:
			var text string
			text, err = r.string()
			document.UpdateDate = cleantext.Line(text, maxQuoted)
			document.UpdatedAt, _ = ParseDate(text) // One that can't be read harms only those who ask for a minimum.
		case keyRegions:
			document.hostnames, err = readTable(r, "region", false, regionCode, r.addressesByHostname)
		case keyIngress:
			document.lists[Ingress], err = readTable(r, "region", false, regionCode, r.addresses)
		case keyEgress:
			document.lists[Egress], err = readTable(r, "region", false, regionCode, r.addresses)
		default:
			err = r.skip()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, r.failure("has something behind the end of the JSON object")
	}
	for _, key := range []string{keyUpdateDate, keyRegions, keyIngress, keyEgress} {
		if !seen[key] {
			return nil, r.failure("lacks the member %q", key)
		}
	}
	document.odd = r.odd
	return document, nil
}

// checkText refuses what is not JSON for a reason that deserves a clearer word than a syntax error. UTF-16 and UTF-32 start with a
// mark, or have a zero byte in the first character or behind it.
func checkText(body []byte) error {
	trimmed := bytes.TrimSpace(body)
	switch {
	case len(trimmed) == 0:
		return errors.New("the document is empty")
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")), bytes.IndexByte(body[:min(len(body), 2)], 0) >= 0:
		return errors.New("the document is not JSON as it is exchanged: it is in UTF-16 or UTF-32, not in UTF-8")
	case trimmed[0] == '<':
		return errors.New("the document is not JSON but an HTML or XML page")
	case !utf8.Valid(body):
		return errors.New("the document is not JSON: it is not valid UTF-8")
	}
	return nil
}

// reader reads JSON token by token, so that duplicate keys are seen and nothing nests as deep as the input says.
type reader struct {
	decoder *json.Decoder
	// tokens is the number of tokens read.
	tokens int
	// path leads to the value that is read, odd to those whose key is not what it should be.
	path []step
	odd  [][]step
}

// step is an index of a list or, where that is negative, a key of an object.
type step struct {
	key   string
	index int
}

// failure says what is wrong with the value that is read.
func (r *reader) failure(format string, arguments ...any) error {
	place := placeOf(r.path...)
	if place == "" {
		place = "the document"
	}
	return errors.New(place + " " + fmt.Sprintf(format, arguments...))
}

func (r *reader) next() (json.Token, error) {
	if r.tokens++; r.tokens > maxTokens {
		return nil, fmt.Errorf("the document holds more than %d values, more than any address list", maxTokens)
	}
	token, err := r.decoder.Token()
	if err == nil {
		return token, nil
	}
	why := fmt.Sprintf("%v, after byte %d", err, r.decoder.InputOffset()) // The error's own offset leaves out what was read before.
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		why = "it ends early"
	}
	if place := placeOf(r.path...); place != "" {
		why += ", in " + place
	}
	return nil, errors.New("the document is not JSON: " + why)
}

func (r *reader) wrongType(token json.Token, want string) error {
	got := "a boolean"
	switch token.(type) {
	case nil:
		got = "null"
	case string:
		got = "a string"
	case json.Number:
		got = "a number"
	case json.Delim:
		got = "an object"
		if token == json.Delim('[') {
			got = "a list"
		}
	}
	return r.failure("is %s, not %s", got, want)
}

// open reads the start of an object or a list, or null where that may stand in its place. It reports whether there is
// something to read.
func (r *reader) open(start json.Delim, want string, orNull bool) (bool, error) {
	token, err := r.next()
	if err == nil && token != start && !(orNull && token == nil) {
		err = r.wrongType(token, want)
	}
	return err == nil && token != nil, err
}

// elements reads what follows the start of an object or a list. It calls element for each value, which is to read it.
func (r *reader) elements(start json.Delim, element func(key string) error) error {
	seen := map[string]bool{}
	for i := 0; r.decoder.More(); i++ {
		at := step{index: i}
		if start == '{' {
			token, err := r.next()
			if err != nil {
				return err
			}
			key, _ := token.(string)
			if seen[key] {
				return r.failure("has the key %s twice", cleantext.Quote(key, maxKey))
			}
			seen[key] = true
			at = step{key, -1}
		}
		r.path = append(r.path, at)
		if err := element(at.key); err != nil {
			return err
		}
		r.path = r.path[:len(r.path)-1]
	}
	_, err := r.next()
	return err
}

func (r *reader) string() (string, error) {
	token, err := r.next()
	if err != nil {
		return "", err
	}
	text, ok := token.(string)
	if !ok {
		return "", r.wrongType(token, "a string")
	}
	return text, nil
}

// addresses reads a list of strings, or null.
func (r *reader) addresses() ([]string, error) {
	if some, err := r.open('[', "a list of addresses", true); !some {
		return nil, err
	}
	list := []string{}
	err := r.elements('[', func(string) error {
		text, err := r.string()
		list = append(list, text)
		return err
	})
	return list, err
}

// addressesByHostname reads the hostnames of a region, or null.
func (r *reader) addressesByHostname() (map[string][]string, error) {
	return readTable(r, "hostname", true, catalog.ParseHostname, r.addresses)
}

// readTable reads an object whose keys are parsed, or null where that may stand. Of two keys that stand for the same it is not
// known which one counts; one that stands for nothing harms only those who choose it.
func readTable[T any](
	r *reader, what string, orNull bool, parse func(string) (string, error), value func() (T, error),
) (map[string]T, error) {
	read := map[string]T{}
	if some, err := r.open('{', "an object", orNull); !some {
		return read, err
	}
	err := r.elements('{', func(key string) error {
		item, err := value()
		if err != nil {
			return err
		}
		parsed, err := parse(key)
		if err != nil {
			r.odd = append(r.odd, slices.Clone(r.path))
			return nil //nolint:nilerr // Whether the key matters is seen in the selection.
		}
		if _, twice := read[parsed]; twice {
			return r.failure("repeats the %s %q, which stands there in another form", what, parsed)
		}
		read[parsed] = item
		return nil
	})
	return read, err
}

var errNotLabel = errors.New("not a label")

// regionCode returns the code of a region, documented or not, in lower case. A list may have many odd ones: their error costs
// nothing.
func regionCode(key string) (string, error) {
	code := catalog.Lower(key)
	if !catalog.IsLabel(code) {
		return "", errNotLabel
	}
	return code, nil
}

// skip passes over a value of any type.
func (r *reader) skip() error {
	token, err := r.next()
	start, nested := token.(json.Delim)
	if err != nil || !nested {
		return err
	}
	if len(r.path) > maxDepth {
		r.path = r.path[:1]
		return r.failure("nests deeper than %d levels", maxDepth)
	}
	return r.elements(start, func(string) error { return r.skip() })
}

// plainKey is a key that needs no quotes in a place.
var plainKey = regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}$`)

// placeOf writes a path, such as regions.us["us.api.konghq.com"][3].
func placeOf(path ...step) string {
	place := ""
	for _, at := range path[:min(len(path), maxSteps)] {
		switch {
		case at.index >= 0:
			place += fmt.Sprintf("[%d]", at.index)
		case !plainKey.MatchString(at.key):
			place += fmt.Sprintf("[%s]", cleantext.Quote(at.key, maxKey))
		case place == "":
			place = at.key
		default:
			place += "." + at.key
		}
	}
	return place
}
