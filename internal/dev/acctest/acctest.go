// Package acctest makes a test process ready for real Terraform: it finds the executable, builds the provider once, and
// hides the user's settings.
package acctest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// environment is what Main has made ready for the tests of this process.
type environment struct {
	cli    tfrun.CLI
	binary func() (string, error)
}

var ready *environment

// Main makes a test process ready to run real Terraform, runs its tests and returns the exit code. Call it from
// TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(acctest.Main(m, "namespace/type")) }
//
// The source is the provider's, without a host. The tests run Terraform through resource.UnitTest or a Workspace;
// neither sees the user's CLI configuration, proxies or KONNECT_ variables.
func Main(m *testing.M, source string) int {
	cleanUp, err := prepare(context.Background(), source)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := cleanUp(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

func prepare(ctx context.Context, source string) (cleanUp func() error, err error) {
	namespace, _, found := strings.Cut(source, "/")
	if !found || strings.Count(source, "/") != 1 {
		return nil, fmt.Errorf("preparing the test environment: provider source %q is not of the form namespace/type", source)
	}
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp("", "konnect-acctest-")
	if err != nil {
		return nil, fmt.Errorf("preparing the test environment: %w", err)
	}
	cleanUp = func() error { return os.RemoveAll(scratch) }
	if err := hideUsers(cli, namespace, filepath.Join(scratch, "cli.tfrc")); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the test environment: %w", err), cleanUp())
	}
	ready = &environment{
		cli: cli,
		binary: sync.OnceValues(func() (string, error) {
			return tfrun.BuildProvider(context.Background(), scratch)
		}),
	}
	return cleanUp, nil
}

// hideUsers takes the user's settings from the environment of this process, and sets what terraform-plugin-testing reads
// (helper/resource/environment_variables.go and internal/plugintest/environment_variables.go).
func hideUsers(cli tfrun.CLI, namespace, configuration string) error {
	var failed error
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); users(name) {
			failed = errors.Join(failed, os.Unsetenv(name))
		}
	}
	for name, value := range map[string]string{
		"TF_ACC_TERRAFORM_PATH":     cli.Path,
		"TF_ACC_PROVIDER_HOST":      cli.RegistryHost(),
		"TF_ACC_PROVIDER_NAMESPACE": namespace,
		"TF_CLI_CONFIG_FILE":        configuration,
		"CHECKPOINT_DISABLE":        "1",
	} {
		failed = errors.Join(failed, os.Setenv(name, value))
	}

	// An empty provider_installation asks no registry.
	return errors.Join(failed, os.WriteFile(configuration, []byte("provider_installation {\n}\n"), 0o644))
}

// users reports whether a variable is one by which a user's settings would reach Terraform or the provider. Those that ask for logs
// stay.
func users(name string) bool {
	switch upper := strings.ToUpper(name); upper {
	case "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
		"TF_ACC_TERRAFORM_VERSION", "TF_DATA_DIR", "TF_WORKSPACE", "TF_PLUGIN_CACHE_DIR",
		"TF_REATTACH_PROVIDERS", "TF_INPUT", "TF_IN_AUTOMATION", "TF_REGISTRY_CLIENT_TIMEOUT":
		return true
	default:
		return strings.HasPrefix(upper, "KONNECT_") ||
			strings.HasPrefix(upper, "TF_VAR_") || strings.HasPrefix(upper, "TF_CLI_")
	}
}

// TestCLI returns the executable that the tests of this process run. Their TestMain must use Main.
func TestCLI(t testing.TB) tfrun.CLI {
	t.Helper()
	requireMain(t)
	return ready.cli
}

// ProviderBinary builds this repository's provider once for the test process and returns the executable's path.
// TestMain must use Main, which removes it.
func ProviderBinary(t testing.TB) string {
	t.Helper()
	requireMain(t)
	binary, err := ready.binary()
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

// NewTestWorkspace makes a workspace for one test, with the executable of TestCLI, and closes it when the test ends.
func NewTestWorkspace(t testing.TB) *tfrun.Workspace {
	t.Helper()
	workspace, err := tfrun.NewWorkspace(TestCLI(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := workspace.Close(); err != nil {
			t.Error(err)
		}
	})
	return workspace
}

func requireMain(t testing.TB) {
	t.Helper()
	if ready == nil {
		t.Fatal("TestMain of this package does not call acctest.Main")
	}
}
