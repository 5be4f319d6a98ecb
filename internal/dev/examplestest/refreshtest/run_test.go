package refreshtest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

const source = "konnect-network/konnect"

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, source)) }

// The ways in which a plan with -detailed-exitcode ends.
const (
	planIsEmpty    = 0
	planFails      = 1
	planHasChanges = 2
)

func examplesFolder(t *testing.T) string {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "examples", "refresh")
}

// example is one example in a workspace of its own.
type example struct {
	t         *testing.T
	workspace *tfrun.Workspace
	arguments []string
}

// open copies an example's folder into a workspace, where the publisher, if there is one, answers for Konnect.
func open(t *testing.T, folder string, publisher *listserver.Server, arguments ...string) example {
	t.Helper()
	e := example{t: t, workspace: acctest.NewTestWorkspace(t), arguments: arguments}
	e.prepare(folder)
	if publisher != nil {
		e.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", publisher.URL())
		e.workspace.Setenv("KONNECT_UPDATES_URL", publisher.UpdatesURL())
	}
	return e
}

func (e example) prepare(folder string) {
	e.t.Helper()
	if err := e.workspace.CopyFrom(filepath.Join(examplesFolder(e.t), folder)); err != nil {
		e.t.Fatal(err)
	}
	if err := e.workspace.Mirror(source, "0.1.0", acctest.ProviderBinary(e.t)); err != nil {
		e.t.Fatal(err)
	}
}

// newShell makes a workspace that runs the shell in the place of Terraform, which the shell finds on its PATH.
func newShell(t *testing.T) *tfrun.Workspace {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	cli := acctest.TestCLI(t)
	bin := t.TempDir()
	if err := os.Symlink(cli.Path, filepath.Join(bin, tfrun.Terraform)); err != nil {
		t.Fatal(err)
	}
	workspace, err := tfrun.NewWorkspace(tfrun.CLI{Path: shell, Product: cli.Product, Version: cli.Version})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := workspace.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := exec.LookPath("curl"); err != nil {
		if _, err := tfrun.Build(t.Context(), "internal/dev/examplestest/refreshtest/curl", bin, "curl"); err != nil {
			t.Fatal(err)
		}
	}
	workspace.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return workspace
}

// must runs a command and ends the test unless it ends with exit code 0.
func (e example) must(arguments ...string) string {
	e.t.Helper()
	result, err := e.workspace.Run(e.t.Context(), arguments...)
	if err != nil {
		e.t.Fatal(err)
	}
	if result.ExitCode != 0 {
		e.t.Fatalf("%s ended with exit code %d:\n%s\n%s", strings.Join(arguments, " "), result.ExitCode, result.Stdout, result.Stderr)
	}
	return result.Stdout
}

// outcome is how a command ended, what it told its user, and what it would change.
type outcome struct {
	exitCode         int
	warnings, errors []diagnostic
	// changes are actions and addresses, sorted.
	changes []string
}

type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
}

// plan plans with the example's arguments and those given.
func (e example) plan(arguments ...string) outcome {
	e.t.Helper()
	return e.tell(slices.Concat([]string{"plan", "-json", "-detailed-exitcode"}, e.arguments, arguments))
}

// assess runs what a health assessment of HCP Terraform runs.
func (e example) assess() outcome {
	e.t.Helper()
	return e.tell(slices.Concat([]string{"plan", "-json", "-refresh-only"}, e.arguments))
}

// apply applies and ends the test when that fails.
func (e example) apply(arguments ...string) outcome {
	e.t.Helper()
	applied := e.tell(slices.Concat([]string{"apply", "-json", "-auto-approve"}, e.arguments, arguments))
	if applied.exitCode != 0 {
		e.t.Fatalf("apply %s failed: %+v", strings.Join(arguments, " "), applied.errors)
	}
	return applied
}

func (e example) tell(arguments []string) outcome {
	e.t.Helper()
	result, err := e.workspace.Run(e.t.Context(), arguments...)
	if err != nil {
		e.t.Fatal(err)
	}
	told := outcome{exitCode: result.ExitCode}
	for line := range strings.Lines(result.Stdout) {
		var message struct {
			Type       string     `json:"type"`
			Diagnostic diagnostic `json:"diagnostic"`
			Change     struct {
				Action   string `json:"action"`
				Resource struct {
					Addr string `json:"addr"`
				} `json:"resource"`
			} `json:"change"`
		}
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			e.t.Fatalf("%s printed %q: %s\n%s", strings.Join(arguments, " "), line, err, result.Stderr)
		}
		switch {
		case message.Type == "planned_change":
			told.changes = append(told.changes, message.Change.Action+" "+message.Change.Resource.Addr)
		case message.Type != "diagnostic":
		case message.Diagnostic.Severity == "warning":
			told.warnings = append(told.warnings, message.Diagnostic)
		default:
			told.errors = append(told.errors, message.Diagnostic)
		}
	}
	slices.Sort(told.changes)
	return told
}

// expectNothing fails the test unless the command ended with exit code 0 and no diagnostic: an apply that went well, a
// plan that is empty.
func (o outcome) expectNothing(t *testing.T) {
	t.Helper()
	if o.exitCode != 0 || len(o.warnings) > 0 || len(o.errors) > 0 {
		t.Errorf("exit code %d, want 0 and neither warnings nor errors:\n%+v\n%+v", o.exitCode, o.warnings, o.errors)
	}
}

// expectWarning fails the test unless the command ended with that exit code and one warning, of these summary and
// detail.
func (o outcome) expectWarning(t *testing.T, exitCode int, summary, detail string) {
	t.Helper()
	if o.exitCode != exitCode || len(o.errors) > 0 {
		t.Errorf("exit code %d, want %d without errors: %+v", o.exitCode, exitCode, o.errors)
	}
	expectOne(t, o.warnings, "warning", summary, detail)
}

// expectError fails the test unless the command failed with one error, of this summary.
func (o outcome) expectError(t *testing.T, summary string) {
	t.Helper()
	if o.exitCode != planFails {
		t.Errorf("exit code %d, want %d", o.exitCode, planFails)
	}
	expectOne(t, o.errors, "error", summary, "…")
}

// expectOne compares the only diagnostic. A detail that ends in … is compared up to there.
func expectOne(t *testing.T, got []diagnostic, severity, summary, detail string) {
	t.Helper()
	if len(got) != 1 {
		t.Errorf("%d diagnostics of severity %s, want 1: %+v", len(got), severity, got)
		return
	}
	prefix, cut := strings.CutSuffix(detail, "…")
	if matches := got[0].Detail == detail || cut && strings.HasPrefix(got[0].Detail, prefix); got[0].Summary != summary || !matches {
		t.Errorf("%s\n%q: %q, want\n%q: %q", severity, got[0].Summary, got[0].Detail, summary, detail)
	}
}
