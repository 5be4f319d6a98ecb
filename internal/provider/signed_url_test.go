package provider_test

import (
	"archive/zip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// TestSignedURL gives both settings as ephemeral variables with a signature in the query, and looks for it in all that is left of
// a plan, an apply and a failed plan: output, log, plan file and state. The log has what was decided: to ask again, and to keep
// the list.
func TestSignedURL(t *testing.T) {
	t.Parallel()
	const secret = "d41d8cd98f00b204"
	server := listserver.NewServer(t)
	signed := listserver.Redirect(302, "/moved?signature="+secret)
	server.Handle(listserver.StatusOnce(503, signed))
	server.HandlePath("/moved", listserver.Body("application/json", smallDocument().JSON()))
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.DevOverride(provider.Source, providerFolder(t)); err != nil {
		t.Fatal(err)
	}
	workspace.Setenv("TF_LOG", "TRACE")
	workspace.Setenv("TF_VAR_list", server.URL()+"?signature="+secret)
	workspace.Setenv("TF_VAR_updates", server.UpdatesURL()+"?signature="+secret)
	if err := workspace.Write("main.tf", requiredProviders+`
variable "list" {
  type      = string
  ephemeral = true
}
variable "updates" {
  type      = string
  ephemeral = true
}
provider "konnect" {
  ip_addresses_url = var.list
  updates_url      = var.updates
  max_retries      = 1
}
data "konnect_ip_ranges" "all" {}
data "konnect_network_requirements" "us" { regions = ["us"] }
data "konnect_ip_updates" "all" {}
output "source" { value = data.konnect_ip_ranges.all.source_url }
`); err != nil {
		t.Fatal(err)
	}
	run := func(want int, arguments ...string) tfrun.Result {
		t.Helper()
		result, err := workspace.Run(t.Context(), arguments...)
		if err != nil || result.ExitCode != want {
			t.Fatalf("%v: exit code %d, %v\n%s%s", arguments, result.ExitCode, err, result.Stdout, result.Stderr)
		}
		for name, text := range map[string]string{"output": result.Stdout, "log": result.Stderr} {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%v: the %s has the signature: %s", arguments, name, text[max(0, i-400):min(len(text), i+100)])
			}
		}
		return result
	}
	log := run(0, "plan", "-no-color", "-out=plan").Stderr
	for _, want := range []string{"retrying request", "address list read, kept for all blocks of the run"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q:\n%s", want, log)
		}
	}
	run(0, "apply", "-no-color", "plan")
	files := contents(t, workspace.Dir)
	for name, content := range files {
		if strings.Contains(content, secret) {
			t.Errorf("%s has the signature", name)
		}
	}
	if !strings.Contains(files["terraform.tfstate"], `"`+server.URL()+`"`) || files["plan/tfplan"] == "" {
		t.Errorf("the state lacks %s, or the plan is not read", server.URL())
	}
	server.HandlePath("/moved", listserver.HTML(200))
	server.HandlePath(listserver.UpdatesPath, listserver.Redirect(302, "https://mirror.example/?signature="+secret))
	output := words(run(1, "plan", "-no-color").Stderr)
	for _, want := range []string{server.URL() + " is not an address list", server.UpdatesURL() + " redirects to https://mirror.example/?…"} {
		if !strings.Contains(output, want) {
			t.Errorf("the output lacks %q:\n%s", want, output)
		}
	}
}

// contents returns the files of a folder, and those inside of its archives, by their path.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(folder, name))
		all[name] = string(content)
		archive, notArchive := zip.OpenReader(filepath.Join(folder, name))
		if err != nil || notArchive != nil {
			return err
		}
		defer archive.Close()
		for _, file := range archive.File {
			reader, err := file.Open()
			if err != nil {
				return err
			}
			inside, err := io.ReadAll(reader)
			if err != nil {
				return err
			}
			all[name+"/"+file.Name] = string(inside)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
