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
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"
)

// Where a server answers, as Konnect's own does.
const (
	ListPath    = "/ip-addresses.json"
	UpdatesPath = "/rss"
)

// closeGrace is how long Close waits for handlers that ignore their request's context before it reports them and goes
// on.
const closeGrace = 5 * time.Second

// Server is a loopback publisher of an address list and of announcements. All methods are safe for concurrent use.
type Server struct {
	baseURL string
	caPEM   string
	http    *http.Server
	cancel  context.CancelFunc
	served  chan struct{}

	mu          sync.Mutex
	idle        *sync.Cond
	closing     bool
	connections int
	handling    int
	handlers    map[string]http.Handler
	requests    []Request
	failures    []error
}

// Request is one request that a server received.
type Request struct {
	Method string
	Path   string
	Header http.Header
}

// Start starts a server with the demo document and announcements. The caller closes it.
func Start() (*Server, error) {
	return start(nil, "")
}

// NewServer starts a server for one test. It closes itself when the test ends and fails the test when one of its
// handlers panicked or would not end.
func NewServer(t testing.TB) *Server {
	t.Helper()
	server, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	closeWithTest(t, server)
	return server
}

func closeWithTest(t testing.TB, server *Server) {
	t.Helper()
	t.Cleanup(func() {
		server.Close()
		if err := server.Err(); err != nil {
			t.Error(err)
		}
	})
}

func start(tlsConfig *tls.Config, caPEM string) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting a loopback server: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{
		baseURL: "http://" + listener.Addr().String(),
		caPEM:   caPEM,
		cancel:  cancel,
		served:  make(chan struct{}),
		handlers: map[string]http.Handler{
			ListPath:    Body("application/json", DemoDocument().JSON()),
			UpdatesPath: Body("application/rss+xml", DemoUpdates()),
		},
	}
	s.idle = sync.NewCond(&s.mu)

	// Faults write to the raw connection, which HTTP/2 has none of.
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.serveHTTP),
		Protocols:         protocols,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnState:         s.countConnection,
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	if tlsConfig != nil {
		s.baseURL = "https://" + listener.Addr().String()
		listener = tls.NewListener(listener, tlsConfig)
	}
	go func() {
		defer close(s.served)
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.fail(fmt.Errorf("loopback server %s stopped: %w", s.baseURL, err))
		}
	}()
	return s, nil
}

// BaseURL is the server's address without a path.
func (s *Server) BaseURL() string { return s.baseURL }

// URL is the address of the list.
func (s *Server) URL() string { return s.baseURL + ListPath }

// UpdatesURL is the address of the announcements.
func (s *Server) UpdatesURL() string { return s.baseURL + UpdatesPath }

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

// Err returns the panics of handlers, and after Close the handlers that would not end.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.failures...)
}

// Close stops the server, cuts every connection and waits for what served them. A handler that hangs is cancelled
// through its request's context; one that ignores even that is reported by Err. Closing again does nothing.
func (s *Server) Close() {
	s.mu.Lock()
	again := s.closing
	s.closing = true
	s.mu.Unlock()
	if again {
		<-s.served
		return
	}
	s.cancel()
	if err := s.http.Close(); err != nil {
		s.fail(fmt.Errorf("closing loopback server %s: %w", s.baseURL, err))
	}
	<-s.served
	expired := false
	timer := time.AfterFunc(closeGrace, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		expired = true
		s.idle.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for (s.handling > 0 || s.connections > 0) && !expired {
		s.idle.Wait()
	}
	if s.handling > 0 {
		s.failures = append(s.failures, fmt.Errorf(
			"loopback server %s: %d handlers still run %s after their request was cancelled", s.baseURL, s.handling, closeGrace))
	}
}

func (s *Server) serveHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.handling++
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Header: r.Header.Clone()})
	handler, found := s.handlers[r.URL.Path]
	if !found {
		handler = http.NotFoundHandler()
	}
	s.mu.Unlock()
	defer func() {
		reason := recover()
		if err, ok := reason.(error); reason != nil && !(ok && errors.Is(err, http.ErrAbortHandler)) {
			s.fail(fmt.Errorf("handler of %s %s panicked: %v\n%s", r.Method, r.URL.Path, reason, debug.Stack()))
		}
		s.mu.Lock()
		s.handling--
		s.idle.Broadcast()
		s.mu.Unlock()
		if reason != nil {
			panic(http.ErrAbortHandler)
		}
	}()
	handler.ServeHTTP(w, r)
}

func (s *Server) countConnection(connection net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case http.StateNew:
		s.connections++

		// Accepted while the server closed: net/http no longer looks for it.
		if s.closing {
			connection.Close()
		}
	case http.StateHijacked, http.StateClosed:
		s.connections--
		s.idle.Broadcast()
	case http.StateActive, http.StateIdle:
	}
}

func (s *Server) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = append(s.failures, err)
}
