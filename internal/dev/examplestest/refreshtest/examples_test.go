package refreshtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
)

// TestExamplesAreWhole looks at every configuration below examples/refresh: formatted, and with the files that a person
// expects to copy.
func TestExamplesAreWhole(t *testing.T) {
	t.Parallel()
	root := examplesFolder(t)
	found := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "main.tf" {
			folder, _ := filepath.Rel(root, filepath.Dir(path))
			found[filepath.ToSlash(folder)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"accepted-ranges", "accepted-ranges/consumer", "check-drift", "announcements", "hcp-terraform", "air-gapped", "air-gapped/mirror"} {
		if !found[folder] {
			t.Errorf("%s has no main.tf", folder)
		}
		delete(found, folder)
		for _, name := range []string{"main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"} {
			text, err := os.ReadFile(filepath.Join(root, folder, name))
			if err != nil || len(text) == 0 {
				t.Errorf("%s/%s is missing or empty (%v)", folder, name, err)
			}
			if name == "versions.tf" && !strings.Contains(string(text), "required_providers") {
				t.Errorf("%s/%s names no providers", folder, name)
			}
		}
	}
	if len(found) > 0 {
		t.Errorf("no test runs %v", found)
	}
	workspace := acctest.NewTestWorkspace(t)
	if err := workspace.CopyFrom(root); err != nil {
		t.Fatal(err)
	}
	e := example{t: t, workspace: workspace}
	e.must("fmt", "-check", "-diff", "-recursive")
}
