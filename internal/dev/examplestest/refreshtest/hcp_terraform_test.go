package refreshtest

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// TestHCPTerraform plans the workspace under both answers to the question of auto-apply, and applies it. hashicorp/tfe
// is a stand-in.
func TestHCPTerraform(t *testing.T) {
	t.Parallel()
	standIn, err := tfrun.Build(t.Context(), "internal/dev/standin", t.TempDir(), "terraform-provider-standin")
	if err != nil {
		t.Fatal(err)
	}
	e := open(t, "hcp-terraform", nil, "-var=organization=example", "-var=notification_url=https://example.com/hook")
	if err := e.workspace.Mirror("hashicorp/tfe", "0.70.0", standIn); err != nil {
		t.Fatal(err)
	}
	e.must("init", "-input=false")
	for _, answer := range []struct {
		autoApply string
		workspace map[string]any
		triggers  []any
	}{
		{
			"false",
			map[string]any{"assessments_enabled": true, "auto_apply": false, "vcs_repo": []any{}},
			[]any{"assessment:check_failure", "assessment:drifted", "assessment:failed", "run:errored", "run:needs_attention"},
		},
		{
			"true",
			map[string]any{"assessments_enabled": true, "auto_apply": true, "vcs_repo": []any{}},
			[]any{"assessment:check_failure", "assessment:drifted", "assessment:failed", "run:applying", "run:errored"},
		},
	} {
		asked := "-var=auto_apply=" + answer.autoApply
		planned := e.planned(asked)
		workspace := planned["tfe_workspace.konnect"]
		for name, want := range answer.workspace {
			if diff := cmp.Diff(want, workspace[name]); diff != "" {
				t.Errorf("auto_apply = %s: %s (-want +got):\n%s", answer.autoApply, name, diff)
			}
		}
		notification := planned["tfe_notification_configuration.konnect"]
		if diff := cmp.Diff(answer.triggers, notification["triggers"]); diff != "" {
			t.Errorf("auto_apply = %s: triggers (-want +got):\n%s", answer.autoApply, diff)
		}
		e.apply(asked).expectNothing(t)
		e.plan(asked).expectNothing(t)
	}
	vcs := `-var=vcs_repository={identifier = "example/network", github_app_installation_id = "ghain-1"}`
	blocks := e.planned(vcs)["tfe_workspace.konnect"]["vcs_repo"]
	if got, ok := blocks.([]any); !ok || len(got) != 1 {
		t.Errorf("vcs_repo is %v, want one block", blocks)
	}
}

// planned returns the planned values of each resource.
func (e example) planned(arguments ...string) map[string]map[string]any {
	e.t.Helper()
	e.must(slices.Concat([]string{"plan", "-input=false", "-out=values.tfplan"}, e.arguments, arguments)...)
	var plan struct {
		Values struct {
			Root struct {
				Resources []struct {
					Address string         `json:"address"`
					Values  map[string]any `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"planned_values"`
	}
	if err := json.Unmarshal([]byte(e.must("show", "-json", "values.tfplan")), &plan); err != nil {
		e.t.Fatal(err)
	}
	values := map[string]map[string]any{}
	for _, resource := range plan.Values.Root.Resources {
		values[resource.Address] = resource.Values
	}
	return values
}

// TestRefreshWorkflow runs the workflow's one step against a loopback server: it asks for one run of the one workspace,
// and a refusal fails the step.
func TestRefreshWorkflow(t *testing.T) {
	t.Parallel()
	const runsPath = "/api/v2/runs"
	server := listserver.NewServer(t)
	bodies := make(chan []byte, 1)
	server.HandlePath(runsPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		bodies <- body
		w.WriteHeader(http.StatusCreated)
	}))
	shell := newShell(t)
	step := workflowStep(t, filepath.Join(examplesFolder(t), "hcp-terraform", "refresh.yml"))
	shell.Setenv("TFE_ADDRESS", server.BaseURL())
	shell.Setenv("TFE_TOKEN", "example-token")
	shell.Setenv("WORKSPACE_ID", "ws-CH5in3chf8RJjrVd")

	// As GitHub Actions starts a step without a shell of its own.
	result, err := shell.Run(t.Context(), "-e", "-c", step)
	if err != nil {
		t.Fatal(err)
	}
	if result.ExitCode != 0 {
		t.Fatalf("the step ended with exit code %d: %s", result.ExitCode, result.Stderr)
	}
	var got any
	if err := json.Unmarshal(<-bodies, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"data": map[string]any{
		"type":          "runs",
		"attributes":    map[string]any{"message": "Daily refresh of Konnect's addresses"},
		"relationships": map[string]any{"workspace": map[string]any{"data": map[string]any{"type": "workspaces", "id": "ws-CH5in3chf8RJjrVd"}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the step asks for (-want +got):\n%s", diff)
	}
	requests := server.Requests()
	if len(requests) != 1 || requests[0].Method != http.MethodPost ||
		requests[0].Header.Get("Authorization") != "Bearer example-token" ||
		requests[0].Header.Get("Content-Type") != "application/vnd.api+json" {
		t.Errorf("requests %+v, want one authorised POST of JSON:API", requests)
	}
	server.HandlePath(runsPath, listserver.Status(http.StatusUnauthorized))
	result, err = shell.Run(t.Context(), "-e", "-c", step)
	if err != nil {
		t.Fatal(err)
	}
	if result.ExitCode == 0 {
		t.Error("the step succeeds although the run was refused")
	}
}

// workflowStep reads the script of the workflow's only step.
func workflowStep(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const indentation = "          "
	_, script, found := strings.Cut(string(text), "        run: |\n")
	if !found || strings.Contains(script, "- name:") {
		t.Fatalf("%s: want one step with a script, and nothing after it", path)
	}
	var step strings.Builder
	for line := range strings.Lines(script) {
		unindented, found := strings.CutPrefix(line, indentation)
		if !found {
			t.Fatalf("%s: %q is not part of the script", path, line)
		}
		step.WriteString(unindented)
	}
	return step.String()
}
