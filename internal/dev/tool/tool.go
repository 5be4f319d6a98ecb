// Package tool is the frame of every command of the workshop.
package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// ExitError is the exit code of a program that a command stood for. That program has told its user what was wrong.
type ExitError int

func (e ExitError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// Main runs a command and exits with what came of it. An interrupt or a request to terminate ends the context.
func Main(run func(ctx context.Context) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	os.Exit(report(os.Stderr, os.Args[0], err))
}

// report tells of an error under the command's name and returns the exit code.
func report(out io.Writer, executable string, err error) int {
	if err == nil {
		return 0
	}
	if code, ok := errors.AsType[ExitError](err); ok {
		return int(code)
	}
	fmt.Fprintf(out, "%s: %v\n", strings.TrimSuffix(filepath.Base(executable), ".exe"), err)
	return 1
}
