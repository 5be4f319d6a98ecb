package kongconf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// maxValue is the size in bytes above which a value is refused unread; real values have some hundred.
const maxValue = 64 << 10

const summary = "Invalid Listener"

// isSpace reports what counts as white space in Lua's "%s", by which Kong splits.
func isSpace(r rune) bool { return strings.ContainsRune(" \t\n\v\f\r", r) }

// Parse reads a setting's value.
func Parse(setting Setting, value string) ([]Listener, error) {
	if len(value) > maxValue {
		return nil, problem.New(summary, "%s, %s: the value is longer than %d bytes", setting, quote(value), maxValue)
	}
	listeners := []Listener{}
	number := 0
	for entry := range strings.SplitSeq(value, ",") {
		words := strings.FieldsFunc(entry, isSpace)
		if len(words) == 0 {
			continue
		}
		number++
		if number == 1 && len(words) == 1 && words[0] == off {
			return listeners, nil
		}
		listener, err := parseEntry(setting, words)
		if err != nil {
			return nil, problem.New(summary, "%s entry %d, %s: %v", setting, number, quote(strings.TrimFunc(entry, isSpace)), err)
		}
		listeners = append(listeners, listener)
	}
	if number == 0 {
		return nil, problem.New(summary, `%s, %s: no entry; write ADDRESS:PORT, for example "0.0.0.0:8000", or "off" for no listener`,
			setting, quote(value))
	}
	return listeners, nil
}

// parseEntry reads the words of one entry. Kong takes every flag out of it and calls the remainder the address, so that flags may
// stand on either side of it.
func parseEntry(setting Setting, words []string) (Listener, error) {
	listener := Listener{Flags: []string{}}
	var rest []string
	for i, word := range words {
		switch {
		case strings.ContainsAny(word, "${"):
			// No address, port or flag has these characters; "${PORT}", "$PORT", "{{ .port }}" and "{vault://env/port}" do.
			return Listener{}, fmt.Errorf("reference %s is not resolved here; give the address and port that it stands for", quote(word))
		case isFlag(setting, word):
			listener.Flags = append(listener.Flags, word)
		case i > 0 && strings.HasPrefix(word, ":") && !isFlag(setting, words[i-1]):
			return Listener{}, fmt.Errorf("white space before %s; write address and port as one word", quote(word))
		default:
			rest = append(rest, word)
		}
	}
	if len(rest) == 0 {
		return Listener{}, errors.New("no address; write ADDRESS:PORT beside the flags")
	}
	address := addressIndex(rest)
	for i, word := range rest {
		if i == address {
			var err error
			if listener.Host, listener.Port, err = parseAddress(word); err != nil {
				return Listener{}, err
			}
			continue
		}
		if looksLikeAddress(word) {
			return Listener{}, fmt.Errorf("second address %s; separate entries with commas", quote(word))
		}
		return Listener{}, errors.New(flagReason(setting, word))
	}
	slices.Sort(listener.Flags)
	listener.Flags = slices.Compact(listener.Flags)
	listener.UDP = slices.Contains(listener.Flags, "udp")
	listener.TLS = slices.Contains(listener.Flags, "ssl")
	listener.HTTP2 = slices.Contains(listener.Flags, "http2")
	listener.ProxyProtocol = slices.Contains(listener.Flags, "proxy_protocol")
	return listener, nil
}

// addressIndex says which of the words that are not flags was meant as the address.
func addressIndex(words []string) int {
	if i := slices.IndexFunc(words, looksLikeAddress); i >= 0 {
		return i
	}
	return slices.IndexFunc(words, func(word string) bool { return !strings.Contains(word, "=") })
}

func looksLikeAddress(text string) bool {
	return strings.ContainsAny(text, ":.[/") && !strings.Contains(text, "=")
}

// parseAddress reads ADDRESS:PORT; the port follows the last colon that is not within brackets.
func parseAddress(text string) (host string, port uint16, err error) {
	colon := strings.LastIndexByte(text, ':')
	if colon < strings.LastIndexByte(text, ']') {
		colon = -1
	}
	path, unix := strings.CutPrefix(text, "unix:")
	switch {
	case strings.Contains(text, "://"):
		return "", 0, fmt.Errorf("URL %s; write ADDRESS:PORT without a scheme", quote(text))
	case unix && !isDigits(path):
		return "", 0, fmt.Errorf("Unix domain socket %s; Kong accepts ADDRESS:PORT only", quote(text)) //nolint:staticcheck // Unix is a name.
	case text == off:
		return "", 0, errors.New(`"off" counts only alone and as the first entry`)
	case strings.EqualFold(text, off):
		return "", 0, fmt.Errorf(`unknown word %s (did you mean "off"?)`, quote(text))
	case colon == 0, isDigits(text):
		return "", 0, fmt.Errorf(`%s has no address; write ADDRESS:PORT, for example "0.0.0.0:8000"`, quote(text))
	case colon < 0, colon == len(text)-1:
		return "", 0, fmt.Errorf(`%s has no port; write ADDRESS:PORT, for example "0.0.0.0:8000" or "[::]:8000"`, quote(text))
	}
	if host, err = parseHost(text[:colon]); err != nil {
		return "", 0, err
	}
	number, err := strconv.ParseUint(text[colon+1:], 10, 16)
	if err != nil || number == 0 {
		return "", 0, fmt.Errorf("port %s is not a number from 1 to 65535", quote(text[colon+1:]))
	}
	return host, uint16(number), nil
}

// parseHost returns the canonical form of a host.
func parseHost(host string) (string, error) {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, closed := strings.CutSuffix(inner, "]")
		addr, err := netip.ParseAddr(inner)
		switch {
		case !closed || err != nil || !addr.Is6():
			return "", fmt.Errorf("%s is not an IPv6 address in brackets", quote(host))
		case addr.Zone() != "":
			return "", fmt.Errorf("IPv6 address %s has a zone; a listener takes none", quote(host))
		case strings.Contains(inner, "."):
			return "", fmt.Errorf("IPv6 address %s has a dotted part, which Kong refuses; write %s", quote(host), quote("["+hexGroups(addr)+"]"))
		}
		return hexGroups(addr), nil
	}
	switch {
	case strings.Contains(host, ":"):
		return "", errors.New(`more than one colon; write an IPv6 address in brackets and with a port, for example "[::1]:8000"`)
	case strings.Trim(host, "0123456789.") == "":
		addr, err := netip.ParseAddr(host)
		if err != nil {
			return "", fmt.Errorf("%s is not an IPv4 address (four numbers from 0 to 255 without leading zeros)", quote(host))
		}
		return addr.String(), nil
	case host == "*":
		// nginx's wildcard for every IPv4 address (nginx docs, ngx_http_core_module, listen).
		return netip.IPv4Unspecified().String(), nil
	case !isHostName(host):
		return "", fmt.Errorf(`%s is neither an IP address nor a host name (labels of letters, digits, "-" and "_" between dots)`, quote(host))
	}
	return strings.ToLower(host), nil
}

// hexGroups writes an IPv6 address as Kong reads it: netip gives an IPv4-mapped one a dotted part, for which Kong's parser has no
// place (Kong/kong, kong/tools/ip.lua).
func hexGroups(addr netip.Addr) string {
	if !addr.Is4In6() {
		return addr.String()
	}
	bytes := addr.As16()
	return fmt.Sprintf("::ffff:%x:%x", binary.BigEndian.Uint16(bytes[12:14]), binary.BigEndian.Uint16(bytes[14:16]))
}

// isHostName checks the form of RFC 1123, section 2.1, and allows the underscore that service names in container
// networks have.
func isHostName(host string) bool {
	host = strings.TrimSuffix(host, ".")
	if len(host) > 253 {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.ContainsFunc(label, func(r rune) bool { return !isAlphanumeric(r) && r != '-' && r != '_' }) {
			return false
		}
	}
	return true
}

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// flag is a row of Kong's table of flags (kong/conf_loader/listeners.lua, subsystem_flags; Kong/kong pull request 9225
// added ipv6only and so_keepalive).
type flag struct {
	name         string
	form         string            // as a message shows it
	value        func(string) bool // nil for a flag without a value
	http, stream bool              // the settings that take it
}

var flags = []flag{
	{name: "udp", form: "udp", stream: true},
	{name: "ssl", form: "ssl", http: true, stream: true},
	{name: "http2", form: "http2", http: true},
	{name: "proxy_protocol", form: "proxy_protocol", http: true, stream: true},
	{name: "deferred", form: "deferred", http: true},
	{name: "bind", form: "bind", http: true, stream: true},
	{name: "reuseport", form: "reuseport", http: true, stream: true},
	{name: "backlog", form: "backlog=NUMBER", value: isDigits, http: true, stream: true},
	{name: "ipv6only", form: "ipv6only=on|off", value: isOnOff, http: true, stream: true},
	{name: "so_keepalive", form: "so_keepalive=on|off|IDLE:INTERVAL:COUNT", value: isKeepalive, http: true, stream: true},
}

func isOnOff(text string) bool { return text == "on" || text == off }

// isKeepalive follows Kong's pattern "%w*:%w*:%d*".
func isKeepalive(text string) bool {
	parts := strings.Split(text, ":")
	return isOnOff(text) || len(parts) == 3 && (parts[2] == "" || isDigits(parts[2])) &&
		!strings.ContainsFunc(parts[0]+parts[1], func(r rune) bool { return !isAlphanumeric(r) })
}

func (f flag) matches(text string) bool {
	name, value, valued := strings.Cut(text, "=")
	if f.value == nil {
		return text == f.name
	}
	return name == f.name && valued && f.value(value)
}

func (f flag) allowedIn(setting Setting) bool {
	if setting == StreamListen {
		return f.stream
	}
	return f.http
}

func isFlag(setting Setting, text string) bool {
	return slices.ContainsFunc(flags, func(f flag) bool { return f.allowedIn(setting) && f.matches(text) })
}

// flagReason says why a word is not a flag of the setting.
func flagReason(setting Setting, text string) string {
	if lower := strings.ToLower(text); isFlag(setting, lower) {
		return fmt.Sprintf("unknown flag %s (flags are lower-case; did you mean %s?)", quote(text), quote(lower))
	}
	var names, forms []string
	for _, f := range flags {
		if f.allowedIn(setting) {
			names, forms = append(names, f.name), append(forms, f.form)
		}
	}
	allowed := fmt.Sprintf("%s takes %s", setting, strings.Join(forms, ", "))
	name, value, valued := strings.Cut(text, "=")
	i := slices.IndexFunc(flags, func(f flag) bool { return f.name == name })
	if i < 0 {
		if hint := suggest.Hint(name, names); hint != "" {
			return "unknown flag " + quote(text) + hint
		}
		return fmt.Sprintf("unknown flag %s; %s", quote(text), allowed)
	}
	switch f := flags[i]; {
	case !f.allowedIn(setting) && f.http:
		return fmt.Sprintf("flag %s belongs to proxy_listen and the other HTTP settings; %s", quote(text), allowed)
	case !f.allowedIn(setting):
		return fmt.Sprintf("flag %s belongs to stream_listen; %s", quote(text), allowed)
	case f.value == nil:
		return fmt.Sprintf("flag %s takes no value; write %s", quote(name), f.form)
	case !valued:
		return fmt.Sprintf("flag %s needs a value; write %s", quote(name), f.form)
	default:
		return fmt.Sprintf("flag %s can't have the value %s; write %s", quote(name), quote(value), f.form)
	}
}
