package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

//go:embed watch.tf
var watched string

// watch reads what Konnect publishes through the provider, as a user would, and fails when it is no longer what the
// provider takes or the catalogue knows. KONNECT_IP_ADDRESSES_URL and KONNECT_UPDATES_URL name other sources than
// Konnect's own.
func watch(ctx context.Context, out io.Writer, _ []string) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	workspace.InheritNetwork()
	workspace.Inherit("KONNECT_IP_ADDRESSES_URL", "KONNECT_UPDATES_URL")
	if err := errors.Join(
		workspace.OverrideWithBuild(ctx, provider.Source),
		workspace.Require("konnect", provider.Source),
		workspace.Write("watch.tf", watched),
	); err != nil {
		return err
	}
	applied, err := workspace.Output(ctx, "apply", "-auto-approve", "-no-color")
	if err != nil {
		return fmt.Errorf("what Konnect publishes has changed, or can't be read: %w", err)
	}
	fmt.Fprint(out, applied)
	return nil
}
