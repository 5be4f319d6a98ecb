// Terraform runs the Terraform that this repository's tests use, with the
// arguments it is given: the one that the variable TERRAFORM names, else the one
// on PATH, else one that it installs into the ignored .build folder.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])

	stop()

	var exited *exec.ExitError

	switch {
	case err == nil:
	case errors.As(err, &exited):
		os.Exit(exited.ExitCode())
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return err
	}

	command := exec.CommandContext(ctx, cli.Path, args...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr

	return command.Run()
}
