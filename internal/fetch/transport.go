package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
)

// attemptTransport makes the requests of one Get, each within its share of the time. It reads the whole body of each good
// answer before it returns the answer: a body that breaks off or stalls is then a failed request like any other, and is
// repeated by the same rule.
type attemptTransport struct{ attempts *attempts }

func (t *attemptTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	a, ctx := t.attempts, request.Context()
	if request.Response == nil { // Otherwise it follows a redirect, and the time runs on.
		a.begin(ctx)
	}
	if !a.end.IsZero() {
		bounded, cancel := context.WithDeadline(ctx, a.end)
		defer cancel()
		request = request.WithContext(bounded)
	}
	a.proxy = proxyFor(request)
	response, err := roundTrip(a.fetcher.transport, request)
	if err != nil && request.Context().Err() != nil && ctx.Err() == nil {
		return nil, &stallError{a.share}
	}
	if operation, ok := errors.AsType[*net.OpError](err); ok && isOfProxy(operation.Op) && a.proxy != nil {
		return nil, &proxyError{a.proxy.Host, operation.Err}
	}
	return response, err
}

func roundTrip(transport http.RoundTripper, request *http.Request) (*http.Response, error) {
	response, err := transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if _, err := response.Location(); err != nil && !errors.Is(err, http.ErrNoLocation) {
		return nil, &redirectError{} // The error of http.Client would repeat all of it.
	}
	var body []byte
	if response.StatusCode == http.StatusOK {
		if body, err = readBody(response); err != nil {
			return nil, err
		}
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	response.ContentLength = int64(len(body))
	return response, nil
}

// proxyOf is http.ProxyFromEnvironment, whose error would repeat a password.
func proxyOf(request *http.Request) (*url.URL, error) {
	proxy, err := http.ProxyFromEnvironment(request)
	// What is no URL is read again with http:// before it, and may then be one of the host "http:".
	if err != nil || proxy != nil && strings.HasSuffix(proxy.Host, ":") {
		return nil, &proxyError{}
	}
	return proxy, nil
}

// proxyFor returns the proxy that a request goes through, nil where there is none.
func proxyFor(request *http.Request) *Proxy {
	address, err := proxyOf(request)
	if address == nil && err == nil {
		return nil
	}
	proxy := &Proxy{For: request.URL.Hostname()}
	if address != nil {
		proxy.Host = address.Host
	}
	// The names and their order are those of golang.org/x/net/http/httpproxy.
	proxy.Variable = strings.ToUpper(request.URL.Scheme) + "_PROXY"
	if os.Getenv(proxy.Variable) == "" {
		proxy.Variable = strings.ToLower(proxy.Variable)
	}
	return proxy
}

// isOfProxy reports whether the operation of a net.OpError is a connection to a proxy, or one that a SOCKS proxy makes.
func isOfProxy(operation string) bool {
	return operation == "proxyconnect" || strings.HasPrefix(operation, "socks")
}

// contentCoding returns whether the body is compressed with gzip, as its header says, and whether the header says besides
// something that is no compression, such as the utf-8 of object stores: then only the body can tell.
func contentCoding(header http.Header) (gzipped, doubtful bool, err error) {
	for coding := range strings.SplitSeq(strings.Join(header.Values("Content-Encoding"), ","), ",") {
		switch coding = strings.ToLower(strings.TrimSpace(coding)); {
		case coding == "", coding == "identity":
		case coding == "gzip", coding == "x-gzip":
			if gzipped {
				return false, false, &encodingError{errors.New("it is compressed twice")}
			}
			gzipped = true
		case isForeignCoding(coding):
			return false, false, &encodingError{fmt.Errorf("unknown content encoding %q", coding)}
		default:
			doubtful = true
		}
	}
	return gzipped, doubtful, nil
}

// isForeignCoding reports whether the content coding changes the body and can't be undone here
// (https://www.iana.org/assignments/http-parameters, HTTP Content Coding Registry).
func isForeignCoding(coding string) bool {
	switch coding {
	case "aes128gcm", "br", "compress", "dcb", "dcz", "deflate", "exi", "pack200-gzip", "x-compress", "zstd":
		return true
	}
	return false
}

func readBody(response *http.Response) ([]byte, error) {
	gzipped, doubtful, err := contentCoding(response.Header)
	if err != nil {
		return nil, err
	}
	raw := &cappedReader{reader: response.Body, left: maxBytes}
	buffered := bufio.NewReader(raw)
	if doubtful {
		const magic = "\x1f\x8b" // RFC 1952, section 2.3.1. No JSON and no XML starts so.
		start, _ := buffered.Peek(len(magic))
		gzipped = string(start) == magic
	}
	var plain io.Reader = buffered
	if gzipped {
		if plain, err = gzip.NewReader(buffered); err != nil {
			return nil, raw.failure(&encodingError{err})
		}
	}
	body, err := io.ReadAll(io.LimitReader(plain, maxBytes+1))
	if err != nil {
		return nil, raw.failure(&encodingError{err})
	}
	if len(body) > maxBytes {
		return nil, errTooLarge
	}
	return body, nil
}

// cappedReader fails with errTooLarge after a number of bytes, and remembers how the reader below it failed.
type cappedReader struct {
	reader io.Reader
	left   int64
	err    error
}

func (r *cappedReader) Read(p []byte) (int, error) {
	if r.left < 0 {
		r.err = errTooLarge
		return 0, r.err
	}
	if int64(len(p)) > r.left+1 {
		p = p[:r.left+1]
	}
	n, err := r.reader.Read(p)
	r.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = &brokenBodyError{err}
		return n, r.err
	}
	return n, err
}

// failure returns how the reader below failed, or else the given error.
func (r *cappedReader) failure(otherwise error) error {
	if r.err != nil {
		return r.err
	}
	return otherwise
}

// isTransient reports whether an error lies in the connection, so that the same request may succeed later.
func isTransient(err error) bool {
	if _, ok := errors.AsType[*brokenBodyError](err); ok {
		return true
	}
	if status, ok := errors.AsType[*statusError](err); ok { // a proxy's
		return isTransientStatus(status.status)
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return !dns.IsNotFound
	}
	var operation *net.OpError
	var timeout net.Error
	switch {
	case errors.As(err, &operation):
		// The alert of a TLS peer comes as an operation, and is its verdict.
		return operation.Op != "remote error" && operation.Op != "local error"
	case errors.As(err, &timeout) && timeout.Timeout():
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
}

// isTransientStatus reports whether an answer of that status may be another one later.
func isTransientStatus(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return status >= http.StatusInternalServerError
}
