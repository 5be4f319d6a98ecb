package tfrun_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

func TestRepositoryRoot(t *testing.T) {
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "internal", "dev", "tfrun", "terraform.go")); err != nil {
		t.Error(err)
	}
	t.Chdir(t.TempDir())
	if root, err := tfrun.Root(); err == nil {
		t.Errorf("found %s outside the repository", root)
	}
}

func TestLinkWritesToNoOtherFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, second, target := filepath.Join(folder, "first"), filepath.Join(folder, "second"), filepath.Join(folder, "target")
	for _, file := range []string{first, second} {
		if err := os.WriteFile(file, []byte(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := tfrun.Link(file, target); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(target); err != nil || string(got) != file {
			t.Errorf("%q, %v; want %q", got, err, file)
		}
	}
	if got, err := os.ReadFile(first); err != nil || string(got) != first {
		t.Errorf("the first file holds %q, %v", got, err)
	}
	if err := tfrun.Link(filepath.Join(folder, "none"), target); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}
