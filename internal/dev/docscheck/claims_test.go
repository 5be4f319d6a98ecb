package docscheck

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// namedTest is a test in prose: `internal/addresslist.TestDecode`.
var namedTest = regexp.MustCompile("`(internal(?:/[a-z]+)+)\\.((?:Test|Fuzz)[A-Za-z0-9_]+)`")

// testsIn returns the test functions of a package.
func testsIn(t *testing.T, files fs.FS, folder string) []string {
	t.Helper()
	sources, err := fs.Glob(files, folder+"/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	var names []string
	for _, file := range sources {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range function.FindAllSubmatch(text, -1) {
			names = append(names, string(match[1]))
		}
	}
	return names
}

// TestNamedTestsExist looks for every test that a page names.
func TestNamedTestsExist(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	tests := map[string][]string{}
	named := 0
	for _, page := range pages(t, files) {
		for number, line := range page.lines {
			for _, match := range namedTest.FindAllStringSubmatch(line, -1) {
				named++
				folder, name := match[1], match[2]
				if tests[folder] == nil {
					tests[folder] = testsIn(t, files, folder)
				}
				if !slices.Contains(tests[folder], name) {
					t.Errorf("%s:%d: there is no test %s in %s", page.path, number+1, name, folder)
				}
			}
		}
	}
	if named == 0 {
		t.Error("no page names a test")
	}
}

// TestEveryPromiseNamesATest looks at each row of the promises.
func TestEveryPromiseNamesATest(t *testing.T) {
	t.Parallel()
	page := readPage(t, repositoryFiles(t), "templates/guides/promises.md")
	promises := 0
	for _, line := range page.lines {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 2 || cells[1] == "tests" || cells[1] == "---" {
			continue
		}
		promises++
		if !namedTest.MatchString(cells[1]) {
			t.Errorf("no test is named for: %s", cells[0])
		}
	}
	if promises == 0 {
		t.Error("no promise was found")
	}
}

var (
	requirement = regexp.MustCompile(`(?m)^(?:require )?\t?([a-z0-9.-]+\.[a-z]+/\S+) v\S+( // indirect)?$`)
	pathSpan    = regexp.MustCompile("`((?:internal|examples|templates|docs)/[A-Za-z0-9_./-]*)`")
)

// TestEveryDependencyIsArgued compares go.mod with the table in CONTRIBUTING.md.
func TestEveryDependencyIsArgued(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	text, err := fs.ReadFile(files, "go.mod")
	if err != nil {
		t.Fatal(err)
	}
	argued := map[string]bool{}
	for _, row := range rows(readPage(t, files, ".github/CONTRIBUTING.md").lines, "module", "what for") {
		argued[strings.Trim(row[0], "`")] = true
	}
	direct := 0
	for _, match := range requirement.FindAllStringSubmatch(string(text), -1) {
		module, indirect := match[1], match[2] != ""
		if !indirect {
			direct++
			if !argued[module] {
				t.Errorf(".github/CONTRIBUTING.md does not say what %s is for", module)
			}
		}
		delete(argued, module)
	}
	if direct == 0 {
		t.Error("no dependency was found in go.mod")
	}
	for module := range argued {
		t.Errorf(".github/CONTRIBUTING.md lists %s, which go.mod does not have", module)
	}
}

// TestNamedPathsExist looks for the files and folders that the project's own pages name in code.
func TestNamedPathsExist(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	named := 0
	for _, file := range []string{"README.md", "CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"} {
		page := readPage(t, files, file)
		for number, line := range page.lines {
			for _, match := range pathSpan.FindAllStringSubmatch(line, -1) {
				if namedTest.MatchString(match[0]) {
					continue
				}
				named++
				if problem := checkFile(files, strings.TrimSuffix(match[1], "/")); problem != "" {
					t.Errorf("%s:%d: %s", file, number+1, problem)
				}
			}
		}
	}
	if named == 0 {
		t.Error("no path was found")
	}
}
