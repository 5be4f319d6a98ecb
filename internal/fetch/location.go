package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

const (
	schemeHTTPS = "https"
	schemeHTTP  = "http"
	schemeFile  = "file"
)

// Location is where a document is read: an https URL, an http URL of a loopback host, or a file URL.
type Location struct {
	// Setting names it, by the value of the environment variable where that is not empty.
	Setting, Variable string

	url *url.URL
}

// String returns what of the URL is shown and kept: no query, which may hold a signature.
func (l Location) String() string { return public(l.url) }

// Origin completes advice with where the value of the setting comes from, where that is not the configuration.
func (l Location) Origin() string {
	if l.Variable == "" {
		return ""
	}
	return fmt.Sprintf(" The value of %s comes from the environment variable %s.", l.Setting, l.Variable)
}

// maxURL is how many characters of a URL are shown.
const maxURL = 2000

// public returns a URL without user information, query and fragment. With an @ in its path, which may be meant to set a secret
// apart, it is scheme and host only. It is the one place that decides what is seen of a URL.
func public(u *url.URL) string {
	shown := *u
	shown.User, shown.RawQuery, shown.ForceQuery, shown.Fragment, shown.RawFragment = nil, "", false, "", ""
	text := shown.String()
	if strings.Contains(text, "@") {
		text = u.Scheme + "://" + u.Host
	}
	return cleantext.Line(text, maxURL)
}

// ParseLocation reads a location.
func ParseLocation(text string) (Location, error) {
	parsed, err := url.Parse(text)
	reason := "is not a URL"
	if err == nil {
		if reason = refuse(parsed); strings.Contains(text, "#") {
			reason = "contains a fragment"
		}
	}
	if reason == "" {
		return Location{url: parsed}, nil
	}
	if file := fileURL(text); file != "" {
		reason += "; for a file on disk write " + cleantext.Quote(file, maxReason)
	}
	return Location{}, problem.New("Invalid URL", "%s %s. Accepted are https://HOST/PATH, http:// for a loopback host, and file:///PATH",
		cleantext.Quote(publicText(text, parsed), maxReason), reason)
}

// publicText returns what is shown of a text that is not a location: nothing behind a question mark, and with an @, before which a
// secret may stand, scheme and host at most.
func publicText(text string, parsed *url.URL) string {
	before, _, found := strings.Cut(text, "?")
	switch count := strings.Count(text, "@"); {
	case count == 1 && parsed != nil && parsed.User != nil && parsed.Host != "":
		return parsed.Scheme + "://" + parsed.Host
	case count > 0:
		return "…"
	case found:
		return before + "?…"
	}
	return text
}

// windowsPath matches an absolute path of Windows with a drive letter.
var windowsPath = regexp.MustCompile(`^[A-Za-z]:[/\\]`)

// fileURL returns the URL of an absolute path, or nothing for another text and for one that may hold a secret.
func fileURL(text string) string {
	path := text
	switch {
	case strings.ContainsAny(text, "@?"):
		return ""
	case windowsPath.MatchString(text):
		path = "/" + strings.ReplaceAll(text, `\`, "/")
	case !strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//"):
		return ""
	}
	return (&url.URL{Scheme: schemeFile, Path: path}).String()
}

// refuse returns why the URL can't be a location, or nothing.
func refuse(u *url.URL) string {
	switch {
	case u.User != nil:
		return "contains user information, which this provider never sends"
	case u.Scheme == schemeFile:
		return refuseFile(u)
	case u.Scheme != schemeHTTPS && u.Scheme != schemeHTTP:
		return "has no scheme of https, http or file"
	case u.Hostname() == "" || u.Opaque != "":
		return "names no host"
	case u.Scheme == schemeHTTP && !isLoopback(u.Hostname()):
		return "uses plain http for a host that is not loopback"
	}
	if port := u.Port(); port != "" {
		if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
			return "has a port that is not between 1 and 65535"
		}
	}
	return ""
}

func refuseFile(u *url.URL) string {
	switch {
	case u.Host != "" || u.Opaque != "":
		return "names a host or a relative path; a file URL has three slashes and an absolute path"
	case u.RawQuery != "" || u.ForceQuery:
		return "contains a query, which a file can't have"
	case u.Path == "" || strings.HasSuffix(u.Path, "/"):
		return "names no file"
	}
	return ""
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// path returns the file of a file URL. A Windows path follows the third slash: file:///C:/feed.json.
func (l Location) path() string {
	path := l.url.Path
	if len(path) > 2 && path[2] == ':' && filepath.VolumeName(path[1:]) != "" {
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

// explicitPort returns the URL's port, or nothing where it is the default one of the scheme.
func explicitPort(u *url.URL) string {
	switch port := u.Port(); {
	case u.Scheme == schemeHTTPS && port == "443", u.Scheme == schemeHTTP && port == "80":
		return ""
	default:
		return port
	}
}
