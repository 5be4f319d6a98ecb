package addresslist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
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

// Decode reads the document strictly: one JSON object with every required member, each of the right type, no key twice,
// nothing behind it. Members it does not know are passed over. Errors are of type *DocumentError.
func Decode(body []byte) (*Document, error) {
	if err := checkText(body); err != nil {
		return nil, err
	}
	r := &reader{decoder: json.NewDecoder(bytes.NewReader(body))}
	r.decoder.UseNumber()
	document := &Document{lists: map[Direction]map[string][]string{}}
	seen := map[string]bool{}
	err := r.object("", func(path, key string) (err error) {
		seen[key] = true
		switch key {
		case keyUpdateDate:
			document.UpdateDate, err = r.string(func() string { return path })
		case keyRegions:
			document.hostnames, err = regionsOf(r, path, (*reader).addressesByHostname)
		case keyIngress:
			document.lists[Ingress], err = regionsOf(r, path, (*reader).addresses)
		case keyEgress:
			document.lists[Egress], err = regionsOf(r, path, (*reader).addresses)
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
	if document.UpdatedAt, err = parseUpdateDate(document.UpdateDate); err != nil {
		return nil, &DocumentError{keyUpdateDate, err.Error()}
	}
	return document, nil
}

// checkText refuses what is no JSON text for a reason that deserves a clearer word than a syntax error.
func checkText(body []byte) error {
	trimmed := bytes.TrimSpace(body)
	switch {
	case len(trimmed) == 0:
		return &DocumentError{"", "is empty"}
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return &DocumentError{"", "starts with a byte-order mark, which JSON does not allow"}
	case trimmed[0] == '<':
		return &DocumentError{"", "is not JSON but an HTML or XML page"}
	case !utf8.Valid(body):
		return &DocumentError{"", "is not JSON: it is not valid UTF-8"}
	}
	return nil
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
	return r.decoder.Token() //nolint:wrapcheck // unreadable does.
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

func (r *reader) open(path string, delimiter json.Delim, want string) error {
	token, err := r.token(path)
	if err != nil {
		return err
	}
	if token != delimiter {
		return wrongType(path, token, want)
	}
	return nil
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
		return "", &DocumentError{path, fmt.Sprintf("has the key %.80q twice", key)}
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

// addresses reads a list of strings.
func (r *reader) addresses(path string) ([]string, error) {
	if err := r.open(path, '[', "a list of addresses"); err != nil {
		return nil, err
	}
	list := []string{}
	for r.decoder.More() {
		text, err := r.string(func() string { return fmt.Sprintf("%s[%d]", path, len(list)) })
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	_, err := r.token(path)
	return list, err
}

func (r *reader) addressesByHostname(path string) (map[string][]string, error) {
	lists := map[string][]string{}
	err := r.object(path, func(path, key string) error {
		list, err := r.addresses(path)
		if err != nil {
			return err
		}
		hostname := NormalizeHostname(key)
		if !isHostname(hostname) {
			return &DocumentError{path, "has a key that is no hostname"}
		}
		return put(lists, path, "hostname", hostname, list)
	})
	return lists, err
}

// regionsOf reads an object whose keys are region codes. A key that can't be one makes the whole document doubtful.
func regionsOf[T any](r *reader, path string, value func(*reader, string) (T, error)) (map[string]T, error) {
	byRegion := map[string]T{}
	err := r.object(path, func(path, key string) error {
		item, err := value(r, path)
		if err != nil {
			return err
		}
		code := strings.ToLower(key)
		if !catalog.IsLabel(code) {
			return &DocumentError{path, "has a key that is no region code"}
		}
		return put(byRegion, path, "region", code, item)
	})
	return byRegion, err
}

// isHostname reports whether the text may be a hostname. It does not ask for more than that the text is safe to show:
// what is allowed follows from the addresses alone.
func isHostname(text string) bool {
	const maxHostname = 253
	return text != "" && len(text) <= maxHostname && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// put refuses a key that stands for the same as an earlier one.
func put[T any](items map[string]T, path, what, key string, item T) error {
	if _, twice := items[key]; twice {
		return &DocumentError{path, fmt.Sprintf("repeats the %s %q, which stands there in another form", what, key)}
	}
	items[key] = item
	return nil
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

// join returns the place of a key's value, such as regions.us["us.api.konghq.com"].
func join(path, key string) string {
	switch {
	case !plainKey.MatchString(key):
		const maxKey = 80
		if len(key) > maxKey {
			return fmt.Sprintf("%s[%q…]", path, key[:maxKey])
		}
		return fmt.Sprintf("%s[%q]", path, key)
	case path == "":
		return key
	}
	return path + "." + key
}
