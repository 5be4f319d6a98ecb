// Watch reads what Konnect publishes through the provider, as a user would, and
// fails when it is no longer what the provider takes or the catalogue knows.
//
// KONNECT_IP_ADDRESSES_URL and KONNECT_UPDATES_URL name other sources than
// Konnect's own.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

//go:embed watch.tf
var configuration string

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, map[string]string{
		"KONNECT_IP_ADDRESSES_URL": os.Getenv("KONNECT_IP_ADDRESSES_URL"),
		"KONNECT_UPDATES_URL":      os.Getenv("KONNECT_UPDATES_URL"),
	})

	stop()

	if err != nil {
		fmt.Fprintln(os.Stderr, "watch:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, sources map[string]string) (err error) {
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return err
	}

	workspace, err := tfrun.NewWorkspace(cli)
	if err != nil {
		return err
	}

	defer func() { err = errors.Join(err, workspace.Close()) }()

	workspace.Inherit("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")

	for name, url := range sources {
		if url != "" {
			workspace.Setenv(name, url)
		}
	}

	if err := workspace.OverrideWithBuild(ctx, provider.Source); err != nil {
		return err
	}

	requirement := fmt.Sprintf("terraform {\n  required_providers {\n    konnect = {\n      source = %q\n    }\n  }\n}\n", provider.Source)
	for file, content := range map[string]string{"versions.tf": requirement, "watch.tf": configuration} {
		if err := workspace.Write(file, content); err != nil {
			return err
		}
	}

	result, err := workspace.Run(ctx, "apply", "-auto-approve", "-no-color")
	if err != nil {
		return err
	}

	fmt.Fprint(out, result.Stdout)

	if result.ExitCode != 0 {
		return fmt.Errorf("what Konnect publishes has changed, or cannot be read:\n%s", result.Stderr)
	}

	return nil
}
