package tfrun

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// inherited are the only variables of this process that a run sees: without them no program starts. All others could
// carry the user's settings.
var inherited = []string{
	"PATH", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "GOCOVERDIR",
	"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT", "COMSPEC",
}

// Workspace is a scratch folder in which Terraform runs and sees nothing of the user's: not the home folder, not the
// CLI configuration, not the environment. It installs no provider but those of DevOverride, Mirror and MirrorArchive,
// and has no network registry. It is for one goroutine at a time.
type Workspace struct {
	// Dir is where the configuration lies and commands run.
	Dir string

	cli         CLI
	root        string
	grace       time.Duration
	environment map[string]string
	overrides   map[string]string
}

// NewWorkspace makes a workspace with an empty configuration. The caller closes it.
func NewWorkspace(cli CLI) (*Workspace, error) {
	root, err := os.MkdirTemp("", "konnect-workspace-")
	if err != nil {
		return nil, fmt.Errorf("making a workspace: %w", err)
	}
	w := &Workspace{
		Dir:         filepath.Join(root, "work"),
		cli:         cli,
		root:        root,
		grace:       Grace,
		environment: map[string]string{},
		overrides:   map[string]string{},
	}
	home := filepath.Join(root, "home")
	for _, directory := range []string{w.Dir, home, w.mirror()} {
		if err := os.Mkdir(directory, 0o755); err != nil {
			return nil, errors.Join(fmt.Errorf("making a workspace: %w", err), w.Close())
		}
	}
	if err := w.writeConfiguration(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	w.Inherit(inherited...)
	for name, value := range map[string]string{
		"HOME":               home,
		"USERPROFILE":        home,
		"APPDATA":            home,
		"TF_CLI_CONFIG_FILE": w.configuration(),
		"TF_DATA_DIR":        filepath.Join(root, "data"),
		"TF_IN_AUTOMATION":   "1",
		"TF_INPUT":           "0",
		"CHECKPOINT_DISABLE": "1",
	} {
		w.Setenv(name, value)
	}
	return w, nil
}

// Open makes a workspace with the executable of FindCLI. The caller closes it.
func Open(ctx context.Context) (*Workspace, error) {
	cli, err := FindCLI(ctx)
	if err != nil {
		return nil, err
	}
	return NewWorkspace(cli)
}

// CLI returns the executable that runs in the workspace.
func (w *Workspace) CLI() CLI { return w.cli }

// Setenv sets a variable for the runs to come.
func (w *Workspace) Setenv(name, value string) { w.environment[name] = value }

// Inherit hands variables of this process on to the runs to come, those of them that are set.
func (w *Workspace) Inherit(names ...string) {
	for _, name := range names {
		if value, set := os.LookupEnv(name); set {
			w.Setenv(name, value)
		}
	}
}

// InheritNetwork hands on the variables by which this process reaches the internet.
func (w *Workspace) InheritNetwork() {
	w.Inherit("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR")
}

// Write writes a file, whose name may have folders in it, below Dir.
func (w *Workspace) Write(name, content string) error {
	if !filepath.IsLocal(name) {
		return fmt.Errorf("writing %s: not a path inside the workspace", name)
	}
	path := filepath.Join(w.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// Require writes a file that asks for a provider, in any version, under a local name.
func (w *Workspace) Require(name, source string) error {
	return w.Write("versions.tf", fmt.Sprintf("terraform {\n  required_providers {\n    %s = {\n      source = %q\n    }\n  }\n}\n", name, source))
}

// CopyFrom copies a folder's files into Dir, but nothing that a Terraform run has left there: its data folder, states,
// saved locks and logs.
func (w *Workspace) CopyFrom(directory string) error {
	err := filepath.WalkDir(directory, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == ".terraform":
			return fs.SkipDir
		case entry.IsDir() || leftover(entry.Name()):
			return nil
		case !entry.Type().IsRegular():
			return fmt.Errorf("%s is not a regular file", path)
		}
		name, err := filepath.Rel(directory, path)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return w.Write(name, string(content))
	})
	if err != nil {
		return fmt.Errorf("copying %s into a workspace: %w", directory, err)
	}
	return nil
}

func leftover(name string) bool {
	return name == ".terraform.lock.hcl" || name == "crash.log" ||
		strings.HasSuffix(name, ".tfstate") || strings.Contains(name, ".tfstate.")
}

// DevOverride has the source's provider run from a folder, whatever version is asked for and without an init.
func (w *Workspace) DevOverride(source, binaryDir string) error {
	directory, err := filepath.Abs(binaryDir)
	if err != nil {
		return fmt.Errorf("overriding %s: %w", source, err)
	}
	w.overrides[source] = directory
	return w.writeConfiguration()
}

// Mirror offers an executable as this version of the source's provider, so that init can install it and checks version
// constraints.
func (w *Workspace) Mirror(source, version, binary string) error {
	name := Executable("terraform-provider-" + filepath.Base(source) + "_v" + version)
	return w.offer(source, binary, filepath.Join(version, runtime.GOOS+"_"+runtime.GOARCH, name))
}

// MirrorArchive offers a release's archive of the source's provider as it is. Version, system and architecture are
// those of its name (terraform-provider-TYPE_VERSION_OS_ARCH.zip).
func (w *Workspace) MirrorArchive(source, archive string) error {
	return w.offer(source, archive, filepath.Base(archive))
}

// offer puts a file into the mirror, in the folder of the source's provider.
func (w *Workspace) offer(source, file, name string) error {
	address := source
	if strings.Count(source, "/") == 1 {
		address = w.cli.RegistryHost() + "/" + source
	}
	target := filepath.Join(w.mirror(), filepath.FromSlash(address), name)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return fmt.Errorf("mirroring %s: %w", source, err)
	}
	if err := Link(file, target); err != nil {
		return fmt.Errorf("mirroring %s: %w", source, err)
	}
	return nil
}

func (w *Workspace) mirror() string { return filepath.Join(w.root, "mirror") }

func (w *Workspace) configuration() string { return filepath.Join(w.root, "cli.tfrc") }

func (w *Workspace) writeConfiguration() error {
	var text strings.Builder

	// A provider_installation without `direct` asks no registry.
	text.WriteString("provider_installation {\n")
	if len(w.overrides) > 0 {
		text.WriteString("  dev_overrides {\n")
		for _, source := range slices.Sorted(maps.Keys(w.overrides)) {
			fmt.Fprintf(&text, "    %q = %q\n", source, filepath.ToSlash(w.overrides[source]))
		}
		text.WriteString("  }\n")
	}
	fmt.Fprintf(&text, "  filesystem_mirror {\n    path = %q\n  }\n}\n", filepath.ToSlash(w.mirror()))
	if err := os.WriteFile(w.configuration(), []byte(text.String()), 0o644); err != nil {
		return fmt.Errorf("writing a workspace's CLI configuration: %w", err)
	}
	return nil
}

// Run runs a command in Dir and waits for its end. An exit code other than 0 is a result, not an error; an error says
// that the command could not run or that ctx ended first. Then it is interrupted as by Ctrl-C and, when that does not
// end it in time, killed with all that it started.
func (w *Workspace) Run(ctx context.Context, args ...string) (Result, error) {
	command := exec.CommandContext(ctx, w.cli.Path, args...)
	command.Dir = w.Dir
	for _, name := range slices.Sorted(maps.Keys(w.environment)) {
		command.Env = append(command.Env, name+"="+w.environment[name])
	}
	return Execute(ctx, command, w.grace)
}

// Output runs a command as Run does and returns its standard output. An exit code other than 0 is an error that repeats
// all that was printed.
func (w *Workspace) Output(ctx context.Context, args ...string) (string, error) {
	result, err := w.Run(ctx, args...)
	if err != nil {
		return "", err
	}
	if result.ExitCode != 0 {
		return "", fmt.Errorf("%s %s ended with exit code %d:\n%s%s", w.cli.Product, args[0], result.ExitCode, result.Stdout, result.Stderr)
	}
	return result.Stdout, nil
}

// Close removes the workspace and all in it.
func (w *Workspace) Close() error {
	if err := os.RemoveAll(w.root); err != nil {
		return fmt.Errorf("removing a workspace: %w", err)
	}
	return nil
}

// OverrideWithBuild builds this repository's provider into the workspace, and has the source's provider run from there.
func (w *Workspace) OverrideWithBuild(ctx context.Context, source string) error {
	folder := filepath.Join(w.root, "provider")
	if _, err := BuildProvider(ctx, folder); err != nil {
		return err
	}
	return w.DevOverride(source, folder)
}
