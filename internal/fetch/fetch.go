// Package fetch makes one bounded GET: of an https URL, an http URL of a loopback host, or a file.
//
// Everything about it has an end: the time with all retries and waits, the size as sent and as decompressed, the
// redirects. It carries no credentials, follows no redirect to another host, and shows no query of a URL.
package fetch

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
)

// maxBytes is the largest document that is read, as sent and as decompressed.
const maxBytes = 4 << 20

// Options are what a Fetcher is made of.
type Options struct {
	// Timeout bounds everything that one Get may take, retries and waits included.
	Timeout time.Duration
	// MaxRetries is the number of further requests after a first one that failed with a transient fault.
	MaxRetries int
	// RootCAs are the trusted certificates. nil stands for the system's.
	RootCAs   *x509.CertPool
	UserAgent string
	// Log takes what was decided. nil turns logging off.
	Log func(ctx context.Context, message string, fields ...map[string]any)

	// waitMin and waitMax bound the pause before a repeated request. Where both are zero, the usual bounds hold.
	waitMin, waitMax time.Duration
}

// Fetcher reads documents. It is safe for concurrent use and keeps no connection open between two reads.
type Fetcher struct {
	Options
	transport http.RoundTripper
}

// New returns a Fetcher.
func New(options Options) *Fetcher {
	if options.waitMax == 0 {
		options.waitMin, options.waitMax = 500*time.Millisecond, 8*time.Second
	}
	if options.Log == nil {
		options.Log = func(context.Context, string, ...map[string]any) {}
	}
	return &Fetcher{Options: options, transport: newTransport(options.RootCAs)}
}

// Get returns the document at the location. Its error is a problem; where the context has ended, it wraps that.
func (f *Fetcher) Get(ctx context.Context, location Location) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, cancelled(ctx, "reading "+location.String())
	}
	if location.url.Scheme == schemeFile {
		body, err := readFile(location.path())
		if err != nil {
			return nil, location.explain(classify(err), 0)
		}
		return body, nil
	}
	bounded, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	body, requests, failed := f.repeat(bounded, location)
	switch {
	case failed == nil:
		return body, nil
	case ctx.Err() != nil:
		return nil, cancelled(ctx, "reading "+location.String())
	}
	return nil, location.explain(failed, requests)
}

// repeat makes requests until one succeeds or the next is of no use. It returns how many it made.
func (f *Fetcher) repeat(ctx context.Context, location Location) (body []byte, requests int, failed *failure) {
	deadline, _ := ctx.Deadline()
	before := ""
	for requests = 1; ; requests++ {
		body, failed = f.try(ctx, location.url, f.MaxRetries+1-requests)
		switch {
		case failed == nil:
			return body, requests, nil
		case ctx.Err() != nil:
			return nil, requests, &failure{what: fmt.Sprintf("gave no complete answer within %s%s", f.Timeout, before), advice: adviseTime, cause: failed}
		case !failed.transient || requests > f.MaxRetries:
			return nil, requests, failed
		case !failed.asked:
			failed.pause = min(f.waitMin<<(requests-1), f.waitMax)
		}
		if !failed.stalled { // What stalled has no pause, and the context says when its time is over.
			if time.Until(deadline) <= failed.pause {
				return nil, requests, failed.withoutTime()
			}
			before = "; before that it " + failed.what
		}
		f.Log(ctx, "retrying request", map[string]any{"url": location.String(), "because": failed.what, "after": failed.pause.String()})
		select {
		case <-time.After(failed.pause):
		case <-ctx.Done():
			return nil, requests, failed
		}
	}
}

// try makes one request and follows its redirects, in its share of the time that it and those left after it have. The last one
// may take all that is left.
func (f *Fetcher) try(ctx context.Context, from *url.URL, left int) ([]byte, *failure) {
	var share time.Duration
	if deadline, ok := ctx.Deadline(); ok && left > 0 {
		share = time.Until(deadline) / time.Duration(left+1)
		bounded, cancel := context.WithTimeout(ctx, share)
		defer cancel()
		ctx = bounded
	}
	body, err := f.follow(ctx, from)
	switch {
	case err == nil:
		return body, nil
	case left > 0 && ctx.Err() != nil:
		// It has waited already: the next request follows at once.
		return nil, &failure{what: fmt.Sprintf("gave no complete answer within %s", share), transient: true, asked: true, stalled: true}
	}
	return nil, classify(err)
}

func readFile(path string) ([]byte, error) {
	// Opening a pipe or a device could block for ever.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	file, err := os.Open(path) //nolint:gosec // Reading the file that the user names is the purpose.
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAll(file)
}

// readAll reads to the end of a document that is not too large.
func readAll(document io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(document, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxBytes {
		return nil, errTooLarge
	}
	return body, nil
}
