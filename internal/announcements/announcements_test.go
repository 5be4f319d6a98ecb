package announcements_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

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
	entries, err := announcements.Parse(body, "")
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
	entries, err := announcements.Parse([]byte("\uFEFF\n<rss><channel>"+items.String()+"</channel></rss>\n<!-- end -->\n"), "")
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
		entries, err := announcements.Parse([]byte(body), "")
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
			entries, err := announcements.Parse([]byte(body), "")
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
		"items a text":     {jsonHead + `"x"}`, announcements.ErrMalformed, `"items" is not a list`},
		"items an object":  {jsonHead + `{"a":[]}}`, announcements.ErrMalformed, `"items" is not a list`},
		"item null":        {jsonHead + `[{},null]}`, announcements.ErrMalformed, "the feed is malformed: items[1] is not an object"},
		"title a list":     {jsonHead + `[{},{"title":["a"]}]}`, announcements.ErrMalformed, "the feed is malformed: items[1].title is not a text"},
		"key twice":        {jsonHead + `[],"items":[]}`, announcements.ErrMalformed, `the key "items" is given twice in one object`},
		"key twice inside": {jsonHead + `[{"a":{"b\u202e":1,"b\u202e":2}}]}`, announcements.ErrMalformed, `the key "b\u202e" is given twice in one object`},
		"key in other letters": {
			`{"version":"https://jsonfeed.org/version/1.1","itemſ":[],"Items":[]}`, announcements.ErrNotFeed, `without an "items" list`,
		},
		"JSON truncated": {jsonHead + `[{"id":"1"}`, announcements.ErrMalformed, "unexpected EOF"},
		"JSON trailing":  {jsonHead + `[]}x`, announcements.ErrMalformed, "something follows the end"},
		"JSON second":    {jsonHead + `[]}{}`, announcements.ErrMalformed, "something follows the end"},
		"XML truncated":  {"<rss><channel><item><title>a", announcements.ErrMalformed, "unexpected EOF"},
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
		"JSON deep arrays":  {jsonHead + `[],"a":` + strings.Repeat("[", 200_000), announcements.ErrOversized, "nested more than 64 levels"},
		"JSON deep objects": {jsonHead + "[" + strings.Repeat(`{"a":`, 200_000), announcements.ErrOversized, "nested more than 64 levels"},
		"RSS entries": {
			"<rss><channel>" + strings.Repeat("<item/>", 10_001) + "</channel></rss>",
			announcements.ErrOversized, "the feed is too large: it holds more than 10000 entries",
		},
		"Atom entries": {"<feed>" + strings.Repeat("<entry/>", 10_001) + "</feed>", announcements.ErrOversized, "more than 10000 entries"},
		"JSON entries": {jsonHead + "[" + strings.Repeat("{},", 10_001) + "{}]}", announcements.ErrOversized, "more than 10000 entries"},
		"XML elements": {"<rss><channel>" + strings.Repeat("<a/>", 200_000) + "</channel></rss>", announcements.ErrOversized, "more than 200000 elements"},
		"JSON values":  {jsonHead + "[],\"a\":[" + strings.Repeat("1,", 200_000) + "1]}", announcements.ErrOversized, "more than 200000 elements"},
		"HTML": {
			"<rss><channel><item>" + strings.Repeat("<title>&lt;b></title>", 8_001) + "<a/></item></channel></rss>",
			announcements.ErrOversized, "more than 8000 texts in HTML",
		},
		"attributes": {"<rss" + attributes(` a%d=""`, 100_000) + "><channel/></rss>", announcements.ErrOversized, "longer than 524288 bytes"},
		"endless text": {
			"<rss><channel><title>" + strings.Repeat("a", 600<<10) + "</title></channel></rss>",
			announcements.ErrOversized, "the feed is too large: a single text or tag in it is longer than 524288 bytes",
		},
		"endless text in another encoding": {
			`<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>` + strings.Repeat("a", 600<<10) + "</title></channel></rss>",
			announcements.ErrOversized, "longer than 524288 bytes",
		},
		"endless text in JSON": {jsonHead + `[{"summary":"` + strings.Repeat("a", 600<<10) + `"}]}`, announcements.ErrOversized, "longer than 524288 bytes"},
		"endless text of long runes": {
			"<rss><channel><title>a" + strings.Repeat("€", 200<<10) + "</title></channel></rss>",
			announcements.ErrOversized, "longer than 524288 bytes",
		},
		"endless text in pieces": {
			"<rss><channel><item><title>" + strings.Repeat(strings.Repeat("a", 1<<10)+"<!---->", 600) + "</title></item></channel></rss>",
			announcements.ErrOversized, "longer than 524288 bytes",
		},
		"endless number in JSON": {jsonHead + `[],"a":` + strings.Repeat("1", 600<<10) + `}`, announcements.ErrOversized, "longer than 524288 bytes"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries, err := announcements.Parse([]byte(test.body), "")
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
	const head = "<?xml version=\"1.0\" encoding=\"%s\"?><rss><channel><item><guid>1</guid><title>%s</title></item></channel></rss>"
	inUTF16 := func(text string, order binary.AppendByteOrder) []byte {
		body := order.AppendUint16(nil, 0xFEFF)
		for _, unit := range utf16.Encode([]rune(text)) {
			body = order.AppendUint16(body, unit)
		}
		return body
	}
	xml := func(encoding, title string) []byte { return fmt.Appendf(nil, head, encoding, title) }
	json := func(title string) []byte {
		return []byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"` + title + `"}]}`)
	}
	tests := map[string]struct {
		body    []byte
		charset string
	}{
		"declaration":                    {xml("iso-8859-1", "R\xE9gion\x08"), ""},
		"header over declaration":        {xml("utf-8", "R\xE9gion"), "ISO-8859-1"},
		"header of UTF-8":                {xml("iso-8859-1", "Région"), "UTF-8"},
		"header alone":                   {[]byte(`<rss><channel><item><guid>1</guid><title>R` + "\xE9" + `gion</title></item></channel></rss>`), "latin1"},
		"unknown header":                 {xml("iso-8859-1", "R\xE9gion"), "x-y"},
		"byte-order mark over header":    {append([]byte("\uFEFF"), xml("utf-8", "Région")...), "iso-8859-1"},
		"UTF-16, little end first":       {inUTF16(string(xml("utf-16", "Région")), binary.LittleEndian), ""},
		"UTF-16, big end first":          {inUTF16(string(xml("utf-16", "Région")), binary.BigEndian), ""},
		"UTF-16 by the declaration only": {xml("utf-16", "Région"), ""},
		"JSON":                           {json("Région"), "iso-8859-1"},
		"JSON with a byte-order mark":    {append([]byte("\uFEFF\n"), json("Région")...), ""},
		"entities":                       {xml("us-ascii", "R&eacute;g&#105;on"), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries, err := announcements.Parse(test.body, test.charset)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]announcements.Entry{{ID: "1", Title: "Région"}}, entries); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestParseShapes reads what the dialects allow, and how feeds in the wild bend them.
func TestParseShapes(t *testing.T) {
	t.Parallel()
	const (
		published = "2025-08-26T16:03:33Z"
		link      = "https://konghq.com/a"
		rss       = "<rss version='2.0'><channel><item>%s</item></channel></rss>"
		atom      = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>%s</entry></feed>"
		json      = `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1",%s}]}`
	)
	when := date(t, published)
	tests := map[string]struct {
		format, item string
		want         announcements.Entry
	}{
		"RSS permalink":            {rss, "<guid>" + link + "</guid>", announcements.Entry{ID: link, Link: link}},
		"RSS permalink, said so":   {rss, "<guid isPermaLink='true'>" + link + "</guid>", announcements.Entry{ID: link, Link: link}},
		"RSS no permalink":         {rss, "<guid isPermaLink='false'>" + link + "</guid>", announcements.Entry{ID: link}},
		"RSS permalink of no page": {rss, "<guid>urn:a</guid>", announcements.Entry{ID: "urn:a"}},
		"RSS link over permalink":  {rss, "<guid>https://konghq.com/b</guid><link>" + link + "</link>", announcements.Entry{ID: "https://konghq.com/b", Link: link}},
		"RSS link that is none":    {rss, "<guid>1</guid><link>/a</link><link>" + link + "</link>", announcements.Entry{ID: "1", Link: link}},
		"RSS HTML in a title":      {rss, "<guid>1</guid><title>a &lt;b&gt;b&lt;/b&gt;</title>", announcements.Entry{ID: "1", Title: "a b"}},
		"RSS names in any case":    {rss, "<GUID>1</GUID><PUBDATE>" + published + "</PUBDATE>", announcements.Entry{ID: "1", PublishedAt: when}},
		"RSS text in pieces":       {rss, "<guid>1</guid><title>a<!-- x -->b<![CDATA[ & c]]></title>", announcements.Entry{ID: "1", Title: "ab & c"}},
		"RSS foreign title":        {rss, "<guid>1</guid><title>a</title><m:title xmlns:m='m'>b</m:title>", announcements.Entry{ID: "1", Title: "a"}},
		"RSS title of an image":    {rss, "<guid>1</guid><image><title>b</title></image>", announcements.Entry{ID: "1"}},
		"RSS whole text alone": {
			rss, "<guid>1</guid><description> </description><content:encoded>&lt;p&gt;a&lt;/p&gt;</content:encoded>",
			announcements.Entry{ID: "1", Summary: "a"},
		},
		"RSS with Dublin Core": {
			rss, "<guid>1</guid><d:title xmlns:d='http://purl.org/dc/elements/1.1/'>a</d:title><dc:date>" + published + "</dc:date>",
			announcements.Entry{ID: "1", Title: "a", PublishedAt: when},
		},
		"RSS with Atom": {
			rss, "<guid>1</guid><a10:updated xmlns:a10='http://www.w3.org/2005/Atom'>" + published + "</a10:updated>",
			announcements.Entry{ID: "1", PublishedAt: when},
		},
		"RSS with a namespace of its own": {
			"<rss xmlns='urn:x'><channel><item>%s</item></channel></rss>", "<guid>1</guid><title>a</title>",
			announcements.Entry{ID: "1", Title: "a"},
		},
		"RSS 1.0": {
			"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>" +
				"<channel><title>x</title></channel><item rdf:about='u'>%s</item></rdf:RDF>",
			"<title>a</title><link>" + link + "</link>",
			announcements.Entry{ID: link, Title: "a", Link: link},
		},
		"Atom title without a type": {atom, "<title>Run &lt;job_id&gt; &amp;amp;</title>", announcements.Entry{ID: "1", Title: "Run <job_id> &amp;"}},
		"Atom title of text":        {atom, "<title type='text'><![CDATA[Run <job_id>]]></title>", announcements.Entry{ID: "1", Title: "Run <job_id>"}},
		"Atom title of HTML":        {atom, "<title type='HTML'>a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title>", announcements.Entry{ID: "1", Title: "a b & c"}},
		"Atom title of XHTML":       {atom, "<title type='xhtml'><div>Run <b>&lt;job_id&gt;</b><br/>b</div></title>", announcements.Entry{ID: "1", Title: "Run <job_id> b"}},
		"Atom hidden XHTML":         {atom, "<summary type='xhtml'><div>a<style>b<i>c</i></style>d</div></summary>", announcements.Entry{ID: "1", Summary: "a d"}},
		"Atom plain content":        {atom, "<content type='text/plain'>&lt;a&gt;</content>", announcements.Entry{ID: "1", Summary: "<a>"}},
		"Atom HTML content":         {atom, "<content type='text/html'>&lt;p&gt;a&lt;/p&gt;</content>", announcements.Entry{ID: "1", Summary: "a"}},
		"Atom binary content":       {atom, "<content type='image/png'>aGVsbG8=</content>", announcements.Entry{ID: "1"}},
		"Atom 0.3 binary content":   {atom, "<content mode='base64'>aGVsbG8=</content>", announcements.Entry{ID: "1"}},
		"Atom control characters":   {atom, "<title>a\x1B\u202E\u009Bb</title>", announcements.Entry{ID: "1", Title: "ab"}},
		"Atom permalink":            {atom, "<link href='b'/><link rel='ALTERNATE' href='" + link + "'/>", announcements.Entry{ID: "1", Link: link}},
		"Atom own document":         {atom, "<link rel='self' href='" + link + "'/><link rel='edit' href='https://konghq.com/b'/>", announcements.Entry{ID: "1", Link: link}},
		"Atom own document last":    {atom, "<link rel='self' href='https://konghq.com/b'/><link href='" + link + "'/>", announcements.Entry{ID: "1", Link: link}},
		"Atom entities of HTML":     {atom, "<title>R&eacute;gion &unknown;</title>", announcements.Entry{ID: "1", Title: "Région &unknown;"}},
		"Atom namespace below the root": {
			"<feed><entry xmlns='http://www.w3.org/2005/Atom'>%s</entry></feed>", "<id>1</id><title>a</title>", announcements.Entry{ID: "1", Title: "a"},
		},
		"RSS item in something else": {
			"<rss><channel><item>%s</item></channel><x><item><guid>2</guid></item></x></rss>", "<guid>1</guid>", announcements.Entry{ID: "1"},
		},
		"Atom id is no link":           {"<feed><entry>%s</entry></feed>", "<id>" + link + "</id>", announcements.Entry{ID: link}},
		"Atom published over updated":  {atom, "<updated>2026-01-01</updated><published>" + published + "</published>", announcements.Entry{ID: "1", PublishedAt: when}},
		"Atom source is another entry": {atom, "<source><id>2</id><title>b</title></source><title>a</title>", announcements.Entry{ID: "1", Title: "a"}},
		"Atom with a prefix": {
			"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry>%s</a:entry></a:feed>", "<a:id>1</a:id><a:title>a</a:title><title xmlns='x'>b</title>",
			announcements.Entry{ID: "1", Title: "a"},
		},
		"JSON title":        {json, `"title":"Run <job_id> &amp;"`, announcements.Entry{ID: "1", Title: "Run <job_id> &amp;"}},
		"JSON summary":      {json, `"content_html":"<p>b</p>","summary":"<a>"`, announcements.Entry{ID: "1", Summary: "<a>"}},
		"JSON text":         {json, `"content_text":"a <b>\u202e\nc"`, announcements.Entry{ID: "1", Summary: "a <b> c"}},
		"JSON HTML":         {json, `"content_html":"<p>a</p><p>b &lt; c</p>"`, announcements.Entry{ID: "1", Summary: "a b < c"}},
		"JSON external URL": {json, `"external_url":"` + link + `","url":null`, announcements.Entry{ID: "1", Link: link}},
		"JSON modified":     {json, `"date_published":"soon","date_modified":"` + published + `"`, announcements.Entry{ID: "1", PublishedAt: when}},
		"JSON other letters": {
			json, `"Title":"b","ſummary":"c","title":"a","author":{"name":[null]},"_x":{"title":"d"}`, announcements.Entry{ID: "1", Title: "a"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries, err := announcements.Parse(fmt.Appendf(nil, test.format, test.item), "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]announcements.Entry{test.want}, entries); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestParseSameID keeps what shares an identifier and differs in anything else that tells announcements apart.
func TestParseSameID(t *testing.T) {
	t.Parallel()
	const first = `{"id":"1","title":"a","url":"https://konghq.com/a","date_published":"2025-08-26","summary":"first"}`
	tests := map[string]struct {
		second string
		want   int
	}{
		"another title":   {`{"id":"1","title":"b","url":"https://konghq.com/a","date_published":"2025-08-26"}`, 2},
		"another link":    {`{"id":"1","title":"a","url":"https://konghq.com/b","date_published":"2025-08-26"}`, 2},
		"another date":    {`{"id":"1","title":"a","url":"https://konghq.com/a","date_published":"2025-08-25"}`, 2},
		"another id":      {`{"id":"2","title":"a","url":"https://konghq.com/a","date_published":"2025-08-26"}`, 2},
		"another summary": {`{"id":"1","title":"a","url":"https://konghq.com/a","date_published":"2025-08-26T00:00:00Z","summary":"second"}`, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries, err := announcements.Parse([]byte(`{"version":"https://jsonfeed.org/version/1","items":[`+first+","+test.second+`]}`), "")
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != test.want || test.want == 1 && entries[0].Summary != "first" {
				t.Errorf("%d entries %v, want %d", len(entries), entries, test.want)
			}
		})
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
