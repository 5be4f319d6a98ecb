//go:build unix

package fetch_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
)

// TestFilePipe reads a pipe that nobody writes to: opening it would wait for ever.
func TestFilePipe(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := get(t, patient(), "file://"+path)
	wantError(t, err, "file://"+path, fetch.NotRegular, "URL is not a regular file")
}
