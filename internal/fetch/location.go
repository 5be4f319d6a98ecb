package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	schemeHTTPS = "https"
	schemeHTTP  = "http"
	schemeFile  = "file"
)

// Location is where a document is read: an https URL, an http URL of a loopback host, or a file URL.
type Location struct {
	url *url.URL
}

// LocationError says why a text is no Location.
type LocationError struct {
	Text   string
	Reason string
}

// Summary is the summary of a diagnostic.
func (e *LocationError) Summary() string { return "Invalid URL" }

func (e *LocationError) Error() string {
	return fmt.Sprintf("%q %s. Accepted are https://HOST/PATH, http:// for a loopback host, and file:///PATH", e.Text, e.Reason)
}

// ParseLocation reads a location. Its error is a *LocationError.
func ParseLocation(text string) (Location, error) {
	parsed, err := url.Parse(text)
	if err != nil {
		return Location{}, &LocationError{redact(text), "is not a URL"}
	}
	shown := text
	if parsed.User != nil {
		shown = parsed.Redacted()
	}
	if strings.Contains(text, "#") {
		return Location{}, &LocationError{shown, "contains a fragment"}
	}
	if reason := refuse(parsed); reason != "" {
		return Location{}, &LocationError{shown, reason}
	}
	return Location{url: parsed}, nil
}

// redact hides what may be user information in a text that is no URL.
func redact(text string) string {
	if end := strings.LastIndex(text, "@"); end >= 0 {
		return "…" + text[end:]
	}
	return text
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

// String returns the URL.
func (l Location) String() string { return l.url.String() }

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
