//go:build unix

package fetch_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestFilePipe reads a pipe that nobody writes to: opening it would wait for ever.
func TestFilePipe(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := get(t, patient(), "file://"+path)
	wantError(t, err, "file://"+path, "URL is not a regular file. Set ip_addresses_url to a file")
}
