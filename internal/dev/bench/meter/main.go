//go:build unix

// Command meter runs the provider in its own place and notes the peak memory of each of its processes in a file.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func main() {
	// Terraform ends its providers itself; the signal is for them.
	signal.Ignore(os.Interrupt)
	command := exec.Command(os.Getenv("BENCH_PROVIDER"), os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	ended := command.Run()
	if err := note(command.ProcessState); err != nil {
		fmt.Fprintln(os.Stderr, "meter:", err)
		os.Exit(1)
	}
	if ended != nil {
		fmt.Fprintln(os.Stderr, "meter:", ended)
		os.Exit(1)
	}
}

// note adds the peak memory in KiB, as Linux counts it, to the file that BENCH_MEMORY names.
func note(state *os.ProcessState) error {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("the system tells no peak memory")
	}
	file, err := os.OpenFile(os.Getenv("BENCH_MEMORY"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("opening the file of measurements: %w", err)
	}
	if _, err := fmt.Fprintln(file, usage.Maxrss); err != nil {
		return fmt.Errorf("writing a measurement: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing a measurement: %w", err)
	}
	return nil
}
