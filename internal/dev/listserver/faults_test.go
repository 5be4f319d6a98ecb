package listserver_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// hanging are the faults that last until somebody ends them.
func hanging() map[string]http.Handler {
	return map[string]http.Handler{
		"before the header":  listserver.HangBeforeHeader(),
		"in the header":      listserver.HangInHeader(),
		"in the body":        listserver.HangInBody(),
		"drip":               listserver.Drip(time.Hour, []byte("body")),
		"never ending":       listserver.NeverEnding(),
		"gzip empty members": listserver.GzipEmptyMembers(),
	}
}

// announced closes the channel at the first request.
func announced(arrived chan<- struct{}, handler http.Handler) http.Handler {
	var once sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		once.Do(func() { close(arrived) })
		handler.ServeHTTP(w, r)
	})
}

func TestHangingFaultsEndWithTheClient(t *testing.T) {
	t.Parallel()
	for name, handler := range hanging() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arrived, ended := make(chan struct{}), make(chan struct{})
			server := listserver.NewServer(t)
			server.Handle(announced(arrived, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer close(ended)
				handler.ServeHTTP(w, r)
			})))
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-arrived
				cancel()
			}()
			response, err := request(ctx, t, client(t, nil), server.URL())
			if err == nil {
				_, err = io.Copy(io.Discard, response.Body)
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("client saw %v", err)
			}
			<-ended
		})
	}
}

func TestStatusFaults(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler http.Handler
		code    int
		header  string
		value   string
		body    string
	}{
		"status":          {listserver.Status(503, "Retry-After", "7"), 503, "Retry-After", "7", "Service Unavailable\n"},
		"without content": {listserver.Status(204), 204, "Content-Length", "", ""},
		"not modified":    {listserver.Status(304), 304, "Content-Length", "", ""},
		"redirect":        {listserver.Redirect(301, "https://example.com/"), 301, "Location", "https://example.com/", "Moved Permanently\n"},
		"redirect loop":   {listserver.RedirectLoop(), 302, "Location", listserver.ListPath, ""},
		"html":            {listserver.HTML(403), 403, "Content-Type", "text/html; charset=utf-8", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>\n"},
		"body":            {listserver.Body("text/csv", []byte("a,b")), 200, "Content-Type", "text/csv", "a,b"},
		"gzip":            {listserver.Gzip([]byte("{}")), 200, "Content-Type", "application/json", "{}"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			response, err := request(t.Context(), t, client(t, nil), server.URL())
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			got := []any{response.StatusCode, response.Header.Get(test.header), string(body)}
			if diff := cmp.Diff([]any{test.code, test.value, test.body}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRedirectLoopNeverEnds(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.RedirectLoop())
	following := client(t, nil)
	following.CheckRedirect = nil
	if _, err := request(t.Context(), t, following, server.URL()); err == nil {
		t.Error("the loop ended in an answer")
	}
	if got := len(server.Requests()); got != 10 {
		t.Errorf("%d requests, want the 10 at which net/http gives up", got)
	}
}

func TestSequence(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler http.Handler
		want    []int
	}{
		"sequence":    {listserver.Sequence(listserver.Status(500), listserver.Status(429), listserver.Status(200)), []int{500, 429, 200, 200}},
		"one":         {listserver.Sequence(listserver.Status(500)), []int{500, 500}},
		"status once": {listserver.StatusOnce(503, listserver.Status(200)), []int{503, 200, 200}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			var got []int
			for range test.want {
				code, _ := get(t, server.URL())
				got = append(got, code)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDrip(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.Drip(time.Millisecond, []byte("body")))
	if code, body := get(t, server.URL()); code != 200 || body != "body" {
		t.Errorf("%d %q", code, body)
	}
}

func TestBrokenConnections(t *testing.T) {
	t.Parallel()
	half := listserver.DemoDocument().JSON()
	half = half[:len(half)/2]
	tests := map[string]struct {
		handler http.Handler
		want    error
		body    []byte
	}{
		"reset":                      {listserver.ResetConnection(), syscall.ECONNRESET, nil},
		"early end of a length":      {listserver.EarlyEnd(true), io.ErrUnexpectedEOF, half},
		"early end of chunks":        {listserver.EarlyEnd(false), io.ErrUnexpectedEOF, half},
		"early end without a length": {listserver.EarlyEndUnframed(), nil, half},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			var body []byte
			response, err := request(t.Context(), t, client(t, nil), server.URL())
			if err == nil {
				body, err = io.ReadAll(response.Body)
			}
			if !errors.Is(err, test.want) {
				t.Errorf("client saw %v, want %v", err, test.want)
			}
			if !bytes.Equal(body, test.body) {
				t.Errorf("client read %d bytes, want %d", len(body), len(test.body))
			}
		})
	}
}

func TestResetConnectionOverTLS(t *testing.T) {
	t.Parallel()
	server := listserver.NewTLSServer(t, listserver.TLSOptions{})
	server.Handle(listserver.ResetConnection())
	if _, err := request(t.Context(), t, trusting(t, server), server.URL()); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("client saw %v", err)
	}
}

func TestRefusedURL(t *testing.T) {
	t.Parallel()
	address := listserver.RefusedURL(t)
	if parsed, err := url.Parse(address); err != nil || parsed.Path != listserver.ListPath {
		t.Errorf("%s: %v", address, err)
	}
	if _, err := request(t.Context(), t, client(t, nil), address); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("client saw %v", err)
	}
}

func TestNeverEndingIsJSONSoFar(t *testing.T) {
	t.Parallel()
	const limit = 8 << 20
	server := listserver.NewServer(t)
	server.Handle(listserver.NeverEnding())
	response, err := request(t.Context(), t, client(t, nil), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit))
	if err != nil || len(body) != limit || response.ContentLength != -1 {
		t.Fatalf("%d bytes, %v, announced %d", len(body), err, response.ContentLength)
	}
	if body[0] != '{' || len(bytes.TrimSpace(body)) != 1 {
		t.Error("the body is not an open object and white space")
	}
}

func TestGzipBomb(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.GzipBomb())

	// Asked for by hand, net/http leaves the body compressed.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	response, err := client(t, nil).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	compressed, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if len(compressed) > 1<<20 || int64(len(compressed)) != response.ContentLength {
		t.Errorf("%d bytes compressed, %d announced", len(compressed), response.ContentLength)
	}
	reader, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		t.Fatal(err)
	}
	if size, err := io.Copy(io.Discard, reader); err != nil || size != listserver.BombSize {
		t.Errorf("%d bytes decompressed, want %d, %v", size, listserver.BombSize, err)
	}
}

func TestGzipEmptyMembers(t *testing.T) {
	t.Parallel()
	const limit = 1 << 20
	server := listserver.NewServer(t)
	server.Handle(listserver.GzipEmptyMembers())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	response, err := client(t, nil).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	compressed := io.LimitedReader{R: response.Body, N: limit}
	reader, err := gzip.NewReader(&compressed)
	if err != nil {
		t.Fatal(err)
	}
	size, err := io.Copy(io.Discard, reader)
	if size != 0 || compressed.N != 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d bytes out of %d, %v; want none from all, cut off", size, limit-compressed.N, err)
	}
}

func TestHangInHeaderEndsWithTheServer(t *testing.T) {
	t.Parallel()
	server, err := listserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.Handle(listserver.HangInHeader())
	connection, err := net.Dial("tcp", strings.TrimPrefix(server.BaseURL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(connection, "GET "+listserver.ListPath+" HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	const want = "HTTP/1.1 200 OK\r\nContent-Type: appli"
	got := make([]byte, len(want))
	if _, err := io.ReadFull(connection, got); err != nil || string(got) != want {
		t.Fatalf("%q, %v", got, err)
	}
	server.Close()
	if rest, err := io.ReadAll(connection); err != nil || len(rest) != 0 {
		t.Errorf("%q, %v", rest, err)
	}
	if err := server.Err(); err != nil {
		t.Error(err)
	}
}
