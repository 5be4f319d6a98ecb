// Terraform runs the Terraform or OpenTofu of this repository's tests with the arguments it is given.
package main

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
)

func main() { tool.Main(run) }

func run(ctx context.Context) error {
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, cli.Path, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = command.Run()
	if exited, ok := errors.AsType[*exec.ExitError](err); ok {
		return tool.ExitError(exited.ExitCode())
	}
	return err
}
