package cleantext_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

func TestLine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"plain", "us.api.konghq.com", "us.api.konghq.com"},
		{"white space", " a\tb\r\n c ", "a b c"},
		{"escape sequences", "\x1b[2J\x1b[32mNo.\x1b[0m", "[2J[32mNo.[0m"},
		{"C1 controls", "a\u009b31mb", "a31mb"},
		{"bidirectional overrides", "a\u202eb\u2066c", "abc"},
		{"zero-width space", "a\u200bb", "ab"},
		{"joiners stay", "a\u200db\u200cc", "a\u200db\u200cc"},
		{"invalid UTF-8", "a\xffb", "ab"},
		{"empty", "", ""},
		{"as long as may be", strings.Repeat("ä", 20), strings.Repeat("ä", 20)},
		{"too long", strings.Repeat("ä", 21), strings.Repeat("ä", 19) + "…"},
		{"cut at a space", strings.Repeat("a", 18) + " bcd", strings.Repeat("a", 18) + "…"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := cleantext.Line(test.text, 20); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                 `""`,
		"us":               `"us"`,
		"a\x1b[2J\u202e":   `"a\x1b[2J\u202e"`,
		"0123456789abcdef": `"012345678…"`,
		"01234567 9abcdef": `"01234567…"`,
	} {
		if got := cleantext.Quote(text, 10); got != want {
			t.Errorf("Quote(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		items []string
		want  string
	}{
		{nil, ""},
		{[]string{"au", "eu"}, "au, eu"},
		{[]string{"au", "eu", "us"}, "au, eu and 1 more"},
	} {
		if got := cleantext.List(test.items, 2); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func FuzzLine(f *testing.F) {
	f.Add("\x1b]0;title\a\u202e", 5)
	f.Fuzz(func(t *testing.T, text string, maxRunes int) {
		if maxRunes < 1 || maxRunes > 1000 {
			return
		}
		line := cleantext.Line(text, maxRunes)
		if n := utf8.RuneCountInString(line); n > maxRunes {
			t.Errorf("%d runes of at most %d", n, maxRunes)
		}
		if !utf8.ValidString(line) || strings.ContainsFunc(line, unicode.IsControl) {
			t.Errorf("%q", line)
		}
		if again := cleantext.Line(line, maxRunes); again != line {
			t.Errorf("%q becomes %q", line, again)
		}
	})
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"as it is", "one\n  two", "one\n  two"},
		{"controls", "a\x1b[2J\r\tb\u202ec\u2028d\xff", "a[2J  bc d"},
		{"as long as may be", strings.Repeat("ä", 10), strings.Repeat("ä", 10)},
		{"too long", strings.Repeat("ä", 11), strings.Repeat("ä", 8) + "…"},
		{"cut at a line", strings.Repeat("a", 16) + "\nbcdef", strings.Repeat("a", 16) + "…"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := cleantext.Text(test.text, 20); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
