package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// failure is how a request or the read of a file ended. Its text reads on from the URL.
type failure struct {
	what string
	// advice is one of those below.
	advice string
	// transient says that the same request may succeed later.
	transient bool
	// asked says that pause is to be kept before the next request; otherwise it is longer from request to request.
	asked bool
	pause time.Duration
	// stalled says that the request took its share of the time.
	stalled bool
	cause   error
}

func (f *failure) Error() string { return f.what }
func (f *failure) Unwrap() error { return f.cause }

// What to do, in which SETTING stands for the name of the setting that names the location.
const (
	adviseMirror   = "Try again later, or set SETTING to a mirror."
	adviseTime     = "Try again later, raise request_timeout, or set SETTING to a mirror."
	adviseCheck    = "Check SETTING and the network path to it, such as a proxy."
	adviseRedirect = "At most 3 redirects are followed, to the same host and port and never away from https. If the target is right," +
		" set SETTING to it."
	adviseCA = "If SETTING names a mirror with a private certificate authority, or a proxy inspects TLS, set ca_cert_pem." +
		" Otherwise something intercepts the connection."
	adviseNoFile      = "Set SETTING to a file that does."
	adviseRegular     = "Set SETTING to a file."
	advisePermissions = "Check its permissions."
	adviseProxy       = "The proxy comes from the environment variable VARIABLE. Set it to a proxy that connects to HOST, or add HOST to NO_PROXY."
)

// maxReason is how many characters of a reason an error repeats. It leaves room for a path of the usual limit.
const maxReason = 400

// clean returns the text of an error of another package, in which a server may have put what it likes.
func clean(err error) string { return cleantext.Line(err.Error(), maxReason) }

var (
	errTooLarge   = &failure{what: fmt.Sprintf("gave a document of more than %d MiB", maxBytes>>20), advice: adviseCheck}
	errNotRegular = &failure{what: "is not a regular file", advice: adviseRegular}
)

// classify returns the failure that an error is.
func classify(err error) *failure {
	if known, ok := errors.AsType[*failure](err); ok {
		return known
	}
	failed := &failure{what: "can't be read: " + clean(err), advice: adviseMirror, transient: isTransient(err), cause: err}
	if verification, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		failed.what, failed.advice = "presented a certificate that can't be trusted: "+clean(verification.Err), adviseCA
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		failed.what = fmt.Sprintf("can't be reached: the name %s can't be resolved", cleantext.Quote(dns.Name, maxReason))
		failed.advice = adviseCheck
	}
	if header, ok := errors.AsType[tls.RecordHeaderError](err); ok && string(header.RecordHeader[:]) == "HTTP/" {
		failed.what = "can't be read: http: server gave HTTP response to HTTPS client"
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		failed.what, failed.advice = "names a file that does not exist", adviseNoFile
	case errors.Is(err, fs.ErrPermission):
		failed.what, failed.advice = "names a file that may not be read", advisePermissions
	}
	return failed
}

// isTransient reports whether an error lies in the connection, so that the same request may succeed later.
func isTransient(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return !dns.IsNotFound
	}
	var timeout net.Error
	if operation, ok := errors.AsType[*net.OpError](err); ok {
		// The alert of a TLS peer comes as an operation, and is its verdict.
		return operation.Op != "remote error" && operation.Op != "local error"
	}
	return errors.As(err, &timeout) && timeout.Timeout() ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
}

// statusFailure is an answer of another status than 200. The server's own text is not repeated.
func statusFailure(status int, header http.Header) *failure {
	failed := &failure{what: strings.TrimSpace(fmt.Sprintf("answered with status %d %s", status, http.StatusText(status))), advice: adviseCheck}
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		failed.transient = true
	default:
		failed.transient = status >= http.StatusInternalServerError
	}
	if failed.transient {
		failed.advice = adviseMirror
		failed.pause, failed.asked = retryAfter(header.Get("Retry-After"), time.Now())
	}
	return failed
}

// maxPause stands for every longer pause that a server asks for.
const maxPause = 24 * time.Hour

// retryAfter returns the pause that the server asks for: a number of seconds, or a date (RFC 9110, section 10.2.3).
func retryAfter(text string, now time.Time) (pause time.Duration, asked bool) {
	seconds, err := strconv.ParseUint(text, 10, 64)
	switch {
	case err == nil && seconds < uint64(maxPause/time.Second):
		return time.Duration(seconds) * time.Second, true
	case err == nil, errors.Is(err, strconv.ErrRange):
		return maxPause, true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return min(date.Sub(now), maxPause), true
}

// withoutTime returns the failure where the time that is left does not allow the pause before the next request.
func (f *failure) withoutTime() *failure {
	ended := &failure{what: f.what + ", and no time is left for another request", advice: adviseTime, cause: f}
	switch {
	case f.asked && f.pause >= maxPause:
		ended.what = f.what + " and asked for a pause of a day or more (Retry-After), for which no time is left"
	case f.asked:
		ended.what = fmt.Sprintf("%s and asked for a pause of %s (Retry-After), for which no time is left", f.what, f.pause.Round(time.Second))
	}
	return ended
}

// proxyFailure is a proxy that can't be used or did not connect to the host.
func proxyFailure(host, why string, transient bool) *failure {
	return &failure{
		what:      fmt.Sprintf("could not be reached: the proxy %s %s", cleantext.Line(host, maxReason), why),
		advice:    adviseProxy,
		transient: transient,
	}
}

// explain returns what a user reads of a failure after that number of requests.
func (l Location) explain(failed *failure, requests int) error {
	what := l.String() + " " + failed.what
	if requests > 1 {
		what += fmt.Sprintf(" (tried %d times)", requests)
	}
	advice := strings.ReplaceAll(failed.advice, "SETTING", l.Setting)
	if host, variable, ok := proxyFor(l.url); ok {
		if advice != adviseProxy {
			advice += " The connection goes through the proxy HOST, which comes from the environment variable VARIABLE."
		} else {
			host = l.url.Hostname()
		}
		advice = strings.NewReplacer("HOST", cleantext.Line(host, maxHost), "VARIABLE", variable).Replace(advice)
	}
	unavailable := problem.New("Source Unavailable", "%s", what).Advise("%s%s", advice, l.Origin())
	unavailable.Cause = failed
	return unavailable
}

// maxHost is how many characters of a host advice repeats.
const maxHost = 260

// cancelled is the end of the caller's context while something was under way.
func cancelled(ctx context.Context, doing string) error {
	ended := problem.New("Read Cancelled", "%s: %v", doing, ctx.Err())
	ended.Cause = ctx.Err()
	return ended
}
