package tfrun_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

const source = "konnect-network/konnect"

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, source)) }

// configuration asks for a version and reads the list at an address.
func configuration(constraint, url string) string {
	return fmt.Sprintf(`terraform {
  required_providers {
    konnect = {
      source  = %q
      version = %q
    }
  }
}

provider "konnect" {
  ip_addresses_url = %q
  max_retries      = 0
}

data "konnect_ip_ranges" "this" {}
`, source, constraint, url)
}

func mustRun(t *testing.T, workspace *tfrun.Workspace, args ...string) tfrun.Result {
	t.Helper()
	result, err := workspace.Run(t.Context(), args...)
	if err != nil {
		t.Fatal(err)
	}
	if result.ExitCode != 0 {
		t.Fatalf("%v ended with exit code %d:\n%s%s", args, result.ExitCode, result.Stdout, result.Stderr)
	}
	return result
}

func TestWorkspaceSeesNothingOfTheUsers(t *testing.T) { //nolint:paralleltest // It sets the environment.
	home := t.TempDir()
	broken := filepath.Join(home, ".terraformrc")
	if err := os.WriteFile(broken, []byte("this is { not a configuration"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"HOME":                  home,
		"XDG_CONFIG_HOME":       home,
		"TF_CLI_CONFIG_FILE":    broken,
		"TF_CLI_ARGS":           "-no-such-flag",
		"TF_DATA_DIR":           filepath.Join(home, "data"),
		"TF_VAR_secret":         "of the user",
		"TF_WORKSPACE":          "of-the-user",
		"HTTPS_PROXY":           "http://127.0.0.1:1",
		"TF_PLUGIN_CACHE_DIR":   filepath.Join(home, "missing"),
		"KONNECT_TOKEN":         "of the user",
		"TF_REATTACH_PROVIDERS": "{",
	} {
		t.Setenv(name, value)
	}
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.Write("main.tf", `
variable "secret" { default = "none" }
output "secret" { value = var.secret }
output "workspace" { value = terraform.workspace }
`); err != nil {
		t.Fatal(err)
	}
	init := mustRun(t, workspace, "init", "-no-color")
	if init.Stderr != "" || strings.Contains(init.Stdout, "Warning") {
		t.Errorf("init said:\n%s%s", init.Stdout, init.Stderr)
	}
	mustRun(t, workspace, "apply", "-auto-approve", "-no-color")
	for name, want := range map[string]string{"secret": "none", "workspace": "default"} {
		if got := mustRun(t, workspace, "output", "-raw", name).Stdout; got != want {
			t.Errorf("output %s is %q, want %q", name, got, want)
		}
	}
	entries, err := os.ReadDir(home)
	if err != nil || len(entries) != 1 {
		t.Errorf("the user's home folder holds %v, %v", entries, err)
	}
}

func TestWorkspaceAsksNoRegistry(t *testing.T) {
	t.Parallel()
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.Write("main.tf", configuration("1.0.0", "http://localhost/")); err != nil {
		t.Fatal(err)
	}
	result, err := workspace.Run(t.Context(), "init", "-no-color")
	if err != nil || result.ExitCode != 1 {
		t.Fatalf("exit code %d, %v", result.ExitCode, err)
	}

	// Asked, it would have failed to connect or said that the registry has none.
	text := strings.Join(strings.Fields(result.Stderr), " ")
	if !strings.Contains(text, "was not found in any of the search locations") || !strings.Contains(text, "mirror") {
		t.Errorf("%s", result.Stderr)
	}
}

func TestWorkspaceCopyFrom(t *testing.T) {
	t.Parallel()
	example := t.TempDir()
	for _, name := range []string{
		"main.tf", "modules/inner/main.tf", "tests/all.tftest.hcl", "README.md",
		".terraform/providers/x", ".terraform.lock.hcl", "terraform.tfstate", "terraform.tfstate.backup", "modules/inner/.terraform/x",
	} {
		path := filepath.Join(example, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(name), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.CopyFrom(example); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err := filepath.WalkDir(workspace.Dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(workspace.Dir, path)
		got[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"main.tf": "main.tf", "modules/inner/main.tf": "modules/inner/main.tf",
		"tests/all.tftest.hcl": "tests/all.tftest.hcl", "README.md": "README.md",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := workspace.CopyFrom(filepath.Join(example, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
	if err := workspace.Write("../outside.tf", ""); err == nil {
		t.Error("a file outside the workspace is written")
	}
}

func TestWorkspaceEnvironment(t *testing.T) {
	t.Setenv("SAMPLE_INHERITED", "inherited")
	t.Setenv("SAMPLE_LEFT", "left")
	const script = `echo "$SAMPLE_INHERITED-$SAMPLE_LEFT-$SAMPLE_SET"; echo failed >&2; exit 3`
	workspace, err := tfrun.NewWorkspace(tfrun.CLI{Path: "/bin/sh"})
	if err != nil {
		t.Fatal(err)
	}
	defer workspace.Close()
	workspace.Inherit("SAMPLE_INHERITED", "SAMPLE_UNSET")
	workspace.Setenv("SAMPLE_SET", "set")
	result, err := workspace.Run(t.Context(), "-c", script)
	result.CPU = 0
	if want := (tfrun.Result{Stdout: "inherited--set\n", Stderr: "failed\n", ExitCode: 3}); err != nil || result != want {
		t.Errorf("%+v, %v; want %+v", result, err, want)
	}
	if err := workspace.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(workspace.Dir)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("left after Close: %v", err)
	}
	if _, err := workspace.Run(t.Context(), "-c", script); err == nil {
		t.Error("a closed workspace runs commands")
	}
}

// An interrupted Terraform stops the provider, whose request then ends: the handler's own end proves that no one is
// left to wait for it.
func TestWorkspaceCancelledRunLeavesNothing(t *testing.T) {
	t.Parallel()
	arrived, ended := make(chan struct{}), make(chan struct{})
	server := listserver.NewServer(t)
	server.Handle(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
		close(ended)
	}))
	workspace := acctest.NewTestWorkspace(t)
	if err := errors.Join(
		workspace.DevOverride(source, filepath.Dir(acctest.ProviderBinary(t))),
		workspace.Write("main.tf", configuration("1.0.0", server.URL())),
	); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		<-arrived
		cancel()
	}()
	result, err := workspace.Run(ctx, "plan", "-no-color")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%+v, %v", result, err)
	}
	if !strings.Contains(result.Stdout, "Interrupt received") {
		t.Errorf("not interrupted first:\n%s%s", result.Stdout, result.Stderr)
	}
	<-ended
}

func TestBuildProviderShowsTheCompilersMessage(t *testing.T) {
	t.Parallel()
	_, err := tfrun.Build(t.Context(), "internal/dev/none", t.TempDir(), "none")
	if err == nil || !strings.Contains(err.Error(), "building none: go build ended with exit code 1:") {
		t.Errorf("%v", err)
	}
}
