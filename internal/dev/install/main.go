// Install gives a build of the provider to the user's Terraform and OpenTofu: it copies the build to the folder where both
// look for providers without any configuration, as the version that -version names. With -remove it takes it away.
//
// The folder is documented as an implied local mirror directory:
// https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
// https://opentofu.org/docs/cli/config/config-file/#implied-local-mirror-directories
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func main() {
	version := flag.String("version", "", "the version that the build is installed as")
	remove := flag.Bool("remove", false, "remove that version instead of installing it")
	flag.Parse()
	tool.Main(func(context.Context) error {
		folder, err := dataFolder()
		if err != nil {
			return err
		}
		m := mirror{folder: folder, version: *version}
		if *remove {
			return m.remove(os.Stdout)
		}
		return m.install(os.Stdout, flag.Arg(0))
	})
}

// dataFolder is the user's folder of both products. OpenTofu has no other of its own unless XDG_DATA_HOME is set.
func dataFolder() (string, error) {
	if runtime.GOOS == "windows" {
		folder, err := os.UserConfigDir()
		return filepath.Join(folder, "terraform.d"), err
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".terraform.d"), err
}

// mirror is one version of the provider in a data folder.
type mirror struct {
	folder, version string
}

// files are the executables that the mirror holds, one for the registry of each product.
func (m mirror) files() []string {
	name := tfrun.Executable("terraform-provider-" + path.Base(provider.Source) + "_v" + m.version)
	var files []string
	for _, product := range []string{tfrun.Terraform, tfrun.OpenTofu} {
		files = append(files, filepath.Join(m.folder, "plugins", tfrun.CLI{Product: product}.RegistryHost(),
			filepath.FromSlash(provider.Source), m.version, runtime.GOOS+"_"+runtime.GOARCH, name))
	}
	return files
}

func (m mirror) install(out io.Writer, build string) error {
	content, err := os.ReadFile(build)
	if err != nil {
		return fmt.Errorf("reading the build: %w", err)
	}
	for _, file := range m.files() {
		if err := replace(file, content); err != nil {
			return fmt.Errorf("installing the provider: %w", err)
		}
		fmt.Fprintf(out, "installed %s\n", file)
	}
	fmt.Fprintf(out, `
Next: run terraform init or tofu init in the folder of your configuration. If that fails:
- The version constraint must allow %[1]s: "~> %[1]s".
- After an earlier build, remove the block of konnect from .terraform.lock.hcl. It holds that build's checksum.
- A provider_installation block in your CLI configuration turns this folder off. Name it there as a filesystem_mirror:
  %[2]s

To undo: make uninstall
`, m.version, filepath.Join(m.folder, "plugins"))
	return nil
}

// replace writes an executable beside its place and moves it there: one that runs is not written to.
func replace(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	fresh := file + ".new"
	if err := os.WriteFile(fresh, content, 0o755); err != nil {
		return err
	}
	return os.Rename(fresh, file)
}

func (m mirror) remove(out io.Writer) error {
	for _, file := range m.files() {
		err := os.Remove(file)
		if errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(out, "not installed: %s\n", file)
			continue
		}
		if err != nil {
			return fmt.Errorf("removing the provider: %w", err)
		}
		m.tidy(filepath.Dir(file))
		fmt.Fprintf(out, "removed %s\n", file)
	}
	return nil
}

// tidy removes a folder and those above it up to the data folder, as far as they are empty.
func (m mirror) tidy(folder string) {
	for os.Remove(folder) == nil && folder != m.folder {
		folder = filepath.Dir(folder)
	}
}
