package provider

import (
	"strings"
	"testing"
)

// TestLongDetail has what happened fill a diagnostic: what to do about it still stands at its end.
func TestLongDetail(t *testing.T) {
	t.Parallel()
	detail := told{what: strings.Repeat("x", 2*maxDetail), hint: "Do that."}.detail()
	if len(detail) > maxDetail || !strings.HasSuffix(detail, "x… Do that.") {
		t.Errorf("%d bytes, ending in %q", len(detail), detail[len(detail)-20:])
	}
}
