package fetch

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// Kind is a kind of failure, told apart by what can be done about it.
type Kind int

// The kinds.
const (
	// Unreachable is a source that may answer later: the connection failed or broke off, or the status is one like 503.
	Unreachable Kind = iota
	// OutOfTime is a source that did not answer well in the time for one Get.
	OutOfTime
	// Unexpected is an answer that gives no document: a status like 404, too large a body, an unknown encoding.
	Unexpected
	// Unresolved is a host whose name DNS does not know.
	Unresolved
	// Untrusted is a host whose certificate is not trusted.
	Untrusted
	// ThroughProxy is a proxy that can't be used or does not connect to the host.
	ThroughProxy
	// Redirected is a redirect that is not followed.
	Redirected
	// NoFile, NotRegular and NotPermitted are files that can't be read.
	NoFile
	NotRegular
	NotPermitted
)

// MaxRedirects is how many redirects are followed.
const MaxRedirects = 3

// Error says why no document came from a location.
type Error struct {
	URL  string
	Kind Kind
	// Requests is the number of requests made.
	Requests int
	// Proxy is what the requests went through, nil where they went straight.
	Proxy *Proxy
	what  string
	cause error
}

// Proxy is a proxy that the environment names.
type Proxy struct {
	// Variable is the environment variable that names the proxy.
	Variable string
	// Host is the proxy's, with its port. It is empty where the variable holds no URL.
	Host string
	// For is the host to which it is used.
	For string
}

// Summary is the summary of a diagnostic.
func (e *Error) Summary() string { return "Source Unavailable" }

func (e *Error) Unwrap() error { return e.cause }

// Error names the URL and what went wrong.
func (e *Error) Error() string {
	if e.Requests > 1 {
		return fmt.Sprintf("%s %s (tried %d times)", e.URL, e.what, e.Requests)
	}
	return e.URL + " " + e.what
}

// CancelledError is the end of the caller's context.
type CancelledError struct {
	// Doing is what was under way.
	Doing string
	Err   error
}

// Summary is the summary of a diagnostic.
func (e *CancelledError) Summary() string { return "Read Cancelled" }

func (e *CancelledError) Unwrap() error { return e.Err }
func (e *CancelledError) Error() string { return fmt.Sprintf("%s: %v", e.Doing, e.Err) }

// cause is a failure that this package tells itself. Its text reads on from the URL.
type cause interface {
	error
	kind() Kind
}

// describe returns the kind of a failure and a text that reads on from the URL.
func describe(err error) (Kind, string) {
	if own, ok := errors.AsType[cause](err); ok {
		return own.kind(), own.Error()
	}
	if verification, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return Untrusted, "presented a certificate that can't be trusted: " + clean(verification.Err)
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return Unresolved, fmt.Sprintf("can't be reached: the name %s can't be resolved", cleantext.Quote(dns.Name, maxReason))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return NoFile, "names a file that does not exist"
	case errors.Is(err, fs.ErrPermission):
		return NotPermitted, "names a file that may not be read"
	}
	return Unreachable, "can't be read: " + clean(err)
}

// maxReason is how many characters of a reason an error repeats. It leaves room for a path of the usual limit.
const maxReason = 400

// clean returns the text of an error of another package, in which a server may have put what it likes.
func clean(err error) string { return cleantext.Line(withoutURL(err).Error(), maxReason) }

// withoutURL leaves out the URL and method that net/http puts around its errors.
func withoutURL(err error) error {
	if urlError, ok := errors.AsType[*url.Error](err); ok {
		return urlError.Err
	}
	return err
}

// fault is a cause without further facts.
type fault struct {
	is   Kind
	text string
}

func (e *fault) kind() Kind    { return e.is }
func (e *fault) Error() string { return e.text }

var (
	errTooLarge   = &fault{Unexpected, fmt.Sprintf("gave a document of more than %d MiB", maxBytes>>20)}
	errNotRegular = &fault{NotRegular, "is not a regular file"}
)

// statusError is an answer of another status than 200.
type statusError struct{ status int }

func (e *statusError) kind() Kind {
	if isTransientStatus(e.status) {
		return Unreachable
	}
	return Unexpected
}

func (e *statusError) Error() string {
	// The server's own text is not repeated.
	return "answered with status " + cleantext.Line(fmt.Sprintf("%d %s", e.status, http.StatusText(e.status)), maxReason)
}

// waitError is a pause before the next request that the deadline has no room for.
type waitError struct {
	wait time.Duration
	// asked is whether the server named the pause, in its header Retry-After.
	asked bool
	last  error
}

func (e *waitError) Unwrap() error { return e.last }
func (e *waitError) kind() Kind    { return OutOfTime }

func (e *waitError) Error() string {
	_, last := describe(e.last)
	switch {
	case !e.asked:
		return last + ", and no time is left for another request"
	case e.wait >= maxWait:
		return last + " and asked for a pause of a day or more (Retry-After), for which no time is left"
	}
	return fmt.Sprintf("%s and asked for a pause of %s (Retry-After), for which no time is left", last, e.wait.Round(time.Second))
}

// deadlineError is the end of the time for one Get.
type deadlineError struct {
	timeout time.Duration
	last    error
}

func (e *deadlineError) Unwrap() error { return e.last }
func (e *deadlineError) kind() Kind    { return OutOfTime }

func (e *deadlineError) Error() string {
	text := fmt.Sprintf("gave no complete answer within %s", e.timeout)
	if e.last != nil {
		_, last := describe(e.last)
		text += "; before that it " + last
	}
	return text
}

// stallError is the end of the time for one request, which leaves time for the next.
type stallError struct{ share time.Duration }

func (e *stallError) kind() Kind    { return OutOfTime }
func (e *stallError) Error() string { return fmt.Sprintf("gave no complete answer within %s", e.share) }

// proxyError is a proxy that can't be used or did not connect to the host.
type proxyError struct {
	host string
	err  error
}

func (e *proxyError) Unwrap() error { return e.err }
func (e *proxyError) kind() Kind    { return ThroughProxy }
func (e *proxyError) Error() string {
	if e.host == "" {
		// The value may hold a password, and is not repeated.
		return "could not be reached: the proxy's address is not a URL"
	}
	why := "failed: " + clean(e.err)
	if status, ok := errors.AsType[*statusError](e.err); ok {
		why = status.Error()
	}
	return fmt.Sprintf("could not be reached: the proxy %s %s", cleantext.Line(e.host, maxReason), why)
}

// redirectError is a redirect that is not followed.
type redirectError struct {
	// target is nil where the server gave no URL. What it gave is not repeated, as it may hold a secret.
	target *url.URL
	reason string
}

func (e *redirectError) kind() Kind { return Redirected }
func (e *redirectError) Error() string {
	if e.target == nil {
		return "redirects to what is no URL"
	}
	return fmt.Sprintf("redirects to %s, %s", cleantext.Line(publicPart(e.target), maxReason), e.reason)
}

// encodingError is a body that is not what its Content-Encoding says.
type encodingError struct{ err error }

func (e *encodingError) Unwrap() error { return e.err }
func (e *encodingError) kind() Kind    { return Unexpected }
func (e *encodingError) Error() string {
	return "gave a body that can't be decompressed: " + clean(e.err)
}

// brokenBodyError is a body that ended before its time.
type brokenBodyError struct{ err error }

func (e *brokenBodyError) Unwrap() error { return e.err }
func (e *brokenBodyError) kind() Kind    { return Unreachable }
func (e *brokenBodyError) Error() string { return "broke off its answer: " + clean(e.err) }
