package acctest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"strings"
)

// modulePath is the module that this room lies in.
var modulePath = strings.TrimSuffix(reflect.TypeFor[Server]().PkgPath(), "/internal/acctest")

// RepositoryRoot returns the folder of the module's go.mod, found from the
// working directory upwards.
func RepositoryRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("finding the repository: %w", err)
	}

	for directory := start; ; directory = filepath.Dir(directory) {
		content, err := os.ReadFile(filepath.Join(directory, "go.mod"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("finding the repository: %w", err)
		}

		if strings.HasPrefix(string(content), "module "+modulePath+"\n") {
			return directory, nil
		}

		if directory == filepath.Dir(directory) {
			return "", fmt.Errorf("finding the repository: no go.mod of %s in or above %s", modulePath, start)
		}
	}
}

// BuildProvider builds a main package of this repository, named by its path from
// the root, into a folder and returns the executable's path.
func BuildProvider(ctx context.Context, packagePath, outputDir, name string) (string, error) {
	root, err := RepositoryRoot()
	if err != nil {
		return "", err
	}

	outputDir, err = filepath.Abs(outputDir)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}

	binary := filepath.Join(outputDir, executable(name))

	// No version control stamp: the tree may be unfinished, or git absent.
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "./"+packagePath)
	command.Dir = root
	command.Env = append(os.Environ(), "CGO_ENABLED=0")

	result, err := run(ctx, command, killGrace)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}

	if result.ExitCode != 0 {
		return "", fmt.Errorf("building %s: go build ended with exit code %d:\n%s", name, result.ExitCode, result.Stderr)
	}

	return binary, nil
}

func buildOwnProvider(ctx context.Context, outputDir string) (string, error) {
	return BuildProvider(ctx, ".", outputDir, path.Base(modulePath))
}

// OverrideWithBuild builds this repository's provider into the workspace, and has
// the source's provider run from there.
func (w *Workspace) OverrideWithBuild(ctx context.Context, source string) error {
	folder := filepath.Join(w.root, "provider")
	if _, err := buildOwnProvider(ctx, folder); err != nil {
		return err
	}

	return w.DevOverride(source, folder)
}
