// Releasecheck tells whether a release folder holds what the registries look for: archives of the right name with the
// executable and the documents in them, checksums of every archive and of the manifest, and an archive for this system
// that Terraform installs and runs.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
)

const product = "terraform-provider-konnect"

// archiveName is version, system and architecture, as the registries read them (Terraform registry documentation,
// "Publish providers", 2025-09).
var archiveName = regexp.MustCompile(`^` + product + `_(.+)_([a-z]+)_([a-z0-9]+)\.zip$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: releasecheck FOLDER")
		os.Exit(2)
	}
	tool.Main(func(ctx context.Context) error {
		report, err := check(ctx, os.Args[1])
		fmt.Print(report)
		return err
	})
}

// check returns a line for each thing that it found right, or says what is wrong with the first archive that is not.
func check(ctx context.Context, folder string) (report string, err error) {
	archives, err := findArchives(folder)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, a := range archives {
		if err := errors.Join(a.checkContent(), a.checkSums()); err != nil {
			return "", err
		}
		fmt.Fprintf(&text, "%s is complete\n", a.name())
	}
	installed := false
	for _, a := range archives {
		if a.system != runtime.GOOS || a.architecture != runtime.GOARCH {
			continue
		}
		line, err := a.install(ctx)
		if err != nil {
			return "", fmt.Errorf("installing %s: %w", a.name(), err)
		}
		installed = true
		fmt.Fprintln(&text, line)
	}
	if !installed {
		return "", fmt.Errorf("no archive in %s is for %s_%s, so none could be installed; build that target too", folder, runtime.GOOS, runtime.GOARCH)
	}
	return text.String(), nil
}

// archive is a file whose name says what it is.
type archive struct {
	path, version, system, architecture string
}

func (a archive) name() string { return filepath.Base(a.path) }

func findArchives(folder string) ([]archive, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	if err != nil {
		return nil, fmt.Errorf("looking for archives: %w", err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no archive in %s", folder)
	}
	archives := make([]archive, len(paths))
	for i, path := range paths {
		parts := archiveName.FindStringSubmatch(filepath.Base(path))
		if parts == nil {
			return nil, fmt.Errorf("archive %s is not called %s_VERSION_OS_ARCH.zip", filepath.Base(path), product)
		}
		archives[i] = archive{path: path, version: parts[1], system: parts[2], architecture: parts[3]}
	}
	return archives, nil
}
