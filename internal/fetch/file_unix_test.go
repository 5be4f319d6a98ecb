//go:build unix

package fetch_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestFilePipe reads a pipe without a writer: opening it would wait for ever.
func TestFilePipe(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := get(t, patient(), "file://"+path)
	wantError(t, err, "file://"+path, "Set updates_url to a file.", "URL is not a regular file")
}
