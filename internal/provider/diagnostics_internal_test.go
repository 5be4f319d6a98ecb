package provider

import (
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// TestLongDetail has what happened fill a diagnostic: what to do about it still stands at its end.
func TestLongDetail(t *testing.T) {
	t.Parallel()
	text := detail(&problem.Problem{What: strings.Repeat("x", 2*maxDetail), Advice: "Do that."})
	if len(text) > maxDetail || !strings.HasSuffix(text, "x… Do that.") {
		t.Errorf("%d bytes, ending in %q", len(text), text[len(text)-20:])
	}
}
