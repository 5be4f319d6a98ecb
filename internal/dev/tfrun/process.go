package tfrun

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Grace is how long an interrupted child may take to end.
const Grace = 5 * time.Second

// Result is what a command printed and how it ended.
type Result struct {
	Stdout   string
	Stderr   string
	ExitCode int
	// CPU is what the command and all processes that it waited for have used, user and system time together.
	CPU time.Duration
}

// Execute runs the command and waits for its end. An exit code other than 0 is a result, not an error; an error says that
// the command could not run or that ctx ended first. Then it is interrupted as by Ctrl-C and, when that does not end it
// within the grace, killed with all that it started.
func Execute(ctx context.Context, command *exec.Cmd, grace time.Duration) (Result, error) {
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	command.WaitDelay = grace
	ownGroup(command)
	err := command.Run()
	result := Result{Stdout: stdout.String(), Stderr: stderr.String()}
	if command.ProcessState != nil {
		result.ExitCode = command.ProcessState.ExitCode()
		result.CPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	}
	line := strings.Join(command.Args, " ")
	if ctx.Err() != nil {
		killGroup(command)
		return result, fmt.Errorf("running %s: %w", line, context.Cause(ctx))
	}
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		return result, fmt.Errorf("running %s: %w", line, err)
	}
	return result, nil
}
