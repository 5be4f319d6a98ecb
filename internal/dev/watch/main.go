// Watch reads what Konnect publishes through the provider, as a user would, and fails when it is no longer what the
// provider takes or the catalogue knows.
//
// KONNECT_IP_ADDRESSES_URL and KONNECT_UPDATES_URL name other sources than Konnect's own.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

//go:embed watch.tf
var configuration string

func main() {
	tool.Main(func(ctx context.Context) error {
		return run(ctx, os.Stdout, map[string]string{
			"KONNECT_IP_ADDRESSES_URL": os.Getenv("KONNECT_IP_ADDRESSES_URL"),
			"KONNECT_UPDATES_URL":      os.Getenv("KONNECT_UPDATES_URL"),
		})
	})
}

func run(ctx context.Context, out io.Writer, sources map[string]string) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	workspace.InheritNetwork()
	for name, url := range sources {
		if url != "" {
			workspace.Setenv(name, url)
		}
	}
	if err := errors.Join(
		workspace.OverrideWithBuild(ctx, provider.Source),
		workspace.Require("konnect", provider.Source),
		workspace.Write("watch.tf", configuration),
	); err != nil {
		return err
	}
	applied, err := workspace.Output(ctx, "apply", "-auto-approve", "-no-color")
	if err != nil {
		return fmt.Errorf("what Konnect publishes has changed, or cannot be read: %w", err)
	}
	fmt.Fprint(out, applied)
	return nil
}
