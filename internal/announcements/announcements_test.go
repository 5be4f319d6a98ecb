package announcements_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// in returns a document with these items.
func in(items string) string {
	return `<rss version="2.0"><channel><title>Konnect IP addresses</title>` + items + "</channel></rss>"
}

func parse(t *testing.T, document string) []announcements.Entry {
	t.Helper()
	entries, err := announcements.Parse([]byte(document))
	if err != nil {
		t.Fatalf("%.200q: %v", document, err)
	}
	return entries
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

const document = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [ <!ENTITY lol "lol"> <!ENTITY lol2 "&lol;&lol;"> <!ENTITY file SYSTEM "file:///etc/hostname"> ]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
  <channel>
    <title>Konnect IP addresses</title>
    <link>https://ip-addresses.origin.konghq.com/</link>
    <image><title>Kong</title></image>
    <item>
      <title>Addresses for the region in</title>
      <guid isPermaLink="false">https://ip-addresses.origin.konghq.com/changes/1</guid>
      <pubDate>Tue, 03 Dec 2024 09:30:00 GMT</pubDate>
      <description>203.0.113.7 &amp;amp; 203.0.113.8 receive traffic for &lt;b&gt;in&lt;/b&gt;.</description>
    </item>
    <item>
      <media:title>A picture</media:title>
      <title><![CDATA[New <em>egress</em> addresses for eu & us]]></title>
      <title>Another title</title>
      <link>https://ip-addresses.origin.konghq.com/changes/2?a=1&amp;copy=2</link>
      <guid>konnect-2025-08-26?a=1&amp;copy=2</guid>
      <pubDate>Tue, 26 Aug 2025 18:03:33 +0200</pubDate>
      <description><p>Added:</p><ul><li>203.0.113.9</li><li>203.0.113.10</li></ul></description>
      <content:encoded>Not read</content:encoded>
    </item>
    <item><title>A date will follow &lol2; &file; &eacute; R&D</title></item>
    <item><guid>https://konghq.com/a</guid><link>javascript:alert(1)</link></item>
  </channel>
</rss>
<!-- end -->
`

func TestParse(t *testing.T) {
	t.Parallel()
	want := []announcements.Entry{{
		Title:       "New egress addresses for eu & us",
		Link:        "https://ip-addresses.origin.konghq.com/changes/2?a=1&copy=2",
		ID:          "konnect-2025-08-26?a=1&copy=2",
		Summary:     "Added: 203.0.113.9 203.0.113.10",
		PublishedAt: date(t, "2025-08-26T16:03:33Z"),
	}, {
		Title:       "Addresses for the region in",
		ID:          "https://ip-addresses.origin.konghq.com/changes/1",
		Summary:     "203.0.113.7 & 203.0.113.8 receive traffic for in.",
		PublishedAt: date(t, "2024-12-03T09:30:00Z"),
	}, {
		Title: "A date will follow &lol2; &file; é R&D",
		// printf 'A date will follow &lol2; &file; é R&D\n\n' | sha256sum
		ID: "sha256:e90bd1f8708ba733134248c500776688a6b1e953b6605138e3a1f28cd2084dda",
	}, {
		ID: "https://konghq.com/a", Link: "https://konghq.com/a",
	}}
	for _, before := range []string{"", "\uFEFF", "\n"} {
		if diff := cmp.Diff(want, parse(t, before+document)); diff != "" {
			t.Errorf("entries (-want +got):\n%s", diff)
		}
	}
	if entries := parse(t, string(listserver.DemoUpdates())); len(entries) == 0 || entries[0].PublishedAt.IsZero() || entries[0].Title == "" {
		t.Errorf("the demo's announcements are read as %v", entries)
	}
	if entries := parse(t, in("")); entries == nil || len(entries) > 0 {
		t.Errorf("no items are read as %#v", entries)
	}
}

// TestParseOrder has enough entries, of two dates by turns, for an unstable sort to show. An entry that differs in no more than
// its summary is left out.
func TestParseOrder(t *testing.T) {
	t.Parallel()
	item := func(id int, rest string) string { return fmt.Sprintf("<item><guid>id-%d</guid>%s</item>", id, rest) }
	const newer, older = "<pubDate>26 Aug 2025 16:03 GMT</pubDate>", "<pubDate>3 Dec 2024 09:30 GMT</pubDate>"
	var items strings.Builder
	var first, second []string
	for id := range 50 {
		items.WriteString(item(2*id, older) + item(2*id+1, newer))
		first, second = append(first, fmt.Sprintf("id-%d", 2*id+1)), append(second, fmt.Sprintf("id-%d", 2*id))
	}
	items.WriteString(item(1, "<pubDate>26 Aug 2025 18:03 +0200</pubDate><description>again</description>"))
	items.WriteString(item(0, older+"<title>a</title>") + item(0, older+"<link>https://konghq.com/</link>") + item(0, ""))
	var got []string
	for _, entry := range parse(t, in(items.String())) {
		got = append(got, entry.ID)
	}
	if diff := cmp.Diff(slices.Concat(first, second, []string{"id-0", "id-0", "id-0"}), got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestParseLinks(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"https://konghq.com/a?b=c#d":                      "https://konghq.com/a?b=c#d",
		"\thttp://konghq.com\n":                           "http://konghq.com",
		"HTTPS://konghq.com/A":                            "https://konghq.com/A",
		"https://konghq.com/ä":                            "https://konghq.com/%C3%A4",
		"/changes":                                        "",
		"https:///changes":                                "",
		"javascript:alert(1)":                             "",
		"https://konghq.com@example.com/":                 "",
		"https://konghq.com/?&lt;script>":                 "",
		"https://konghq.com/?\u202Ea":                     "",
		"https://konghq.com/" + strings.Repeat("a", 2048): "",
	} {
		for _, element := range []string{"link", "guid"} {
			entries := parse(t, in(fmt.Sprintf("<item><%s>%s</%s></item>", element, link, element)))
			if entries[0].Link != want {
				t.Errorf("%s %q is read as %q, want %q", element, link, entries[0].Link, want)
			}
		}
	}
}

func TestParseDates(t *testing.T) {
	t.Parallel()
	const want = "2025-08-26T16:03:33Z"
	for text, want := range map[string]string{
		"Tue, 26 Aug 2025 16:03:33 GMT":    want,
		"Tue, 26 Aug 2025 18:03:33 +0200":  want,
		"Tue, 26 Aug 2025 11:03:33 EST":    want,
		"Tue, 26 Aug 2025 12:03:33 edt":    want,
		"Mon, 26 Aug 2025 16:03:33 GMT":    want,
		"Tue,26 Aug 2025 16:03:33\n GMT":   want,
		"26 Aug 25 16:03 UT":               "2025-08-26T16:03:00Z",
		"Tue, 26 Aug 25 09:03:33 PDT":      want,
		"Wed, 6 Aug 2025 7:03 GMT":         "2025-08-06T07:03:00Z",
		"2025-08-26T18:03:33+02:00":        want,
		"2025-08-26-16-03-33":              want,
		"":                                 "",
		"soon":                             "",
		"Tue, 26 Aug 2025 16:03:33 AEST":   "",
		"Tue, 26 Aug 2025 16:03:33":        "",
		"26 Aug 2025":                      "",
		"30 Feb 2025 16:03 GMT":            "",
		"0001-01-01T00:00:00Z":             "",
		"31 Dec 69 23:59 GMT":              "",
		"9999-12-31T23:59:59-01:00":        "",
		"1756224213":                       "",
		strings.Repeat("26 Aug 2025 ", 90): "",
	} {
		got := ""
		if at := parse(t, in("<item><pubDate>"+text+"</pubDate></item>"))[0].PublishedAt; !at.IsZero() {
			got = at.Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// TestParseText reduces HTML until nothing of it is left.
func TestParseText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Two addresses":                                   "Two addresses",
		" a\n\tb\u00A0\u2028c ":                           "a b c",
		"a\u009B31mb\u007Fc":                              "a31mbc",
		"a\u202Eb\u2066c\u200F":                           "abc",
		"a\u200Bb\uFEFFc\u00ADd":                          "abcd",
		"می\u200Cخواهم":                                   "می\u200Cخواهم",
		"203.0.<b>113</b>.9":                              "203.0.113.9",
		"203.<SPAN\nclass='x'>0</SPAN>.113.9":             "203.0.113.9",
		"<li>203.0.113.9</li><li>203.0.113.10</li>":       "203.0.113.9 203.0.113.10",
		"a<br/>b<body>c":                                  "a b c",
		"&lt; &amp; &eacute;&#33;":                        "< & é!",
		"a<!-- <b> -->b":                                  "a b",
		"a<script>b<c</script>d":                          "a d",
		"a<SCRIPT src='x'>b":                              "a",
		"<style>p{}\n</style>a":                           "a",
		"a<b href=":                                       "a",
		"1 < 2 > 1":                                       "1 < 2 > 1",
		"&amp;lt;script&amp;gt;a&amp;lt;/script&amp;gt;b": "b",
		"a<\u200Bb>c":                                     "ac",
		"&" + strings.Repeat("amp;", 9) + "lt;b>c":        "amp;lt;b c",
		strings.Repeat(" <p>", 30_000) + "a":              "",
		strings.Repeat("ab", 3000):                        strings.Repeat("ab", 2047) + "a…",
	} {
		got := parse(t, in("<item><description><![CDATA["+text+"]]></description></item>"))[0].Summary
		if got != want {
			t.Errorf("%.80q is read as %.80q, want %.80q", text, got, want)
		}
	}
	entry := parse(t, in("<item><guid>&lt;b&gt;7&lt;/b&gt;\u202E</guid></item>"))[0]
	if entry.ID != "7" {
		t.Errorf("id %q, want 7", entry.ID)
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	const (
		no        = "the document is not RSS 2.0: it is "
		malformed = "the feed is malformed: "
		most      = 100_000 - 6 // beside those that in writes
		large     = "the document is too large: it holds more than 100000 tags, or one of more than 64 KiB"
	)
	tests := map[string]struct{ document, want string }{
		"empty":            {" \n", no + "empty"},
		"text":             {"Service unavailable\u202e" + strings.Repeat("a", 90), no + `a text that starts with "Service unavailable\u202e` + strings.Repeat("a", 19) + `…"`},
		"HTML page":        {"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>x</title>", no + "an HTML page"},
		"Atom":             {`<feed xmlns="http://www.w3.org/2005/Atom"/>`, no + "Atom"},
		"RDF":              {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>`, no + "RDF (RSS 0.9 or 1.0)"},
		"RSS 0.91":         {`<rss version="0.91"><channel/></rss>`, no + "RSS 0.91"},
		"other namespace":  {`<rss version="2.0" xmlns="urn:x"><channel/></rss>`, no + `XML whose root is <rss xmlns="urn:x">`},
		"other XML":        {"<urlset/>", no + "XML whose root is <urlset>"},
		"no root":          {"<!-- nothing -->", no + "broken XML: EOF"},
		"JSON Feed":        {`{"version":"https://jsonfeed.org/version/1.1","items":[]}`, no + "a JSON Feed"},
		"address list":     {`{"updateDate":"2025-08-26-16-03-33"}`, no + "JSON"},
		"declared charset": {`<?xml version="1.0" encoding="iso-8859-1"?>` + in("<item><title>a</title></item>"), no + "in iso-8859-1, not in UTF-8"},
		"charset":          {in("<item><title>R\xE9gion</title></item>"), no + "not in UTF-8"},
		"UTF-16":           {"\xFF\xFE<\x00r\x00", no + "in UTF-16, not in UTF-8"},
		"no channel":       {`<rss version="2.0"/>`, malformed + "it has no <channel>"},
		"truncated":        {strings.TrimSuffix(in(""), "</rss>"), malformed + "XML syntax error on line 1: unexpected EOF"},
		"control":          {in("<item><title>&#27;</title></item>"), malformed + "XML syntax error on line 1: illegal character code U+001B"},
		"stray end":        {in("") + "</" + strings.Repeat("a", 10_000) + ">", malformed + "XML syntax error on line 1: unexpected end element </" + strings.Repeat("a", 106) + "…"},
		"second root":      {in("") + "<rss/>", malformed + "another document follows its end"},
		"trailing text":    {in("") + "x", malformed + "text stands outside the document's root"},
		"tags":             {in(strings.Repeat("<a/>", most+1)), large},
		"depth":            {`<rss version="2.0"><channel>` + strings.Repeat("<item>", 200_000), large},
		"attributes":       {"<rss" + strings.Repeat(" a", 33<<10) + "/>", large},
	}
	parse(t, in(strings.Repeat("<a/>", most)))
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries, err := announcements.Parse([]byte(test.document))
			if err == nil || entries != nil {
				t.Fatalf("%d entries, error %v", len(entries), err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

// TestParseInBoundedMemory holds that no document of the largest size that is fetched costs much more than its size.
func TestParseInBoundedMemory(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	const size, most = 4 << 20, 64 << 20
	start := `<rss version="2.0"><channel>`
	// What is not in use any more does not count, however busy the machine is that collects it.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, test := range map[string]struct{ head, piece, tail string }{
		"tags":                 {start, "<a/>", ""},
		"items":                {start, "<item/>", ""},
		"items at the bound":   {start, "<item><title>" + strings.Repeat("a ", 80) + "</title></item>", "</channel></rss>"},
		"depth":                {start, "<item>", ""},
		"depth at the bound":   {start + strings.Repeat("<item>", 99_990) + "<title>", "a", ""},
		"attributes":           {"<rss", " a", ">"},
		"attributes below":     {start, "<a" + strings.Repeat(" a", 32_000) + "/>", "</channel></rss>"},
		"attributes of tags":   {start, "<a b='c' d='e' f='g' h='i' j='k'/>", ""},
		"namespaces":           {"<rss", " xmlns:a='b'", ">"},
		"a name":               {"<", "a", ">"},
		"comments in a title":  {start + "<item><title>", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa<!---->", "</title></item></channel></rss>"},
		"entities":             {start + "<item><title>", "&amp;", "</title></item></channel></rss>"},
		"declared entities":    {"<!DOCTYPE rss [", `<!ENTITY a "&a;&a;">`, "]>" + in("<item><title>&a;</title></item>")},
		"layers of tags":       {start, "<item><title>&lt;b>&lt;i>&amp;lt;i>&amp;amp;lt;i>&amp;amp;amp;lt;i>&amp;amp;amp;amp;lt;i>" + strings.Repeat("&lt;p>", 20) + "</title></item>", "</channel></rss>"},
		"a long text":          {start + "<item><title>", "&lt;p> a", "</title></item></channel></rss>"},
		"long texts":           {start, "<item><title>" + strings.Repeat("&lt;p&gt;a", 64_000) + "</title></item>", "</channel></rss>"},
		"white space":          {"", " ", ""},
		"white space in a tag": {"<rss", " ", "/>"},
	} {
		body := []byte(test.head + strings.Repeat(test.piece, (size-len(test.head)-len(test.tail))/len(test.piece)) + test.tail)
		// Whether it is read or refused is the matter of other tests.
		_, _ = announcements.Parse(body)
		runtime.ReadMemStats(&after)
		if taken := after.HeapSys - before.HeapSys; taken > most {
			t.Fatalf("%s: the heap grew by %d MiB, want at most %d", name, taken>>20, most>>20)
		}
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

func FuzzParse(f *testing.F) {
	f.Add([]byte(document))
	f.Add(listserver.DemoUpdates())
	f.Add([]byte(in("<item><title>R\xE9gion</title><pubDate>26 Aug 25 16:03 PDT</pubDate></item>")))
	f.Fuzz(func(t *testing.T, body []byte) {
		before := string(body)
		entries, err := announcements.Parse(body)
		again, errAgain := announcements.Parse([]byte(before))
		if string(body) != before || !cmp.Equal(entries, again) || (err == nil) != (errAgain == nil) {
			t.Errorf("read twice: %v, %v and %v, %v", entries, err, again, errAgain)
		}
		if err != nil && (entries != nil || len(err.Error()) > 800 || cleantext.Text(err.Error(), 800) != err.Error()) {
			t.Errorf("%d entries beside error %q", len(entries), err)
		}
		for i, entry := range entries {
			if i > 0 && entry.PublishedAt.After(entries[i-1].PublishedAt) {
				t.Errorf("entry %d is newer than the one before", i)
			}
			for _, text := range []string{entry.Title, entry.Summary, entry.ID, entry.Link} {
				if clean := cleantext.Line(text, 5000); clean != text {
					t.Errorf("text %q is clean as %q", text, clean)
				}
			}
			if entry.ID == "" || entry.PublishedAt.Location() != time.UTC {
				t.Errorf("entry %+v", entry)
			}
		}
	})
}
