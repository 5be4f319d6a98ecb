package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const (
	host    = runtime.GOOS + "_" + runtime.GOARCH
	product = "terraform-provider-konnect"
)

// kept is how many builds stay installed: the lock file of a folder names the one that it was initialized with.
const kept = 5

// teams are the systems that make mirror builds for.
var teams = []string{"linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64", "windows_arm64"}

// install gives a build of the provider to the user's Terraform and OpenTofu, in the folder where both look for providers
// without any configuration. The arguments are the lowest version that it may have, and flags for the linker.
//
// The folder is documented as an implied local mirror directory:
// https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
// https://opentofu.org/docs/cli/config/config-file/#implied-local-mirror-directories
func install(ctx context.Context, out io.Writer, arguments []string) error {
	if len(arguments) != 2 {
		return errors.New("usage: install VERSION LDFLAGS")
	}
	folder, err := pluginFolder()
	if err != nil {
		return err
	}
	return tree{folder: folder, platforms: []string{host}, build: goBuild(arguments[1])}.install(ctx, out, arguments[0])
}

// uninstall removes every version from the user's folder.
func uninstall(_ context.Context, out io.Writer, _ []string) error {
	folder, err := pluginFolder()
	if err != nil {
		return err
	}
	return tree{folder: folder}.uninstall(out)
}

// mirror adds a build for each system of a team to a folder that can be named as a filesystem_mirror. Earlier versions
// stay: lock files name them. The arguments are those of install, and the folder.
func mirror(ctx context.Context, out io.Writer, arguments []string) error {
	if len(arguments) != 3 {
		return errors.New("usage: mirror VERSION LDFLAGS FOLDER")
	}
	folder, err := filepath.Abs(arguments[2])
	if err != nil {
		return err
	}
	return tree{folder: folder, platforms: teams, build: goBuild(arguments[1])}.mirror(ctx, out, arguments[0])
}

// pluginFolder is the user's folder of both products. OpenTofu has no other of its own unless XDG_DATA_HOME is set.
func pluginFolder() (string, error) {
	if runtime.GOOS == "windows" {
		folder, err := os.UserConfigDir()
		return filepath.Join(folder, "terraform.d", "plugins"), err
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".terraform.d", "plugins"), err
}

// tree is a filesystem mirror of archives.
type tree struct {
	folder    string
	platforms []string
	build     func(ctx context.Context, version, platform string) ([]byte, error)
}

// folders are where the archives lie, one for the registry of each product.
func (t tree) folders() []string {
	var folders []string
	for _, name := range []string{tfrun.Terraform, tfrun.OpenTofu} {
		folders = append(folders, filepath.Join(t.folder, tfrun.CLI{Product: name}.RegistryHost(), filepath.FromSlash(provider.Source)))
	}
	return folders
}

// archiveName is version, system and architecture, as both products read them.
var archiveName = regexp.MustCompile(`^` + product + `_(.+)_([a-z]+)_([a-z0-9]+)\.zip$`)

func nameArchive(version, platform string) string {
	return product + "_" + version + "_" + platform + ".zip"
}

// series is a version without its last number.
func series(version string) string { return version[:strings.LastIndex(version, ".")+1] }

func (t tree) install(ctx context.Context, out io.Writer, lowest string) error {
	version, err := t.add(ctx, lowest)
	if err != nil {
		return err
	}
	if err := t.keepNewest(kept); err != nil {
		return err
	}
	fmt.Fprintf(out, `installed version %[1]s in %[2]s

Next: run terraform init -upgrade or tofu init -upgrade in the folder of your configuration.
If that fails:
- The version constraint must allow %[1]s: "~> %[3]s0".
- The last %[4]d earlier builds stay. If the lock file names another one, only init -upgrade works.
- A provider_installation block in your CLI configuration turns this folder off. Name it there as a filesystem_mirror.

To undo: make uninstall
`, version, t.folder, series(version), kept-1)
	return nil
}

func (t tree) uninstall(out io.Writer) error {
	if err := t.keepNewest(0); err != nil {
		return err
	}
	fmt.Fprintf(out, "no version of %s is left in %s\n", provider.Source, t.folder)
	return nil
}

func (t tree) mirror(ctx context.Context, out io.Writer, lowest string) error {
	version, err := t.add(ctx, lowest)
	if err != nil {
		return err
	}
	if err := t.index(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, `version %[1]s is in %[2]s

Next: copy this folder to a place that your team can read, and name it in the CLI configuration as a filesystem_mirror.
For one lock file that holds all of these systems, in the folder of your configuration:
terraform providers lock -fs-mirror=%[2]s -platform=%[3]s
`, version, t.folder, strings.Join(t.platforms, " -platform="))
	return nil
}

// index has Terraform write the files of the network mirror protocol, index.json and VERSION.json, which Terragrunt's
// provider cache reads in a filesystem mirror too. Where a configuration asks for no provider, Terraform mirrors none, and
// writes these files for all that the folder holds.
//
// https://developer.hashicorp.com/terraform/internals/provider-network-mirror-protocol
func (t tree) index(ctx context.Context) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	_, err = workspace.Output(ctx, "providers", "mirror", t.folder)
	return err
}

// add adds a build and returns its version: the lowest that may be, or the one after the highest that the tree has of the
// series. Another content under a version that is in use would break each folder that is initialized with it, so that
// only what the tree holds already, byte for byte, keeps its version.
func (t tree) add(ctx context.Context, lowest string) (version string, err error) {
	prefix := series(lowest)
	number, err := strconv.Atoi(strings.TrimPrefix(lowest, prefix))
	if err != nil {
		return "", fmt.Errorf("version %q: %w", lowest, err)
	}
	if highest := t.highest(prefix); highest >= number {
		version = prefix + strconv.Itoa(highest)
		archives, err := t.pack(ctx, version)
		if err != nil || t.holds(archives) {
			return version, err
		}
		number = highest + 1
	}
	version = prefix + strconv.Itoa(number)
	archives, err := t.pack(ctx, version)
	if err != nil {
		return "", err
	}
	for _, folder := range t.folders() {
		for name, content := range archives {
			if err := write(filepath.Join(folder, name), content); err != nil {
				return "", err
			}
		}
	}
	return version, nil
}

// highest is the last number of the highest version of a series in the tree, -1 where there is none.
func (t tree) highest(series string) int {
	highest := -1
	for _, folder := range t.folders() {
		entries, _ := os.ReadDir(folder) // What can't be read has no version.
		for _, entry := range entries {
			if parts := archiveName.FindStringSubmatch(entry.Name()); parts != nil {
				if last, found := strings.CutPrefix(parts[1], series); found {
					if number, err := strconv.Atoi(last); err == nil {
						highest = max(highest, number)
					}
				}
			}
		}
	}
	return highest
}

// holds reports whether the archives are in the tree as they are.
func (t tree) holds(archives map[string][]byte) bool {
	for _, folder := range t.folders() {
		for name, content := range archives {
			if held, err := os.ReadFile(filepath.Join(folder, name)); err != nil || !bytes.Equal(held, content) {
				return false
			}
		}
	}
	return true
}

// pack builds the archives of a version. The same executable gives the same bytes.
func (t tree) pack(ctx context.Context, version string) (map[string][]byte, error) {
	archives := map[string][]byte{}
	for _, platform := range t.platforms {
		executable, err := t.build(ctx, version, platform)
		if err != nil {
			return nil, err
		}
		header := &zip.FileHeader{Name: product + "_v" + version, Method: zip.Deflate}
		if strings.HasPrefix(platform, "windows_") {
			header.Name += ".exe"
		}
		header.SetMode(0o755)
		var archive bytes.Buffer
		writer := zip.NewWriter(&archive)
		entry, err := writer.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := entry.Write(executable); err != nil {
			return nil, err
		}
		if err := writer.Close(); err != nil {
			return nil, err
		}
		archives[nameArchive(version, platform)] = archive.Bytes()
	}
	return archives, nil
}

// write writes a file beside its place and moves it there, so that no half of it is read.
func write(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	fresh := file + ".new"
	if err := os.WriteFile(fresh, content, 0o644); err != nil {
		return err
	}
	return os.Rename(fresh, file)
}

// keepNewest removes this provider from the tree but for the last versions that were put there, and the folders that are
// empty then.
func (t tree) keepNewest(n int) error {
	for _, folder := range t.folders() {
		files, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			return err
		}
		slices.SortFunc(files, func(a, b string) int { return added(b).Compare(added(a)) })
		for _, file := range files[min(n, len(files)):] {
			if err := os.RemoveAll(file); err != nil {
				return err
			}
		}
		for os.Remove(folder) == nil && folder != t.folder {
			folder = filepath.Dir(folder)
		}
	}
	return nil
}

// added is when a file was written.
func added(file string) time.Time {
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// goBuild builds the provider of this repository as a release does.
func goBuild(ldflags string) func(ctx context.Context, version, platform string) ([]byte, error) {
	return func(ctx context.Context, version, platform string) (executable []byte, err error) {
		root, err := tfrun.Root()
		if err != nil {
			return nil, err
		}
		scratch, err := os.MkdirTemp("", "konnect-build-")
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
		system, architecture, _ := strings.Cut(platform, "_")
		file := filepath.Join(scratch, product)
		command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags=grpcnotrace", "-buildvcs=false",
			"-ldflags=-s -w -X main.version="+version+" "+ldflags, "-o", file, ".")
		command.Dir = root
		command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+architecture)
		if output, err := command.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("building for %s: %w\n%s", platform, err, output)
		}
		return os.ReadFile(file)
	}
}
