// Package tfrun finds Terraform or OpenTofu, builds this repository's executables, and runs the one with the other where
// they see and touch nothing of the user's. Start at Workspace.
package tfrun

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
)

// TerraformVersion is the Terraform that FindCLI installs where there is none.
const TerraformVersion = "1.11.4"

// The products that a CLI can be.
const (
	Terraform = "terraform"
	OpenTofu  = "tofu"
)

// CLI is a Terraform or OpenTofu executable.
type CLI struct {
	// Path is absolute.
	Path string
	// Product is Terraform or OpenTofu.
	Product string
	// Version is as the executable states it, without a leading v.
	Version string
}

// RegistryHost is the host that a provider source without one means to this product.
func (c CLI) RegistryHost() string {
	if c.Product == OpenTofu {
		return "registry.opentofu.org"
	}
	return "registry.terraform.io"
}

// FindCLI finds the executable that the environment variable TERRAFORM names, by name or path; unset, that is
// terraform. Where no terraform is on PATH it installs TerraformVersion into the repository's ignored .build folder,
// its signature checked, and finds it there from then on.
func FindCLI(ctx context.Context) (CLI, error) {
	root, err := Root()
	if err != nil {
		return CLI{}, err
	}
	f := cliFinder{directory: filepath.Join(root, ".build", "terraform", TerraformVersion), install: installTerraform}
	return f.find(ctx, os.Getenv("TERRAFORM"))
}

type cliFinder struct {
	directory string
	install   func(ctx context.Context, directory string) error
}

func (f cliFinder) find(ctx context.Context, name string) (CLI, error) {
	if name == "" {
		name = Terraform
	}
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case name == Terraform && errors.Is(err, exec.ErrNotFound):
		path, err = f.installed(ctx)
		if err != nil {
			return CLI{}, err
		}
	case name == OpenTofu && errors.Is(err, exec.ErrNotFound):
		return CLI{}, fmt.Errorf("finding OpenTofu: %w; run `make` with TERRAFORM=tofu, which builds the pinned one, "+
			"install it (https://opentofu.org/docs/intro/install/) or set TERRAFORM to its path", err)
	default:
		return CLI{}, fmt.Errorf("finding the executable that TERRAFORM names: %w; set TERRAFORM to the name or path of a Terraform or OpenTofu executable", err)
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return CLI{}, fmt.Errorf("finding %s: %w", name, err)
	}
	return identify(ctx, path)
}

// installed returns the executable in the finder's directory and puts it there first when it is missing.
func (f cliFinder) installed(ctx context.Context) (string, error) {
	path := filepath.Join(f.directory, Executable(Terraform))
	switch _, err := os.Stat(path); {
	case err == nil:
		return path, nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("looking for an installed Terraform: %w", err)
	}
	parent := filepath.Dir(f.directory)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", fmt.Errorf("installing Terraform %s: %w", TerraformVersion, err)
	}

	// Installed beside and moved as a whole: one that was interrupted is never taken for a finished one, and test
	// processes may install at once.
	scratch, err := os.MkdirTemp(parent, "install-")
	if err != nil {
		return "", fmt.Errorf("installing Terraform %s: %w", TerraformVersion, err)
	}
	defer os.RemoveAll(scratch)
	if err := f.install(ctx, scratch); err != nil {
		return "", fmt.Errorf("no terraform on PATH, and installing Terraform %s into %s failed: %w; install Terraform yourself or set TERRAFORM to its path",
			TerraformVersion, f.directory, err)
	}
	if err := os.Rename(scratch, f.directory); err != nil {
		if _, missing := os.Stat(path); missing != nil {
			return "", fmt.Errorf("installing Terraform %s: %w", TerraformVersion, err)
		}
	}
	return path, nil
}

func installTerraform(ctx context.Context, directory string) error {
	pinned, err := version.NewVersion(TerraformVersion)
	if err != nil {
		return err
	}
	_, err = (&releases.ExactVersion{
		Product:    product.Terraform,
		Version:    pinned,
		InstallDir: directory,
	}).Install(ctx)
	return err
}

var versionLine = regexp.MustCompile(`(?m)^(Terraform|OpenTofu) v(\S+)`)

func identify(ctx context.Context, path string) (CLI, error) {
	workspace, err := NewWorkspace(CLI{Path: path})
	if err != nil {
		return CLI{}, err
	}
	defer workspace.Close()
	result, err := workspace.Run(ctx, "version")
	if err != nil {
		return CLI{}, err
	}
	line := versionLine.FindStringSubmatch(result.Stdout)
	if result.ExitCode != 0 || line == nil {
		return CLI{}, fmt.Errorf("%s is neither Terraform nor OpenTofu: `version` ended with exit code %d and said %q; set TERRAFORM to another executable",
			path, result.ExitCode, result.Stdout+result.Stderr)
	}
	name := Terraform
	if line[1] == "OpenTofu" {
		name = OpenTofu
	}
	return CLI{Path: path, Product: name, Version: line[2]}, nil
}
