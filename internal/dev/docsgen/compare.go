package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// staleError says which files of the docs folder are not what is generated.
type staleError struct {
	files []string
}

func (e *staleError) Error() string {
	return fmt.Sprintf("docs is not up to date; run `make docs` and commit the result:\n  %s", strings.Join(e.files, "\n  "))
}

// differences lists the files in which a folder differs from what it should be, each with what is wrong, in order.
func differences(folder, wanted string) ([]string, error) {
	have, err := contents(folder)
	if err != nil {
		return nil, err
	}
	want, err := contents(wanted)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		switch content, present := have[name]; {
		case !present:
			found = append(found, name+": missing")
		case !bytes.Equal(content, want[name]):
			found = append(found, name+": "+firstDifference(content, want[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if _, generated := want[name]; !generated {
			found = append(found, name+": not generated from anything")
		}
	}
	return found, nil
}

func firstDifference(have, want []byte) string {
	haveLines, wantLines := strings.Split(string(have), "\n"), strings.Split(string(want), "\n")
	for i, line := range wantLines {
		if i >= len(haveLines) {
			return fmt.Sprintf("ends before line %d, %q", i+1, line)
		}
		if haveLines[i] != line {
			return fmt.Sprintf("line %d is %q, generated is %q", i+1, haveLines[i], line)
		}
	}
	return fmt.Sprintf("goes on after line %d", len(wantLines))
}

// contents reads every file of a folder. A folder that does not exist is empty.
func contents(folder string) (map[string][]byte, error) {
	files := map[string][]byte{}
	tree := os.DirFS(folder)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case name == "." && errors.Is(err, fs.ErrNotExist):
			return fs.SkipAll
		case err != nil:
			return err
		case entry.IsDir():
			return nil
		}
		files[name], err = fs.ReadFile(tree, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(folder), err)
	}
	return files, nil
}
