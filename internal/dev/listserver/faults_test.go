package listserver_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// hanging are the faults that last until they are ended.
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
			response, err := request(ctx, t, client(t), server.URL())
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
			response, err := request(t.Context(), t, client(t), server.URL())
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
			response, err := request(t.Context(), t, client(t), server.URL())
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

// TestGzipFaults takes the bodies compressed: net/http leaves them so where they are asked for by hand.
func TestGzipFaults(t *testing.T) {
	t.Parallel()
	const limit = 1 << 20
	for name, test := range map[string]struct {
		handler http.Handler
		size    int64
		want    error
	}{
		"bomb":          {listserver.GzipBomb(), listserver.BombSize, nil},
		"empty members": {listserver.GzipEmptyMembers(), 0, io.ErrUnexpectedEOF},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(test.handler)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL(), nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept-Encoding", "gzip")
			response, err := client(t).Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			reader, err := gzip.NewReader(io.LimitReader(response.Body, limit))
			if err != nil {
				t.Fatal(err)
			}
			if size, err := io.Copy(io.Discard, reader); size != test.size || !errors.Is(err, test.want) {
				t.Errorf("%d bytes and %v from at most %d compressed, want %d and %v", size, err, limit, test.size, test.want)
			}
		})
	}
}
