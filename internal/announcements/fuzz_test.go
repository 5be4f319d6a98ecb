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
	"unicode/utf8"
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
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		before := string(body)
		entries, err := Parse(body)
		again, errAgain := Parse([]byte(before))
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
	}{{entry.Title, maxTitleRunes}, {entry.Summary, maxSummaryRunes}} {
		if reduced := plainText(text.value, text.maxRunes); reduced != text.value {
			t.Errorf("text %q reduces to %q", text.value, reduced)
		}
		if utf8.RuneCountInString(text.value) > text.maxRunes {
			t.Errorf("text of more than %d runes", text.maxRunes)
		}
	}
	if entry.ID == "" || tidy(entry.ID) != entry.ID || !utf8.ValidString(entry.ID) {
		t.Errorf("id = %q", entry.ID)
	}
	if strings.ContainsAny(entry.ID, "<>") && plainText(entry.ID, maxIDRunes) != entry.ID {
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
