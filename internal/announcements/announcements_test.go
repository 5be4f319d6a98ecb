package announcements_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
)

func date(t *testing.T, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func parseFile(t *testing.T, name string) []announcements.Entry {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := announcements.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestParseFiles(t *testing.T) {
	t.Parallel()
	// The same announcements in each dialect.
	const base = "https://ip-addresses.origin.konghq.com/changes/"
	common := []announcements.Entry{{
		Title:       "New egress addresses for eu & us",
		Link:        base + "2025-08-26?a=1&copy=2",
		ID:          "konnect-2025-08-26",
		Summary:     "Added: 203.0.113.9 203.0.113.10",
		PublishedAt: date(t, "2025-08-26T16:03:33Z"),
	}, {
		Title:       "Addresses for the region in",
		Link:        base + "2024-12-03",
		ID:          "konnect-2024-12-03",
		Summary:     "203.0.113.7 & 203.0.113.8 receive traffic for in.",
		PublishedAt: date(t, "2024-12-03T09:30:00Z"),
	}, {
		Title: "A date will follow",
		// printf 'A date will follow\n\n' | sha256sum
		ID: "sha256:29e5eb06ad1739053df462f8939968edc902e1c1c3f42f6803f3f348ddf1f7ca",
	}}
	tests := map[string][]announcements.Entry{
		"rss.xml":   common,
		"atom.xml":  common,
		"feed.json": common,
		"broken-dates.xml": {
			{ID: "iso-no-zone", PublishedAt: date(t, "2025-08-26T16:03:34Z")},
			{ID: "wrong-weekday", PublishedAt: date(t, "2025-08-26T16:03:33Z")},
			{ID: "konnect", PublishedAt: date(t, "2025-08-26T16:03:33Z")},
			{ID: "rfc-822-two-digit-year", PublishedAt: date(t, "2025-08-26T16:03:00Z")},
			{ID: "est", PublishedAt: date(t, "2025-08-06T12:03:33Z")},
			{ID: "dc-date-instead", PublishedAt: date(t, "2024-01-02T00:00:00Z")},
			{ID: "unreadable"},
		},
		"markup.xml": {
			{Title: "Twice escaped", ID: "7", Summary: "Plain child elements and an override"},
			{Title: "a < b", ID: "sha256:734a4cd413226458fc8ed8995927c77827c07e598b46a92caa911a6927c3532b"},
		},
		"missing-ids.json": {
			{Title: "Link only", Link: "https://example.com/a", ID: "https://example.com/a"},
			{Title: "Text only", Summary: "203.0.113.9", ID: "sha256:9857714489baa34f96f67cff2f533471f606da702ad18604b553ccc81884d335"},
			{Title: "Text only", Summary: "203.0.113.10", ID: "sha256:d519b4781643104f4524ada4cfa5d85f2ca990e0ab76c61f24ba6e34ca9d7524"},
			{Title: "Number", ID: "7"},
			{ID: "sha256:75a11da44c802486bc6f65640aa48a730f0f684c5c07a42ba3cd1735eb3fb070"},
		},
		"entities.xml": {{Title: "&lol3; &file;", ID: "bomb"}},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, parseFile(t, name)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseTies(t *testing.T) {
	t.Parallel()
	// Enough entries, of two dates by turns, for an unstable sort to show.
	var items strings.Builder
	var newer, older []string
	for i := range 100 {
		id, published := fmt.Sprintf("id-%d", i), "2025-08-26T16:03:33Z"
		if i%2 == 0 {
			newer = append(newer, id)
		} else {
			older = append(older, id)
			published = "2024-12-03T09:30:00Z"
		}
		fmt.Fprintf(&items, "<item><guid>%s</guid><pubDate>%s</pubDate></item>", id, published)
	}
	items.WriteString("<item><guid>id-0</guid><pubDate>2025-08-26T18:03:33+02:00</pubDate><description>again</description></item>")
	entries, err := announcements.Parse([]byte("\uFEFF\n<rss><channel>" + items.String() + "</channel></rss>\n<!-- end -->\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.ID)
	}
	if diff := cmp.Diff(append(newer, older...), got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestParseEmpty(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		"<rss><channel/></rss>",
		`<feed xmlns="http://www.w3.org/2005/Atom"/>`,
		`{"version":"https://jsonfeed.org/version/1.1","items":[]}`,
	} {
		entries, err := announcements.Parse([]byte(body))
		if err != nil || entries == nil || len(entries) != 0 {
			t.Errorf("Parse(%s) = %#v, %v; want no entries and no error", body, entries, err)
		}
	}
}

func TestParseLinks(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ link, want string }{
		"https":           {"https://konghq.com/a?b=c#d", "https://konghq.com/a?b=c#d"},
		"http":            {" http://konghq.com ", "http://konghq.com"},
		"upper scheme":    {"HTTPS://konghq.com/A", "https://konghq.com/A"},
		"other letters":   {"https://konghq.com/ä", "https://konghq.com/%C3%A4"},
		"relative":        {"/changes", ""},
		"scheme relative": {"//konghq.com/changes", ""},
		"no host":         {"https:///changes", ""},
		"javascript":      {"javascript:alert(1)", ""},
		"data":            {"data:text/html,x", ""},
		"file":            {"file:///etc/passwd", ""},
		"user":            {"https://konghq.com@example.com/", ""},
		"markup":          {"https://konghq.com/?<script>", ""},
		"override":        {"https://konghq.com/?\u202Ea", ""},
		"endless":         {"https://konghq.com/" + strings.Repeat("a", 2048), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := fmt.Sprintf(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":%q}]}`, test.link)
			entries, err := announcements.Parse([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			if entries[0].Link != test.want {
				t.Errorf("link = %q, want %q", entries[0].Link, test.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	const jsonHead = `{"version":"https://jsonfeed.org/version/1.1","items":`
	attributes := func(format string, n int) string {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, format, i)
		}
		return text.String()
	}
	tests := map[string]struct {
		body string
		kind error
		want string
	}{
		"empty": {" \n", announcements.ErrNotFeed, "the document is not an RSS, Atom or JSON Feed: it is empty"},
		"text":  {"Service unavailable", announcements.ErrNotFeed, `it starts with "Service unavailable"`},
		"HTML page": {
			"<!DOCTYPE html><html><head><title>x</title></head></html>", announcements.ErrNotFeed,
			"the document is not an RSS, Atom or JSON Feed: it is an HTML page",
		},
		"other XML":        {"<urlset/>", announcements.ErrNotFeed, "it is XML whose root is <urlset>"},
		"no root":          {"<!-- nothing -->", announcements.ErrNotFeed, "it has no root element"},
		"no channel":       {"<rss/>", announcements.ErrNotFeed, "it has no <channel>"},
		"unknown encoding": {`<?xml version="1.0" encoding="x-y"?><rss/>`, announcements.ErrNotFeed, "unsupported charset"},
		"address list":     {`{"updateDate":"2025-08-26-16-03-33"}`, announcements.ErrNotFeed, `"version" is not that of a JSON Feed`},
		"JSON array":       {`[{"id":"1"}]`, announcements.ErrNotFeed, `it starts with "[{\"id\":\"1\"}]"`},
		"no items":         {`{"version":"https://jsonfeed.org/version/1"}`, announcements.ErrNotFeed, `without an "items" list`},
		"items null":       {jsonHead + `null}`, announcements.ErrNotFeed, `without an "items" list`},
		"items a text":     {jsonHead + `"x"}`, announcements.ErrMalformed, "cannot unmarshal string"},
		"item null":        {jsonHead + `[{},null]}`, announcements.ErrMalformed, "the feed is malformed: items[1] is null"},
		"key twice":        {jsonHead + `[],"Items":[]}`, announcements.ErrMalformed, `the key "Items" is given twice in one object`},
		"JSON truncated":   {jsonHead + `[{"id":"1"}`, announcements.ErrMalformed, "unexpected EOF"},
		"JSON trailing":    {jsonHead + `[]}x`, announcements.ErrMalformed, "something follows the end"},
		"JSON second":      {jsonHead + `[]}{}`, announcements.ErrMalformed, "something follows the end"},
		"XML truncated":    {"<rss><channel><item><title>a", announcements.ErrMalformed, "unexpected EOF"},
		"XML stray end": {
			"<rss><channel/></rss></" + strings.Repeat("a", 10_000) + ">", announcements.ErrMalformed,
			"the feed is malformed: XML syntax error on line 1: unexpected end element </aaa",
		},
		"XML second root": {"<rss><channel/></rss><rss/>", announcements.ErrMalformed, "<rss> follows the end of the document"},
		"XML trailing":    {"<rss><channel/></rss>x", announcements.ErrMalformed, "text stands outside"},
		"XML deep":        {"<rss>" + strings.Repeat("<a>", 200_000), announcements.ErrOversized, "nested more than 64 levels"},
		"XML deep extension": {
			`<rss xmlns:e="e"><channel><item>` + strings.Repeat("<e:a>", 200_000) + strings.Repeat("</e:a>", 200_000) +
				"</item></channel></rss>", announcements.ErrOversized, "nested more than 64 levels",
		},
		"JSON deep arrays":  {jsonHead + strings.Repeat("[", 200_000), announcements.ErrOversized, "nested more than 64 levels"},
		"JSON deep objects": {jsonHead + strings.Repeat(`{"a":`, 200_000), announcements.ErrOversized, "nested more than 64 levels"},
		"RSS entries": {
			"<rss><channel>" + strings.Repeat("<item/>", 10_001) + "</channel></rss>",
			announcements.ErrOversized, "the feed is too large: it holds more than 10000 entries",
		},
		"Atom entries": {"<feed>" + strings.Repeat("<entry/>", 10_001) + "</feed>", announcements.ErrOversized, "more than 10000 entries"},
		"JSON entries": {jsonHead + "[" + strings.Repeat("{},", 10_001) + "{}]}", announcements.ErrOversized, "more than 10000 entries"},
		"XML elements": {"<rss><channel>" + strings.Repeat("<a/>", 200_000) + "</channel></rss>", announcements.ErrOversized, "more than 200000 elements"},
		"JSON values":  {jsonHead + "[],\"a\":[" + strings.Repeat("1,", 200_000) + "1]}", announcements.ErrOversized, "more than 200000 elements"},
		"namespaces":   {"<rss" + attributes(` xmlns:n%d="n"`, 33) + "><channel/></rss>", announcements.ErrOversized, "more than 32 namespaces"},
		"attributes":   {"<rss" + attributes(` a%d=""`, 100_000) + "><channel/></rss>", announcements.ErrOversized, "longer than 524288 bytes"},
		"endless text": {
			"<rss><channel><title>" + strings.Repeat("a", 600<<10) + "</title></channel></rss>",
			announcements.ErrOversized, "the feed is too large: a single text or tag in it is longer than 524288 bytes",
		},
		"endless text in another encoding": {
			`<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>` + strings.Repeat("a", 600<<10) + "</title></channel></rss>",
			announcements.ErrOversized, "longer than 524288 bytes",
		},
		"endless text in JSON": {jsonHead + `[{"summary":"` + strings.Repeat("a", 600<<10) + `"}]}`, announcements.ErrOversized, "longer than 524288 bytes"},
		"pieces of text": {
			`<rss xmlns:e="e"><channel><e:a>` + strings.Repeat("a<!---->", 501) + "</e:a></channel></rss>",
			announcements.ErrOversized, "in more than 500 pieces",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries, err := announcements.Parse([]byte(test.body))
			if !errors.Is(err, test.kind) {
				t.Fatalf("error = %v, want one that is %q", err, test.kind)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %q, want it to contain %q", err, test.want)
			}
			if len(err.Error()) > 250 {
				t.Errorf("error of %d bytes: %.200q", len(err.Error()), err)
			}
			if entries != nil {
				t.Errorf("%d entries beside an error", len(entries))
			}
		})
	}
}

func TestParseOtherEncoding(t *testing.T) {
	t.Parallel()
	body := "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item><guid>1</guid><title>R\xE9gion\x08</title></item></channel></rss>"
	entries, err := announcements.Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]announcements.Entry{{ID: "1", Title: "Région"}}, entries); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	newest := announcements.Entry{ID: "newest", PublishedAt: date(t, "2025-08-26T16:03:33Z")}
	older := announcements.Entry{ID: "older", PublishedAt: date(t, "2024-12-03T09:30:00Z")}
	undated := announcements.Entry{ID: "undated"}
	all := []announcements.Entry{newest, older, undated}
	tests := map[string]struct {
		since time.Time
		limit int
		want  []announcements.Entry
	}{
		"all":               {time.Time{}, 20, all},
		"limit":             {time.Time{}, 2, []announcements.Entry{newest, older}},
		"limit below one":   {time.Time{}, -1, []announcements.Entry{}},
		"since is included": {newest.PublishedAt, 20, []announcements.Entry{newest}},
		"since in another zone": {
			newest.PublishedAt.In(time.FixedZone("", 7200)), 20, []announcements.Entry{newest},
		},
		"since leaves out undated": {date(t, "2001-01-01T00:00:00Z"), 20, []announcements.Entry{newest, older}},
		"since and limit":          {date(t, "2001-01-01T00:00:00Z"), 1, []announcements.Entry{newest}},
		"nothing new":              {newest.PublishedAt.Add(1), 20, []announcements.Entry{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, announcements.Select(all, test.since, test.limit)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLatest(t *testing.T) {
	t.Parallel()
	want := date(t, "2025-08-26T16:03:33Z")
	entries := []announcements.Entry{{}, {PublishedAt: want.Add(-1)}, {PublishedAt: want}}
	if got, ok := announcements.Latest(entries); !ok || !got.Equal(want) {
		t.Errorf("Latest = %v, %v; want %v", got, ok, want)
	}
	if got, ok := announcements.Latest(entries[:1]); ok || !got.IsZero() {
		t.Errorf("Latest of undated entries = %v, %v; want none", got, ok)
	}
}
