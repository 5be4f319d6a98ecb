package fetch_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func TestParseLocation(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://ip-addresses.origin.konghq.com/ip-addresses.json": "https://ip-addresses.origin.konghq.com/ip-addresses.json",
		"https://mirror.example:8443/a/b.json?sig=secret":          "https://mirror.example:8443/a/b.json",
		"https://mirror.example/feed?":                             "https://mirror.example/feed",
		"https://mirror.example/feed?to=a@b":                       "https://mirror.example/feed",
		"https://jane/secret@mirror.example/feed":                  "https://jane",
		"HTTPS://Mirror.Example/feed":                              "https://Mirror.Example/feed",
		"https://[2001:db8::1]:443/feed":                           "https://[2001:db8::1]:443/feed",
		"http://localhost/feed":                                    "http://localhost/feed",
		"http://LOCALHOST:8080/feed":                               "http://LOCALHOST:8080/feed",
		"http://127.1.2.3/feed":                                    "http://127.1.2.3/feed",
		"http://[::1]:8080/feed":                                   "http://[::1]:8080/feed",
		"file:///srv/feed.json":                                    "file:///srv/feed.json",
		"file:/srv/feed.json":                                      "file:/srv/feed.json",
		"file:///srv/with%20space.json":                            "file:///srv/with%20space.json",
		"file:///C:/feed.json":                                     "file:///C:/feed.json",
	} {
		if location, err := fetch.ParseLocation(text); err != nil || location.String() != want {
			t.Errorf("ParseLocation(%q) = %v, %v, want %s", text, location, err, want)
		}
	}
}

func TestParseLocationRefuses(t *testing.T) {
	t.Parallel()
	const forms = ". Accepted are https://HOST/PATH, http:// for a loopback host, and file:///PATH"
	tests := map[string]struct{ text, want string }{
		"empty":               {"", `"" has no scheme of https, http or file`},
		"no scheme":           {"mirror.example/feed", `"mirror.example/feed" has no scheme of https, http or file`},
		"another scheme":      {"ftp://mirror.example/feed", `"ftp://mirror.example/feed" has no scheme of https, http or file`},
		"surrounding space":   {" https://mirror.example/", `" https://mirror.example/" is not a URL`},
		"line break":          {"https://mirror.example/\n", `"https://mirror.example/\n" is not a URL`},
		"no host":             {"https:///feed", `"https:///feed" names no host`},
		"opaque":              {"https:mirror.example", `"https:mirror.example" names no host`},
		"port 0":              {"https://mirror.example:0/", `"https://mirror.example:0/" has a port that is not between 1 and 65535`},
		"port too large":      {"https://mirror.example:65536/", `"https://mirror.example:65536/" has a port that is not between 1 and 65535`},
		"plain http":          {"http://mirror.example/feed", `"http://mirror.example/feed" uses plain http for a host that is not loopback`},
		"http, private":       {"http://192.168.0.1/feed", `"http://192.168.0.1/feed" uses plain http for a host that is not loopback`},
		"http, unspecified":   {"http://0.0.0.0/feed", `"http://0.0.0.0/feed" uses plain http for a host that is not loopback`},
		"user, no scheme":     {"jane:secret@mirror.example/x", `"…" has no scheme of https, http or file`},
		"file empty query":    {"file:///srv/feed.json?", `"file:///srv/feed.json?…" contains a query, which a file can't have`},
		"slash, no URL":       {"HTTPS://jane:secret/secret@mirror.example/x", `"…" is not a URL`},
		"http, loopback-like": {"http://127.0.0.1.example/feed", `"http://127.0.0.1.example/feed" uses plain http for a host that is not loopback`},
		"http, short address": {"http://127.1/feed", `"http://127.1/feed" uses plain http for a host that is not loopback`},
		"user":                {"https://jane@mirror.example/", `"https://mirror.example" contains user information, which this provider never sends`},
		"password":            {"https://jane:secret@mirror.example/", `"https://mirror.example" contains user information, which this provider never sends`},
		"password, no URL":    {"https://jane:secret@mirror.example:x/", `"…" is not a URL`},
		"user and fragment":   {"https://jane:secret@mirror.example/#top", `"https://mirror.example" contains a fragment`},
		"file with a user":    {"file://jane@/srv/feed.json", `"…" contains user information, which this provider never sends`},
		"slash in a password": {"https://jane:secr@et/secret@mirror.example/x", `"…" contains user information, which this provider never sends`},
		"mark in a password":  {"https://jane:secret?secret@mirror.example/x", `"…" is not a URL`},
		"token, no scheme":    {"secret@mirror.example/x", `"…" has no scheme of https, http or file`},
		"address":             {"https://mirror.example/secret?mail=secret@secret#x", `"…" contains a fragment`},
		"escape codes":        {"\x1b[2J\u202e", `"\x1b[2J\u202e" is not a URL`},
		"long":                {strings.Repeat("x", 1000), `"` + strings.Repeat("x", 399) + `…" has no scheme of https, http or file`},
		"path":                {"/srv/ip addresses.json", `"/srv/ip addresses.json" has no scheme of https, http or file; for a file on disk write "file:///srv/ip%20addresses.json"`},
		"Windows path":        {`C:\lists\a.json`, `"C:\\lists\\a.json" has no scheme of https, http or file; for a file on disk write "file:///C:/lists/a.json"`},
		"Windows path, /":     {"c:/lists/a.json", `"c:/lists/a.json" has no scheme of https, http or file; for a file on disk write "file:///c:/lists/a.json"`},
		"relative path":       {"lists/a.json", `"lists/a.json" has no scheme of https, http or file`},
		"path with an @":      {"/srv/jane@mirror", `"…" has no scheme of https, http or file`},
		"query":               {"http://mirror.example/feed?sig=secret", `"http://mirror.example/feed?…" uses plain http for a host that is not loopback`},
		"query, no URL":       {"mirror.example/feed?sig=secret\n", `"mirror.example/feed?…" is not a URL`},
		"query of a path":     {"/srv/a.json?sig=secret", `"/srv/a.json?…" has no scheme of https, http or file`},
		"fragment":            {"https://mirror.example/feed#v1", `"https://mirror.example/feed#v1" contains a fragment`},
		"empty fragment":      {"https://mirror.example/feed#", `"https://mirror.example/feed#" contains a fragment`},
		"file host":           {"file://srv/feed.json", `"file://srv/feed.json" names a host or a relative path; a file URL has three slashes and an absolute path`},
		"file relative":       {"file:feed.json", `"file:feed.json" names a host or a relative path; a file URL has three slashes and an absolute path`},
		"file query":          {"file:///srv/feed.json?v=1", `"file:///srv/feed.json?…" contains a query, which a file can't have`},
		"file without path":   {"file://", `"file://" names no file`},
		"file folder":         {"file:///srv/", `"file:///srv/" names no file`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := fetch.ParseLocation(test.text)
			want := problem.New("Invalid URL", "%s", test.want+forms)
			if diff := cmp.Diff(error(want), err); diff != "" {
				t.Errorf("ParseLocation(%q) error (-want +got):\n%s", test.text, diff)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("ParseLocation(%q): the error shows the password", test.text)
			}
		})
	}
}
