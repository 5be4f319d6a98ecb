package provider_test

import (
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// TestDecisionsAreLogged looks into Terraform's log for what the provider decided: to ask again, and to keep the list.
func TestDecisionsAreLogged(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.StatusOnce(503, listserver.Body("application/json", smallDocument().JSON())))
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.DevOverride(provider.Source, providerFolder(t)); err != nil {
		t.Fatal(err)
	}
	workspace.Setenv("TF_LOG_PROVIDER", "DEBUG")
	if err := workspace.Write("main.tf", requiredProviders+config(server, `data "konnect_ip_ranges" "all" {}`)); err != nil {
		t.Fatal(err)
	}
	result, err := workspace.Run(t.Context(), "plan", "-no-color")
	if err != nil || result.ExitCode != 0 {
		t.Fatalf("plan: %v\n%s%s", err, result.Stdout, result.Stderr)
	}
	for _, want := range []string{"retrying request", "address list read, kept for all blocks of the run"} {
		if !strings.Contains(result.Stderr, want) {
			t.Errorf("the log lacks %q:\n%s", want, result.Stderr)
		}
	}
}
