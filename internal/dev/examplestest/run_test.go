package examplestest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// registry says whether the clouds are the real providers.
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
	// arguments follow each plan and apply.
	arguments []string
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

// open makes a run of a folder in the table, with these arguments, and initialises it. A Terraform that is too old for
// it skips the test.
func open(t *testing.T, folder string, server *listserver.Server, arguments ...string) run {
	t.Helper()
	index := slices.IndexFunc(examples, func(e example) bool { return e.folder == folder })
	standIn := ""
	if len(examples[index].clouds) > 0 {
		standIn = buildStandIn(t)
	}
	run := newRun(t, examples[index], server.URL(), standIn)
	if !run.allowed(examples[index].needs) {
		t.Skipf("the example needs Terraform %s", examples[index].needs)
	}
	run.workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	run.arguments = arguments
	run.must(0, "init", "-input=false")
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
		inlined := strings.Replace(string(text), line, mockBlocks(r.t, r.cli), 1)
		if err := os.WriteFile(name, []byte(inlined), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

// allowed says whether the CLI is at least the Terraform version given, or, where a second one is given and it is
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

// savedPlan is the file that plan writes.
const savedPlan = "saved.tfplan"

// outcome is how a command ended, what it said to its user, and what it would change.
type outcome struct {
	exitCode         int
	warnings, errors []diagnostic
	// changes are actions by address.
	changes map[string]string
}

type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
}

func (r run) plan(arguments ...string) outcome {
	r.t.Helper()
	return r.ask(slices.Concat([]string{"plan", "-json", "-detailed-exitcode", "-out=" + savedPlan}, r.arguments, arguments))
}

// apply applies and ends the test when that fails.
func (r run) apply(arguments ...string) outcome {
	r.t.Helper()
	applied := r.ask(slices.Concat([]string{"apply", "-json", "-auto-approve"}, r.arguments, arguments))
	if applied.exitCode != 0 {
		r.t.Fatalf("apply %q failed: %+v", arguments, applied.errors)
	}
	return applied
}

// managed returns the changes of resources. Data sources that are read in the apply are none.
func (o outcome) managed() map[string]string {
	changes := map[string]string{}
	for address, action := range o.changes {
		if !strings.HasPrefix(address, "data.") {
			changes[address] = action
		}
	}
	return changes
}

// ask runs a command that prints JSON.
func (r run) ask(arguments []string) outcome {
	r.t.Helper()
	result, err := r.workspace.Run(r.t.Context(), append([]string{"-chdir=" + r.folder}, arguments...)...)
	if err != nil {
		r.t.Fatal(err)
	}
	o := outcome{exitCode: result.ExitCode, changes: map[string]string{}}
	for line := range strings.Lines(result.Stdout) {
		var message struct {
			Type       string     `json:"type"`
			Diagnostic diagnostic `json:"diagnostic"`
			Change     struct {
				Action   string `json:"action"`
				Resource struct {
					Address string `json:"addr"`
				} `json:"resource"`
			} `json:"change"`
		}
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			r.t.Fatalf("%q printed %q: %s\n%s", arguments, line, err, result.Stderr)
		}
		switch {
		case message.Type == "planned_change":
			o.changes[message.Change.Resource.Address] = message.Change.Action
		case message.Type != "diagnostic":
		case message.Diagnostic.Severity == "warning":
			o.warnings = append(o.warnings, message.Diagnostic)
		default:
			o.errors = append(o.errors, message.Diagnostic)
		}
	}
	for _, diagnostics := range [][]diagnostic{o.warnings, o.errors} {
		slices.SortFunc(diagnostics, func(a, b diagnostic) int { return strings.Compare(a.Summary+a.Detail, b.Summary+b.Detail) })
	}
	return o
}

// expect compares the exit code and the diagnostics: "Summary" or "Summary: start of the detail", warnings first, each sorted.
func (o outcome) expect(t *testing.T, exitCode int, diagnostics ...string) {
	t.Helper()
	all := append(slices.Clone(o.warnings), o.errors...)
	matches := o.exitCode == exitCode && len(all) == len(diagnostics)
	for i := 0; matches && i < len(all); i++ {
		matches = strings.HasPrefix(all[i].Summary+": "+all[i].Detail, diagnostics[i])
	}
	if !matches {
		t.Errorf("exit code %d, want %d\n%q\nwant\n%q", o.exitCode, exitCode, all, diagnostics)
	}
}
