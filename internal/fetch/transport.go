package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// bufferingTransport reads the whole body of each good answer before it returns the answer. A body that breaks off is
// then a failed request like any other, and is repeated by the same rule.
type bufferingTransport struct {
	base http.RoundTripper
}

func (t *bufferingTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := t.base.RoundTrip(request)
	if err != nil {
		return nil, err //nolint:wrapcheck // http.Client wraps it.
	}
	defer response.Body.Close()
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

func readBody(response *http.Response) ([]byte, error) {
	raw := &cappedReader{reader: response.Body, left: maxBytes}
	var plain io.Reader = raw
	switch encoding := strings.ToLower(response.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(raw)
		if err != nil {
			return nil, raw.failure(&encodingError{err})
		}
		plain = unzipped
	default:
		return nil, &encodingError{fmt.Errorf("unknown content encoding %.40q", encoding)}
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
	return n, err //nolint:wrapcheck // A Reader returns io.EOF as it is.
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
	if proxy, ok := errors.AsType[*proxyError](err); ok {
		return isTransientStatus(proxy.status.status)
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
