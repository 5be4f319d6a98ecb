package examplestest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// forbidden are the functions that a user of the provider's maps must not need.
var forbidden = []string{"flatten", "setproduct", "zipmap", "index", "element"}

func examplesFolder(t *testing.T) string {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "examples")
}

// TestEveryExampleIsRun finds the folders with Terraform files and looks for them in the table.
func TestEveryExampleIsRun(t *testing.T) {
	t.Parallel()
	root := examplesFolder(t)
	var found []string
	for _, below := range []string{"firewalls", "text", "modules", "kong-konnect", "private-link", "refresh"} {
		err := filepath.WalkDir(filepath.Join(root, below), func(path string, entry fs.DirEntry, err error) error {
			// A test's own modules are no examples.
			if err == nil && entry.IsDir() && entry.Name() == "tests" {
				return fs.SkipDir
			}
			if err == nil && entry.Name() == "main.tf" {
				folder, _ := filepath.Rel(root, filepath.Dir(path))
				found = append(found, filepath.ToSlash(folder))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var run []string
	for _, example := range examples {
		run = append(run, example.folder)
	}
	slices.Sort(found)
	slices.Sort(run)
	if !slices.Equal(found, run) {
		t.Errorf("examples in the tree: %q\nexamples in the table: %q", found, run)
	}
}

func TestExamplesAreStandardModules(t *testing.T) {
	t.Parallel()
	root := examplesFolder(t)
	for _, example := range examples {
		t.Run(example.folder, func(t *testing.T) {
			t.Parallel()
			for _, name := range []string{"main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"} {
				info, err := os.Stat(filepath.Join(root, example.folder, name))
				if err != nil || info.Size() == 0 {
					t.Errorf("%s is missing or empty (%v)", name, err)
				}
			}
			// Those below refresh are run day after day by tests of their own.
			tests, err := filepath.Glob(filepath.Join(root, example.folder, "tests", "*.tftest.hcl"))
			if err != nil || len(tests) == 0 && !strings.HasPrefix(example.folder, "refresh/") {
				t.Errorf("no tests/*.tftest.hcl (%v)", err)
			}
		})
	}
}

// TestExamplesNeedNoTricks reads every expression: no reshaping function, no index, neither of a number nor of a key.
func TestExamplesNeedNoTricks(t *testing.T) {
	t.Parallel()
	root := examplesFolder(t)
	for _, example := range examples {
		t.Run(example.folder, func(t *testing.T) {
			t.Parallel()
			for _, body := range bodies(t, filepath.Join(root, example.folder)) {
				diagnostics := hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
					switch node := node.(type) {
					case *hclsyntax.FunctionCallExpr:
						if slices.Contains(forbidden, node.Name) {
							t.Errorf("%s: %s()", node.Range(), node.Name)
						}
					case *hclsyntax.IndexExpr:
						t.Errorf("%s: an index", node.Range())
					case *hclsyntax.ScopeTraversalExpr:
						if hasIndex(node.Traversal) {
							t.Errorf("%s: an index", node.Range())
						}
					case *hclsyntax.RelativeTraversalExpr:
						if hasIndex(node.Traversal) {
							t.Errorf("%s: an index", node.Range())
						}
					}
					return nil
				})
				if diagnostics.HasErrors() {
					t.Fatal(diagnostics)
				}
			}
		})
	}
}

// TestExamplesAssertWithoutProviderFunctions reads the assertions of the examples' tests: OpenTofu 1.12.6 crashes where one
// calls a provider's function. An output or a local may call it.
func TestExamplesAssertWithoutProviderFunctions(t *testing.T) {
	t.Parallel()
	assertions := 0
	err := filepath.WalkDir(examplesFolder(t), func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "test.hcl") {
			return err
		}
		for _, run := range parse(t, name).Blocks {
			for _, block := range run.Body.Blocks {
				if block.Type != "assert" {
					continue
				}
				assertions++
				_ = hclsyntax.VisitAll(block.Body, func(node hclsyntax.Node) hcl.Diagnostics {
					if call, ok := node.(*hclsyntax.FunctionCallExpr); ok && strings.HasPrefix(call.Name, "provider::") {
						t.Errorf("%s: %s() in an assertion; OpenTofu crashes there, call it in an output or a local", call.Range(), call.Name)
					}
					return nil
				})
			}
		}
		return nil
	})
	if err != nil || assertions == 0 {
		t.Errorf("%d assertions, %v", assertions, err)
	}
}

// TestReadmesCallTheModule holds the block to copy to the module's variables: none that is not there, none missing that
// must be given.
func TestReadmesCallTheModule(t *testing.T) {
	t.Parallel()
	root := examplesFolder(t)
	for _, example := range examples {
		// Root modules, which are not called.
		if example.folder == "kong-konnect" || strings.HasPrefix(example.folder, "refresh/") && example.folder != "refresh/check-drift" {
			continue
		}
		t.Run(example.folder, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(root, example.folder)
			required := map[string]bool{}
			for _, body := range bodies(t, folder) {
				for _, block := range body.Blocks {
					if block.Type == "variable" {
						_, optional := block.Body.Attributes["default"]
						required[block.Labels[0]] = !optional
					}
				}
			}
			readme, err := os.ReadFile(filepath.Join(folder, "README.md"))
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(readme), "```terraform\n")
			text, _, _ := strings.Cut(rest, "```")
			if got := string(hclwrite.Format([]byte(text))); got != text {
				t.Errorf("README.md: the block to copy is not formatted:\n%s", got)
			}
			file, diagnostics := hclsyntax.ParseConfig([]byte(text), "README.md", hcl.InitialPos)
			if diagnostics.HasErrors() {
				t.Fatal(diagnostics)
			}
			body, ok := file.Body.(*hclsyntax.Body)
			if !ok {
				t.Fatalf("README.md: body is a %T", file.Body)
			}
			calls := 0
			for _, block := range body.Blocks {
				if block.Type != "module" {
					continue
				}
				calls++
				for name := range block.Body.Attributes {
					if _, ok := required[name]; !ok && name != "source" {
						t.Errorf("README.md sets %s, which is not a variable", name)
					}
				}
				for name, must := range required {
					if _, set := block.Body.Attributes[name]; must && !set {
						t.Errorf("README.md does not set %s, which has no default", name)
					}
				}
			}
			if calls != 1 {
				t.Errorf("README.md starts with %d module calls, want 1", calls)
			}
		})
	}
}

func bodies(t *testing.T, folder string) []*hclsyntax.Body {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.tf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no Terraform files in %s (%v)", folder, err)
	}
	var all []*hclsyntax.Body
	for _, name := range files {
		all = append(all, parse(t, name))
	}
	return all
}

func parse(t *testing.T, name string) *hclsyntax.Body {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		t.Fatalf("%s: body is a %T", name, file.Body)
	}
	return body
}

func hasIndex(traversal hcl.Traversal) bool {
	return slices.ContainsFunc(traversal, func(step hcl.Traverser) bool {
		switch step.(type) {
		case hcl.TraverseRoot, hcl.TraverseAttr:
			return false
		default:
			return true
		}
	})
}
