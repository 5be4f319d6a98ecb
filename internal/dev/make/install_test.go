package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// TestInstall goes through the life of a folder that is initialized with a build: the next builds of the same commit, of
// a later one and of a shallow clone, and in the end no build.
func TestInstall(t *testing.T) {
	t.Parallel()
	home, server, workspace := t.TempDir(), listserver.NewServer(t), acctest.NewTestWorkspace(t)
	folder := pluginFolderIn(t, home)
	for name, value := range map[string]string{
		"HOME": home, "APPDATA": home, "TF_CLI_CONFIG_FILE": "", "KONNECT_IP_ADDRESSES_URL": server.URL(),
	} {
		workspace.Setenv(name, value)
	}
	writeFirstPlan(t, workspace)
	one, other := executable(t, "one"), executable(t, "other")
	for _, step := range []struct {
		name, lowest string
		executable   []byte
		want         string
	}{
		{"first", "0.1.7", one, "0.1.7"},
		{"the same again", "0.1.7", one, "0.1.7"},
		{"a change without a commit", "0.1.7", other, "0.1.8"},
		{"a commit", "0.1.12", one, "0.1.12"},
		{"a shallow clone", "0.1.1", other, "0.1.13"},
		{"a source archive without history", "0.1.0", one, "0.1.14"},
		{"a commit after it", "0.1.13", other, "0.1.15"},
	} {
		var out bytes.Buffer
		built := tree{folder: folder, platforms: []string{host}, build: func(context.Context, string, string) ([]byte, error) { return step.executable, nil }}
		if err := built.install(t.Context(), &out, step.lowest); err != nil {
			t.Fatal(err)
		}
		if want := "installed version " + step.want + " in " + folder + "\n"; !strings.HasPrefix(out.String(), want) ||
			!strings.Contains(out.String(), `must allow `+step.want+`: "~> 0.1.0".`) {
			t.Errorf("%s: got %q, want %q", step.name, out.String(), want)
		}

		// A folder that is initialized with an earlier build lives on as it is, until it is upgraded.
		commands := [][]string{{"plan"}, {"init"}, {"init", "-upgrade"}, {"plan"}}
		if step.name == "first" {
			commands = [][]string{{"init"}}
		}
		for _, command := range commands {
			if _, err := workspace.Output(t.Context(), append(command, "-no-color")...); err != nil {
				t.Errorf("%s: %v", step.name, err)
			}
		}
		if locked := lockFile(t, workspace); !strings.Contains(locked, `version     = "`+step.want+`"`) {
			t.Errorf("%s: the lock file is\n%s", step.name, locked)
		}
	}
	if builds, err := filepath.Glob(filepath.Join(folder, "*", "*", "*", "*.zip")); err != nil || len(builds) != 2*kept {
		t.Errorf("installed are %v, %v; want the last %d builds, for two registries", builds, err, kept)
	}
	checkUninstall(t, folder)
}

// executable builds the provider of this system from a commit.
func executable(t *testing.T, commit string) []byte {
	t.Helper()
	content, err := goBuild("-X main.commit="+commit)(t.Context(), "0.1.7", host)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), tfrun.Executable(product))
	if err := os.WriteFile(file, content, 0o700); err != nil {
		t.Fatal(err)
	}
	result, err := tfrun.Execute(t.Context(), exec.CommandContext(t.Context(), file, "-version"), tfrun.Grace)
	if want := product + " 0.1.7 (" + commit + ")\n"; err != nil || result.Stdout != want {
		t.Errorf("it says %q, %v; want %q", result.Stdout, err, want)
	}
	return content
}

// pluginFolderIn returns the folder of a user with another home.
func pluginFolderIn(t *testing.T, home string) string {
	t.Helper()
	own, err := pluginFolder()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(home, filepath.Base(filepath.Dir(own)), filepath.Base(own))
}

// writeFirstPlan gives the workspace the configuration that the README starts with.
func writeFirstPlan(t *testing.T, workspace *tfrun.Workspace) {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "```terraform\n")
	block, _, _ := strings.Cut(rest, "```")
	if err := workspace.Write("main.tf", block); err != nil || !found {
		t.Fatalf("README.md has a configuration: %t, %v", found, err)
	}
}

func lockFile(t *testing.T, workspace *tfrun.Workspace) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(workspace.Dir, ".terraform.lock.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// checkUninstall looks that every version goes, of the form of earlier installations too, and nothing else.
func checkUninstall(t *testing.T, folder string) {
	t.Helper()
	source := filepath.Join(folder, "registry.terraform.io", "konnect-network")
	neighbour := filepath.Join(source, "other", "README")
	if err := errors.Join(write(neighbour, nil), write(filepath.Join(source, "konnect", "0.1.0", host, product+"_v0.1.0"), nil)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := (tree{folder: folder}).uninstall(io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	for file, want := range map[string]bool{
		neighbour:                        true,
		filepath.Join(source, "konnect"): false,
		filepath.Join(folder, "registry.opentofu.org"): false,
	} {
		if _, err := os.Stat(file); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %t", file, err, want)
		}
	}
}

// TestMirror has a lock file hold every system of a team, and initializes with it.
func TestMirror(t *testing.T) {
	t.Parallel()
	own, err := os.ReadFile(acctest.ProviderBinary(t))
	if err != nil {
		t.Fatal(err)
	}
	built := tree{folder: t.TempDir(), platforms: teams, build: func(_ context.Context, version, platform string) ([]byte, error) {
		if platform == host {
			return own, nil
		}
		return []byte(version + platform), nil
	}}
	if !slices.Contains(teams, host) {
		built.platforms = append(slices.Clone(teams), host)
	}
	workspace := acctest.NewTestWorkspace(t)
	writeFirstPlan(t, workspace)
	configuration := filepath.Join(t.TempDir(), "cli.tfrc")
	if err := os.WriteFile(configuration, fmt.Appendf(nil, "provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", built.folder), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace.Setenv("TF_CLI_CONFIG_FILE", configuration)
	var out bytes.Buffer
	for range 2 {
		out.Reset()
		if err := built.mirror(t.Context(), &out, "0.1.7"); err != nil {
			t.Fatal(err)
		}
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if want := "version 0.1.7 is in " + built.folder; lines[0] != want {
		t.Errorf("got %q, want %q", lines[0], want)
	}
	command := strings.Fields(lines[len(lines)-1])
	if len(command) != 3+1+len(built.platforms) {
		t.Fatalf("the last line is %q", command)
	}
	if _, err := workspace.Output(t.Context(), append(command[1:], "-no-color")...); err != nil {
		t.Fatal(err)
	}
	locked := lockFile(t, workspace)
	if hashes := strings.Count(locked, `"h1:`); hashes != len(built.platforms) {
		t.Errorf("the lock file has %d hashes, want %d:\n%s", hashes, len(built.platforms), locked)
	}
	if _, err := workspace.Output(t.Context(), "init", "-no-color"); err != nil {
		t.Error(err)
	}
	if now := lockFile(t, workspace); now != locked {
		t.Errorf("init changed the lock file to\n%s", now)
	}

	for platform, want := range map[string]string{"windows_arm64": product + "_v0.1.7.exe", "darwin_arm64": product + "_v0.1.7"} {
		archive, err := zip.OpenReader(filepath.Join(built.folders()[0], nameArchive("0.1.7", platform)))
		if err != nil {
			t.Fatal(err)
		}
		if file := archive.File[0]; len(archive.File) != 1 || file.Name != want || file.Mode().Perm() != 0o755 {
			t.Errorf("%s: %s, %v, want %s", platform, file.Name, file.Mode(), want)
		}
		if err := archive.Close(); err != nil {
			t.Error(err)
		}
	}

	// A later version is added. The one that lock files name stays.
	if err := built.mirror(t.Context(), io.Discard, "0.1.9"); err != nil {
		t.Fatal(err)
	}
	archives, err := filepath.Glob(filepath.Join(built.folder, "*", "*", "*", "*.zip"))
	if err != nil || len(archives) != 2*2*len(built.platforms) {
		t.Errorf("the mirror holds %v, %v", archives, err)
	}
	for _, folder := range built.folders() {
		checkIndex(t, folder, built.platforms, locked)
	}
}

// checkIndex looks that a folder of the mirror has the files of the network mirror protocol, with the hashes of the lock
// file.
func checkIndex(t *testing.T, folder string, platforms []string, locked string) {
	t.Helper()
	var index struct{ Versions map[string]struct{} }
	readJSON(t, filepath.Join(folder, "index.json"), &index)
	if versions := slices.Sorted(maps.Keys(index.Versions)); !slices.Equal(versions, []string{"0.1.7", "0.1.9"}) {
		t.Errorf("%s has an index of %v", folder, versions)
	}
	for version := range index.Versions {
		var build struct {
			Archives map[string]struct {
				URL    string
				Hashes []string
			}
		}
		readJSON(t, filepath.Join(folder, version+".json"), &build)
		for _, platform := range platforms {
			archive := build.Archives[platform]
			if archive.URL != nameArchive(version, platform) || len(archive.Hashes) != 1 ||
				strings.Contains(locked, archive.Hashes[0]) != (version == "0.1.7") {
				t.Errorf("%s, %s for %s: %+v", folder, version, platform, archive)
			}
		}
	}
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err := errors.Join(err, json.Unmarshal(content, into)); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func TestInstallRefuses(t *testing.T) {
	t.Parallel()
	fails := func(context.Context, string, string) ([]byte, error) { return nil, fs.ErrPermission }
	if err := (tree{folder: t.TempDir(), platforms: teams, build: fails}).install(t.Context(), io.Discard, "0.1.0"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a build that fails: %v", err)
	}
	if _, err := goBuild("")(t.Context(), "0.1.0", "none_none"); err == nil || !strings.Contains(err.Error(), "building for none_none: ") {
		t.Errorf("an unknown system: %v", err)
	}
	for _, arguments := range [][]string{nil, {"0.1.x", ""}} {
		if err := install(t.Context(), io.Discard, arguments); err == nil {
			t.Errorf("%q passes", arguments)
		}
	}
}
