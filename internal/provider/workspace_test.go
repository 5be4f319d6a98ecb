package provider_test

import (
	"path/filepath"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const requiredProviders = `
terraform {
  required_providers {
    konnect = { source = "` + provider.Source + `" }
  }
}
`

func providerFolder(t *testing.T) string {
	t.Helper()
	return filepath.Dir(acctest.ProviderBinary(t))
}

// runBlock runs a Terraform command on a configuration of one block.
func runBlock(t *testing.T, block, command string) tfrun.Result {
	t.Helper()
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.DevOverride(provider.Source, providerFolder(t)); err != nil {
		t.Fatal(err)
	}
	if err := workspace.Write("main.tf", requiredProviders+block); err != nil {
		t.Fatal(err)
	}
	result, err := workspace.Run(t.Context(), command, "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	return result
}
