package main

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// releaseCheck looks whether a release folder holds what the registries look for: archives of the right name with the
// executable and the documents in them, checksums of every archive and of the manifest, and an archive for this system
// that Terraform installs and runs.
// https://developer.hashicorp.com/terraform/registry/providers/publishing
func releaseCheck(ctx context.Context, out io.Writer, arguments []string) error {
	if len(arguments) != 1 {
		return errors.New("usage: release-check FOLDER")
	}
	archives, err := filepath.Glob(filepath.Join(arguments[0], "*.zip"))
	if err != nil {
		return err
	}
	own := ""
	for _, archive := range archives {
		name := filepath.Base(archive)
		parts := archiveName.FindStringSubmatch(name)
		if parts == nil {
			return fmt.Errorf("%s is not called %s", name, nameArchive("VERSION", "OS_ARCH"))
		}
		if err := errors.Join(checkContent(archive, parts[1]), checkSums(archive, parts[1])); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(out, "%s is complete\n", name)
		if name == nameArchive(parts[1], host) {
			own = archive
		}
	}
	if own == "" {
		return fmt.Errorf("%s has no archive for %s; build that target", arguments[0], host)
	}
	if err := checkInstalls(ctx, own); err != nil {
		return fmt.Errorf("installing %s: %w", filepath.Base(own), err)
	}
	fmt.Fprintf(out, "%s can be installed\n", filepath.Base(own))
	return nil
}

// checkContent looks for the executable and the documents in an archive, and for nothing else.
func checkContent(archive, version string) error {
	content, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer content.Close()
	var names []string
	for _, file := range content.File {
		names = append(names, file.Name)
	}
	executable := product + "_v" + version
	if strings.Contains(filepath.Base(archive), "_windows_") {
		executable += ".exe"
	}
	want := []string{"CHANGELOG.md", "LICENSE", "README.md", executable}
	if slices.Sort(names); !slices.Equal(names, want) {
		return fmt.Errorf("it holds %v, wanted %v", names, want)
	}
	return nil
}

// checkSums compares an archive and the repository's manifest with the release's list of checksums.
func checkSums(archive, version string) error {
	root, err := tfrun.Root()
	if err != nil {
		return err
	}
	prefix := filepath.Join(filepath.Dir(archive), product+"_"+version)
	list, err := os.ReadFile(prefix + "_SHA256SUMS")
	if err != nil {
		return err
	}
	for name, file := range map[string]string{
		filepath.Base(archive): archive, filepath.Base(prefix) + "_manifest.json": filepath.Join(root, "terraform-registry-manifest.json"),
	} {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		line := fmt.Sprintf("%x  %s", sha256.Sum256(content), name)
		if !slices.Contains(strings.Split(string(list), "\n"), line) {
			return fmt.Errorf("the list of checksums lacks the line %q", line)
		}
	}
	return nil
}

// checkInstalls has Terraform take an archive from a filesystem mirror and read data with it that needs no network.
func checkInstalls(ctx context.Context, archive string) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	if err := errors.Join(
		workspace.MirrorArchive(provider.Source, archive),
		workspace.Write("main.tf", fmt.Sprintf(`terraform {
  required_providers {
    konnect = {
      source  = %q
      version = %q
    }
  }
}

data "konnect_regions" "all" {}
`, provider.Source, "= "+archiveName.FindStringSubmatch(filepath.Base(archive))[1])),
	); err != nil {
		return err
	}
	if _, err := workspace.Output(ctx, "init", "-no-color"); err != nil {
		return err
	}
	_, err = workspace.Output(ctx, "apply", "-auto-approve", "-no-color")
	return err
}
