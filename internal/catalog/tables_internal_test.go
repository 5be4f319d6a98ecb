package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every row of every table holds to the same rules, so that a new row is checked by being there. What the rows are, the tests of
// the tables hold.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, region := range regions {
		checkWords(t, region.Code, region.Name, region.Source)
	}
	for former, now := range renamed {
		if knowsRegion(former) || !knowsRegion(now) || !IsLabel(former) {
			t.Errorf("%q was renamed to %q: the first must be a code that is no longer used, the second one that is", former, now)
		}
	}
	for _, row := range slices.Concat(hostnamePatterns, endpointPatterns, privateLinkPatterns) {
		checkWords(t, row.Pattern, row.Purpose, row.Source)
		if row.Legacy != strings.Contains(row.Purpose, "former name") {
			t.Errorf("%s: legacy %t, purpose %q", row.Pattern, row.Legacy, row.Purpose)
		}
		// Wildcards and suffixes are made of names of which the first label alone is not known.
		if _, rest, _ := strings.Cut(row.Pattern, "."); strings.Contains(strings.Replace(rest, regionLabel, "", 1), "{") {
			t.Errorf("%s: a label behind the first is not known", row.Pattern)
		}
	}
	for _, row := range ports {
		checkWords(t, string(row.Component), row.Purpose, row.Source)
	}
	for _, row := range otherHosts {
		hostname := HostnamePattern{Pattern: row.pattern}.Hostname("us", "")
		if _, err := ParseEndpoint(hostname); err == nil || !strings.HasSuffix(err.Error(), "belongs to "+row.owner) {
			t.Errorf("%s: %v, want that it belongs to %s", hostname, err, row.owner)
		}
		checkSource(t, row.pattern, row.source)
	}
}

// checkWords checks the texts that users read: descriptions are made of purposes, and firewalls take few characters.
func checkWords(t *testing.T, row, text, source string) {
	t.Helper()
	if !regexp.MustCompile(`^[A-Z][A-Za-z0-9 ,-]*[A-Za-z]$`).MatchString(text) {
		t.Errorf("%s: text %q", row, text)
	}
	checkSource(t, row, source)
}

func checkSource(t *testing.T, row, source string) {
	t.Helper()
	for one := range strings.SplitSeq(source, "; ") {
		if one != page2025 && !regexp.MustCompile(`^Kong/[a-z.-]+, [\w./-]+, 202\d-\d\d-\d\d$`).MatchString(one) {
			t.Errorf("%s: the source %q is not a repository, a path and a day", row, one)
		}
	}
}
