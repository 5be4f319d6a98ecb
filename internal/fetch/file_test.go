package fetch_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("good 1.json", []byte("good"))
	write("largest.json", make([]byte, 4<<20))
	write("large.json", make([]byte, 4<<20+1))
	if err := os.Symlink("good 1.json", filepath.Join(folder, "link.json")); err != nil {
		t.Fatal(err)
	}
	url := func(name string) string { return "file://" + filepath.ToSlash(folder) + "/" + name }

	for name, want := range map[string]int{"good%201.json": 4, "link.json": 4, "largest.json": 4 << 20} {
		body, err := get(t, patient(), url(name))
		if err != nil || len(body) != want {
			t.Errorf("%s: %d bytes, error %v, want %d bytes", name, len(body), err, want)
		}
	}
	for name, want := range map[string]struct{ text, advice string }{
		"missing.json":           {"URL names a file that does not exist", "Set updates_url to a file that does."},
		"good%201.json/x":        {"URL can't be read: stat " + folder + "/good 1.json/x: not a directory", tryLater},
		".":                      {"URL is not a regular file", "Set updates_url to a file."},
		"large.json":             {"URL gave a document of more than 4 MiB", checkURL},
		strings.Repeat("x", 300): {"URL can't be read: stat " + folder + "/" + strings.Repeat("x", 300) + ": file name too long", tryLater},
	} {
		_, err := get(t, patient(), url(name))
		wantError(t, err, url(name), want.advice, want.text)
	}
	// A device gives bytes without end.
	_, err := get(t, patient(), "file:///dev/zero")
	wantError(t, err, "file:///dev/zero", "Set updates_url to a file.", "URL is not a regular file")
}
