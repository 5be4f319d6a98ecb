package docscheck

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// repositoryFiles returns the repository's files.
func repositoryFiles(t *testing.T) fs.FS {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	return os.DirFS(root)
}

// page is a Markdown file, or a template for one.
type page struct {
	// path is the file's, from the root, with slashes.
	path string
	// lines is the text, with the lines of code blocks left empty.
	lines  []string
	blocks []block
}

// block is a fenced code block.
type block struct {
	language, code string
	// line is where its code starts, from 1.
	line int
}

var fence = regexp.MustCompile("^ *```([a-z]*)$")

func parsePage(file, text string) (page, error) {
	parsed := page{path: file}
	var open *block
	for number, line := range strings.Split(text, "\n") {
		marker := fence.FindStringSubmatch(line)
		switch {
		case open == nil && marker != nil:
			open = &block{language: marker[1], line: number + 2}
		case open == nil:
			parsed.lines = append(parsed.lines, line)
			continue
		case marker != nil:
			parsed.blocks = append(parsed.blocks, *open)
			open = nil
		default:
			open.code += line + "\n"
		}
		parsed.lines = append(parsed.lines, "")
	}
	if open != nil {
		return page{}, fmt.Errorf("%s:%d: the code block does not end", file, open.line)
	}
	return parsed, nil
}

func readPage(t *testing.T, files fs.FS, file string) page {
	t.Helper()
	text, err := fs.ReadFile(files, file)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parsePage(file, string(text))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// pages returns every page that people read or that one is made from.
func pages(t *testing.T, files fs.FS) []page {
	t.Helper()
	found := []page{readPage(t, files, "README.md"), readPage(t, files, "CHANGELOG.md")}
	for _, folder := range []string{".github", "docs", "templates", "examples"} {
		err := fs.WalkDir(files, folder, func(file string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && (path.Ext(file) == ".md" || strings.HasSuffix(file, ".md.tmpl")) {
				found = append(found, readPage(t, files, file))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// published returns where the page is read: a template's links are those of the page that is made from it.
func (p page) published() string {
	if rest, ok := strings.CutPrefix(p.path, "templates/"); ok {
		return "docs/" + strings.TrimSuffix(rest, ".tmpl")
	}
	return p.path
}

var (
	headingLine = regexp.MustCompile(`^#+ +(.+?) *$`)
	anchorTag   = regexp.MustCompile(`<a id="([^"]+)">`)
	notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// anchors returns what links into the page may name after a #, by GitHub's rule for headings.
func (p page) anchors() map[string]bool {
	found := map[string]bool{}
	for _, line := range p.lines {
		for _, tag := range anchorTag.FindAllStringSubmatch(line, -1) {
			found[tag[1]] = true
		}
		heading := headingLine.FindStringSubmatch(line)
		if heading == nil {
			continue
		}
		anchor := strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(heading[1]), ""), " ", "-")
		unique := anchor
		for n := 1; found[unique]; n++ {
			unique = fmt.Sprintf("%s-%d", anchor, n)
		}
		found[unique] = true
	}
	return found
}

// link is the target of a link and where it stands.
type link struct {
	target string
	line   int
}

var (
	inlineLink    = regexp.MustCompile(`\[[^\]]*\]\(([^)\s]+)\)`)
	referenceLink = regexp.MustCompile(`^\[[^\]]+\]: +(\S+)`)
	codeSpan      = regexp.MustCompile("`[^`]*`")
)

func (p page) links() []link {
	var found []link
	for number, line := range p.lines {
		// A link's text may be code; what stands in code is not a link.
		text := codeSpan.ReplaceAllStringFunc(line, func(span string) string { return strings.Repeat("x", len(span)) })
		for _, expression := range []*regexp.Regexp{inlineLink, referenceLink} {
			for _, match := range expression.FindAllStringSubmatch(text, -1) {
				found = append(found, link{match[1], number + 1})
			}
		}
	}
	return found
}

// section returns the lines under the heading, up to the next of the same or a higher rank.
func (p page) section(heading string) []string {
	rank := len(heading) - len(strings.TrimLeft(heading, "#"))
	for start, line := range p.lines {
		if line != heading {
			continue
		}
		rest := p.lines[start+1:]
		for end, line := range rest {
			if level := len(line) - len(strings.TrimLeft(line, "#")); level > 0 && level <= rank && headingLine.MatchString(line) {
				return rest[:end]
			}
		}
		return rest
	}
	return nil
}

// rows returns the cells of the table rows among the lines that follow a header with these titles.
func rows(lines []string, header ...string) [][]string {
	var found [][]string
	inside := false
	for _, line := range lines {
		if !strings.HasPrefix(line, "|") {
			inside = false
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case strings.Join(cells, "|") == strings.Join(header, "|"):
			inside = true
		case inside && !strings.HasPrefix(cells[0], "---"):
			found = append(found, cells)
		}
	}
	return found
}

func TestPage(t *testing.T) {
	t.Parallel()
	const text = "# What can't `x_y` be?\n## A\n## A\n[`one`](a.md#b) `[no](link)` [two](https://example.com)\n```hcl\n# no heading [no](link)\n```\n[ref]: c.md\n"
	parsed, err := parsePage("templates/guides/p.md.tmpl", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := parsed.published(); got != "docs/guides/p.md" {
		t.Errorf("published as %s", got)
	}
	anchors := parsed.anchors()
	for _, want := range []string{"what-cant-x_y-be", "a", "a-1"} {
		if !anchors[want] {
			t.Errorf("no anchor %q in %v", want, anchors)
		}
	}
	if len(anchors) != 3 {
		t.Errorf("anchors %v, want 3", anchors)
	}
	if got, want := fmt.Sprint(parsed.links()), "[{a.md#b 4} {https://example.com 4} {c.md 8}]"; got != want {
		t.Errorf("links %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(parsed.blocks), "[{hcl # no heading [no](link)\n 6}]"; got != want {
		t.Errorf("blocks %s, want %s", got, want)
	}
	if _, err := parsePage("p.md", "```hcl\n"); err == nil {
		t.Error("no error for a code block that does not end")
	}
}
