package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// manifest is the file's name in the repository; a release adds name and version.
const manifest = "terraform-registry-manifest.json"

// checkContent tells whether the archive holds the executable and the documents, and nothing else.
func (a archive) checkContent() error {
	content, err := zip.OpenReader(a.path)
	if err != nil {
		return fmt.Errorf("opening %s: %w", a.name(), err)
	}
	defer content.Close()
	names := make([]string, len(content.File))
	for i, file := range content.File {
		names[i] = file.Name
	}
	executable := product + "_v" + a.version
	if a.system == "windows" {
		executable += ".exe"
	}
	want := []string{executable, "LICENSE", "README.md", "CHANGELOG.md"}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		return fmt.Errorf("%s holds %v, wanted %v", a.name(), names, want)
	}
	return nil
}

// checkSums compares the archive and the repository's manifest with the release's list of checksums.
func (a archive) checkSums() error {
	root, err := tfrun.Root()
	if err != nil {
		return err
	}
	prefix := product + "_" + a.version
	list := prefix + "_SHA256SUMS"
	sums, err := readSums(filepath.Join(filepath.Dir(a.path), list))
	if err != nil {
		return fmt.Errorf("reading the checksums: %w", err)
	}
	for _, file := range []struct{ name, path string }{
		{a.name(), a.path},
		{prefix + "_manifest.json", filepath.Join(root, manifest)},
	} {
		content, err := os.ReadFile(file.path)
		if err != nil {
			return fmt.Errorf("checking the checksum of %s: %w", file.name, err)
		}
		sum := sha256.Sum256(content)
		want := hex.EncodeToString(sum[:])
		switch got, listed := sums[file.name]; {
		case !listed:
			return fmt.Errorf("%s does not list %s", list, file.name)
		case got != want:
			return fmt.Errorf("%s gives %s the checksum %s, it is %s", list, file.name, got, want)
		}
	}
	return nil
}

// readSums reads the form of sha256sum: checksum, two spaces, name.
func readSums(path string) (map[string]string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(content)) {
		if sum, name, found := strings.Cut(strings.TrimSpace(line), "  "); found {
			sums[name] = sum
		}
	}
	return sums, nil
}
