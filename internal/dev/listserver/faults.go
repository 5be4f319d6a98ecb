package listserver

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// BombSize is how many bytes GzipBomb's answer has once decompressed.
const BombSize = 256 << 20

// Body answers 200 with these bytes.
func Body(contentType string, body []byte) http.Handler {
	body = slices.Clone(body)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		send(w, body)
	})
}

// HTML answers with a person's page where a document was asked for, as captive portals and proxies do.
func HTML(code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(code)
		send(w, []byte("<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>\n"))
	})
}

// Status answers with a status code. The header is given as name, value, name, value.
func Status(code int, header ...string) http.Handler {
	if len(header)%2 != 0 {
		panic(fmt.Sprintf("listserver: Status: header %q is not made of pairs", header))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		for pair := range slices.Chunk(header, 2) {
			w.Header().Set(pair[0], pair[1])
		}
		w.WriteHeader(code)
		if code >= http.StatusOK && code != http.StatusNoContent && code != http.StatusNotModified {
			send(w, []byte(http.StatusText(code)+"\n"))
		}
	})
}

// StatusOnce answers the first request with a status code and the others with the handler.
func StatusOnce(code int, then http.Handler, header ...string) http.Handler {
	return Sequence(Status(code, header...), then)
}

// Sequence answers the first request with the first handler, the second with the second, and those beyond the last with
// the last.
func Sequence(first http.Handler, others ...http.Handler) http.Handler {
	handlers := append([]http.Handler{first}, others...)
	var mu sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		handler := handlers[0]
		if len(handlers) > 1 {
			handlers = handlers[1:]
		}
		mu.Unlock()
		handler.ServeHTTP(w, r)
	})
}

// Redirect answers with a redirection to the target.
func Redirect(code int, target string) http.Handler {
	return Status(code, "Location", target)
}

// RedirectLoop redirects every request to where it was sent.
func RedirectLoop() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.Path)
		w.WriteHeader(http.StatusFound)
	})
}

// HangBeforeHeader takes the request and sends nothing.
func HangBeforeHeader() http.Handler {
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	})
}

// HangInHeader sends the status line and half a header, then nothing.
func HangInHeader() http.Handler {
	return raw(func(connection net.Conn, r *http.Request) {
		send(connection, []byte("HTTP/1.1 200 OK\r\nContent-Type: appli"))
		waitForHangUp(connection, r)
	})
}

// HangInBody sends the header and half of the demo document, then nothing.
func HangInBody() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sendHalf(w)
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	})
}

// Drip sends the header at once and the body at one byte an interval.
func Drip(interval time.Duration, body []byte) http.Handler {
	body = slices.Clone(body)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		flush(w)
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for i := range body {
			select {
			case <-r.Context().Done():
				panic(http.ErrAbortHandler)
			case <-ticker.C:
				send(w, body[i:i+1])
				flush(w)
			}
		}
	})
}

// NeverEnding sends a JSON document that is only ever white space, as fast as the client reads.
func NeverEnding() http.Handler {
	return endless("", []byte("{"), bytes.Repeat([]byte(" "), 64<<10))
}

// GzipBomb sends a small compressed body of BombSize spaces.
func GzipBomb() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		member := gzipSpaces()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(member)*(BombSize/bombMemberSize)))
		for range BombSize / bombMemberSize {
			if r.Context().Err() != nil {
				panic(http.ErrAbortHandler)
			}
			send(w, member)
		}
	})
}

// GzipEmptyMembers sends a compressed stream without end that decompresses to nothing, so that a limit on what comes
// out is never reached.
func GzipEmptyMembers() http.Handler {
	return endless("gzip", nil, bytes.Repeat(compress(nil), 4<<10))
}

// Gzip answers 200 with these bytes, compressed.
func Gzip(body []byte) http.Handler {
	compressed := compress(body)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(compressed)))
		send(w, compressed)
	})
}

// EarlyEnd closes the connection after half of the demo document: with a Content-Length that promises all of it, or in
// the middle of a chunked body.
func EarlyEnd(withContentLength bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if withContentLength {
			w.Header().Set("Content-Length", strconv.Itoa(len(demoDocument)))
		}
		sendHalf(w)
		panic(http.ErrAbortHandler)
	})
}

// EarlyEndUnframed closes the connection after half of the demo document, sent the HTTP/1.0 way: nothing but the
// document itself shows that more was to come.
func EarlyEndUnframed() http.Handler {
	return raw(func(connection net.Conn, _ *http.Request) {
		send(connection, []byte("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"))
		send(connection, demoDocument[:len(demoDocument)/2])
	})
}

// ResetConnection takes the request and resets the connection.
func ResetConnection() http.Handler {
	return raw(func(connection net.Conn, _ *http.Request) {
		if secure, ok := connection.(interface{ NetConn() net.Conn }); ok {
			connection = secure.NetConn()
		}
		tcp, ok := connection.(*net.TCPConn)
		if !ok {
			panic(fmt.Sprintf("listserver: ResetConnection: connection is a %T", connection))
		}

		// Without linger, closing sends RST in place of FIN.
		if err := tcp.SetLinger(0); err != nil {
			panic(fmt.Sprintf("listserver: ResetConnection: %s", err))
		}
		tcp.Close()
	})
}

// RefusedURL returns the address of a list at a loopback port that refuses connections until the test ends.
func RefusedURL(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })

	// The near end of a connection holds its port without listening on it, so that no listener of another test can be
	// given the port meanwhile.
	connection, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return "http://" + connection.LocalAddr().String() + ListPath
}

const bombMemberSize = 1 << 20

var gzipSpaces = sync.OnceValue(func() []byte {
	return compress(bytes.Repeat([]byte(" "), bombMemberSize))
})

func compress(body []byte) []byte {
	var compressed bytes.Buffer
	writer := gzip.NewWriter(&compressed)
	_, err := writer.Write(body)
	if err == nil {
		err = writer.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("listserver: compressing a body: %s", err))
	}
	return compressed.Bytes()
}

func endless(encoding string, head, block []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
		}
		send(w, head)
		for r.Context().Err() == nil {
			send(w, block)
		}
		panic(http.ErrAbortHandler)
	})
}

func raw(answer func(net.Conn, *http.Request)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(fmt.Sprintf("listserver: taking the raw connection: %s", err))
		}
		defer connection.Close()
		answer(connection, r)
	})
}

// waitForHangUp returns when the client has gone or the server closes. On a raw connection net/http no longer watches
// for the former.
func waitForHangUp(connection net.Conn, r *http.Request) {
	stop := context.AfterFunc(r.Context(), func() { connection.Close() })
	defer stop()
	_, _ = io.Copy(io.Discard, connection)
}

func sendHalf(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	send(w, demoDocument[:len(demoDocument)/2])
	flush(w)
}

func flush(w http.ResponseWriter) {
	if err := http.NewResponseController(w).Flush(); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// send ends the handler when the client has gone.
func send(w io.Writer, body []byte) {
	if _, err := w.Write(body); err != nil {
		panic(http.ErrAbortHandler)
	}
}
