package announcements

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, "")
	}
	f.Add([]byte("<rss><channel><item><title>R\xE9gion</title></item></channel></rss>"), "iso-8859-1")
	f.Fuzz(func(t *testing.T, body []byte, charset string) {
		before := string(body)
		entries, err := Parse(body, charset)
		again, errAgain := Parse([]byte(before), charset)
		if string(body) != before {
			t.Error("the body was changed")
		}
		if !reflect.DeepEqual(entries, again) || (err == nil) != (errAgain == nil) {
			t.Errorf("read twice: %v, %v and %v, %v", entries, err, again, errAgain)
		}
		if err != nil {
			if entries != nil {
				t.Errorf("%d entries beside error %v", len(entries), err)
			}
			if !errors.Is(err, ErrNotFeed) && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrOversized) {
				t.Errorf("error of no kind: %v", err)
			}
			return
		}
		type identity struct {
			id, link, title string
			publishedAt     time.Time
		}
		seen := map[identity]bool{}
		for i, entry := range entries {
			if i > 0 && entry.PublishedAt.After(entries[i-1].PublishedAt) {
				t.Errorf("entry %d is newer than the one before", i)
			}
			checkEntry(t, entry)
			key := identity{entry.ID, entry.Link, entry.Title, entry.PublishedAt}
			if seen[key] {
				t.Errorf("entry %d is there twice: %v", i, key)
			}
			seen[key] = true
		}
		if selected := Select(entries, time.Time{}, len(entries)); !reflect.DeepEqual(selected, entries) {
			t.Errorf("Select without since and limit: %v, want %v", selected, entries)
		}
		if latest, ok := Latest(entries); ok && !latest.Equal(entries[0].PublishedAt) {
			t.Errorf("Latest = %v, want the first entry's date", latest)
		}
	})
}

func checkEntry(t *testing.T, entry Entry) {
	t.Helper()
	for _, text := range []struct {
		value    string
		maxRunes int
	}{{entry.Title, maxTitleRunes}, {entry.Summary, maxSummaryRunes}, {entry.ID, max(maxIDRunes, maxLinkBytes)}} {
		if clean := cleantext.Line(text.value, text.maxRunes); clean != text.value {
			t.Errorf("text %q is clean as %q", text.value, clean)
		}
	}
	if entry.ID == "" {
		t.Error("no id")
	}
	if strings.ContainsAny(entry.ID, "<>") && html.line(entry.ID, maxIDRunes, new(size)) != entry.ID {
		t.Errorf("id %q holds markup", entry.ID)
	}
	if entry.Link != "" {
		u, err := url.Parse(entry.Link)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
			t.Errorf("link = %q", entry.Link)
		}
	}
	if entry.PublishedAt.Location() != time.UTC {
		t.Errorf("date %v is not in UTC", entry.PublishedAt)
	}
	if _, err := time.Parse(time.RFC3339Nano, entry.PublishedAt.Format(time.RFC3339Nano)); err != nil {
		t.Error(err)
	}
}
