package catalog_test

import (
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func TestParseHostname(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 63)
	for text, want := range map[string]string{
		"us.api.konghq.com":                     "us.api.konghq.com",
		"US.API.KongHQ.com.":                    "us.api.konghq.com",
		"*.us.cp.konghq.com":                    "*.us.cp.konghq.com",
		"localhost":                             "localhost",
		"1e100.net":                             "1e100.net",
		strings.Repeat(long+".", 3) + long[:61]: strings.Repeat(long+".", 3) + long[:61],
		"":                                      "",
		".":                                     "",
		"*":                                     "",
		"a.*.example":                           "",
		"*.*.example":                           "",
		"-bad.example":                          "",
		"bad_.example":                          "",
		"a..example":                            "",
		"evil.com,0.0.0.0/0":                    "",
		"a example":                             "",
		"a.example\n":                           "",
		"0.0.0.0":                               "",
		"example.1":                             "",
		"\u212aonghq.com":                       "",
		"bücher.example":                        "",
		long + "a.example":                      "",
		strings.Repeat(long+".", 3) + long[:62]: "",
		"https://us.api.konghq.com":             "",
		"us.api.konghq.com:443":                 "",
		"18.220.4.10/32":                        "",
		"2001:db8::1":                           "",
	} {
		got, err := catalog.ParseHostname(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	got, err := catalog.ParseHostname("https://us.api.konghq.com")
	wantProblem(t, "URL", got, err, &problem.Problem{
		Summary: "Invalid Hostname", What: `"https://us.api.konghq.com" is not a hostname, such as "us.api.konghq.com"`,
	})
}
