package docscheck

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const repositoryURL = "https://github.com/konnect-network/terraform-provider-konnect/"

// checkLink returns what is wrong with a link of the page, or nothing.
func checkLink(files fs.FS, from page, target string) string {
	file, inRepository := cutRepository(target)
	parsed, err := url.Parse(target)
	switch {
	case err != nil:
		return "is not a URL"
	case inRepository:
		file = strings.TrimSuffix(file, "#"+parsed.Fragment)
	case parsed.Scheme == "https" && parsed.Host != "":
		return ""
	case parsed.Scheme != "":
		return "is neither relative nor https"
	case parsed.Path != "":
		file = path.Join(path.Dir(from.published()), parsed.Path)
	default:
		file = from.published()
	}
	if problem := checkFile(files, file); problem != "" || parsed.Fragment == "" {
		return problem
	}
	text, err := fs.ReadFile(files, file)
	if err != nil {
		return err.Error()
	}
	to, err := parsePage(file, string(text))
	if err != nil {
		return err.Error()
	}
	if !to.anchors()[parsed.Fragment] {
		return fmt.Sprintf("names a heading that %s does not have", file)
	}
	return ""
}

// cutRepository returns the file or folder of a link to the repository's main branch.
func cutRepository(target string) (string, bool) {
	for _, view := range []string{"tree/main/", "blob/main/"} {
		if file, ok := strings.CutPrefix(target, repositoryURL+view); ok {
			return file, true
		}
	}
	return "", false
}

func checkFile(files fs.FS, file string) string {
	if _, err := fs.Stat(files, file); err != nil {
		return "leads to nothing in the repository: " + file
	}
	return ""
}

func TestLinks(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	checked := 0
	for _, page := range pages(t, files) {
		for _, link := range page.links() {
			checked++
			if problem := checkLink(files, page, link.target); problem != "" {
				t.Errorf("%s:%d: the link %q %s", page.path, link.line, link.target, problem)
			}
		}
	}
	if checked == 0 {
		t.Error("no link was found")
	}
}

func TestCheckLink(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"docs/index.md": {}, "docs/guides/a.md": {Data: []byte("# Head\n")}}
	from := page{path: "templates/guides/b.md.tmpl"}
	tests := map[string]bool{
		"a.md":                           true,
		"a.md#head":                      true,
		"../index.md":                    true,
		"https://example.com/x":          true,
		repositoryURL + "tree/main/docs": true,
		repositoryURL + "blob/main/docs/guides/a.md#head": true,
		"a.md#tail":                   false,
		"c.md":                        false,
		"index.md":                    false,
		"#head":                       false,
		"http://example.com/":         false,
		"mailto:someone@example.com":  false,
		repositoryURL + "tree/main/x": false,
		repositoryURL + "blob/main/docs/guides/a.md#tail": false,
	}
	for target, want := range tests {
		if problem := checkLink(files, from, target); (problem == "") != want {
			t.Errorf("link %q: %q, want sound: %t", target, problem, want)
		}
	}
}

// TestEveryPageIsLinked walks from the index, so that no page is found by its address only.
func TestEveryPageIsLinked(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	index := readPage(t, files, "docs/index.md")
	linked := map[string]bool{index.path: true}
	for _, link := range index.links() {
		target, _, _ := strings.Cut(link.target, "#")
		linked[path.Join("docs", target)] = true
	}
	for _, page := range pages(t, files) {
		if strings.HasPrefix(page.path, "docs/") && !linked[page.path] {
			t.Errorf("docs/index.md has no link to %s", page.path)
		}
	}
}

// TestReadmeListsEveryExample looks for a link to each folder that users copy. The pages show those of single entities.
func TestReadmeListsEveryExample(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	linked := map[string]bool{}
	for _, link := range readPage(t, files, "README.md").links() {
		linked[link.target] = true
	}
	listed := 0
	err := fs.WalkDir(files, "examples", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{"data-sources", "functions", "provider", "resources", "tests"}, entry.Name()):
			return fs.SkipDir
		case entry.Name() == "main.tf":
			listed++
			if !linked[path.Dir(file)] {
				t.Errorf("README.md has no link to %s", path.Dir(file))
			}
		}
		return nil
	})
	if err != nil || listed == 0 {
		t.Errorf("%d examples, %v", listed, err)
	}
}

// unpublishable are the paths of one person's machine, and words of unfinished work.
var unpublishable = regexp.MustCompile(`(?:^|[\s"'(=/` + "`" + `])/(?:root|home|Users|usr/local)/|[A-Z]:\\Users|\bTODO\b|\bFIXME\b|\blocalhost:\d`)

func TestNothingUnpublishable(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	for _, page := range pages(t, files) {
		text, err := fs.ReadFile(files, page.path)
		if err != nil {
			t.Fatal(err)
		}
		for number, line := range strings.Split(string(text), "\n") {
			if word := unpublishable.FindString(line); word != "" {
				t.Errorf("%s:%d: %q does not belong into the documentation", page.path, number+1, word)
			}
		}
	}
	for _, line := range []string{"see /home/x", `"file:///Users/x"`, "TODO: write"} {
		if !unpublishable.MatchString(line) {
			t.Errorf("%q passes", line)
		}
	}
}
