package fetch

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/hashicorp/go-cleanhttp"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

const (
	// maxHeaderBytes is the largest header of an answer.
	maxHeaderBytes = 64 << 10
	maxRedirects   = 3
)

func newTransport(roots *x509.CertPool) *http.Transport {
	transport := cleanhttp.DefaultTransport()
	transport.Proxy = proxyOf
	transport.MaxResponseHeaderBytes = maxHeaderBytes
	// One request gains nothing from HTTP/2, which keeps goroutines for the connection.
	transport.ForceAttemptHTTP2 = false
	transport.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	transport.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request, response *http.Response) error {
		if response.StatusCode == http.StatusOK {
			return nil
		}
		status := statusFailure(response.StatusCode, nil)
		return proxyFailure(proxy.Host, status.what, status.transient)
	}
	return transport
}

// follow makes a request and those to which it is redirected.
func (f *Fetcher) follow(ctx context.Context, from *url.URL) ([]byte, error) {
	for redirects := 0; ; redirects++ {
		body, to, err := f.exchange(ctx, from)
		if to == nil || err != nil {
			return body, err
		}
		if reason := refuseRedirect(from, to, redirects); reason != "" {
			target := cleantext.Line(public(to), maxReason)
			if to.RawQuery != "" {
				target += "?…"
			}
			return nil, &failure{what: fmt.Sprintf("redirects to %s, %s", target, reason), advice: adviseRedirect}
		}
		from = to
	}
}

func refuseRedirect(from, to *url.URL, redirects int) string {
	switch {
	case redirects == maxRedirects:
		return fmt.Sprintf("after %d redirects already", maxRedirects)
	case to.User != nil:
		return "with user information, which this provider never sends"
	case !strings.EqualFold(from.Hostname(), to.Hostname()):
		return "on another host"
	case explicitPort(from) != explicitPort(to):
		return "on another port"
	case to.Scheme != schemeHTTPS && to.Scheme != from.Scheme:
		return "away from https"
	}
	return ""
}

// exchange makes one request. It returns the body, or where the answer redirects to. It reads the whole body: one that breaks
// off or stalls is a failed request like any other.
func (f *Fetcher) exchange(ctx context.Context, from *url.URL) (body []byte, to *url.URL, err error) {
	request := (&http.Request{Method: http.MethodGet, URL: from, Host: from.Host, Header: http.Header{
		"User-Agent": {f.UserAgent},
		"Accept":     {"application/json, application/rss+xml, application/xml, */*;q=0.1"},
		// With it the transport leaves the answer compressed, so that its size can be capped on both sides of the decompression.
		"Accept-Encoding": {"gzip"},
	}}).WithContext(ctx)
	response, err := f.transport.RoundTrip(request)
	if err != nil {
		if operation, ok := errors.AsType[*net.OpError](err); ok && isOfProxy(operation.Op) {
			host, _, _ := proxyFor(from)
			err = proxyFailure(host, "failed: "+clean(operation.Err), isTransient(operation.Err))
		}
		return nil, nil, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
		body, err = readBody(response)
		return body, nil, err
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err = response.Location()
		switch {
		case err == nil:
			return nil, to, nil
		case !errors.Is(err, http.ErrNoLocation):
			// What the server gave is not repeated, as it may hold a secret.
			return nil, nil, &failure{what: "redirects to what is not a URL", advice: adviseRedirect}
		}
	}
	return nil, nil, statusFailure(response.StatusCode, response.Header)
}

// proxyOf is http.ProxyFromEnvironment, whose error would repeat a password.
func proxyOf(request *http.Request) (*url.URL, error) {
	proxy, err := http.ProxyFromEnvironment(request)
	// A value that is not a URL is read again with http:// before it, and may then be one of the host "http:".
	if err != nil || proxy != nil && strings.HasSuffix(proxy.Host, ":") {
		return nil, &failure{what: "could not be reached: the proxy's address is not a URL", advice: adviseProxy}
	}
	return proxy, nil
}

// proxyFor returns the proxy through which the URL is reached, with its port, and the variable that names it. The host is empty
// where the variable holds no URL.
func proxyFor(u *url.URL) (host, variable string, ok bool) {
	proxy, err := proxyOf(&http.Request{URL: u})
	if proxy == nil && err == nil {
		return "", "", false
	}
	if proxy != nil {
		host = proxy.Host
	}
	// The names and their order are those of golang.org/x/net/http/httpproxy.
	variable = strings.ToUpper(u.Scheme) + "_PROXY"
	if os.Getenv(variable) == "" {
		variable = strings.ToLower(variable)
	}
	return host, variable, true
}

// isOfProxy reports whether the operation of a net.OpError is a connection to a proxy, or one that a SOCKS proxy makes.
func isOfProxy(operation string) bool {
	return operation == "proxyconnect" || strings.HasPrefix(operation, "socks")
}

// readBody reads a body. Whether it is compressed with gzip, its first bytes say: of Content-Encoding, in which object stores send
// values such as utf-8, only the codings count that can't be undone here
// (https://www.iana.org/assignments/http-parameters, HTTP Content Coding Registry).
func readBody(response *http.Response) ([]byte, error) {
	for coding := range strings.SplitSeq(strings.Join(response.Header.Values("Content-Encoding"), ","), ",") {
		switch coding = strings.ToLower(strings.TrimSpace(coding)); coding {
		case "aes128gcm", "br", "compress", "dcb", "dcz", "deflate", "exi", "pack200-gzip", "x-compress", "zstd":
			return nil, undecodable(fmt.Errorf("unknown content encoding %q", coding))
		}
	}
	sent := bufio.NewReader(&cappedReader{response.Body, maxBytes})
	const magic = "\x1f\x8b" // RFC 1952, section 2.3.1. No JSON and no XML starts so.
	if start, _ := sent.Peek(len(magic)); string(start) != magic {
		return readAll(sent)
	}
	plain, err := gzip.NewReader(sent)
	if err != nil {
		return nil, undecodable(err)
	}
	body, err := readAll(plain)
	if err != nil {
		return nil, undecodable(err)
	}
	return body, nil
}

// undecodable returns the failure of a decompression, or the one that it comes from.
func undecodable(err error) error {
	if _, ok := errors.AsType[*failure](err); ok {
		return err
	}
	return &failure{
		what: "gave a body that can't be decompressed: " + clean(err), advice: adviseCheck, transient: isTransient(err), cause: err,
	}
}

// cappedReader fails beyond a number of bytes, and where the answer breaks off.
type cappedReader struct {
	reader io.Reader
	left   int
}

func (r *cappedReader) Read(p []byte) (int, error) {
	n, err := r.reader.Read(p)
	if r.left -= n; r.left < 0 {
		return 0, errTooLarge
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = &failure{what: "broke off its answer: " + clean(err), advice: adviseMirror, transient: true, cause: err}
	}
	return n, err
}
