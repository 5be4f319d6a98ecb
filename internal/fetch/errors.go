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
)

// Error says why no document came from a location.
type Error struct {
	URL string
	// Setting is the name of the setting that holds the URL.
	Setting string
	// Requests is the number of requests made.
	Requests int
	cause    error
}

func (e *Error) Unwrap() error { return e.cause }

// Error names the URL, what went wrong, and the way out.
func (e *Error) Error() string {
	tries := ""
	if e.Requests > 1 {
		tries = fmt.Sprintf(" (tried %d times)", e.Requests)
	}
	what, hint := e.describe()
	return fmt.Sprintf("%s %s%s. %s", e.URL, what, tries, hint)
}

const maxStatus = 599

func (e *Error) describe() (what, hint string) {
	tryLater := fmt.Sprintf("Try again later, or set %s to a mirror", e.Setting)
	checkURL := fmt.Sprintf("Check %s and what stands between here and there, such as a proxy", e.Setting)

	var status *statusError
	var wait *waitError
	var deadline *deadlineError
	var redirect *redirectError
	var encoding *encodingError
	var proxy *proxyError
	var verification *tls.CertificateVerificationError
	var dns *net.DNSError
	switch {
	case errors.As(e.cause, &deadline):
		return deadline.Error(), fmt.Sprintf("Try again later, raise request_timeout, or set %s to a mirror", e.Setting)
	case errors.As(e.cause, &wait):
		return wait.Error(), fmt.Sprintf("Try again later, raise request_timeout, or set %s to a mirror", e.Setting)
	case errors.As(e.cause, &redirect):
		return redirect.Error(), fmt.Sprintf("At most %d redirects are followed, to the same host and port and never away from https. "+
			"If the target is right, set %s to it", maxRedirects, e.Setting)
	case errors.As(e.cause, &proxy):
		return proxy.Error(), checkURL
	case errors.As(e.cause, &status):
		if isTransientStatus(status.status) {
			return status.Error(), tryLater
		}
		return status.Error(), checkURL
	case errors.Is(e.cause, errTooLarge):
		return fmt.Sprintf("gave a document of more than %d MiB", maxBytes>>20), checkURL
	case errors.As(e.cause, &encoding):
		return encoding.Error(), checkURL
	case errors.As(e.cause, &verification):
		return fmt.Sprintf("presented a certificate that can't be trusted: %v", verification.Err),
			fmt.Sprintf("If %s names a mirror behind a private certificate authority, set ca_cert_pem; otherwise something stands in between", e.Setting)
	case errors.As(e.cause, &dns):
		return fmt.Sprintf("can't be reached: the name %q can't be resolved", dns.Name), checkURL
	case errors.Is(e.cause, errNotRegular):
		return errNotRegular.Error(), fmt.Sprintf("Set %s to a file", e.Setting)
	case errors.Is(e.cause, fs.ErrNotExist):
		return "names a file that does not exist", fmt.Sprintf("Set %s to a file that does", e.Setting)
	case errors.Is(e.cause, fs.ErrPermission):
		return "names a file that may not be read", "Check its permissions"
	}
	return fmt.Sprintf("can't be read: %v", withoutURL(e.cause)), tryLater
}

// withoutURL leaves out the URL and method that net/http puts around its errors.
func withoutURL(err error) error {
	if urlError, ok := errors.AsType[*url.Error](err); ok {
		return urlError.Err
	}
	return err
}

var (
	errTooLarge   = errors.New("document too large")
	errNotRegular = errors.New("is not a regular file")
)

// statusError is an answer of another status than 200.
type statusError struct{ status int }

func (e *statusError) Error() string {
	name := http.StatusText(e.status)
	if name == "" || e.status > maxStatus {
		return fmt.Sprintf("answered with status %d", e.status)
	}
	return fmt.Sprintf("answered with status %d %s", e.status, name)
}

// waitError is a pause before the next request that the deadline has no room for.
type waitError struct {
	wait time.Duration
	// asked is whether the server named the pause, in its header Retry-After.
	asked bool
	last  error
}

func (e *waitError) Unwrap() error { return e.last }

func (e *waitError) Error() string {
	last := describeLast(e.last)
	if !e.asked {
		return last + ", and request_timeout leaves no time for another request"
	}
	if e.wait >= maxWait {
		return last + " and asked for a pause of a day or more (Retry-After), more than request_timeout allows"
	}
	return fmt.Sprintf("%s and asked for a pause of %s (Retry-After), more than request_timeout allows", last, e.wait.Round(time.Second))
}

// deadlineError is the end of the time for one Get.
type deadlineError struct {
	timeout time.Duration
	last    error
}

func (e *deadlineError) Unwrap() error { return e.last }

func (e *deadlineError) Error() string {
	text := fmt.Sprintf("gave no complete answer within %s (request_timeout)", e.timeout)
	if e.last != nil {
		text += "; before that it " + describeLast(e.last)
	}
	return text
}

// describeLast reads on from the URL.
func describeLast(err error) string {
	var status *statusError
	var proxy *proxyError
	switch {
	case errors.As(err, &status):
		return status.Error()
	case errors.As(err, &proxy):
		return proxy.Error()
	}
	return fmt.Sprintf("failed: %v", withoutURL(err))
}

// proxyError is a proxy that did not connect to the host.
type proxyError struct {
	proxy  *url.URL
	status statusError
}

func (e *proxyError) Error() string {
	return fmt.Sprintf("could not be reached: the proxy %s %v", e.proxy.Redacted(), &e.status)
}

// redirectError is a redirect that is not followed.
type redirectError struct {
	target *url.URL
	reason string
}

func (e *redirectError) Error() string {
	return fmt.Sprintf("redirects to %.200s, %s", e.target.Redacted(), e.reason)
}

// encodingError is a body that is not what its Content-Encoding says.
type encodingError struct{ err error }

func (e *encodingError) Unwrap() error { return e.err }
func (e *encodingError) Error() string {
	return fmt.Sprintf("gave a body that can't be decompressed: %v", e.err)
}

// brokenBodyError is a body that ended before its time.
type brokenBodyError struct{ err error }

func (e *brokenBodyError) Unwrap() error { return e.err }
func (e *brokenBodyError) Error() string {
	return fmt.Sprintf("the answer broke off: %v", e.err)
}
