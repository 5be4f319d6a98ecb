package repository_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/repository"
)

func TestRepositoryRoot(t *testing.T) {
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}

	if _, err := os.Stat(filepath.Join(root, "internal", "dev", "repository", "repository_test.go")); err != nil {
		t.Error(err)
	}

	t.Chdir(t.TempDir())

	if root, err := repository.Root(); err == nil {
		t.Errorf("found %s outside the repository", root)
	}
}
