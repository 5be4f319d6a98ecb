package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, provider.Source)) }

const (
	host         = runtime.GOOS + "_" + runtime.GOARCH
	archiveFile  = "terraform-provider-konnect_1.2.3_" + host + ".zip"
	windowsFile  = "terraform-provider-konnect_1.2.3_windows_mips.zip"
	sumsFile     = "terraform-provider-konnect_1.2.3_SHA256SUMS"
	manifestFile = "terraform-provider-konnect_1.2.3_manifest.json"
	zeroes       = "0000000000000000000000000000000000000000000000000000000000000000"
)

// entry is a file in an archive.
type entry struct {
	content []byte
	mode    fs.FileMode
}

// release is what a release folder is made of: archives by their names, and checksums by the files' names.
type release struct {
	archives map[string]map[string]entry
	sums     map[string]string
}

// newRelease has the repository's documents in an archive for this system, with the executable given.
func newRelease(t *testing.T, binary []byte) release {
	t.Helper()
	return release{
		archives: map[string]map[string]entry{archiveFile: {
			executableName(): {binary, 0o755},
			"LICENSE":        {repositoryFile(t, "LICENSE"), 0o644},
			"README.md":      {repositoryFile(t, "README.md"), 0o644},
			"CHANGELOG.md":   {repositoryFile(t, "CHANGELOG.md"), 0o644},
		}},
		sums: map[string]string{manifestFile: sumOf(repositoryFile(t, manifest))},
	}
}

// executableName follows the registries' rule as documented, not the checker's reading of it.
func executableName() string {
	if runtime.GOOS == "windows" {
		return "terraform-provider-konnect_v1.2.3.exe"
	}
	return "terraform-provider-konnect_v1.2.3"
}

func repositoryFile(t *testing.T, name string) []byte {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func sumOf(content []byte) string { return fmt.Sprintf("%x", sha256.Sum256(content)) }

// write makes the release's folder. An archive's checksum is right unless the release has one for it, and not listed if
// that is empty.
func (r release) write(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	sums := maps.Clone(r.sums)
	for name, entries := range r.archives {
		archive := pack(t, entries)
		if _, given := sums[name]; !given {
			sums[name] = sumOf(archive)
		}
		write(t, filepath.Join(folder, name), archive)
	}
	var list bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if sums[name] != "" {
			fmt.Fprintf(&list, "%s  %s\n", sums[name], name)
		}
	}
	write(t, filepath.Join(folder, sumsFile), list.Bytes())
	return folder
}

func pack(t *testing.T, entries map[string]entry) []byte {
	t.Helper()
	var archive bytes.Buffer
	writer := zip.NewWriter(&archive)
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate}
		header.SetMode(entries[name].mode)
		file, err := writer.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write(entries[name].content); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCheckInstallsTheProvider(t *testing.T) {
	t.Parallel()
	binary, err := os.ReadFile(acctest.ProviderBinary(t))
	if err != nil {
		t.Fatal(err)
	}
	whole := newRelease(t, binary)
	whole.archives[windowsFile] = newRelease(t, nil).archives[archiveFile]
	rename(whole.archives[windowsFile], executableName(), "terraform-provider-konnect_v1.2.3.exe")
	report, err := check(t.Context(), whole.write(t))
	if err != nil {
		t.Fatal(err)
	}
	cli := acctest.TestCLI(t)
	want := archiveFile + " is complete\n" + windowsFile + " is complete\n" +
		fmt.Sprintf("%s %s installs %s from a filesystem mirror and reads %d regions with it\n",
			cli.Product, cli.Version, archiveFile, len(catalog.RegionCodes()))
	if report != want {
		t.Errorf("got:\n%s\nwant:\n%s", report, want)
	}
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	const others = "CHANGELOG.md LICENSE README.md "
	for name, test := range map[string]struct {
		damage func(release)
		want   string
	}{
		"no LICENSE": {
			func(r release) { delete(r.archives[archiveFile], "LICENSE") },
			archiveFile + " holds [CHANGELOG.md README.md " + executableName() + "], wanted [" + others + executableName() + "]",
		},
		"another file": {
			func(r release) { r.archives[archiveFile]["go.mod"] = entry{} },
			archiveFile + " holds [" + others + "go.mod " + executableName() + "], wanted [" + others + executableName() + "]",
		},
		"executable without its version": {
			func(r release) { rename(r.archives[archiveFile], executableName(), "terraform-provider-konnect") },
			archiveFile + " holds [" + others + "terraform-provider-konnect], wanted [" + others + executableName() + "]",
		},
		"Windows without .exe": {
			func(r release) {
				r.archives[windowsFile] = maps.Clone(r.archives[archiveFile])
				rename(r.archives[windowsFile], executableName(), "terraform-provider-konnect_v1.2.3")
			},
			windowsFile + " holds [" + others + "terraform-provider-konnect_v1.2.3], wanted [" + others + "terraform-provider-konnect_v1.2.3.exe]",
		},
		"archive with another name": {
			func(r release) { rename(r.archives, archiveFile, "konnect_1.2.3_"+host+".zip") },
			"archive konnect_1.2.3_" + host + ".zip is not called terraform-provider-konnect_VERSION_OS_ARCH.zip",
		},
		"wrong checksum of the archive": {
			func(r release) { r.sums[archiveFile] = zeroes },
			sumsFile + " gives " + archiveFile + " the checksum " + zeroes + ", it is ",
		},
		"wrong checksum of the manifest": {
			func(r release) { r.sums[manifestFile] = zeroes },
			sumsFile + " gives " + manifestFile + " the checksum " + zeroes + ", it is ",
		},
		"archive not listed": {
			func(r release) { r.sums[archiveFile] = "" },
			sumsFile + " does not list " + archiveFile,
		},
		"manifest not listed": {
			func(r release) { delete(r.sums, manifestFile) },
			sumsFile + " does not list " + manifestFile,
		},
		"no archive": {
			func(r release) { clear(r.archives) },
			"no archive in ",
		},
		"none for this system": {
			func(r release) {
				r.archives[windowsFile] = r.archives[archiveFile]
				rename(r.archives[windowsFile], executableName(), "terraform-provider-konnect_v1.2.3.exe")
				delete(r.archives, archiveFile)
			},
			"is for " + host + ", so none could be installed; build that target too",
		},
		"executable that does not run": {
			func(release) {},
			"installing " + archiveFile + ": " + acctest.TestCLI(t).Product + " apply ended with exit code 1:\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			broken := newRelease(t, []byte("not a program"))
			test.damage(broken)
			report, err := check(t.Context(), broken.write(t))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("report %q, error %v; want %q", report, err, test.want)
			}
		})
	}
}

func rename[V any](entries map[string]V, from, to string) {
	entries[to] = entries[from]
	if from != to {
		delete(entries, from)
	}
}

func TestCheckRefusesAFolderWithoutChecksums(t *testing.T) {
	t.Parallel()
	folder := newRelease(t, nil).write(t)
	if err := os.Remove(filepath.Join(folder, sumsFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := check(t.Context(), folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	write(t, filepath.Join(folder, archiveFile), []byte("not an archive"))
	if _, err := check(t.Context(), folder); !errors.Is(err, zip.ErrFormat) {
		t.Errorf("error %v", err)
	}
}

func TestCheckEndsWhenInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := check(ctx, newRelease(t, nil).write(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}
