package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every row of every table holds to the same rules, so that a new row is checked by being there.
func TestTables(t *testing.T) {
	t.Parallel()
	t.Run("regions", func(t *testing.T) {
		t.Parallel()
		codes := RegionCodes()
		if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
			t.Errorf("codes %q are not sorted, or one stands twice", codes)
		}
		for _, region := range regions {
			if !IsLabel(region.Code) || region.Code == Global {
				t.Errorf("code %q is not a region's", region.Code)
			}
			if region.Status != StatusGA && region.Status != StatusBeta {
				t.Errorf("%s: status %q", region.Code, region.Status)
			}
			checkWords(t, region.Code, region.Name, region.Source)
		}
		for former, now := range renamed {
			if KnowsRegion(former) || !KnowsRegion(now) || !IsLabel(former) {
				t.Errorf("%q was renamed to %q: the first must be no region's code any more, the second one's", former, now)
			}
		}
	})
	t.Run("hostnames", func(t *testing.T) {
		t.Parallel()
		all := slices.Concat(hostnamePatterns, endpointPatterns, privateLinkPatterns)
		seen := map[string]bool{}
		for _, row := range all {
			checkPattern(t, row)
			if key := string(row.Component) + " " + row.Pattern; seen[key] {
				t.Errorf("%s stands twice", key)
			} else {
				seen[key] = true
			}
		}
	})
	t.Run("other hosts", func(t *testing.T) {
		t.Parallel()
		for _, row := range otherHosts {
			hostname := HostnamePattern{Pattern: row.pattern}.Hostname("us", "")
			if _, err := ParseEndpoint(hostname); err == nil || !strings.HasSuffix(err.Error(), "belongs to "+row.owner) {
				t.Errorf("%s: %v, want that it belongs to %s", hostname, err, row.owner)
			}
			checkSource(t, row.pattern, row.source)
		}
	})
	t.Run("ports", func(t *testing.T) {
		t.Parallel()
		type key struct {
			component Component
			protocol  string
			port      uint16
		}
		seen := map[key]bool{}
		for _, row := range ports {
			k := key{row.Component, row.Protocol, row.Port}
			if seen[k] {
				t.Errorf("%v stands twice", k)
			}
			seen[k] = true
			if row.Protocol != TCP && row.Protocol != UDP {
				t.Errorf("%v: protocol %q", k, row.Protocol)
			}
			if row.Port == 0 {
				t.Errorf("%v: port 0", k)
			}
			if !slices.Contains(Components(), row.Component) {
				t.Errorf("%v: unknown component", k)
			}
			if !slices.Contains([]string{"", https}, row.ApplicationProtocol) {
				t.Errorf("%v: application protocol %q", k, row.ApplicationProtocol)
			}
			checkWords(t, string(row.Component), row.Purpose, row.Source)
		}
	})
	t.Run("components", func(t *testing.T) {
		t.Parallel()
		components := Components()
		for _, component := range components {
			if !regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`).MatchString(string(component)) {
				t.Errorf("component %q", component)
			}
			named := slices.ContainsFunc(hostnamePatterns, func(row HostnamePattern) bool { return row.Component == component })
			onHTTPS := slices.ContainsFunc(ports, func(row Port) bool { return row.Component == component && row.Port == HTTPSPort })
			if named != onHTTPS {
				t.Errorf("%s: hostnames %t, port %d %t; they come together", component, named, HTTPSPort, onHTTPS)
			}
			if !slices.ContainsFunc(ports, func(row Port) bool { return row.Component == component }) {
				t.Errorf("%s has no port", component)
			}
		}
		slices.Sort(components)
		if len(slices.Compact(slices.Clone(components))) != len(components) {
			t.Errorf("a component stands twice: %q", components)
		}
	})
}

// checkPattern checks a hostname's row.
func checkPattern(t *testing.T, row HostnamePattern) {
	t.Helper()
	labels := strings.Split(row.Pattern, ".")
	places := []string{regionLabel, prefixLabel, portalLabel, serverLabel}
	seen := map[string]bool{}
	for _, text := range labels {
		if !slices.Contains(places, text) && !IsLabel(text) {
			t.Errorf("%s: label %q", row.Pattern, text)
		}
		if seen[text] && slices.Contains(places, text) {
			t.Errorf("%s: %q stands twice", row.Pattern, text)
		}
		seen[text] = true
	}
	if domain := strings.Join(labels[len(labels)-2:], "."); domain != "konghq.com" && domain != "kongportals.com" {
		t.Errorf("%s: the domain %q is not Konnect's", row.Pattern, domain)
	}
	// Wildcards and suffixes are made of names whose first label is not known.
	ids := 0
	for _, place := range []string{prefixLabel, portalLabel, serverLabel} {
		if seen[place] && labels[0] != place {
			t.Errorf("%s: %q is not the first label", row.Pattern, place)
		}
		if seen[place] {
			ids++
		}
	}
	if ids > 1 {
		t.Errorf("%s: %d ids", row.Pattern, ids)
	}
	ofControlPlanes := slices.Contains([]Component{Gateway, IngressController}, row.Component) && row.Service != ""
	if row.PerControlPlane() != ofControlPlanes {
		t.Errorf("%s: component %q, service %q", row.Pattern, row.Component, row.Service)
	}
	if row.PerPortal() != (row.Component == DevPortal) {
		t.Errorf("%s: component %q", row.Pattern, row.Component)
	}
	if row.PerAuthServer() && row.Component != Identity {
		t.Errorf("%s: component %q", row.Pattern, row.Component)
	}
	if row.Regions != nil && (!row.Regional() || len(row.Regions) == 0) {
		t.Errorf("%s: in the regions %q", row.Pattern, row.Regions)
	}
	for i, region := range row.Regions {
		if !KnowsRegion(region) || i > 0 && row.Regions[i-1] >= region {
			t.Errorf("%s: the regions %q are not documented ones in order", row.Pattern, row.Regions)
		}
	}
	if !slices.Contains([]Service{"", Configuration, Telemetry}, row.Service) || !slices.Contains(Components(), row.Component) {
		t.Errorf("%s: component %q, service %q", row.Pattern, row.Component, row.Service)
	}
	if row.Legacy != strings.Contains(row.Purpose, "former name") {
		t.Errorf("%s: legacy %t, purpose %q", row.Pattern, row.Legacy, row.Purpose)
	}
	checkWords(t, row.Pattern, row.Purpose, row.Source)
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
