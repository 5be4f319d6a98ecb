package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// configuration asks for exactly the archive's version, and for data that needs no network.
const configuration = `terraform {
  required_providers {
    konnect = {
      source  = %q
      version = %q
    }
  }
}

data "konnect_regions" "all" {}

output "codes" {
  value = data.konnect_regions.all.codes
}
`

// install has Terraform take the archive from a filesystem mirror and read data with it, and returns a line that says
// so.
func (a archive) install(ctx context.Context) (line string, err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	if err := errors.Join(
		workspace.MirrorArchive(provider.Source, a.path),
		workspace.Write("main.tf", fmt.Sprintf(configuration, provider.Source, "= "+a.version)),
	); err != nil {
		return "", err
	}
	var output string
	for _, args := range [][]string{
		{"init", "-no-color"},
		{"apply", "-auto-approve", "-no-color"},
		{"output", "-json", "codes"},
	} {
		if output, err = workspace.Output(ctx, args...); err != nil {
			return "", err
		}
	}
	var codes []string
	if err := json.Unmarshal([]byte(output), &codes); err != nil {
		return "", fmt.Errorf("reading the regions from %q: %w", output, err)
	}
	if len(codes) == 0 {
		return "", errors.New("the installed provider knows no region")
	}
	cli := workspace.CLI()
	return fmt.Sprintf("%s %s installs %s from a filesystem mirror and reads %d regions with it", cli.Product, cli.Version, a.name(), len(codes)), nil
}
