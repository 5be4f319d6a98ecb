package addresslist_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// addresses returns different addresses, from 18.0.0.0 on.
func addresses(count int) []string {
	list := make([]string, count)
	for i := range list {
		list[i] = fmt.Sprintf("18.%d.%d.%d", i>>16, i>>8&255, i&255)
	}
	return list
}

// prefixes returns different prefixes of a length up to 24, from 20.0.0.0 on.
func prefixes(count, bits int) []string {
	list := make([]string, count)
	for i := range list {
		network := 20<<24 + i<<(32-bits)
		list[i] = fmt.Sprintf("%d.%d.%d.0/%d", network>>24, network>>16&255, network>>8&255, bits)
	}
	return list
}

// prefixes6 returns different IPv6 prefixes of length 32, from 2600:: on.
func prefixes6(count int) []string {
	list := make([]string, count)
	for i := range list {
		list[i] = fmt.Sprintf("26%02x:%x::/32", i>>16, i&0xffff)
	}
	return list
}

// decoded returns a document with the members given, and one good address in the places of the others.
func decoded(t testing.TB, regions map[string]map[string][]string, ingress map[string][]string) *addresslist.Document {
	t.Helper()
	text := func(value any) string {
		body, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if regions == nil {
		regions = map[string]map[string][]string{}
	}
	document, err := addresslist.DecodeWithin([]byte(members{regions: text(regions), ingress: text(ingress)}.json()), bounds)
	if err != nil {
		t.Fatal(err)
	}
	document.URL = "URL"
	return document
}

// TestBounds selects as much as may be, and one more, of each thing that a list can swell.
func TestBounds(t *testing.T) {
	t.Parallel()
	type lists = map[string][]string
	emptyRegions := func(count int) lists {
		all := lists{"us": {"18.0.0.1"}}
		for i := range count - 1 {
			all[fmt.Sprintf("r%d", i)] = nil
		}
		return all
	}
	hostnames := func(count int) map[string]lists {
		names := lists{}
		for i := range count {
			names[fmt.Sprintf("h%d.example", i)] = []string{"18.0.0.1"}
		}
		return map[string]lists{"us": names}
	}
	one := lists{"us": {"18.0.0.1"}}
	const prefixBound = " prefixes for this selection, more than the 50000 that are handled"
	const cover = "URL gives prefixes for this selection that together cover more than an IPv4 /8 or an IPv6 /24, more than any service uses"
	tests := map[string]struct {
		regions map[string]lists
		ingress lists
		want    string // the error, empty where there is none
	}{
		"prefixes":             {nil, lists{"us": addresses(50_000)}, ""},
		"a prefix more":        {nil, lists{"us": addresses(50_001)}, "URL gives 50001" + prefixBound},
		"prefixes of regions":  {nil, lists{"us": addresses(30_000), "eu": addresses(20_000)}, ""},
		"one more of regions":  {nil, lists{"us": addresses(30_000), "eu": addresses(20_001)}, "URL gives 50001" + prefixBound},
		"repeated entries":     {nil, lists{"us": slices.Concat(addresses(50_000), addresses(50_000))}, ""},
		"regions":              {nil, emptyRegions(10_000), ""},
		"a region more":        {nil, emptyRegions(10_001), "URL gives 10001 regions for this selection, more than the 10000 that are handled"},
		"hostnames":            {hostnames(10_000), one, ""},
		"a hostname more":      {hostnames(10_001), one, "URL gives 10001 hostnames for this selection, more than the 10000 that are handled"},
		"prefixes by hostname": {map[string]lists{"us": {"a.example": addresses(25_000), "b.example": addresses(25_000)}}, one, ""},
		"one more by hostname": {
			map[string]lists{"us": {"a.example": addresses(25_000), "b.example": addresses(25_001)}},
			one,
			"URL gives 50001 prefixes of hostnames for this selection, more than the 50000 that are handled",
		},
		"an IPv4 /8":           {nil, lists{"us": prefixes(256, 16)}, ""},
		"an address more":      {nil, lists{"us": append(prefixes(256, 16), "18.0.0.1")}, cover},
		"an IPv4 /8 and inner": {nil, lists{"us": append(prefixes(256, 16), "20.0.0.1", "20.255.0.0/17")}, ""},
		"by two regions":       {nil, lists{"us": prefixes(256, 16), "eu": {"18.0.0.1"}}, cover},
		"by a hostname":        {map[string]lists{"us": {"a.example": prefixes(257, 16)}}, one, cover},
		"an IPv6 /24":          {nil, lists{"us": prefixes6(256)}, ""},
		"an IPv6 /32 more":     {nil, lists{"us": prefixes6(257)}, cover},
		"half of the internet": {nil, lists{"us": prefixes(40_000, 16)[:20_000]}, cover},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document := decoded(t, test.regions, test.ingress)
			for _, aggregate := range []bool{false, true} {
				selection, err := document.Select(addresslist.Query{Direction: addresslist.Ingress, Aggregate: aggregate})
				if test.want == "" {
					if err != nil {
						t.Fatalf("aggregate %t: %v", aggregate, err)
					}
					continue
				}
				if err == nil || err.Error() != test.want {
					t.Fatalf("aggregate %t: error %v, want %s", aggregate, err, test.want)
				}
				if selection.Snapshot.Regions != nil {
					t.Errorf("a list that is too large gives a snapshot of %d regions", len(selection.Snapshot.Regions))
				}
			}
		})
	}
}

// TestMergingStops at the shortest length that is accepted: what is merged would itself be accepted.
func TestMergingStops(t *testing.T) {
	t.Parallel()
	document := decoded(t, map[string]map[string][]string{"us": {"a.example": prefixes(4, 17)}}, map[string][]string{
		"us": slices.Concat(prefixes(512, 17), prefixes6(2)), "eu": {"20.0.0.0/17"},
	})
	selection, err := document.Select(addresslist.Query{Direction: addresslist.Ingress, Aggregate: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := append(prefixes(256, 16), "2600::/32", "2600:1::/32"); !slices.Equal(selection.All.CIDRs(), want) {
		t.Errorf("merged to %v", selection.All.CIDRs())
	}
	if got := selection.ByHostname["a.example"].Set.CIDRs(); !slices.Equal(got, prefixes(2, 16)) {
		t.Errorf("by hostname merged to %v", got)
	}
	if got := selection.Snapshot.Regions["us"]; got == nil || got.Len() != 514 {
		t.Errorf("the snapshot was merged: %v", got)
	}
}

// TestManyRegionsOfOneHostname holds that a hostname in every region costs what its addresses cost.
func TestManyRegionsOfOneHostname(t *testing.T) {
	t.Parallel()
	regions, ingress := map[string]map[string][]string{}, map[string][]string{}
	for i, address := range addresses(addresslist.MaxKeys) {
		region := fmt.Sprintf("r%d", i)
		regions[region], ingress[region] = map[string][]string{"a.example": {address}}, []string{address}
	}
	selection, err := decoded(t, regions, ingress).Select(addresslist.Query{Direction: addresslist.Ingress})
	if err != nil {
		t.Fatal(err)
	}
	if got := selection.ByHostname["a.example"]; got.Set.Len() != addresslist.MaxKeys || len(got.Regions) != addresslist.MaxKeys {
		t.Errorf("%d prefixes of %d regions", got.Set.Len(), len(got.Regions))
	}
}

// TestErrorsAreShort asks a list of many long regions and hostnames for what it lacks.
func TestErrorsAreShort(t *testing.T) {
	t.Parallel()
	ingress, names := map[string][]string{}, map[string][]string{}
	for i := range 1000 {
		ingress[strings.Repeat("r", 50)+strconv.Itoa(i)] = []string{"18.0.0.1"}
		names[strings.Repeat(strings.Repeat("h", 60)+".", 4)[:240]+strconv.Itoa(i)] = []string{"18.0.0.1"}
	}
	ingress["us"] = []string{"18.0.0.1"}
	regions := map[string]map[string][]string{"us": names}
	for region := range ingress {
		if region != "us" {
			regions[region] = map[string][]string{"elsewhere.example": {"18.0.0.1"}}
		}
	}
	document := decoded(t, regions, ingress)
	for _, query := range []addresslist.Query{
		{Direction: addresslist.Ingress, Regions: []string{strings.Repeat("q", 63)}},
		{Direction: addresslist.Ingress, Regions: []string{"us"}, Hostnames: []string{"elsewhere.example"}},
		{Direction: addresslist.Ingress, Regions: []string{"us"}, Hostnames: []string{"nowhere.example"}},
		{Direction: addresslist.Ingress, Hostnames: []string{"nowhere.example"}},
	} {
		const most = 3500 // beside a summary and a hint of what is shown, 4 KB in all
		_, err := document.Select(query)
		if err == nil || len(err.Error()) > most {
			t.Errorf("query %v: error of %d bytes, want one of at most %d", query, len(fmt.Sprint(err)), most)
		}
	}
}

// TestSnapshot holds, region by region, what can be used and what can't.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	document, _ := publish(t, []byte(worldwide))
	us := []string{"198.51.100.10/32", "198.51.100.11/32"}
	ingress := func(optional []string, regions ...string) addresslist.Query {
		return addresslist.Query{Direction: addresslist.Ingress, Regions: regions, OptionalRegions: optional}
	}
	hostnames := ingress(nil, "us", "eu")
	hostnames.Hostnames = []string{"us.api.konghq.com"}
	vanished := ingress(nil, "us")
	vanished.Hostnames = []string{"us.api.konghq.com", "gone.konghq.com"}
	merged := ingress(nil, "us")
	merged.Aggregate = true
	tests := map[string]struct {
		query   addresslist.Query
		regions map[string][]string // nil for a region that can't be used
		failure string
	}{
		"a region":                     {ingress(nil, "us"), map[string][]string{"us": us}, ""},
		"merged elsewhere, not here":   {merged, map[string][]string{"us": us}, ""},
		"an optional one that lacks":   {ingress([]string{"global", "in"}, "us"), map[string][]string{"us": us, "global": {}, "in": {}}, ""},
		"an optional one that is bad":  {ingress([]string{"bad"}, "us"), map[string][]string{"us": us, "bad": nil}, `ingressIPs.bad[0]`},
		"one missing":                  {ingress(nil, "us", "zz"), map[string][]string{"us": us, "zz": nil}, `for region "zz"`},
		"one empty":                    {ingress(nil, "us", "in"), map[string][]string{"us": us, "in": nil}, `names region "in"`},
		"one both chosen and optional": {ingress([]string{"in"}, "us", "in"), map[string][]string{"us": us, "in": nil}, `names region "in"`},
		"one bad":                      {ingress(nil, "us", "bad"), map[string][]string{"us": us, "bad": nil}, `ingressIPs.bad[0]`},
		"none that can be used":        {ingress(nil, "bad", "zz"), map[string][]string{"zz": nil, "bad": nil}, `ingressIPs.bad[0]`},
		"all":                          {ingress(nil), map[string][]string{"us": us, "eu": {"203.0.113.8/32", "203.0.113.9/32", "2001:db8::8/128"}, "bad": nil}, `ingressIPs.bad[0]`},
		"hostnames":                    {hostnames, map[string][]string{"us": {"198.51.100.10/32"}, "eu": {}}, ""},
		"a hostname that is gone":      {vanished, map[string][]string{"us": {"198.51.100.10/32"}}, `for hostname "gone.konghq.com"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			selection, err := document.Select(test.query)
			if failed := err != nil; failed != (test.failure != "") || failed && !strings.Contains(err.Error(), test.failure) {
				t.Errorf("error %v, want %s", err, test.failure)
			}
			snapshot := selection.Snapshot
			if got, want := slices.Sorted(maps.Keys(snapshot.Regions)), slices.Sorted(maps.Keys(test.regions)); !slices.Equal(got, want) {
				t.Fatalf("regions %v, want %v", got, want)
			}
			for region, want := range test.regions {
				got := snapshot.Regions[region]
				if (got == nil) != (want == nil) || got != nil && !slices.Equal(got.CIDRs(), want) {
					t.Errorf("region %s: %v, want %v", region, got, want)
				}
			}
			if !snapshot.UpdatedAt.Equal(document.UpdatedAt) {
				t.Errorf("updated at %s, want %s", snapshot.UpdatedAt, document.UpdatedAt)
			}
			if len(selection.Warnings) > 0 {
				t.Errorf("warnings %v", selection.Warnings)
			}
		})
	}
	empty, _ := publish(t, []byte(members{ingress: `{"us":[]}`}.json()))
	if selection, err := empty.Select(ingress(nil)); err == nil || selection.Snapshot.Regions != nil {
		t.Errorf("all regions of a list without addresses: snapshot %v, error %v", selection.Snapshot, err)
	}
}

// TestSnapshotHash holds the hash that users may compute themselves:
// printf 'eu 2001:db8::1/128\neu 9.9.9.9/32\nus 18.0.0.1/32\n' | LC_ALL=C sort | sha256sum.
func TestSnapshotHash(t *testing.T) {
	t.Parallel()
	set := func(texts ...string) *ipset.Set {
		parsed, err := ipset.ParseAll(texts)
		if err != nil {
			t.Fatal(err)
		}
		return &parsed
	}
	snapshot := addresslist.Snapshot{Regions: map[string]*ipset.Set{
		"us": set("18.0.0.1"), "eu": set("9.9.9.9", "2001:db8::1"), "in": set(), "zz": nil,
	}}
	const want = "sha256:870bd6566d2c285387deeca715ea0cdbf219ef5e5556f80179536c33859246ac"
	if got := snapshot.ContentHash(); got != want {
		t.Errorf("ContentHash = %s, want %s", got, want)
	}
}

// TestWarnings tells what is odd, where it belongs to what was selected.
func TestWarnings(t *testing.T) {
	t.Parallel()
	body := members{
		ingress: `{"us":["198.51.100.7"],"eu":["203.0.113.7"],"us_gov":["0.0.0.0/0"],"*":["198.51.100.8"]}`,
		egress:  `{"us":["198.51.100.9"],"-":["198.51.100.9"]}`,
		regions: `{"us":{"us.api.konghq.com":["198.51.100.7"],"*":["0.0.0.0/0"],"-bad_":["198.51.100.7"],"evil.com,0.0.0.0/0":["198.51.100.7"]},` +
			`"eu":{"a b":["203.0.113.7"]},"x y":{"z.example":["198.51.100.7"]}}`,
	}.json()
	document, url := publish(t, []byte(body))
	usNames := url + ` has keys where a hostname should stand, and what they hold was left out: regions.us["*"], regions.us.-bad_, regions.us["evil.com,0.0.0.0/0"]`
	tests := map[string]struct {
		query addresslist.Query
		want  []string
	}{
		"a region": {addresslist.Query{Direction: addresslist.Ingress, Regions: []string{"us"}}, []string{usNames}},
		"all": {addresslist.Query{Direction: addresslist.Ingress}, []string{
			url + ` has keys where a region code should stand, and what they hold was left out: ingressIPs["*"], ingressIPs.us_gov, regions["x y"]`,
			url + ` has keys where a hostname should stand, and what they hold was left out: regions.eu["a b"], ` + strings.TrimPrefix(usNames, url+
				` has keys where a hostname should stand, and what they hold was left out: `),
		}},
		"a hostname":     {addresslist.Query{Direction: addresslist.Ingress, Regions: []string{"us"}, Hostnames: []string{"us.api.konghq.com"}}, nil},
		"addresses only": {addresslist.Query{Direction: addresslist.Ingress, Regions: []string{"us"}, AddressesOnly: true}, nil},
		"egress":         {addresslist.Query{Direction: addresslist.Egress, Regions: []string{"us"}}, nil},
		"all egress": {addresslist.Query{Direction: addresslist.Egress}, []string{
			url + ` has keys where a region code should stand, and what they hold was left out: egressIPs.-`,
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			selection, err := document.Select(test.query)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, warning := range selection.Warnings {
				if _, ok := errors.AsType[*addresslist.KeysError](warning); !ok {
					t.Errorf("warning of type %T", warning)
				}
				got = append(got, warning.Error())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("warnings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			for region := range selection.ByRegion {
				if region != "us" && region != "eu" {
					t.Errorf("region %q was selected", region)
				}
			}
			for hostname := range selection.ByHostname {
				if hostname != "us.api.konghq.com" {
					t.Errorf("hostname %q was selected", hostname)
				}
			}
		})
	}
}

// TestWarningsAreShort puts 5,000 odd keys into a list.
func TestWarningsAreShort(t *testing.T) {
	t.Parallel()
	names := map[string][]string{}
	for i := range 5000 {
		names[strings.Repeat("\U000e0001", 100)+strconv.Itoa(i)] = nil
	}
	selection, err := decoded(t, map[string]map[string][]string{"us": names}, map[string][]string{"us": {"18.0.0.1"}}).
		Select(addresslist.Query{Direction: addresslist.Ingress})
	if err != nil || len(selection.Warnings) != 1 {
		t.Fatalf("warnings %v, error %v", selection.Warnings, err)
	}
	const most = 3500
	if text := selection.Warnings[0].Error(); len(text) > most || !strings.HasSuffix(text, " and 4995 more") || strings.Contains(text, "\U000e0001") {
		t.Errorf("warning of %d bytes: %s", len(text), text)
	}
}

// TestDateWarning reads a list without a date that can be read, for all but those who ask for a minimum.
func TestDateWarning(t *testing.T) {
	t.Parallel()
	for text, shown := range map[string]string{
		`""`: `""`, `"26 August 2025"`: `"26 August 2025"`, `"2025-02-30-00-00-00"`: `"2025-02-30-00-00-00"`, `"2025-08-26-16-03-33.5"`: `"2025-08-26-16-03-33.5"`,
		`"0000-01-01T00:00:00Z"`: `"0000-01-01T00:00:00Z"`, `"9999-12-31T23:59:59-01:00"`: `"9999-12-31T23:59:59-01:00"`,
		`"\u001b[2Jsoon\u202e"`: `"[2Jsoon"`, `"` + strings.Repeat("9", 5000) + `"`: `"` + strings.Repeat("9", 39) + `…"`,
	} {
		document, url := publish(t, []byte(members{updateDate: text}.json()))
		selection, err := document.Select(addresslist.Query{Direction: addresslist.Ingress})
		if err != nil {
			t.Fatal(err)
		}
		want := url + ` gives ` + shown + ` as its date, which is in none of the forms that are read, such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z"`
		if len(selection.Warnings) != 1 || selection.Warnings[0].Error() != want {
			t.Errorf("warnings %v, want %s", selection.Warnings, want)
		}
		if !document.UpdatedAt.IsZero() || !selection.Snapshot.UpdatedAt.IsZero() || len(document.UpdateDate) > 110 {
			t.Errorf("date %q at %s", document.UpdateDate, document.UpdatedAt)
		}
		minimum, _ := addresslist.ParseDate("2025-08-26-16-03-34")
		if err := document.CheckDate(minimum); err == nil || err.Error() != want+`; whether it is older than the minimum 2025-08-26T16:03:34Z can't be told` {
			t.Errorf("error %v", err)
		}
	}
}

// TestParseDirection answers the words of the other view with the list's own.
func TestParseDirection(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"ingress", "egress"} {
		if got, err := addresslist.ParseDirection(text); err != nil || string(got) != text {
			t.Errorf("ParseDirection(%q) = %q, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"outbound": `"outbound" is seen from your network; the list's own words are seen from Konnect: use "ingress", the addresses at which Konnect receives, the destinations of your outbound rules`,
		"inbound":  `"inbound" is seen from your network; the list's own words are seen from Konnect: use "egress", the addresses from which Konnect sends, the sources of your inbound rules`,
		"":         `"" is neither "ingress" nor "egress"`,
		"Ingress":  `"Ingress" is neither "ingress" nor "egress"`,
	} {
		if got, err := addresslist.ParseDirection(text); err == nil || err.Error() != want || got != "" {
			t.Errorf("ParseDirection(%q) = %q, %v, want %s", text, got, err, want)
		}
	}
}
