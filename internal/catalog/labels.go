package catalog

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// maxHostname is the longest hostname in text form (RFC 1035, section 2.3.4, less the length bytes).
const maxHostname = 253

// uuid is the form of the ids that Konnect's API gives portals and control planes. No hostname has one in it.
// Source: Kong/developer.konghq.com, app/_how-tos/kongctl-get-started.md, which shows a portal's id beside its default_domain.
var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// maxLabel is the longest DNS label (RFC 1035, section 2.3.4).
const maxLabel = 63

// IsLabel reports whether the text is a DNS label in lower case (RFC 1123, section 2.1). A list may have it asked a million
// times: it allocates nothing, where a regular expression would.
func IsLabel(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '-' && i > 0 && i < len(text)-1:
		default:
			return false
		}
	}
	return text != "" && len(text) <= maxLabel
}

// Lower returns the text with its ASCII letters in lower case. Unlike strings.ToLower it makes no ASCII letter of any other,
// such as a "k" of the Kelvin sign.
func Lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// ParseHostname returns a hostname in lower case, without a final dot. Its first label may be the wildcard "*". An address is not
// one: the last label of a hostname is not a number (RFC 1123, section 2.1).
func ParseHostname(text string) (string, error) {
	hostname := strings.TrimSuffix(Lower(text), ".")
	last, ok := "", len(hostname) <= maxHostname
	for last = range strings.SplitSeq(strings.TrimPrefix(hostname, "*."), ".") {
		ok = ok && IsLabel(last)
	}
	if !ok || strings.Trim(last, "0123456789") == "" {
		return "", problem.New("Invalid Hostname", "%s is not a hostname, such as %q", cleantext.Quote(text, maxQuoted), "us.api.konghq.com")
	}
	return hostname, nil
}

// labelKind is what a label names, and where a user finds it.
type labelKind struct{ what, place, example string }

var (
	prefixKind = labelKind{"control plane DNS prefix", "the first label of the control plane's config.control_plane_endpoint", "f47a4e996f"}
	portalKind = labelKind{"portal id", "the first label of the portal's default_domain", "d6a3e6b6bc64"}
)

// parse returns the label in lower case. The UUID of the same thing is refused: no one would have the names made of it.
func (k labelKind) parse(text string) (string, error) {
	normalized := Lower(text)
	switch {
	case uuid.MatchString(normalized):
		return "", k.refuse(text, fmt.Sprintf("is a UUID, which no hostname contains; give %s, such as %q", k.place, k.example))
	case !IsLabel(normalized):
		return "", k.refuse(text, "is not a DNS label: letters, digits and inner hyphens, at most 63 of them")
	}
	return normalized, nil
}

func (k labelKind) refuse(text, reason string) error {
	return problem.New("Invalid DNS Label", "%s %s %s", k.what, cleantext.Quote(text, maxQuoted), reason)
}

// ParseDNSPrefix returns the DNS prefix of a control plane in lower case.
func ParseDNSPrefix(text string) (string, error) {
	endpoint, values, err := identify(text)
	switch {
	case err == nil && endpoint.DNSPrefix != "":
		return "", prefixKind.refuse(text, fmt.Sprintf("is a whole endpoint; put it in control_plane_endpoints, or write %q", endpoint.DNSPrefix))
	case err == nil && values[portalLabel] != "":
		return "", prefixKind.refuse(text, "is the domain of a Dev Portal; put it in portal_ids")
	}
	return prefixKind.parse(text)
}
