// Command demo shows the main job: real Terraform reads an address list through this provider and prints what the
// network needs.
//
// It builds the provider, publishes a realistic list on a loopback port, applies examples/quickstart in a scratch
// folder and prints its outputs. With LIVE=1 in the environment it reads Konnect's own list. TERRAFORM names another
// executable, such as tofu. Nothing of the user's Terraform configuration is read or touched, and nothing is left
// behind.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const example = "examples/quickstart"

func main() {
	tool.Main(func(ctx context.Context) error { return run(ctx, os.Stdout, os.Getenv("LIVE") != "") })
}

func run(ctx context.Context, out io.Writer, live bool) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	root, err := tfrun.Root()
	if err != nil {
		return err
	}
	if err := workspace.CopyFrom(filepath.Join(root, filepath.FromSlash(example))); err != nil {
		return err
	}
	if err := workspace.OverrideWithBuild(ctx, provider.Source); err != nil {
		return err
	}
	first := "The rules of Konnect's own list, read now."
	if live {
		workspace.InheritNetwork()
	} else {
		server, err := listserver.Start()
		if err != nil {
			return fmt.Errorf("starting the loopback server: %w", err)
		}
		defer server.Close()
		first = "These addresses are made up, from a list on this machine. To read Konnect's own: make demo LIVE=1"
		workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
		workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	}
	cli := workspace.CLI()
	fmt.Fprintf(out, "%s\n%s %s applies %s.\n\n", first, cli.Product, cli.Version, example)
	if _, err := workspace.Output(ctx, "apply", "-auto-approve", "-no-color"); err != nil {
		if live {
			return fmt.Errorf("%w\nWithout a way to the internet leave LIVE=1 out: make demo", err)
		}
		return err
	}
	outputs, err := workspace.Output(ctx, "output", "-json")
	if err != nil {
		return err
	}
	if err := printOutputs(out, []byte(outputs)); err != nil {
		return err
	}
	fmt.Fprintln(out, "Next: make install, then copy a firewall from examples/firewalls.")
	return nil
}
