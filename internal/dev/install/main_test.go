package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, provider.Source)) }

const (
	version  = "0.1.0"
	platform = runtime.GOOS + "_" + runtime.GOARCH
)

// TestInstall does what the README tells a reader to do, in a home folder of its own: install, init, plan, uninstall.
func TestInstall(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	m := mirror{folder: filepath.Join(home, filepath.Base(folderOf(t))), version: version}
	server := listserver.NewServer(t)
	workspace := acctest.NewTestWorkspace(t)
	for name, value := range map[string]string{
		"HOME":                     home,
		"APPDATA":                  home,
		"TF_CLI_CONFIG_FILE":       "",
		"KONNECT_IP_ADDRESSES_URL": server.URL(),
	} {
		workspace.Setenv(name, value)
	}
	if err := workspace.Write("main.tf", readmeBlock(t)); err != nil {
		t.Fatal(err)
	}

	var out bytes.Buffer
	if err := m.install(&out, acctest.ProviderBinary(t)); err != nil {
		t.Fatal(err)
	}
	for _, registry := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		file := filepath.Join(m.folder, "plugins", registry, "konnect-network", "konnect", version, platform,
			tfrun.Executable("terraform-provider-konnect_v"+version))
		if !strings.Contains(out.String(), "installed "+file+"\n") {
			t.Errorf("%s is not told of:\n%s", file, out.String())
		}
	}
	initialized, err := workspace.Output(t.Context(), "init", "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	if want := "Installed konnect-network/konnect v" + version + " (unauthenticated)"; !strings.Contains(initialized, want) {
		t.Errorf("init said:\n%s", initialized)
	}
	if _, err := workspace.Output(t.Context(), "plan", "-no-color"); err != nil {
		t.Error(err)
	}
	if requests := len(server.Requests()); requests != 1 {
		t.Errorf("the plan made %d requests for the list", requests)
	}

	if err := m.remove(&out); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(m.folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left: %v", m.folder, err)
	}
}

func folderOf(t *testing.T) string {
	t.Helper()
	folder, err := dataFolder()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

var terraformBlock = regexp.MustCompile("(?s)```terraform\n(.*?)```")

// readmeBlock is the first configuration of the README without what belongs to a cloud.
func readmeBlock(t *testing.T) string {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := terraformBlock.FindSubmatch(readme)
	if block == nil {
		t.Fatal("README.md has no configuration")
	}
	file, diagnostics := hclwrite.ParseConfig(block[1], "README.md", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	body := file.Body()
	for _, block := range body.Blocks() {
		if block.Type() == "resource" {
			body.RemoveBlock(block)
		}
	}
	required := body.FirstMatchingBlock("terraform", nil).Body().FirstMatchingBlock("required_providers", nil).Body()
	for name := range required.Attributes() {
		if name != "konnect" {
			required.RemoveAttribute(name)
		}
	}
	return string(file.Bytes())
}

// A second build replaces the first, and only what was installed is removed.
func TestInstallAgain(t *testing.T) {
	t.Parallel()
	m := mirror{folder: filepath.Join(t.TempDir(), ".terraform.d"), version: version}
	neighbour := filepath.Join(m.folder, "plugins", "registry.terraform.io", "konnect-network", "konnect", "0.0.1", "README")
	if err := replace(neighbour, nil); err != nil {
		t.Fatal(err)
	}
	build := filepath.Join(t.TempDir(), "build")
	for _, content := range []string{"first", "second"} {
		if err := os.WriteFile(build, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := m.install(&bytes.Buffer{}, build); err != nil {
			t.Fatal(err)
		}
		for _, file := range m.files() {
			got, err := os.ReadFile(file)
			if err != nil || string(got) != content {
				t.Errorf("%s holds %q, %v; want %q", file, got, err, content)
			}
		}
	}

	var out bytes.Buffer
	for _, want := range []string{"removed ", "not installed: "} {
		out.Reset()
		if err := m.remove(&out); err != nil {
			t.Fatal(err)
		}
		if text := want + m.files()[0] + "\n" + want + m.files()[1] + "\n"; out.String() != text {
			t.Errorf("got:\n%s\nwant:\n%s", out.String(), text)
		}
	}
	if _, err := os.Stat(neighbour); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(m.folder, "plugins", "registry.opentofu.org")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder is left: %v", err)
	}
}

func TestInstallWithoutABuild(t *testing.T) {
	t.Parallel()
	m := mirror{folder: t.TempDir(), version: version}
	if err := m.install(&bytes.Buffer{}, filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}
