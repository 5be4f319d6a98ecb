// Make has the commands behind the targets of the GNUmakefile: those that are more than a line of shell.
package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

var commands = map[string]func(ctx context.Context, out io.Writer, arguments []string) error{
	"bench":         bench,
	"demo":          demo,
	"install":       install,
	"mirror":        mirror,
	"release-check": releaseCheck,
	"schema":        schema,
	"terraform":     terraform,
	"uninstall":     uninstall,
	"watch":         watch,
}

func main() {
	if acted, err := actAsProvider(); acted {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run runs the command that the first argument names, and puts the name before its error.
func run(ctx context.Context, out io.Writer, arguments []string) error {
	if len(arguments) == 0 || commands[arguments[0]] == nil {
		return fmt.Errorf("usage: make COMMAND; the commands are %s", strings.Join(slices.Sorted(maps.Keys(commands)), ", "))
	}
	if err := commands[arguments[0]](ctx, out, arguments[1:]); err != nil {
		return fmt.Errorf("%s: %w", arguments[0], err)
	}
	return nil
}

// terraform runs the Terraform or OpenTofu of this repository's tests with the arguments it is given.
func terraform(ctx context.Context, out io.Writer, arguments []string) error {
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, cli.Path, arguments...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, out, os.Stderr
	return command.Run()
}
