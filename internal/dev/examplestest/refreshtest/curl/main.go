// Command curl stands in, in tests, for curl on a machine that has none. It knows the options that the examples use,
// with the meanings of curl's manual, and refuses all others.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "curl:", err)
		os.Exit(1)
	}
}

// options are those of curl that the examples use.
type options struct {
	proto, output, data string
	seconds             int
	limit               int64
	headers             http.Header
}

func run(args []string) error {
	given := options{headers: http.Header{}}
	flags := flag.NewFlagSet("curl", flag.ContinueOnError)
	for _, name := range []string{"fail", "fail-with-body", "silent", "show-error"} {
		flags.Bool(name, false, "")
	}
	flags.StringVar(&given.proto, "proto", "", "")
	flags.StringVar(&given.output, "output", "", "")
	flags.StringVar(&given.data, "data", "", "")
	flags.IntVar(&given.seconds, "max-time", 0, "")
	flags.Int64Var(&given.limit, "max-filesize", 1<<30, "")
	flags.Func("header", "", func(line string) error {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return errors.New("no header")
		}
		given.headers.Add(name, strings.TrimSpace(value))
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("reading the options: %w", err)
	}
	return given.request(flags.Arg(0))
}

func (o options) request(url string) error {
	if o.proto == "=https" && !strings.HasPrefix(url, "https://") {
		return fmt.Errorf("protocol of %q not allowed", url)
	}
	method, body := http.MethodGet, io.Reader(http.NoBody)
	if o.data == "@-" {
		method, body = http.MethodPost, os.Stdin
	}
	request, err := http.NewRequest(method, url, body)
	if err != nil {
		return fmt.Errorf("making the request: %w", err)
	}
	request.Header = o.headers
	client, err := o.client()
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("requesting: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("the requested URL returned error: %d", response.StatusCode)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, o.limit+1))
	if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	if int64(len(content)) > o.limit {
		return errors.New("maximum file size exceeded")
	}
	if o.output == "" {
		_, err = os.Stdout.Write(content)
	} else {
		err = os.WriteFile(o.output, content, 0o600)
	}
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

func (o options) client() (*http.Client, error) {
	client := &http.Client{
		Timeout: time.Duration(o.seconds) * time.Second,
		// curl follows no redirect unless it is told to.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	bundle := os.Getenv("CURL_CA_BUNDLE")
	if bundle == "" {
		return client, nil
	}
	pem, err := os.ReadFile(bundle)
	if err != nil {
		return nil, fmt.Errorf("reading the certificates: %w", err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
	return client, nil
}
