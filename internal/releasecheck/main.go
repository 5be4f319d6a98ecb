// Releasecheck tells whether a release folder holds what the registries look
// for: archives of the right name with the executable and the documents in them,
// and checksums of every archive and of the manifest.
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const product = "terraform-provider-konnect"

// archiveName is version, system and architecture, as the registries read them
// (Terraform registry documentation, "Publish providers", 2025-09).
var archiveName = regexp.MustCompile(`^` + product + `_(.+)_([a-z]+)_([a-z0-9]+)\.zip$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: releasecheck FOLDER")
		os.Exit(2)
	}

	report, err := check(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "releasecheck:", err)
		os.Exit(1)
	}

	fmt.Print(report)
}

func check(folder string) (report string, err error) {
	archives, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	if err != nil {
		return "", fmt.Errorf("looking for archives: %w", err)
	}

	if len(archives) == 0 {
		return "", fmt.Errorf("no archive in %s", folder)
	}

	var text strings.Builder

	for _, path := range archives {
		parts := archiveName.FindStringSubmatch(filepath.Base(path))
		if parts == nil {
			return "", fmt.Errorf("archive %s is not called %s_VERSION_OS_ARCH.zip", filepath.Base(path), product)
		}

		version, system := parts[1], parts[2]

		if err := checkArchive(path, version, system); err != nil {
			return "", fmt.Errorf("archive %s: %w", filepath.Base(path), err)
		}

		prefix := product + "_" + version
		if err := checkSums(folder, prefix+"_SHA256SUMS", filepath.Base(path), prefix+"_manifest.json"); err != nil {
			return "", err
		}

		fmt.Fprintf(&text, "%s is complete\n", filepath.Base(path))
	}

	return text.String(), nil
}

func checkArchive(path, version, system string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return fmt.Errorf("opening it: %w", err)
	}
	defer archive.Close()

	var names []string
	for _, file := range archive.File {
		names = append(names, file.Name)
	}

	executable := product + "_v" + version
	if system == "windows" {
		executable += ".exe"
	}

	want := []string{executable, "LICENSE", "README.md", "CHANGELOG.md"}

	slices.Sort(names)
	slices.Sort(want)

	if !slices.Equal(names, want) {
		return fmt.Errorf("it holds %v, wanted %v", names, want)
	}

	return nil
}

// checkSums compares the checksums of files with a list in the form of
// sha256sum. The manifest is taken from the repository: a release renames it.
func checkSums(folder, list, archive, manifest string) error {
	content, err := os.ReadFile(filepath.Join(folder, list))
	if err != nil {
		return fmt.Errorf("reading the checksums: %w", err)
	}

	sums := map[string]string{}

	for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
		if sum, name, found := strings.Cut(lines.Text(), "  "); found {
			sums[name] = sum
		}
	}

	for name, path := range map[string]string{
		archive:  filepath.Join(folder, archive),
		manifest: "terraform-registry-manifest.json",
	} {
		file, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("checking the checksum of %s: %w", name, err)
		}

		sum := sha256.Sum256(file)
		if want := hex.EncodeToString(sum[:]); sums[name] != want {
			return fmt.Errorf("%s gives %s the checksum %q, it is %s", list, name, sums[name], want)
		}
	}

	return nil
}
