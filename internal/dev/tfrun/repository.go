package tfrun

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

const modulePath = "github.com/konnect-network/terraform-provider-konnect"

// Root returns the folder of the module's go.mod, found from the working directory upwards.
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

// Build builds a main package of this repository, named by its path from the root, into a folder and returns the
// executable's path.
//
// All processes build into one place below .build and link to it: the go command leaves alone what is up to date there,
// so that test packages, tools and later runs link an executable once for each state of the source.
func Build(ctx context.Context, packagePath, outputDir, name string) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	outputDir, err = filepath.Abs(outputDir)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}

	// On the same file system the go command moves a finished executable into its place. Elsewhere it would write into
	// one that another process runs.
	scratch := filepath.Join(root, ".build", "tmp")
	if err := errors.Join(os.MkdirAll(scratch, 0o755), os.MkdirAll(outputDir, 0o755)); err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}
	shared := filepath.Join(root, ".build", "executables", filepath.FromSlash(packagePath), Executable(name))

	// No version control stamp: the tree may be unfinished, or git absent.
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags=grpcnotrace", "-buildvcs=false", "-ldflags=-s -w", "-o", shared, "./"+packagePath)
	command.Dir = root
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOTMPDIR="+scratch)
	result, err := Execute(ctx, command, Grace)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}
	if result.ExitCode != 0 {
		return "", fmt.Errorf("building %s: go build ended with exit code %d:\n%s", name, result.ExitCode, result.Stderr)
	}
	binary := filepath.Join(outputDir, Executable(name))
	if err := Link(shared, binary); err != nil {
		return "", fmt.Errorf("building %s: %w", name, err)
	}
	return binary, nil
}

// Link gives an executable a second name, or copies it to another file system. An executable that is being written
// while another test forks can't be started for a moment ("text file busy"); a link is never written. What had the name
// before loses it, and is not written either: it may be a link too.
func Link(file, target string) error {
	if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if os.Link(file, target) == nil {
		return nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(target, content, 0o755)
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
