package tool

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
)

func TestReport(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err  error
		code int
		text string
	}{
		"done":            {nil, 0, ""},
		"failed":          {errors.New("no list"), 1, "watch: no list\n"},
		"program's":       {ExitError(3), 3, ""},
		"wrapped program": {fmt.Errorf("formatting: %w", ExitError(2)), 2, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if code := report(&out, "/x/watch.exe", test.err); code != test.code || out.String() != test.text {
				t.Errorf("code %d, %q; want %d, %q", code, out.String(), test.code, test.text)
			}
		})
	}
}
