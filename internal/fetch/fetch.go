// Package fetch makes one bounded GET: of an https URL, an http URL of a loopback host, or a file.
//
// Everything about it has an end: the time with all retries and waits, the size as sent and as decompressed, the
// redirects. It carries no credentials and follows no redirect to another host.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-cleanhttp"
	"github.com/hashicorp/go-retryablehttp"
)

const (
	// maxBytes is the largest document that is read, as sent and as decompressed.
	maxBytes = 4 << 20
	// maxHeaderBytes is the largest header of an answer.
	maxHeaderBytes = 64 << 10

	retryWaitMin = 500 * time.Millisecond
	retryWaitMax = 8 * time.Second
)

// Options are what a Fetcher is made of.
type Options struct {
	// Timeout bounds everything that one Get may take, retries and waits included.
	Timeout time.Duration
	// MaxRetries is the number of further requests after a first one that failed with a transient fault.
	MaxRetries int
	// RootCAs are the trusted certificates. nil stands for the system's.
	RootCAs   *x509.CertPool
	UserAgent string
	// Logger returns the logger of a context. nil turns logging off.
	Logger func(context.Context) *slog.Logger

	// waitMin and waitMax bound the pause before a repeated request. Where both are zero, the usual bounds hold.
	waitMin, waitMax time.Duration
}

// Fetcher reads documents. It is safe for concurrent use and keeps no connection open between two reads.
type Fetcher struct {
	options   Options
	transport http.RoundTripper
}

// New returns a Fetcher.
func New(options Options) *Fetcher {
	transport := cleanhttp.DefaultTransport()
	transport.Proxy = proxyOf
	transport.MaxResponseHeaderBytes = maxHeaderBytes
	// One request gains nothing from HTTP/2, which keeps goroutines for the connection.
	transport.ForceAttemptHTTP2 = false
	// The answer is decompressed here, so that its size can be capped on both sides of the decompression.
	transport.DisableCompression = true
	transport.TLSClientConfig = &tls.Config{RootCAs: options.RootCAs, MinVersion: tls.VersionTLS12}
	transport.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request, response *http.Response) error {
		if response.StatusCode != http.StatusOK {
			return &proxyError{proxy.Host, &statusError{response.StatusCode}}
		}
		return nil
	}
	if options.waitMax == 0 {
		options.waitMin, options.waitMax = retryWaitMin, retryWaitMax
	}
	if options.Logger == nil {
		discard := slog.New(slog.DiscardHandler)
		options.Logger = func(context.Context) *slog.Logger { return discard }
	}
	return &Fetcher{options: options, transport: transport}
}

// Log returns the logger of the context.
func (f *Fetcher) Log(ctx context.Context) *slog.Logger { return f.options.Logger(ctx) }

// Document is what a Get brings.
type Document struct {
	Body []byte
	// Charset is the character encoding that the answer's Content-Type names, as written there; empty where it names none.
	Charset string
}

// Get returns the document at the location. Its error is a *CancelledError when the context has ended, otherwise an *Error.
func (f *Fetcher) Get(ctx context.Context, location Location) (*Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, &CancelledError{"reading " + location.shown(), err}
	}
	if location.url.Scheme == schemeFile {
		return readFile(location)
	}
	bounded, cancel := context.WithTimeout(ctx, f.options.Timeout)
	defer cancel()
	attempt := &attempts{fetcher: f, location: location}
	document, err := attempt.get(bounded)
	if err == nil {
		return document, nil
	}
	if ctx.Err() != nil {
		return nil, &CancelledError{"reading " + location.shown(), ctx.Err()}
	}
	return nil, attempt.explain(bounded, err)
}

// attempts is the state of one Get.
type attempts struct {
	fetcher  *Fetcher
	location Location
	// made counts the requests, those that follow a redirect left out.
	made int
	// last is the outcome of the latest request that may be repeated.
	last error
	// wait is the pause before the next request.
	wait time.Duration
	// end is when the request under way must have its answer, redirects included. It is zero for the last one, which may take
	// all the time that is left.
	end time.Time
	// share is how long that was when it began.
	share time.Duration
	// proxy is what the latest request went through.
	proxy *Proxy
}

func (a *attempts) get(ctx context.Context) (*Document, error) {
	client := retryablehttp.NewClient()
	client.HTTPClient = &http.Client{Transport: &attemptTransport{a}, CheckRedirect: a.checkRedirect}
	client.Logger = leveledLogger{a.fetcher.options.Logger(ctx)}
	client.RetryMax = a.fetcher.options.MaxRetries
	client.CheckRetry = a.checkRetry
	client.Backoff = func(time.Duration, time.Duration, int, *http.Response) time.Duration { return a.wait }
	client.ErrorHandler = func(response *http.Response, err error, _ int) (*http.Response, error) { return response, err }

	request, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, a.location.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	request.Header.Set("User-Agent", a.fetcher.options.UserAgent)
	request.Header.Set("Accept", "application/json, application/rss+xml, application/atom+xml, application/xml, */*;q=0.1")
	request.Header.Set("Accept-Encoding", "gzip")

	response, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("requesting: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, &statusError{response.StatusCode}
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	return &Document{Body: body, Charset: charsetOf(response.Header)}, nil
}

// charsetOf returns the parameter "charset" of the Content-Type.
func charsetOf(header http.Header) string {
	_, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return parameters["charset"]
}

// checkRetry decides, for retryablehttp, whether a request that ended so is repeated.
func (a *attempts) checkRetry(ctx context.Context, response *http.Response, err error) (bool, error) {
	a.made++
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	_, stalled := errors.AsType[*stallError](err)
	switch {
	case stalled:
		// It has waited already: the next request follows at once.
		a.wait = 0
		return true, nil
	case err != nil && !isTransient(err), err == nil && !isTransientStatus(response.StatusCode):
		return false, nil
	case err != nil:
		a.last = err
	default:
		a.last = &statusError{response.StatusCode}
	}
	if a.made > a.fetcher.options.MaxRetries {
		return false, nil
	}
	wait, asked := retryAfter(response, time.Now())
	if !asked {
		wait = retryablehttp.DefaultBackoff(a.fetcher.options.waitMin, a.fetcher.options.waitMax, a.made-1, nil)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
		return false, &waitError{wait: wait, asked: asked, last: a.last}
	}
	a.wait = wait
	return true, nil
}

// maxWait stands for every longer pause that a server asks for.
const maxWait = 24 * time.Hour

// retryAfter returns the pause that the server asks for: a number of seconds, or a date (RFC 9110, section 10.2.3).
// The reading of retryablehttp is for two statuses only, and a large number overflows in it into a short pause.
func retryAfter(response *http.Response, now time.Time) (wait time.Duration, asked bool) {
	if response == nil {
		return 0, false
	}
	text := response.Header.Get("Retry-After")
	seconds, err := strconv.ParseUint(text, 10, 64)
	switch {
	case err == nil && seconds < uint64(maxWait/time.Second):
		return time.Duration(seconds) * time.Second, true
	case err == nil, errors.Is(err, strconv.ErrRange):
		return maxWait, true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return min(max(date.Sub(now), 0), maxWait), true
}

// begin gives the request that is about to be made its share of the time that is left.
func (a *attempts) begin(ctx context.Context) {
	a.end = time.Time{}
	deadline, ok := ctx.Deadline()
	if left := a.fetcher.options.MaxRetries - a.made + 1; ok && left > 1 {
		a.share = time.Until(deadline) / time.Duration(left)
		a.end = time.Now().Add(a.share)
	}
}

func (a *attempts) checkRedirect(next *http.Request, via []*http.Request) error {
	from := via[len(via)-1].URL
	switch {
	case len(via) > MaxRedirects:
		return &redirectError{next.URL, fmt.Sprintf("after %d redirects already", MaxRedirects)}
	case next.URL.User != nil:
		return &redirectError{next.URL, "with user information, which this provider never sends"}
	case !strings.EqualFold(from.Hostname(), next.URL.Hostname()):
		return &redirectError{next.URL, "on another host"}
	case explicitPort(from) != explicitPort(next.URL):
		return &redirectError{next.URL, "on another port"}
	case next.URL.Scheme != schemeHTTPS && next.URL.Scheme != from.Scheme:
		return &redirectError{next.URL, "away from https"}
	}
	// The client would name the page it comes from.
	next.Header.Del("Referer")
	return nil
}

// explain turns the failure of a Get into what a user reads.
func (a *attempts) explain(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = &deadlineError{timeout: a.fetcher.options.Timeout, last: a.last}
	}
	kind, what := describe(err)
	return &Error{URL: a.location.shown(), Kind: kind, Requests: a.made, Proxy: a.proxy, what: what, cause: err}
}

func readFile(location Location) (*Document, error) {
	fail := func(err error) (*Document, error) {
		kind, what := describe(err)
		return nil, &Error{URL: location.shown(), Kind: kind, what: what, cause: err}
	}
	path := location.path()
	// Opening a pipe or a device could block for ever.
	info, err := os.Stat(path)
	if err != nil {
		return fail(err)
	}
	if !info.Mode().IsRegular() {
		return fail(errNotRegular)
	}
	file, err := os.Open(path) //nolint:gosec // Reading the file that the user names is the purpose.
	if err != nil {
		return fail(err)
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, maxBytes+1))
	if err != nil {
		return fail(err)
	}
	if len(body) > maxBytes {
		return fail(errTooLarge)
	}
	return &Document{Body: body}, nil
}
