package announcements

import (
	"strings"
	"testing"
	"time"
)

// TestHTMLLine reduces HTML until nothing of it is left.
func TestHTMLLine(t *testing.T) {
	t.Parallel()
	const maxRunes = 500
	tests := map[string]struct{ text, want string }{
		"plain":                    {"Two addresses", "Two addresses"},
		"white space":              {" a\n\tb\u00A0\u2028c ", "a b c"},
		"control characters":       {"a\x00b\x1B[31mc\x7F", "ab[31mc"},
		"bidirectional overrides":  {"a\u202Eb\u2066c\u200F", "abc"},
		"invisible":                {"a\u200Bb\uFEFFc\u00ADd", "abcd"},
		"joined letters":           {"می\u200Cخواهم", "می\u200Cخواهم"},
		"inline tags part nothing": {"203.0.<b>113</b>.9", "203.0.113.9"},
		"block tags part":          {"<li>203.0.113.9</li><li>203.0.113.10</li>", "203.0.113.9 203.0.113.10"},
		"unknown tags part":        {"a<x-y>b", "a b"},
		"entities":                 {"&lt; &amp; &eacute;&#33;", "< & é!"},
		"comments":                 {"a<!-- <b> -->b", "ab"},
		"CDATA":                    {"<![CDATA[<b>a</b>]]>", "a"},
		"script":                   {"a<script>b<c</script>d", "a d"},
		"script left open":         {"a<script>b", "a"},
		"script in template":       {"a<template><script>b</script>c</template>d", "a d"},
		"style":                    {"<style>p{}</style>a", "a"},
		"tag left open":            {"a<b href=", "a"},
		"less than":                {"1 < 2 > 1", "1 < 2 > 1"},
		"escaped twice":            {"&amp;lt;script&amp;gt;a&amp;lt;/script&amp;gt;b", "b"},
		"tag through a gap":        {"a<\u200Bb>c", "ac"},
		"escaped nine times":       {"&" + strings.Repeat("amp;", 9) + "lt;b>c", "amp;lt;b c"},
		"escaped without end":      {"a&" + strings.Repeat("amp;", 100_000), "a " + strings.Repeat("amp;", 124) + "a…"},
		"tags without end":         {strings.Repeat("<p>", 100_000) + "a", ""},
		"invalid UTF-8":            {"a\xFFb", "ab"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := html.line(test.text, maxRunes, new(size))
			if got != test.want {
				t.Errorf("html.line(%.80q) = %.80q, want %.80q", test.text, got, test.want)
			}
			if again := html.line(got, maxRunes, new(size)); again != got {
				t.Errorf("reduced again: %.80q", again)
			}
		})
	}
}

func TestReadDate(t *testing.T) {
	t.Parallel()
	const want = "2025-08-26T16:03:33Z"
	tests := map[string]string{
		"2025-08-26T16:03:33Z":                  want,
		"2025-08-26t16:03:33z":                  want,
		"2025-08-26T18:03:33+02:00":             want,
		"2025-08-26T18:03:33+0200":              want,
		"2025-08-26T11:03:33-05:00":             want,
		"2025-08-26T16:03:33":                   want,
		"2025-08-26 16:03:33":                   want,
		"2025-08-26 16:03:33 UTC":               want,
		"2025-08-26T16:03:33.5Z":                "2025-08-26T16:03:33.5Z",
		"2025-08-26T16:03Z":                     "2025-08-26T16:03:00Z",
		"2025-8-26":                             "2025-08-26T00:00:00Z",
		"2025-08-26-16-03-33":                   want,
		" 2025-08-26-16-03-33\n":                want,
		"Tue, 26 Aug 2025 16:03:33 GMT":         want,
		"Tue, 26 Aug 2025 16:03:33 +0000":       want,
		"Tue, 26 Aug 2025 18:03:33 +02:00":      want,
		"Tue, 26 Aug 2025 18:03:33 GMT+0200":    want,
		"Tue, 26 Aug 2025 16:03:33 Z":           want,
		"Tue, 26 Aug 2025 16:03:33":             want,
		"Tue, 26 Aug 2025 11:03:33 EST":         want,
		"Tue, 26 Aug 2025 12:03:33 EDT":         want,
		"Tue, 26 Aug 2025 18:03:33 CEST":        want,
		"Tue, 26 Aug 2025 16:03:33 +0000 (UTC)": want,
		"Mon, 26 Aug 2025 16:03:33 GMT":         want,
		"Tuesday, 26-Aug-25 16:03:33 GMT":       want,
		"Tue,26 Aug 2025 16:03:33 GMT":          want,
		"Tue 26 August 2025 16:03:33 GMT":       want,
		"26 Aug 25 16:03 UT":                    "2025-08-26T16:03:00Z",
		"Tue, 26 Aug 25 16:03 PDT":              "2025-08-26T23:03:00Z",
		"Wed, 6 Aug 2025 7:03:33 GMT":           "2025-08-06T07:03:33Z",
		"August 26, 2025":                       "2025-08-26T00:00:00Z",
		"Aug 26, 2025 16:03":                    "2025-08-26T16:03:00Z",
		"Tue Aug 26 16:03:33 UTC 2025":          want,
		"3 Sept 2025":                           "2025-09-03T00:00:00Z",
		"Aug 26, 2025 4:03 PM":                  "2025-08-26T16:03:00Z",
		"Aug 26, 2025 4:03pm":                   "2025-08-26T16:03:00Z",
		"2025-08-26 04:03:33 PM":                want,
		"2025-08-26T04:03:33PM-07:00":           "",
		"Tue, 26 Aug 2025 09:03:33 AM PDT":      want,
		"26 Aug 2025 12:03 AM":                  "2025-08-26T00:03:00Z",
		"26 Aug 2025 12:03 PM GMT":              "2025-08-26T12:03:00Z",

		"":                               "",
		"soon":                           "",
		"Tue":                            "",
		"Tue, 26 Aug 16:03:33 GMT":       "",
		"Tue, 26 Aug 2025 16:03:33 AEST": "",
		"01/02/2025":                     "",
		"2025-02-30":                     "",
		"2025-08-26T25:00:00Z":           "",
		"0001-01-01T00:00:00Z":           "",
		"1969-12-31T23:59:59Z":           "",
		"9999-12-31T23:59:59-01:00":      "",
		"1756224213":                     "",
		"26 Aug 2025 16:03:33 PM":        "",
		"26 Aug 2025 PM":                 "",
		"26 Aug 2025 16:03 17:03":        "",
		"26 Aug 2025 +0200":              "",
		"26 August 2025 at noon":         "",
		"Jan 2025-8-26":                  "",
		strings.Repeat("26 Aug 2025", 9): "",
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got := ""
			if read, ok := readDate(text); ok {
				got = read.Format(time.RFC3339Nano)
			}
			if got != want {
				t.Errorf("readDate(%q) = %q, want %q", text, got, want)
			}
		})
	}
}
