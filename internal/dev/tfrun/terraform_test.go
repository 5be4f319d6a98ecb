package tfrun

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// stub writes an executable that answers `version` with a line.
func stub(t *testing.T, directory, name, line string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Fatal("these tests write shell scripts; run them on a Unix")
	}
	if err := os.MkdirAll(directory, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(directory, name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\necho '"+line+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func noInstall(context.Context, string) error { return errors.New("nothing is to be installed") }

func TestFindCLIOnPath(t *testing.T) {
	directory := t.TempDir()
	t.Setenv("PATH", directory)
	terraform := stub(t, directory, "terraform", "Terraform v1.11.4")
	tofu := stub(t, directory, "tofu", "OpenTofu v1.9.0")
	other := stub(t, t.TempDir(), "terraform-next", "Terraform v1.15.0-beta1")
	for name, want := range map[string]CLI{
		"":          {Path: terraform, Product: Terraform, Version: "1.11.4"},
		"terraform": {Path: terraform, Product: Terraform, Version: "1.11.4"},
		"tofu":      {Path: tofu, Product: OpenTofu, Version: "1.9.0"},
		other:       {Path: other, Product: Terraform, Version: "1.15.0-beta1"},
	} {
		got, err := cliFinder{directory: filepath.Join(directory, "none"), install: noInstall}.find(t.Context(), name)
		if err != nil || got != want {
			t.Errorf("TERRAFORM=%q: %+v, %v; want %+v", name, got, err, want)
		}
	}
}

func TestFindCLIReadsTheEnvironment(t *testing.T) {
	path := stub(t, t.TempDir(), "tofu", "OpenTofu v1.9.0")
	t.Setenv("TERRAFORM", path)
	got, err := FindCLI(t.Context())
	if want := (CLI{Path: path, Product: OpenTofu, Version: "1.9.0"}); err != nil || got != want {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

func TestFindCLIInstallsOnce(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	directory := filepath.Join(t.TempDir(), "terraform", TerraformVersion)
	installs := 0
	finder := cliFinder{directory: directory, install: func(_ context.Context, scratch string) error {
		installs++
		stub(t, scratch, "terraform", "Terraform v"+TerraformVersion)
		return nil
	}}
	for range 2 {
		got, err := finder.find(t.Context(), "")
		if want := (CLI{Path: filepath.Join(directory, "terraform"), Product: Terraform, Version: TerraformVersion}); err != nil || got != want {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
	if installs != 1 {
		t.Errorf("installed %d times", installs)
	}
	entries, err := os.ReadDir(filepath.Dir(directory))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the installed version lie %v, %v", entries, err)
	}
}

func TestFindCLIInstallationFails(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	parent := filepath.Join(t.TempDir(), "terraform")
	cause := errors.New("signature does not match")
	finder := cliFinder{
		directory: filepath.Join(parent, TerraformVersion),
		install: func(_ context.Context, scratch string) error {
			stub(t, scratch, "terraform", "Terraform v"+TerraformVersion)
			return cause
		},
	}
	_, err := finder.find(t.Context(), "")
	if !errors.Is(err, cause) || !strings.Contains(err.Error(), "set TERRAFORM to its path") {
		t.Errorf("%v", err)
	}
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestFindCLINotFound(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	strange := stub(t, t.TempDir(), "strange", "something else")
	finder := cliFinder{directory: t.TempDir(), install: noInstall}
	for name, want := range map[string]string{
		"tofu":            "run `make` with TERRAFORM=tofu, which builds the pinned one, install it (https://opentofu.org/docs/intro/install/) or set TERRAFORM to its path",
		"terraform-2":     "set TERRAFORM to the name or path of a Terraform or OpenTofu executable",
		"/no/such/folder": "set TERRAFORM to the name or path of a Terraform or OpenTofu executable",
		strange:           strange + " is neither Terraform nor OpenTofu",
	} {
		got, err := finder.find(t.Context(), name)
		if err == nil || !strings.Contains(err.Error(), want) || got != (CLI{}) {
			t.Errorf("TERRAFORM=%q: %+v, %v", name, got, err)
		}
	}
	if _, err := finder.find(t.Context(), "tofu"); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("the cause is lost: %v", err)
	}
}
