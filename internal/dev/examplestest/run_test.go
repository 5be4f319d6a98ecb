package examplestest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// registry tells whether the clouds are the real providers.
func registry() bool { return os.Getenv("EXAMPLES_CLOUDS") == "registry" }

func buildStandIn(t *testing.T) string {
	t.Helper()
	binary, err := tfrun.Build(t.Context(), "internal/dev/standin", t.TempDir(), "terraform-provider-standin")
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

// run is one example in a workspace of its own.
type run struct {
	t         *testing.T
	workspace *tfrun.Workspace
	cli       tfrun.CLI
	folder    string
}

func newRun(t *testing.T, example example, published, standIn string) run {
	t.Helper()

	// A folder with the folders beside it: a module may be tested with files of its neighbours.
	parent, folder := filepath.Split(example.folder)
	if strings.HasPrefix(parent, "firewalls") || parent == "" {
		parent, folder = example.folder, "."
	}
	run := run{t: t, workspace: acctest.NewTestWorkspace(t), cli: acctest.TestCLI(t), folder: folder}
	if err := run.workspace.CopyFrom(filepath.Join(examplesFolder(t), parent)); err != nil {
		t.Fatal(err)
	}
	run.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", published)
	if registry() {
		run.download()
	} else {
		run.mirror(source, "0.1.0", acctest.ProviderBinary(t))
		for _, cloud := range example.clouds {
			run.mirror(cloud.source, cloud.version, standIn)
		}
	}
	if run.cli.Product == tfrun.OpenTofu {
		run.inlineMocks()
	}
	return run
}

func (r run) mirror(source, version, binary string) {
	r.t.Helper()
	if err := r.workspace.Mirror(source, version, binary); err != nil {
		r.t.Fatal(err)
	}
}

// download lets init fetch every provider but ours, which is not published while it is tested.
func (r run) download() {
	r.t.Helper()
	const version = "0.1.0"
	mirror := r.t.TempDir()
	address := r.cli.RegistryHost() + "/" + source
	folder := filepath.Join(mirror, filepath.FromSlash(address), version, runtime.GOOS+"_"+runtime.GOARCH)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		r.t.Fatal(err)
	}
	binary := acctest.ProviderBinary(r.t)
	name := "terraform-provider-konnect_v" + version + filepath.Ext(binary)
	if err := os.Symlink(binary, filepath.Join(folder, name)); err != nil {
		r.t.Fatal(err)
	}
	configuration := filepath.Join(mirror, "cli.tfrc")
	text := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path    = %q\n    include = [%q]\n  }\n  direct {\n    exclude = [%q]\n  }\n}\n",
		filepath.ToSlash(mirror), address, address)
	if err := os.WriteFile(configuration, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
	r.workspace.Setenv("TF_CLI_CONFIG_FILE", configuration)
}

// inlineMocks does what the module's README tells OpenTofu's users, whose mock_provider has no source.
func (r run) inlineMocks() {
	r.t.Helper()
	tests, err := filepath.Glob(filepath.Join(r.workspace.Dir, r.folder, "tests", "*.tftest.hcl"))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, name := range tests {
		text, err := os.ReadFile(name)
		if err != nil {
			r.t.Fatal(err)
		}
		const line = "  source = \"../testing\"\n"
		if !strings.Contains(string(text), line) {
			continue
		}
		mocks, err := os.ReadFile(filepath.Join(r.workspace.Dir, "testing", "konnect.tfmock.hcl"))
		if err != nil {
			r.t.Fatal(err)
		}
		inlined := strings.Replace(string(text), line, string(mocks), 1)
		if err := os.WriteFile(name, []byte(inlined), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

// allowed tells whether the CLI is at least the Terraform version given, or, where a second one is given and it is
// OpenTofu, that one. OpenTofu started from Terraform 1.5 and counts on from there.
func (r run) allowed(terraform string, tofu ...string) bool {
	r.t.Helper()
	least := terraform
	if len(tofu) > 0 && r.cli.Product == tfrun.OpenTofu {
		least = tofu[0]
	}
	if least == "" {
		return true
	}
	return version.Must(version.NewVersion(r.cli.Version)).Core().GreaterThanOrEqual(version.Must(version.NewVersion(least)))
}

func (r run) write(name, text string) {
	r.t.Helper()
	if err := r.workspace.Write(filepath.Join(r.folder, name), text); err != nil {
		r.t.Fatal(err)
	}
}

// must runs a command in the example's folder and ends the test unless it ends with that exit code.
func (r run) must(exitCode int, arguments ...string) tfrun.Result {
	r.t.Helper()
	arguments = append([]string{"-chdir=" + r.folder}, arguments...)
	result, err := r.workspace.Run(r.t.Context(), arguments...)
	if err != nil {
		r.t.Fatal(err)
	}
	if result.ExitCode != exitCode {
		r.t.Fatalf("%s %s ended with exit code %d, want %d:\n%s\n%s",
			r.cli.Product, strings.Join(arguments, " "), result.ExitCode, exitCode, result.Stdout, result.Stderr)
	}
	return result
}

func (r run) decode(into any, arguments ...string) {
	r.t.Helper()
	result := r.must(0, arguments...)
	if err := json.Unmarshal([]byte(result.Stdout), into); err != nil {
		r.t.Fatalf("%s printed no JSON: %s\n%s", strings.Join(arguments, " "), err, result.Stdout)
	}
}

// savedPlan is the file that changes writes.
const savedPlan = "changes.tfplan"

// changes plans and returns the action on every managed instance that would change.
func (r run) changes(arguments []string) map[string]string {
	r.t.Helper()
	changes := map[string]string{}
	for address, action := range r.plan(arguments) {
		if !strings.HasPrefix(address, "data.") {
			changes[address] = action
		}
	}
	return changes
}

// plan reads the planned changes from the messages that plan prints with -json.
func (r run) plan(arguments []string) map[string]string {
	r.t.Helper()
	result := r.must(0, append([]string{"plan", "-json", "-out=" + savedPlan}, arguments...)...)
	changes := map[string]string{}
	for line := range strings.Lines(result.Stdout) {
		var message struct {
			Type   string `json:"type"`
			Change struct {
				Resource struct {
					Address string `json:"addr"`
				} `json:"resource"`
				Action string `json:"action"`
			} `json:"change"`
		}
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			r.t.Fatalf("plan printed no JSON: %s\n%s", err, line)
		}
		if message.Type == "planned_change" {
			changes[message.Change.Resource.Address] = message.Change.Action
		}
	}
	return changes
}
