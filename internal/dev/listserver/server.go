// Package listserver publishes an address list and announcements on loopback, in good order or with a fault.
package listserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
)

// Where a server answers, as Konnect's own does.
const (
	ListPath    = "/ip-addresses.json"
	UpdatesPath = "/rss"
)

// Server is a loopback publisher of an address list and of announcements. All methods are safe for concurrent use.
type Server struct {
	http   *httptest.Server
	caPEM  string
	cancel context.CancelFunc

	mu       sync.Mutex
	handlers map[string]http.Handler
	requests []Request
	failures []error
}

// Request is one request that a server received.
type Request struct {
	Method string
	Path   string
	Header http.Header
}

// Start starts a server with the demo document and announcements. The caller closes it.
func Start() *Server { return start(nil, "") }

// NewServer starts a server for one test. It closes itself when the test ends and fails the test when one of its
// handlers panicked.
func NewServer(t testing.TB) *Server {
	t.Helper()
	return forTest(t, Start())
}

func forTest(t testing.TB, server *Server) *Server {
	t.Helper()
	t.Cleanup(func() {
		server.Close()
		if err := server.Err(); err != nil {
			t.Error(err)
		}
	})
	return server
}

func start(tlsConfig *tls.Config, caPEM string) *Server {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{
		caPEM:  caPEM,
		cancel: cancel,
		handlers: map[string]http.Handler{
			ListPath:    Body("application/json", DemoDocument().JSON()),
			UpdatesPath: Body("application/rss+xml", DemoUpdates()),
		},
	}
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serveHTTP))
	s.http.Config.BaseContext = func(net.Listener) context.Context { return ctx }
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0)
	if tlsConfig == nil {
		s.http.Start()
		return s
	}
	s.http.TLS = tlsConfig
	s.http.StartTLS()
	return s
}

// BaseURL is the server's address without a path.
func (s *Server) BaseURL() string { return s.http.URL }

// URL is the address of the list.
func (s *Server) URL() string { return s.http.URL + ListPath }

// UpdatesURL is the address of the announcements.
func (s *Server) UpdatesURL() string { return s.http.URL + UpdatesPath }

// CAPEM is the certificate of the authority that a client of a TLS server is to trust; empty for a plain server.
func (s *Server) CAPEM() string { return s.caPEM }

// Serve publishes a document as the address list from now on.
func (s *Server) Serve(document Document) { s.ServeAt(ListPath, document) }

// ServeAt publishes a document under another path.
func (s *Server) ServeAt(path string, document Document) {
	s.HandlePath(path, Body("application/json", document.JSON()))
}

// ServeBody publishes these bytes as the address list from now on.
func (s *Server) ServeBody(body []byte) { s.Handle(Body("application/json", body)) }

// ServeUpdates publishes these bytes as the announcements from now on. For another content type use HandlePath.
func (s *Server) ServeUpdates(body []byte) {
	s.HandlePath(UpdatesPath, Body("application/rss+xml", body))
}

// Handle answers requests for the address list with the handler from now on.
func (s *Server) Handle(handler http.Handler) { s.HandlePath(ListPath, handler) }

// HandlePath answers requests for one path with the handler from now on.
func (s *Server) HandlePath(path string, handler http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handlers[path] = handler
}

// Requests returns what was received since the start or the last Reset, in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := slices.Clone(s.requests)
	for i := range requests {
		requests[i].Header = requests[i].Header.Clone()
	}
	return requests
}

// Reset forgets the requests received so far. The answers stay.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// Err returns the panics of handlers.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.failures...)
}

// Close stops the server, cuts every connection and waits for what served them. A handler that hangs ends with its
// request's context. Closing again does nothing.
func (s *Server) Close() {
	s.cancel()
	s.http.CloseClientConnections()
	s.http.Close()
}

func (s *Server) serveHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Header: r.Header.Clone()})
	handler, found := s.handlers[r.URL.Path]
	s.mu.Unlock()
	if !found {
		handler = http.NotFoundHandler()
	}
	defer func() {
		reason := recover()
		if reason == nil {
			return
		}
		if err, ok := reason.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
			s.mu.Lock()
			s.failures = append(s.failures, fmt.Errorf("handler of %s %s panicked: %v\n%s", r.Method, r.URL.Path, reason, debug.Stack()))
			s.mu.Unlock()
		}
		panic(http.ErrAbortHandler)
	}()
	handler.ServeHTTP(w, r)
}
