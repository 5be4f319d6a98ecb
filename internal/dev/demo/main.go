// Command demo shows the main job: real Terraform reads an address list through this provider and prints what the
// network needs.
//
// It builds the provider, publishes a realistic list on a loopback port, applies examples/quickstart in a scratch folder
// and prints its outputs. With LIVE=1 in the environment it reads Konnect's own list. TERRAFORM names another executable,
// such as tofu. Nothing of the user's Terraform configuration is read or touched, and nothing is left behind.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/repository"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const example = "examples/quickstart"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, os.Getenv("LIVE") != ""); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called.
	}
}

func run(ctx context.Context, out io.Writer, live bool) (err error) {
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return fmt.Errorf("finding Terraform: %w", err)
	}
	workspace, err := tfrun.NewWorkspace(cli)
	if err != nil {
		return fmt.Errorf("making a scratch folder: %w", err)
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	if err := install(ctx, workspace); err != nil {
		return err
	}

	published := "Konnect's live list"
	if live {
		workspace.Inherit("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR")
	} else {
		server, err := listserver.Start()
		if err != nil {
			return fmt.Errorf("starting the loopback server: %w", err)
		}
		defer server.Close()
		published = "a list on loopback (LIVE=1 reads Konnect's)"
		workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
		workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	}

	fmt.Fprintf(out, "%s %s applies %s to %s\n\n", cli.Product, cli.Version, example, published)
	if _, err := command(ctx, workspace, "apply", "-auto-approve", "-no-color"); err != nil {
		return err
	}
	outputs, err := command(ctx, workspace, "output", "-json")
	if err != nil {
		return err
	}
	return printOutputs(out, []byte(outputs))
}

// install puts the example and a build of the provider into the workspace.
func install(ctx context.Context, workspace *tfrun.Workspace) error {
	root, err := repository.Root()
	if err != nil {
		return fmt.Errorf("finding the repository: %w", err)
	}
	if err := workspace.CopyFrom(filepath.Join(root, filepath.FromSlash(example))); err != nil {
		return fmt.Errorf("copying the example: %w", err)
	}
	if err := workspace.OverrideWithBuild(ctx, provider.Source); err != nil {
		return fmt.Errorf("installing the provider: %w", err)
	}
	return nil
}

// command runs Terraform and returns what it printed, or an error that holds it.
func command(ctx context.Context, workspace *tfrun.Workspace, args ...string) (string, error) {
	result, err := workspace.Run(ctx, args...)
	if err != nil {
		return "", fmt.Errorf("running Terraform: %w", err)
	}
	if result.ExitCode != 0 {
		return "", fmt.Errorf("terraform %s ended with exit code %d:\n%s%s", args[0], result.ExitCode, result.Stdout, result.Stderr)
	}
	return result.Stdout, nil
}
