package fetch_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

// proxied is the host for which this process has a proxy. The variables are read once a process, so they are set for all
// tests: whatever a test reads from a loopback server, it reads past the proxy.
const proxied = "proxied.example"

// proxyStatus is the proxy's answer to the next CONNECT, connects what it was asked for so far.
var (
	proxyStatus atomic.Int32
	connects    atomic.Int32
	proxyHost   string
)

func TestMain(m *testing.M) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	proxyHost = listener.Addr().String()
	proxy := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		connects.Add(1)
		w.WriteHeader(int(proxyStatus.Load()))
	})}
	served := make(chan error, 1)
	go func() { served <- proxy.Serve(listener) }()
	for name, value := range map[string]string{
		"HTTP_PROXY": "http://" + proxyHost, "http_proxy": "http://" + proxyHost,
		"HTTPS_PROXY": "http://user:secret@" + proxyHost, "https_proxy": "",
		"NO_PROXY": ".unresolvable.example", "no_proxy": "",
	} {
		if err := os.Setenv(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}

	code := m.Run()

	_ = proxy.Close()
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if code == 0 {
		if err := goleak.Find(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}
