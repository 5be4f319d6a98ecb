//go:build unix

package tfrun_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// The command and what it started hold a named pipe open and ignore interrupts: the pipe ends only when both are gone.
func TestRunKillsWhatIgnoresTheInterrupt(t *testing.T) {
	t.Parallel()
	const script = `trap '' INT; exec 3>"$0"; sleep 600 & wait`
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ran := make(chan error, 1)
	go func() {
		_, err := tfrun.Execute(ctx, exec.CommandContext(ctx, "/bin/sh", "-c", script, pipe), 50*time.Millisecond)
		ran <- err
	}()

	// Opening waits for the script to open its end.
	reader, err := os.Open(pipe)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	cancel()
	if err := <-ran; !errors.Is(err, context.Canceled) {
		t.Errorf("Run ended with %v", err)
	}
	if rest, err := io.ReadAll(reader); err != nil || len(rest) != 0 {
		t.Errorf("%q, %v", rest, err)
	}
}
