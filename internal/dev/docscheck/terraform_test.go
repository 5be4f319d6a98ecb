package docscheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

const source = "konnect-network/konnect"

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, source)) }

// TestTerraformBlocks parses the Terraform in the documentation, and looks whether complete examples name their
// providers.
func TestTerraformBlocks(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, page := range pages(t, repositoryFiles(t)) {
		for _, block := range page.blocks {
			if block.language != "terraform" {
				continue
			}
			checked++
			code := unindent(block.code)
			file, diags := hclsyntax.ParseConfig([]byte(code), page.path, hcl.Pos{Line: block.line, Column: 1})
			if diags.HasErrors() {
				t.Errorf("%s:%d: %v", page.path, block.line, diags)
				continue
			}
			if formatted := string(hclwrite.Format([]byte(code))); formatted != code {
				t.Errorf("%s:%d: not as terraform fmt writes it:\n%s", page.path, block.line, formatted)
			}
			if undeclared := undeclaredProviders(file, code); len(undeclared) > 0 {
				t.Errorf("%s:%d: required_providers lacks %s", page.path, block.line, strings.Join(undeclared, ", "))
			}
		}
	}
	if checked == 0 {
		t.Error("no Terraform was found")
	}
}

// unindent takes the first line's indentation from all lines: a block in a list is indented.
func unindent(code string) string {
	indentation := code[:len(code)-len(strings.TrimLeft(code, " "))]
	lines := strings.Split(code, "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], indentation)
	}
	return strings.Join(lines, "\n")
}

var functionCall = regexp.MustCompile(`provider::([\w-]+)::`)

// undeclaredProviders returns the local names that a complete example uses and does not declare. An example is complete
// where it has a terraform block with something beside it.
func undeclaredProviders(file *hcl.File, code string) []string {
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	complete := false
	declared := []string{"terraform"} // Built in.
	for _, block := range body.Blocks {
		if block.Type == "terraform" {
			complete = true
			for _, inner := range block.Body.Blocks {
				for name := range inner.Body.Attributes {
					declared = append(declared, name)
				}
			}
		}
	}
	if !complete {
		return nil
	}
	used := usedProviders(body.Blocks)
	for _, call := range functionCall.FindAllStringSubmatch(code, -1) {
		used = append(used, call[1])
	}
	slices.Sort(used)
	return slices.DeleteFunc(slices.Compact(used), func(name string) bool { return slices.Contains(declared, name) })
}

func usedProviders(blocks hclsyntax.Blocks) []string {
	var used []string
	for _, block := range blocks {
		switch block.Type {
		case "provider":
			used = append(used, block.Labels[0])
		case "check":
			used = append(used, usedProviders(block.Body.Blocks)...)
		case "resource", "data":
			name, _, _ := strings.Cut(block.Labels[0], "_")
			if chosen, ok := block.Body.Attributes["provider"]; ok {
				name = hcl.ExprAsKeyword(chosen.Expr)
			}
			used = append(used, name)
		}
	}
	return used
}

func TestUndeclaredProviders(t *testing.T) {
	t.Parallel()
	const declaration = "terraform {\n  required_providers {\n    konnect = { source = \"konnect-network/konnect\" }\n  }\n}\n"
	tests := map[string]string{
		"data \"aws_x\" \"y\" {}\n":                                                   "",
		declaration + "data \"konnect_regions\" \"y\" {}\n":                           "",
		declaration + "data \"aws_x\" \"y\" {}\n":                                     "aws",
		declaration + "data \"konnect_x\" \"y\" {\n  provider = other\n}\n":           "other",
		declaration + "check \"c\" {\n  data \"http\" \"y\" {}\n}\n":                  "http",
		declaration + "output \"o\" {\n  value = provider::second::f()\n}\n":          "second",
		declaration + "resource \"terraform_data\" \"y\" {}\nprovider \"third\" {}\n": "third",
	}
	for code, want := range tests {
		file, diags := hclsyntax.ParseConfig([]byte(code), "x.tf", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		if got := strings.Join(undeclaredProviders(file, code), ","); got != want {
			t.Errorf("undeclared %q, want %q in:\n%s", got, want, code)
		}
	}
}

// examples returns the folders of the examples that the pages show.
func examples(t *testing.T, files fs.FS) []string {
	t.Helper()
	folders := []string{"examples/quickstart", "examples/provider"}
	for _, pattern := range []string{"examples/data-sources/*", "examples/resources/*", "examples/functions/*"} {
		found, err := fs.Glob(files, pattern)
		if err != nil {
			t.Fatal(err)
		}
		folders = append(folders, found...)
	}
	return folders
}

var (
	needed = regexp.MustCompile(`required_version = ">= 1\.(\d+)"`)
	idle   = regexp.MustCompile(`No changes\.|Plan: 0 to add, 0 to change, 0 to destroy\.`)
)

// TestExamplesRun applies every example that the pages show as it stands, and plans again: nothing may change, and
// functions may make no request. Where this Terraform is older than an example says, it must say so.
func TestExamplesRun(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range examples(t, files) {
		t.Run(strings.TrimPrefix(folder, "examples/"), func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			workspace := acctest.NewTestWorkspace(t)
			workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
			workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
			if err := workspace.DevOverride(source, filepath.Dir(acctest.ProviderBinary(t))); err != nil {
				t.Fatal(err)
			}
			if err := workspace.CopyFrom(filepath.Join(root, filepath.FromSlash(folder))); err != nil {
				t.Fatal(err)
			}
			run := func(args ...string) tfrun.Result {
				result, err := workspace.Run(t.Context(), append(args, "-no-color")...)
				if err != nil {
					t.Fatal(err)
				}
				return result
			}
			applied := run("apply", "-auto-approve")
			if tooOld(t, files, folder) {
				if applied.ExitCode == 0 || !strings.Contains(applied.Stderr, "Unsupported") {
					t.Errorf("runs with an older Terraform than it asks for, or fails for another reason:\n%s", applied.Stderr)
				}
				return
			}
			if applied.ExitCode != 0 {
				t.Fatalf("apply ended with exit code %d:\n%s", applied.ExitCode, applied.Stderr)
			}
			if planned := run("plan"); planned.ExitCode != 0 || !idle.MatchString(planned.Stdout) {
				t.Errorf("the second plan is not empty:\n%s%s", planned.Stdout, planned.Stderr)
			}
			if requests := len(server.Requests()); requests > 0 && strings.HasPrefix(folder, "examples/functions/") {
				t.Errorf("functions made %d requests", requests)
			}
		})
	}
}

// tooOld reports whether the example asks for a newer Terraform than runs here.
func tooOld(t *testing.T, files fs.FS, folder string) bool {
	t.Helper()
	sources, err := fs.Glob(files, folder+"/*.tf")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range sources {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			t.Fatal(err)
		}
		if match := needed.FindSubmatch(text); match != nil {
			asked, err := strconv.Atoi(string(match[1]))
			if err != nil {
				t.Fatal(err)
			}
			return asked > minorVersion(t)
		}
	}
	t.Errorf("%s has no required_version", folder)
	return false
}

// minorVersion returns the second number of the version of the Terraform or OpenTofu that runs here; the first is 1.
func minorVersion(t *testing.T) int {
	t.Helper()
	_, rest, _ := strings.Cut(acctest.TestCLI(t).Version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	number, err := strconv.Atoi(minor)
	if err != nil {
		t.Fatal(err)
	}
	return number
}
