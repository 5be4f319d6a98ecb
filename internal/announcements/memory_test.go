package announcements_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
)

// TestParseInBoundedMemory holds that no document of the largest size that is fetched costs much more than its size.
func TestParseInBoundedMemory(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	const size, most = 4 << 20, 64 << 20
	fill := func(head, piece, tail string) string {
		return head + strings.Repeat(piece, (size-len(head)-len(tail))/len(piece)) + tail
	}
	const (
		rss  = "<rss><channel>"
		json = `{"version":"https://jsonfeed.org/version/1","items":[`
	)
	const layers = "&lt;b>&lt;i>&amp;lt;i>&amp;amp;lt;i>&amp;amp;amp;lt;i>&amp;amp;amp;amp;lt;i>&amp;amp;amp;amp;amp;lt;i>"
	inEntries := func(piece string) string {
		return rss + strings.Repeat("<item>"+piece+"</item>", min(10_000, size/(len(piece)+13))) + "</channel></rss>"
	}
	tests := map[string]struct{ document, charset string }{
		"elements":                  {fill(rss, "<a/>", ""), ""},
		"attributes":                {fill(rss, "<a b='c' d='e'/>", ""), ""},
		"entries":                   {fill(rss, "<item/>", ""), ""},
		"entries of all sizes":      {inEntries("<title>" + strings.Repeat("a ", 180) + "</title>"), ""},
		"tags in entries":           {inEntries("<description>" + strings.Repeat("&lt;p>", 60) + "</description>"), ""},
		"layers of escaped tags":    {inEntries("<title>" + layers + "</title>"), ""},
		"layers in one entry":       {fill(rss+"<item>", "<title>"+layers+"</title>", "</item></channel></rss>"), ""},
		"empty HTML in one entry":   {fill(rss+"<item>", "<title>&lt;b></title>", "</item></channel></rss>"), ""},
		"HTML in JSON":              {fill(json, `{"content_html":"<b>"},`, "{}]}"), ""},
		"dates":                     {inEntries("<pubDate>26 Aug 2025 25:00</pubDate><pubDate>26 Aug 2025 25:00</pubDate>"), ""},
		"links":                     {fill("<feed><entry>", "<link href='https://a b/'/>", ""), ""},
		"long texts":                {fill(rss, "<item><title>"+strings.Repeat("&lt;p> a", 64_000)+"</title></item>", ""), ""},
		"long comments":             {fill(rss, "<item><title>&lt;!--"+strings.Repeat("a", 500_000)+"</title></item>", ""), ""},
		"names":                     {fill(rss, "<"+strings.Repeat("a", 500_000)+">", ""), ""},
		"pieces of text":            {fill(rss+"<item><title>", "a<!---->", ""), ""},
		"namespaces":                {fill(rss, "<a xmlns:a='b' xmlns:c='d'/>", ""), ""},
		"one byte that takes three": {fill(rss+"<item><title>", "\x80", ""), "windows-1252"},
		"entities":                  {fill(rss+"<item><title>", "&amp;", ""), ""},
		"numbers":                   {fill(json+`],"a":[`, "1,", ""), ""},
		"texts":                     {fill(json+`],"a":[`, `"a",`, ""), ""},
		"objects":                   {fill(json+`],"a":[`, `{"a":{}},`, ""), ""},
		"keys":                      {fill(json, `{},`, ""), ""},
		"a text without end":        {fill(json+`],"a":"`, "a", `"]}`), ""},
		"a text of escapes":         {fill(json+`],"a":"`, `\u0001`, `"]}`), ""},
		"a number without end":      {fill(json+`],"a":1`, "1", `}`), ""},
		"a key without end":         {fill(json+`],"`, "a", `":1}`), ""},
		"white space":               {fill("", " ", ""), ""},
		"white space in JSON":       {fill("{", " ", ""), ""},
	}
	for name, test := range tests {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		// Whether it is read or refused is the matter of other tests.
		_, _ = announcements.Parse([]byte(test.document), test.charset)
		runtime.ReadMemStats(&after)
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > most {
			t.Errorf("%s: %d MiB were allocated, want at most %d", name, allocated>>20, most>>20)
		}
	}
}
