package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

const (
	releaseArchive  = "terraform-provider-konnect_1.2.3_" + host + ".zip"
	releaseWindows  = "terraform-provider-konnect_1.2.3_windows_mips.zip"
	releaseSums     = "terraform-provider-konnect_1.2.3_SHA256SUMS"
	releaseManifest = "terraform-provider-konnect_1.2.3_manifest.json"
)

// release is what a release folder is made of: the archives' files by their names, and which checksums are wrong.
type release struct {
	archives map[string]map[string]string
	wrong    []string
}

// newRelease has the executable given in an archive for this system and in one for Windows.
func newRelease(executable string) release {
	documents := func(name string) map[string]string {
		return map[string]string{name: executable, "LICENSE": "l", "README.md": "r", "CHANGELOG.md": "c"}
	}
	// It follows the registries' rule as documented, not the checker's reading of it.
	const windows = "terraform-provider-konnect_v1.2.3.exe"
	own := map[bool]string{true: windows, false: "terraform-provider-konnect_v1.2.3"}[runtime.GOOS == "windows"]
	return release{archives: map[string]map[string]string{releaseArchive: documents(own), releaseWindows: documents(windows)}}
}

// write makes the release's folder.
func (r release) write(t *testing.T) (folder string) {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(root, "terraform-registry-manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	files := map[string][]byte{releaseManifest: manifest}
	for name, entries := range r.archives {
		var archive bytes.Buffer
		writer := zip.NewWriter(&archive)
		for entry, content := range entries {
			header := &zip.FileHeader{Name: entry}
			header.SetMode(0o755)
			file, err := writer.CreateHeader(header)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := file.Write([]byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(writer.Close(), os.WriteFile(filepath.Join(folder, name), archive.Bytes(), 0o600)); err != nil {
			t.Fatal(err)
		}
		files[name] = archive.Bytes()
	}
	var list bytes.Buffer
	for name, content := range files {
		if slices.Contains(r.wrong, name) {
			content = nil
		}
		fmt.Fprintf(&list, "%x  %s\n", sha256.Sum256(content), name)
	}
	if err := os.WriteFile(filepath.Join(folder, releaseSums), list.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestReleaseCheck(t *testing.T) {
	t.Parallel()
	executable, err := os.ReadFile(acctest.ProviderBinary(t))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := releaseCheck(t.Context(), &out, []string{newRelease(string(executable)).write(t)}); err != nil {
		t.Fatal(err)
	}
	if want := releaseArchive + " is complete\n" + releaseWindows + " is complete\n" + releaseArchive + " can be installed\n"; out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

func TestReleaseCheckRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		damage func(*release)
		want   string
	}{
		"no LICENSE":                 {func(r *release) { delete(r.archives[releaseArchive], "LICENSE") }, releaseArchive + ": it holds [CHANGELOG.md README.md terraform-provider-konnect_v1.2.3"},
		"another file":               {func(r *release) { r.archives[releaseArchive]["go.mod"] = "" }, "README.md go.mod terraform-provider-konnect_v1.2.3"},
		"Windows without .exe":       {func(r *release) { renameKey(r.archives[releaseWindows], product+"_v1.2.3.exe", product+"_v1.2.3") }, releaseWindows + ": it holds "},
		"another name":               {func(r *release) { renameKey(r.archives, releaseArchive, "konnect_1.2.3_"+host+".zip") }, " is not called terraform-provider-konnect_VERSION_OS_ARCH.zip"},
		"wrong checksum":             {func(r *release) { r.wrong = []string{releaseArchive} }, "  " + releaseArchive + `"`},
		"wrong checksum of manifest": {func(r *release) { r.wrong = []string{releaseManifest} }, "  " + releaseManifest + `"`},
		"none for this system":       {func(r *release) { delete(r.archives, releaseArchive) }, " has no archive for " + host + "; build that target"},
		"executable does not run":    {func(*release) {}, "installing " + releaseArchive + ": " + acctest.TestCLI(t).Product + " apply ended with exit code 1:\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			broken := newRelease("not a program")
			test.damage(&broken)
			if err := releaseCheck(t.Context(), io.Discard, []string{broken.write(t)}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v; want %q", err, test.want)
			}
		})
	}
}

func renameKey[V any](entries map[string]V, from, to string) {
	entries[to] = entries[from]
	delete(entries, from)
}
