package acctest

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Main(m, "konnect-network/konnect")) }

func TestEnvironmentNamesTheUsers(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"KONNECT_IP_ADDRESSES_URL": true, "KONNECT_TOKEN": true, "https_proxy": true, "NO_PROXY": true,
		"TF_CLI_ARGS_plan": true, "TF_CLI_CONFIG_FILE": true, "TF_VAR_region": true, "TF_WORKSPACE": true,
		"TF_LOG": false, "TF_ACC": false, "PATH": false, "HOME": false, "TERRAFORM": false,
	} {
		if got := users(name); got != want {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
}

func TestPreparedEnvironment(t *testing.T) {
	t.Parallel()
	cli := TestCLI(t)
	want := map[string]string{
		"TF_ACC_TERRAFORM_PATH":     cli.Path,
		"TF_ACC_PROVIDER_HOST":      cli.RegistryHost(),
		"TF_ACC_PROVIDER_NAMESPACE": "konnect-network",
		"CHECKPOINT_DISABLE":        "1",
	}
	for name, value := range want {
		if got := os.Getenv(name); got != value {
			t.Errorf("%s = %q, want %q", name, got, value)
		}
	}
	if _, err := prepare(t.Context(), "konnect"); err == nil {
		t.Error("a source without a namespace is accepted")
	}
}
