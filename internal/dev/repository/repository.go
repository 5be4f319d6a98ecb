// Package repository finds this repository and builds from it.
package repository

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
	"runtime"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/process"
)

// modulePath is the module that this room lies in.
var modulePath = strings.TrimSuffix(reflect.TypeFor[room]().PkgPath(), "/internal/dev/repository")

type room struct{}

// Root returns the folder of the module's go.mod, found from the
// working directory upwards.
func Root() (string, error) {
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

// Build builds a main package of this repository, named by its path from
// the root, into a folder and returns the executable's path.
func Build(ctx context.Context, packagePath, outputDir, name string) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}

	outputDir, err = filepath.Abs(outputDir)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}

	binary := filepath.Join(outputDir, Executable(name))

	// No version control stamp: the tree may be unfinished, or git absent.
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "./"+packagePath)
	command.Dir = root
	command.Env = append(os.Environ(), "CGO_ENABLED=0")

	result, err := process.Run(ctx, command, process.Grace)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}

	if result.ExitCode != 0 {
		return "", fmt.Errorf("building %s: go build ended with exit code %d:\n%s", name, result.ExitCode, result.Stderr)
	}

	return binary, nil
}

// BuildProvider builds this repository's provider into a folder and returns the executable's path.
func BuildProvider(ctx context.Context, outputDir string) (string, error) {
	return Build(ctx, ".", outputDir, path.Base(modulePath))
}

// Executable returns the file name of an executable on this system.
func Executable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}
