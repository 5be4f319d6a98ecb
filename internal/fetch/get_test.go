package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

const (
	userAgent = "terraform-provider-konnect/1.2.3"
	// slack is what the machine may add to a deadline. It parts an end from a hang, not fast from slow.
	slack = 2 * time.Second
)

// patient gives each test all the time it needs, with hardly a pause between requests.
func patient() fetch.Options {
	return fetch.Options{Timeout: time.Minute, MaxRetries: 3, UserAgent: userAgent}.WithWaits(time.Millisecond, 2*time.Millisecond)
}

func locate(t testing.TB, text string) fetch.Location {
	t.Helper()
	location, err := fetch.ParseLocation(text)
	if err != nil {
		t.Fatal(err)
	}
	location.Setting = "updates_url"
	return location
}

func get(t testing.TB, options fetch.Options, url string) ([]byte, error) {
	t.Helper()
	body, err := fetch.New(options).Get(t.Context(), locate(t, url))
	if err != nil && body != nil {
		t.Errorf("Get returned %d bytes beside the error %v", len(body), err)
	}
	return body, err
}

// What a user is advised to do.
const (
	tryLater    = "Try again later, or set updates_url to a mirror."
	moreTime    = "Try again later, raise request_timeout, or set updates_url to a mirror."
	checkURL    = "Check updates_url and the network path to it, such as a proxy."
	checkTarget = "At most 3 redirects are followed, to the same host and port and never away from https. If the target is right, set updates_url to it."
	checkCA     = "If updates_url names a mirror with a private certificate authority, or a proxy inspects TLS, set ca_cert_pem." +
		" Otherwise something intercepts the connection."
)

// volatile matches what differs from run to run in an error: local ports and the present time.
var volatile = regexp.MustCompile(`127\.0\.0\.1:\d+->|\d{4}-\d\d-\d\dT[\d:]+(Z|[+-]\d\d:\d\d)`)

// wantError compares an error's whole text, in which URL stands for the server's, and its advice.
func wantError(t testing.TB, err error, url, advice, want string) {
	t.Helper()
	failed, ok := errors.AsType[*problem.Problem](err)
	if !ok || failed.Summary != "Source Unavailable" {
		t.Fatalf("error %v, want an unavailable source", err)
	}
	got := strings.ReplaceAll(volatile.ReplaceAllString(err.Error(), "~"), url, "URL")
	got = strings.ReplaceAll(got, strings.TrimSuffix(strings.TrimPrefix(url, "http://"), listserver.ListPath), "HOST")
	if diff := cmp.Diff([]string{want, advice}, []string{got, failed.Advice}); diff != "" {
		t.Errorf("error and advice (-want +got):\n%s", diff)
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	good := listserver.Body("application/json", []byte("good"))
	large := bytes.Repeat([]byte("x"), 4<<20)
	bodies := map[string]struct {
		handler  http.Handler
		want     string
		requests int
	}{
		"good":                     {good, "good", 1},
		"empty":                    {listserver.Body("", nil), "", 1},
		"as large as allowed":      {listserver.Body("", large), string(large), 1},
		"gzip":                     {listserver.Gzip([]byte("good")), "good", 1},
		"gzip, large as allowed":   {listserver.Gzip(large), string(large), 1},
		"utf-8":                    {encoded("utf-8", "good"), "good", 1},
		"UTF-8, gzip":              {encoded("UTF-8, gzip", zipped("good")), "good", 1},
		"gzip,utf-8":               {encoded("gzip,utf-8", zipped("good")), "good", 1},
		"gzip, unnamed":            {encoded("", zipped("good")), "good", 1},
		"utf-8, compressed":        {encoded("utf-8", zipped("good")), "good", 1},
		"utf-8, gzip, plain":       {encoded("utf-8, gzip", "good"), "good", 1},
		"aws-chunked, one byte":    {encoded("aws-chunked", "x"), "x", 1},
		"utf-8, empty":             {encoded("utf-8", ""), "", 1},
		"identity, empty names":    {encoded("identity, ,", "good"), "good", 1},
		"gzip, large as sent":      {encoded("gzip", zippedTo(4<<20)), "good", 1},
		"500 once":                 {listserver.StatusOnce(500, good), "good", 2},
		"408, 425, 429, then good": {listserver.Sequence(listserver.Status(408), listserver.Status(425), listserver.Status(429), good), "good", 4},
		"reset once":               {listserver.Sequence(listserver.ResetConnection(), good), "good", 2},
		"early end once":           {listserver.Sequence(listserver.EarlyEnd(true), good), "good", 2},
		"early end, chunked, once": {listserver.Sequence(listserver.EarlyEnd(false), good), "good", 2},
		"Retry-After 0":            {listserver.StatusOnce(429, good, "Retry-After", "0"), "good", 2},
		"Retry-After in the past":  {listserver.StatusOnce(503, good, "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"), "good", 2},
		"Retry-After malformed":    {listserver.StatusOnce(429, good, "Retry-After", "soon"), "good", 2},
		"Retry-After empty":        {listserver.StatusOnce(429, good, "Retry-After", ""), "good", 2},
		"Retry-After not needed":   {listserver.Status(200, "Retry-After", "3600"), "OK\n", 1},
	}
	for name, test := range bodies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			body, err := get(t, patient(), server.URL())
			if err != nil {
				t.Fatal(err)
			}
			if string(body) != test.want {
				t.Errorf("body of %d bytes %.40q, want %d bytes %.40q", len(body), body, len(test.want), test.want)
			}
			if got := len(server.Requests()); got != test.requests {
				t.Errorf("%d requests, want %d", got, test.requests)
			}
		})
	}
}

func TestGetFails(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler  http.Handler
		advice   string
		want     string
		requests int
	}{
		"204":            {listserver.Status(204), checkURL, "URL answered with status 204 No Content", 1},
		"301 to nowhere": {listserver.Status(301), checkURL, "URL answered with status 301 Moved Permanently", 1},
		"403 with HTML":  {listserver.HTML(403), checkURL, "URL answered with status 403 Forbidden", 1},
		"404":            {listserver.Status(404), checkURL, "URL answered with status 404 Not Found", 1},
		"499":            {listserver.Status(499), checkURL, "URL answered with status 499", 1},
		"429 always":     {listserver.Status(429), tryLater, "URL answered with status 429 Too Many Requests (tried 4 times)", 4},
		"500 always":     {listserver.Status(500), tryLater, "URL answered with status 500 Internal Server Error (tried 4 times)", 4},
		"503 always":     {listserver.Status(503), tryLater, "URL answered with status 503 Service Unavailable (tried 4 times)", 4},
		"503, then 404":  {listserver.StatusOnce(503, listserver.Status(404)), checkURL, "URL answered with status 404 Not Found (tried 2 times)", 2},
		"reset always":   {listserver.ResetConnection(), tryLater, "URL can't be read: read tcp ~HOST: read: connection reset by peer (tried 4 times)", 4},
		"malformed header": {
			malformed(strings.Repeat("x", 60<<10)), tryLater,
			"URL can't be read: net/http: HTTP/1.x transport connection broken: malformed MIME header: missing colon: \"" +
				strings.Repeat("x", 312) + "…", 1,
		},
		"malformed header, escape codes": {
			malformed("\x1b[2J\x1b[32mNo changes.\u202e"), tryLater,
			`URL can't be read: net/http: HTTP/1.x transport connection broken: malformed MIME header: missing colon: "\x1b[2J\x1b[32mNo changes.\u202e"`, 1,
		},
		"early end":          {listserver.EarlyEnd(true), tryLater, "URL broke off its answer: unexpected EOF (tried 4 times)", 4},
		"early end, chunked": {listserver.EarlyEnd(false), tryLater, "URL broke off its answer: unexpected EOF (tried 4 times)", 4},

		"too large":           {listserver.Body("", make([]byte, 4<<20+1)), checkURL, "URL gave a document of more than 4 MiB", 1},
		"too large, unzipped": {listserver.Gzip(make([]byte, 4<<20+1)), checkURL, "URL gave a document of more than 4 MiB", 1},
		"never ending":        {listserver.NeverEnding(), checkURL, "URL gave a document of more than 4 MiB", 1},
		"endless nothing":     {listserver.GzipEmptyMembers(), checkURL, "URL gave a document of more than 4 MiB", 1},
		"header too large": {
			listserver.Status(200, "X-Filler", strings.Repeat("x", 128<<10)),
			tryLater, "URL can't be read: net/http: HTTP/1.x transport connection broken: net/http: server response headers exceeded 65536 bytes; aborted", 1,
		},
		"gzip, cut":                  {encoded("gzip", zipped("good")[:20]), checkURL, "URL gave a body that can't be decompressed: unexpected EOF (tried 4 times)", 4},
		"gzip, damaged":              {encoded("gzip", "\x1f\x8bgood good good"), checkURL, "URL gave a body that can't be decompressed: gzip: invalid header", 1},
		"unknown encoding":           {encoded("br", "x"), checkURL, `URL gave a body that can't be decompressed: unknown content encoding "br"`, 1},
		"unknown encoding in a list": {encoded("utf-8, zstd", "x"), checkURL, `URL gave a body that can't be decompressed: unknown content encoding "zstd"`, 1},
		"too large, as sent":         {encoded("gzip", zippedTo(4<<20+1)), checkURL, "URL gave a document of more than 4 MiB", 1},

		"Retry-After, seconds": {
			listserver.Status(429, "Retry-After", "3600"),
			moreTime, "URL answered with status 429 Too Many Requests and asked for a pause of 1h0m0s (Retry-After), for which no time is left", 1,
		},
		"Retry-After on 500": {
			listserver.Status(500, "Retry-After", "3600"),
			moreTime, "URL answered with status 500 Internal Server Error and asked for a pause of 1h0m0s (Retry-After), for which no time is left", 1,
		},
		"Retry-After after a retry": {
			listserver.StatusOnce(500, listserver.Status(503, "Retry-After", "3600")),
			moreTime, "URL answered with status 503 Service Unavailable and asked for a pause of 1h0m0s (Retry-After), for which no time is left (tried 2 times)", 2,
		},
		"Retry-After, date": {
			listserver.Status(503, "Retry-After", "Fri, 31 Dec 2199 23:59:59 GMT"),
			moreTime, "URL answered with status 503 Service Unavailable and asked for a pause of a day or more (Retry-After), for which no time is left", 1,
		},
		// 18446744074 seconds, in nanoseconds, are 0.29 seconds beyond 2^64.
		"Retry-After, overflow": {
			listserver.Status(429, "Retry-After", "18446744074"),
			moreTime, "URL answered with status 429 Too Many Requests and asked for a pause of a day or more (Retry-After), for which no time is left", 1,
		},
		"Retry-After, no number of this world": {
			listserver.Status(429, "Retry-After", strings.Repeat("9", 400)),
			moreTime, "URL answered with status 429 Too Many Requests and asked for a pause of a day or more (Retry-After), for which no time is left", 1,
		},
		"Retry-After on 404": {listserver.Status(404, "Retry-After", "1"), checkURL, "URL answered with status 404 Not Found", 1},

		"redirect to another host": {listserver.Redirect(302, "http://localhost/feed"), checkTarget, "URL redirects to http://localhost/feed, on another host", 1},
		"redirect to another port": {listserver.Redirect(307, "http://127.0.0.1:1/feed"), checkTarget, "URL redirects to http://127.0.0.1:1/feed, on another port", 1},
		"redirect to a file":       {listserver.Redirect(302, "file:///etc/passwd"), checkTarget, "URL redirects to file:///etc/passwd, on another host", 1},
		"redirect in a loop":       {listserver.RedirectLoop(), checkTarget, "URL redirects to URL, after 3 redirects already", 4},
		"redirect to no URL":       {listserver.Redirect(302, "http://jane:secret@[::1"), checkTarget, "URL redirects to what is not a URL", 1},
		"redirect with a signature": {
			listserver.Redirect(302, "https://jane:secret@mirror.example/feed?signature=secret#secret"), checkTarget,
			"URL redirects to https://mirror.example/feed?…, with user information, which this provider never sends", 1,
		},
		"redirect with an @ in the path": {
			listserver.Redirect(302, "https://jane/secret@mirror.example/feed?signature=secret"), checkTarget,
			"URL redirects to https://jane?…, on another host", 1,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			_, err := get(t, patient(), server.URL())
			wantError(t, err, server.URL(), test.advice, test.want)
			if got := len(server.Requests()); got != test.requests {
				t.Errorf("%d requests, want %d", got, test.requests)
			}
		})
	}
}

func encoded(encoding, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write([]byte(body))
	})
}

func zipped(body string) string {
	var compressed strings.Builder
	writer := gzip.NewWriter(&compressed)
	_, _ = writer.Write([]byte(body))
	_ = writer.Close()
	return compressed.String()
}

// zippedTo returns "good" compressed, with nothing behind it up to that size.
func zippedTo(size int) string {
	body := strings.Repeat(zipped(""), size/len(zipped(""))-10) + zipped("good")
	var compressed strings.Builder
	writer := gzip.NewWriter(&compressed)
	const extra = 2 // bytes for the length of what fills up
	writer.Extra = make([]byte, size-len(body)-len(zipped(""))-extra)
	_ = writer.Close()
	return body + compressed.String()
}

// malformed answers with lines that are not a header.
func malformed(lines string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hijacker, _ := w.(http.Hijacker)
		connection, buffered, err := hijacker.Hijack()
		if err != nil {
			return
		}
		_, _ = buffered.WriteString("HTTP/1.1 200 OK\r\n" + lines + "\r\n\r\n")
		_ = buffered.Flush()
		_ = connection.Close()
	})
}

func TestMaxRetries(t *testing.T) {
	t.Parallel()
	for retries, text := range []string{"", " (tried 2 times)", " (tried 3 times)"} {
		server := listserver.NewServer(t)
		server.Handle(listserver.Status(503))
		options := patient()
		options.MaxRetries = retries
		_, err := get(t, options, server.URL())
		wantError(t, err, server.URL(), tryLater, "URL answered with status 503 Service Unavailable"+text)
		if got := len(server.Requests()); got != retries+1 {
			t.Errorf("MaxRetries %d: %d requests, want %d", retries, got, retries+1)
		}
	}
}

func TestConnectionRefused(t *testing.T) {
	t.Parallel()
	url := listserver.RefusedURL(t)
	_, err := get(t, patient(), url)
	wantError(t, err, url, tryLater, "URL can't be read: dial tcp HOST: connect: connection refused (tried 4 times)")
}

// TestUnresolvable asks for a name with a label that DNS does not allow, which is refused without asking a server.
func TestUnresolvable(t *testing.T) {
	t.Parallel()
	host := strings.Repeat("x", 64) + ".unresolvable.example"
	url := "https://" + host + "/feed"
	_, err := get(t, patient(), url)
	wantError(t, err, url, checkURL, `URL can't be reached: the name "`+host+`" can't be resolved`)
}

// TestRedirectsFollowed has a server set cookies on the way, and end in a good answer.
func TestRedirectsFollowed(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.Sequence(
		listserver.Status(503, "Set-Cookie", "id=1"), listserver.Status(301, "Set-Cookie", "id=2", "Location", "/1")))
	server.HandlePath("/1", listserver.Redirect(302, "/2?page=3"))
	server.HandlePath("/2", listserver.Redirect(308, server.BaseURL()+"/3"))
	server.HandlePath("/3", listserver.Body("", []byte("good")))
	body, err := get(t, patient(), server.URL())
	if err != nil || string(body) != "good" {
		t.Fatalf("body %q, error %v", body, err)
	}
	requests := server.Requests()
	if len(requests) != 5 {
		t.Fatalf("%d requests, want 5", len(requests))
	}
	for _, request := range requests {
		for _, name := range []string{"Referer", "Authorization", "Cookie", "Proxy-Authorization"} {
			if request.Header.Get(name) != "" {
				t.Errorf("%s: header %s was sent: %q", request.Path, name, request.Header.Get(name))
			}
		}
	}
}

// TestNoSecretInTheLog follows a redirect within the host to an answer that fails, and refuses one to another host.
func TestNoSecretInTheLog(t *testing.T) {
	t.Parallel()
	for name, target := range map[string]string{"followed": "/there?signature=secret", "refused": "https://jane:secret@mirror.example/?signature=secret"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(listserver.Redirect(302, target))
			server.HandlePath("/there", listserver.ResetConnection())
			var logged bytes.Buffer
			options := patient()
			options.Log = func(_ context.Context, message string, fields ...map[string]any) {
				fmt.Fprintln(&logged, message, fields)
			}
			_, err := get(t, options, server.URL()+"?signature=secret")
			if err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("error %v", err)
			}
			if log := logged.String(); strings.Contains(log, "retrying request") != (name == "followed") || strings.Contains(log, "secret") {
				t.Errorf("log:\n%s", log)
			}
		})
	}
}

func TestRedirectAwayFromHTTPS(t *testing.T) {
	t.Parallel()
	server := listserver.NewTLSServer(t, listserver.TLSOptions{})
	plain := strings.Replace(server.URL(), "https:", "http:", 1)
	server.Handle(listserver.Redirect(302, plain))
	_, err := get(t, trusting(t, server), server.URL())
	wantError(t, err, server.URL(), checkTarget, "URL redirects to "+plain+", away from https")
	if got := len(server.Requests()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}

// TestHeaders holds all that is sent.
func TestHeaders(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	if _, err := get(t, patient(), server.URL()+"?x=1"); err != nil {
		t.Fatal(err)
	}
	want := []listserver.Request{{Method: http.MethodGet, Path: listserver.ListPath, Header: http.Header{
		"User-Agent":      {userAgent},
		"Accept":          {"application/json, application/rss+xml, application/xml, */*;q=0.1"},
		"Accept-Encoding": {"gzip"},
		"Connection":      {"close"},
	}}}
	if diff := cmp.Diff(want, server.Requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func trusting(t testing.TB, server *listserver.Server) fetch.Options {
	t.Helper()
	options := patient()
	options.RootCAs = x509.NewCertPool()
	if !options.RootCAs.AppendCertsFromPEM([]byte(server.CAPEM())) {
		t.Fatal("the server has no certificate")
	}
	return options
}

func TestTLS(t *testing.T) {
	t.Parallel()
	t.Run("trusted", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewTLSServer(t, listserver.TLSOptions{})
		body, err := get(t, trusting(t, server), server.URL())
		if err != nil || !bytes.Equal(body, listserver.DemoDocument().JSON()) {
			t.Errorf("%d bytes, error %v", len(body), err)
		}
	})
	for name, test := range map[string]struct {
		server listserver.TLSOptions
		want   string
	}{
		"wrong host name": {listserver.TLSOptions{WrongHostName: true}, "cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs"},
		"expired":         {listserver.TLSOptions{Expired: true}, "certificate has expired or is not yet valid: current time ~ is after ~"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewTLSServer(t, test.server)
			_, err := get(t, trusting(t, server), server.URL())
			wantError(t, err, server.URL(), checkCA, "URL presented a certificate that can't be trusted: x509: "+test.want)
		})
	}
	t.Run("not trusted", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewTLSServer(t, listserver.TLSOptions{})
		_, err := get(t, patient(), server.URL())
		wantError(t, err, server.URL(), checkCA, "URL presented a certificate that can't be trusted: x509: certificate signed by unknown authority")
	})
	t.Run("names with escape codes", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewTLSServer(t, listserver.TLSOptions{Names: []string{"\x1b[2J\x1b[32mNo changes.\x1b[0m", strings.Repeat("x", 60<<10)}})
		url := strings.Replace(server.URL(), "127.0.0.1", "localhost", 1)
		_, err := get(t, patient(), url)
		const said = "x509: certificate is valid for [2J[32mNo changes.[0m, "
		wantError(t, err, url, checkCA, "URL presented a certificate that can't be trusted: "+said+strings.Repeat("x", 399-len(said))+"…")
	})
	t.Run("old TLS", func(t *testing.T) {
		t.Parallel()
		server := httptest.NewUnstartedServer(listserver.Status(http.StatusOK))
		server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.StartTLS()
		t.Cleanup(server.Close)
		options := patient()
		options.RootCAs = x509.NewCertPool()
		options.RootCAs.AddCert(server.Certificate())
		_, err := get(t, options, server.URL)
		wantError(t, err, server.URL, tryLater, "URL can't be read: remote error: tls: protocol version not supported")
	})
	t.Run("no TLS at all", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewServer(t)
		url := strings.Replace(server.URL(), "http:", "https:", 1)
		_, err := get(t, patient(), url)
		wantError(t, err, url, tryLater, "URL can't be read: http: server gave HTTP response to HTTPS client")
	})
}

// TestProxy shows that the proxy of the environment is asked for other hosts. That it is not for loopback hosts, every
// other test shows.
//
//nolint:paralleltest // The process has one proxy, and the cases change what it answers.
func TestProxy(t *testing.T) {
	url := "https://" + proxied + "/feed"
	const advice = "The proxy comes from the environment variable HTTPS_PROXY. Set it to a proxy that connects to " + proxied +
		", or add " + proxied + " to NO_PROXY."
	for name, test := range map[string]struct {
		status   int32
		want     string
		requests int32
	}{
		"refuses":              {http.StatusForbidden, "403 Forbidden", 1},
		"wants credentials":    {http.StatusProxyAuthRequired, "407 Proxy Authentication Required", 1},
		"can't reach the host": {http.StatusBadGateway, "502 Bad Gateway (tried 4 times)", 4},
	} {
		t.Run(name, func(t *testing.T) {
			proxyStatus.Store(test.status)
			before := connects.Load()
			_, err := get(t, patient(), url)
			wantError(t, err, url, advice, "URL could not be reached: the proxy "+proxyHost+" answered with status "+test.want)
			if got := connects.Load() - before; got != test.requests {
				t.Errorf("the proxy got %d requests, want %d", got, test.requests)
			}
		})
	}
	t.Run("lower-case variable", func(t *testing.T) {
		t.Setenv("https_proxy", os.Getenv("HTTPS_PROXY"))
		t.Setenv("HTTPS_PROXY", "")
		proxyStatus.Store(http.StatusForbidden)
		_, err := get(t, patient(), url)
		wantError(t, err, url, strings.Replace(advice, "HTTPS_PROXY", "https_proxy", 1), "URL could not be reached: the proxy "+proxyHost+" answered with status 403 Forbidden")
	})
	t.Run("connects to something else", func(t *testing.T) {
		proxyStatus.Store(http.StatusOK)
		options := patient()
		options.MaxRetries = 0
		_, err := get(t, options, url)
		wantError(t, err, url, tryLater+" The connection goes through the proxy "+proxyHost+", which comes from the environment variable"+
			" HTTPS_PROXY.", "URL can't be read: http: server gave HTTP response to HTTPS client")
	})
}

// TestDeadline holds that whatever a server does, an answer comes within the timeout.
func TestDeadline(t *testing.T) {
	t.Parallel()
	const within = "URL gave no complete answer within 300ms"
	tests := map[string]struct {
		handler http.Handler
		retries int
		want    string
	}{
		"before the header": {listserver.HangBeforeHeader(), 0, within},
		"in the header":     {listserver.HangInHeader(), 0, within},
		"in the body":       {listserver.HangInBody(), 0, within},
		"drip":              {listserver.Drip(time.Millisecond, listserver.DemoDocument().JSON()), 0, within},
		"after a stall":     {listserver.HangBeforeHeader(), 1, within + " (tried 2 times)"},
		"after a failure": {
			listserver.StatusOnce(503, listserver.HangBeforeHeader()), 1,
			within + "; before that it answered with status 503 Service Unavailable (tried 2 times)",
		},
		"after a broken body": {
			listserver.Sequence(listserver.EarlyEnd(true), listserver.HangInBody()), 1,
			within + "; before that it broke off its answer: unexpected EOF (tried 2 times)",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			options := patient()
			options.Timeout, options.MaxRetries = 300*time.Millisecond, test.retries
			start := time.Now()
			_, err := get(t, options, server.URL())
			if took := time.Since(start); took > options.Timeout+slack {
				t.Errorf("took %s", took)
			}
			wantError(t, err, server.URL(), moreTime, test.want)
		})
	}
}

// hangs are the places in which an answer may stop.
func hangs() map[string]http.Handler {
	return map[string]http.Handler{
		"before the header": listserver.HangBeforeHeader(), "in the header": listserver.HangInHeader(), "in the body": listserver.HangInBody(),
	}
}

// TestStall has each request but the last wait for an answer that does not come: each ends while there is time for the next.
func TestStall(t *testing.T) {
	t.Parallel()
	good := listserver.Body("", []byte("good"))
	for name, hang := range hangs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(listserver.Sequence(hang, hang, hang, good))
			options := patient()
			options.Timeout = 4 * time.Second
			body, err := get(t, options, server.URL())
			if err != nil || string(body) != "good" {
				t.Errorf("body %q, error %v", body, err)
			}
			if got := len(server.Requests()); got != 4 {
				t.Errorf("%d requests, want 4", got)
			}
		})
	}
	// After a stall there is no pause, neither the one that an answer before it asked for nor the usual one.
	t.Run("after a pause", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewServer(t)
		server.Handle(listserver.Sequence(listserver.Status(503, "Retry-After", "2"), listserver.HangBeforeHeader(), good))
		options := patient().WithWaits(time.Hour, time.Hour)
		options.Timeout, options.MaxRetries = 5*time.Second, 2
		if body, err := get(t, options, server.URL()); err != nil || string(body) != "good" {
			t.Errorf("body %q, error %v", body, err)
		}
	})
	// A redirect does not start the time again: the first two answers take 2.4 of the 2 seconds that they share.
	t.Run("after a redirect", func(t *testing.T) {
		t.Parallel()
		slow := func(handler http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				select {
				case <-time.After(1200 * time.Millisecond):
					handler.ServeHTTP(w, r)
				case <-r.Context().Done():
				}
			})
		}
		redirect := listserver.Redirect(302, "/1")
		server := listserver.NewServer(t)
		server.Handle(listserver.Sequence(slow(redirect), redirect))
		server.HandlePath("/1", listserver.Sequence(slow(listserver.Body("", []byte("late"))), good))
		options := patient()
		options.Timeout, options.MaxRetries = 4*time.Second, 1
		body, err := get(t, options, server.URL())
		if err != nil || string(body) != "good" {
			t.Errorf("body %q, error %v", body, err)
		}
		if got := len(server.Requests()); got != 4 {
			t.Errorf("%d requests, want 4", got)
		}
	})
}

// TestNoTimeForAnotherRequest ends before a pause that the deadline would cut.
func TestNoTimeForAnotherRequest(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.Status(503))
	start := time.Now()
	_, err := get(t, patient().WithWaits(time.Hour, time.Hour), server.URL())
	if took := time.Since(start); took > slack {
		t.Errorf("took %s", took)
	}
	wantError(t, err, server.URL(), moreTime, "URL answered with status 503 Service Unavailable, and no time is left for another request")
}

// TestCancellation ends a read at once, in whatever it is.
func TestCancellation(t *testing.T) {
	t.Parallel()
	handlers := hangs()
	handlers["in a pause"] = listserver.Status(503, "Retry-After", "30")
	for name, handler := range handlers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			server := listserver.NewServer(t)
			server.Handle(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.AfterFunc(10*time.Millisecond, cancel)
				handler.ServeHTTP(w, r)
			}))
			start := time.Now()
			body, err := fetch.New(patient()).Get(ctx, locate(t, server.URL()))
			if took := time.Since(start); took > slack {
				t.Errorf("took %s", took)
			}
			if !errors.Is(err, context.Canceled) || body != nil {
				t.Fatalf("%d bytes, error %v, want %v", len(body), err, context.Canceled)
			}
			if want := "reading " + server.URL() + ": context canceled"; err.Error() != want {
				t.Errorf("error %q, want %q", err, want)
			}
		})
	}
	t.Run("before it began", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewServer(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := fetch.New(patient()).Get(ctx, locate(t, server.URL())); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want %v", err, context.Canceled)
		}
		if got := len(server.Requests()); got != 0 {
			t.Errorf("%d requests, want none", got)
		}
	})
	t.Run("deadline of the caller", func(t *testing.T) {
		t.Parallel()
		server := listserver.NewServer(t)
		server.Handle(listserver.HangBeforeHeader())
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if _, err := fetch.New(patient()).Get(ctx, locate(t, server.URL())); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
		}
	})
}

// TestCompressedBombInBoundedMemory holds that a bomb is not decompressed further than a document may be large.
func TestCompressedBombInBoundedMemory(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	server := listserver.NewServer(t)
	server.Handle(listserver.GzipBomb())
	const most = 64 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := get(t, patient(), server.URL())
	runtime.ReadMemStats(&after)
	wantError(t, err, server.URL(), checkURL, "URL gave a document of more than 4 MiB")
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > most {
		t.Errorf("%d MiB were allocated, want at most %d", allocated>>20, most>>20)
	}
}
