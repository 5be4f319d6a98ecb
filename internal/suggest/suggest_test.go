package suggest_test

import (
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

func TestHint(t *testing.T) {
	t.Parallel()
	regions := []string{"au", "eu", "in", "me", "sg", "us"}
	components := []string{"audit_logging", "dev_portal", "event_gateway", "gateway", "platform"}
	tests := map[string]struct {
		word    string
		allowed []string
		want    string
	}{
		"upper case":          {"SSL", []string{"http2", "ssl"}, ` (did you mean "ssl"?)`},
		"one letter missing":  {"gatway", components, ` (did you mean "gateway"?)`},
		"other separator":     {"dev-portal", components, ` (did you mean "dev_portal"?)`},
		"surrounding spaces":  {" eu ", regions, ` (did you mean "eu"?)`},
		"one of two letters":  {"uk", regions, ""},
		"swapped letters":     {"su", regions, ""},
		"one letter too many": {"uss", regions, ` (did you mean "us"?)`},
		"other digit":         {"http3", []string{"http2", "ssl"}, ""},
		"letters missing":     {"prt", []string{"ports"}, ` (did you mean "ports"?)`},
		"digit too many":      {"http22s", []string{"https"}, ` (did you mean "https"?)`},
		"digit missing":       {"http", []string{"http2", "ssl"}, ` (did you mean "http2"?)`},
		"same digit":          {"htpp2", []string{"http2", "ssl"}, ` (did you mean "http2"?)`},
		"several words":       {"middle-east", []string{"Europe", "Middle East"}, ` (did you mean "Middle East"?)`},
		"nothing in common":   {"xx", regions, ""},
		"empty":               {"", regions, ""},
		"nothing allowed":     {"us", nil, ""},
		"far away":            {"kubernetes", components, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := suggest.Hint(test.word, test.allowed); got != test.want {
				t.Errorf("Hint(%q) = %q, want %q", test.word, got, test.want)
			}
		})
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"7d": "168h", "1D": "24h", "90 days": "2160h", "1week": "168h", "2w": "336h", " 30 s ": "30s", "45sec": "45s", "5 Minutes": "5m",
		"2hrs": "2h", "1 hour": "1h",
		"": "", "7": "", "d": "", "1.5d": "", "-1d": "", "1 month": "", "30ms": "", "1d12h": "", "99999d": "", "P7D": "",
		// Outside the limits.
		"366d": "", "365d": "8760h", "0d": "", "1s": "1s",
	} {
		if want != "" {
			want = ` (did you mean "` + want + `"?)`
		}
		if got := suggest.Duration(text, time.Second, 8760*time.Hour); got != want {
			t.Errorf("Duration(%q) = %q, want %q", text, got, want)
		}
	}
}
