//go:build unix

package provider_test

import (
	"os"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// TestLog counts the lines that the provider writes for a plan of many blocks, with and without a wish for them.
func TestLog(t *testing.T) {
	t.Parallel()
	list := listserver.NewServer(t)
	for variable, wanted := range map[string]bool{
		"": false, "TF_LOG_CORE": false, "TF_LOG": true, "TF_LOG_PROVIDER": true, "TF_LOG_PROVIDER_KONNECT": true, "TF_LOG_SDK": true,
	} {
		t.Run(variable, func(t *testing.T) {
			t.Parallel()
			workspace := acctest.NewTestWorkspace(t)
			stderr := workspace.Dir + "/stderr"
			folder := t.TempDir()
			script := "#!/bin/sh\nexec '" + acctest.ProviderBinary(t) + "' \"$@\" 2>>'" + stderr + "'\n"
			if err := os.WriteFile(folder+"/terraform-provider-konnect", []byte(script), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := workspace.DevOverride(provider.Source, folder); err != nil {
				t.Fatal(err)
			}
			configuration := requiredProviders + "data \"konnect_ip_ranges\" \"this\" {\n  count   = 20\n  regions = [\"us\"]\n}\n"
			if err := workspace.Write("main.tf", configuration); err != nil {
				t.Fatal(err)
			}
			workspace.Setenv("KONNECT_IP_ADDRESSES_URL", list.URL())
			if variable != "" {
				workspace.Setenv(variable, "TRACE")
			}
			if result, err := workspace.Run(t.Context(), "plan", "-no-color"); err != nil || result.ExitCode != 0 {
				t.Fatalf("%v, %+v", err, result)
			}
			text, err := os.ReadFile(stderr)
			if err != nil {
				t.Fatal(err)
			}
			const quiet = 10
			if lines := strings.Count(string(text), "\n"); lines > quiet != wanted {
				t.Errorf("%d lines", lines)
			}
		})
	}
}
