package listserver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// client returns a client that keeps no connection and follows no redirect.
func client(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func request(ctx context.Context, t *testing.T, client *http.Client, url string) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(req)
	if err == nil {
		t.Cleanup(func() { response.Body.Close() })
	}
	return response, err
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	response, err := request(t.Context(), t, client(t), url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestServerAnswers(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	check := func(url string, wantCode int, want string) {
		t.Helper()
		code, body := get(t, url)
		if code != wantCode {
			t.Errorf("%s: status %d, want %d", url, code, wantCode)
		}
		if diff := cmp.Diff(want, body); diff != "" {
			t.Errorf("%s:\n%s", url, diff)
		}
	}
	check(server.URL(), 200, string(listserver.DemoDocument().JSON()))
	check(server.UpdatesURL(), 200, string(listserver.DemoUpdates()))
	check(server.BaseURL()+"/other.json", 404, "404 page not found\n")
	changed := listserver.DemoDocument()
	changed.UpdateDate = "2026-01-01-00-00-00"
	server.Serve(changed)
	server.ServeAt("/other.json", listserver.Document{})
	server.ServeUpdates([]byte("updates"))
	check(server.URL(), 200, string(changed.JSON()))
	check(server.BaseURL()+"/other.json", 200, string(listserver.Document{}.JSON()))
	check(server.UpdatesURL(), 200, "updates")
	server.ServeBody([]byte("body"))
	check(server.URL(), 200, "body")
	server.Handle(listserver.Status(http.StatusTeapot))
	check(server.URL(), 418, "I'm a teapot\n")
}

func TestServerRecordsRequests(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	get(t, server.URL())
	get(t, server.UpdatesURL()+"?page=2")
	get(t, server.BaseURL()+"/missing")
	requests := server.Requests()
	var got []string
	for _, r := range requests {
		got = append(got, r.Method+" "+r.Path+" "+r.Header.Get("User-Agent"))
	}
	want := []string{
		"GET /ip-addresses.json Go-http-client/1.1",
		"GET /rss Go-http-client/1.1",
		"GET /missing Go-http-client/1.1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests:\n%s", diff)
	}
	requests[0].Header.Set("User-Agent", "changed")
	if server.Requests()[0].Header.Get("User-Agent") == "changed" {
		t.Error("a caller can change what was recorded")
	}
	server.Reset()
	if left := server.Requests(); len(left) != 0 {
		t.Errorf("after Reset: %v", left)
	}
	if code, _ := get(t, server.URL()); code != 200 || len(server.Requests()) != 1 {
		t.Errorf("after Reset: status %d, requests %v", code, server.Requests())
	}
}

func TestServerCloseEndsHangingHandlers(t *testing.T) {
	t.Parallel()
	for name, handler := range hanging() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.Start()
			arrived := make(chan struct{})
			server.Handle(announced(arrived, handler))
			failed := make(chan error, 1)
			go func() {
				response, err := request(t.Context(), t, client(t), server.URL())
				if err == nil {
					_, err = io.Copy(io.Discard, response.Body)
				}
				failed <- err
			}()
			<-arrived
			server.Close()
			server.Close()
			if err := <-failed; err == nil {
				t.Error("the client saw a complete answer")
			}
			if err := server.Err(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestServerReportsPanics(t *testing.T) {
	t.Parallel()
	server := listserver.Start()
	defer server.Close()
	server.Handle(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("no such thing") }))
	if _, err := request(t.Context(), t, client(t), server.URL()); !errors.Is(err, io.EOF) {
		t.Errorf("client saw %v, want the connection closed", err)
	}
	server.Close()
	if err := server.Err(); err == nil || !strings.Contains(err.Error(), "handler of GET /ip-addresses.json panicked: no such thing") {
		t.Errorf("Err() = %v", err)
	}
}
