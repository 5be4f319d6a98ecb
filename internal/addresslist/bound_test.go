package addresslist_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// addresses returns different addresses, from 18.0.0.0 on.
func addresses(count int) []string {
	list := make([]string, count)
	for i := range list {
		list[i] = fmt.Sprintf("18.%d.%d.%d", i>>16, i>>8&255, i&255)
	}
	return list
}

// prefixes returns different IPv4 prefixes of that length, from 20.0.0.0 on.
func prefixes(count, bits int) []string {
	list := make([]string, count)
	for i := range list {
		network := 20<<24 + i<<(32-bits)
		list[i] = fmt.Sprintf("%d.%d.%d.%d/%d", network>>24, network>>16&255, network>>8&255, network&255, bits)
	}
	return list
}

// prefixes6 returns different IPv6 prefixes of length 48, from 2600:: on.
func prefixes6(count int) []string {
	list := make([]string, count)
	for i := range list {
		list[i] = fmt.Sprintf("2600:%x:%x::/48", i>>16, i&0xffff)
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
	const cover = "URL gives prefixes for this selection that together cover more than an IPv4 /16, which is 65,536 addresses"
	const cover6 = "URL gives prefixes for this selection that together cover more than an IPv6 /40, which is 2^88 addresses"
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
		"as much as may be":      {nil, lists{"us": prefixes(256, 24)}, ""},
		"an address more":        {nil, lists{"us": append(prefixes(256, 24), "18.0.0.1")}, cover},
		"and inner ones":         {nil, lists{"us": append(prefixes(256, 24), "20.0.0.1", "20.0.255.0/25")}, ""},
		"by two regions":         {nil, lists{"us": prefixes(256, 24), "eu": {"18.0.0.1"}}, cover},
		"by a hostname":          {map[string]lists{"us": {"a.example": prefixes(257, 24)}}, one, cover},
		"as much IPv6 as may be": {nil, lists{"us": prefixes6(256)}, ""},
		"an IPv6 prefix more":    {nil, lists{"us": prefixes6(257)}, cover6},
		"of both, as may be":     {nil, lists{"us": append(prefixes(256, 24), prefixes6(256)...)}, ""},
		"far more than may be":   {nil, lists{"us": prefixes(40_000, 24)}, cover},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document := decoded(t, test.regions, test.ingress)
			for _, aggregate := range []bool{false, true} {
				_, err := document.Select(addresslist.Query{Direction: addresslist.Ingress, Aggregate: aggregate})
				if test.want == "" {
					if err != nil {
						t.Fatalf("aggregate %t: %v", aggregate, err)
					}
					continue
				}
				if err == nil || err.Error() != test.want {
					t.Fatalf("aggregate %t: error %v, want %s", aggregate, err, test.want)
				}
			}
		})
	}
}

// TestRegionsAreCountedByDirection holds that the other direction's regions count for nothing.
func TestRegionsAreCountedByDirection(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for i := range 10_001 {
		fmt.Fprintf(&many, `"r%d":[],`, i)
	}
	list := "{" + many.String() + `"us":["198.51.100.7"]}`
	for name, test := range map[string]struct {
		document         members
		refused, allowed addresslist.Query
	}{
		"ingress": {members{ingress: list}, ingress("us"), egress("us")},
		"egress":  {members{egress: list}, egress("us"), ingress("us")},
	} {
		document, err := addresslist.DecodeWithin([]byte(test.document.json()), bounds)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := document.Select(test.refused); err == nil {
			t.Errorf("many regions of %s are accepted", name)
		}
		if _, err := document.Select(test.allowed); err != nil {
			t.Errorf("many regions of %s: %v", name, err)
		}
	}
}

// TestMergingStops at the shortest length that is accepted: what is merged would itself be accepted.
func TestMergingStops(t *testing.T) {
	t.Parallel()
	document := decoded(t, map[string]map[string][]string{"us": {"a.example": prefixes(4, 25)}}, map[string][]string{
		"us": slices.Concat(prefixes(512, 25), prefixes6(2)), "eu": {"20.0.0.0/25"},
	})
	selection, err := document.Select(merged(ingress()))
	if err != nil {
		t.Fatal(err)
	}
	if want := append(prefixes(256, 24), "2600::/48", "2600:0:1::/48"); !slices.Equal(selection.All.CIDRs(), want) {
		t.Errorf("merged to %v", selection.All.CIDRs())
	}
	if got := selection.ByHostname["a.example"].Set.CIDRs(); !slices.Equal(got, prefixes(2, 24)) {
		t.Errorf("by hostname merged to %v", got)
	}
}

// TestManyRegionsOfOneHostname holds that a hostname in every region costs what its addresses cost.
func TestManyRegionsOfOneHostname(t *testing.T) {
	t.Parallel()
	const maxKeys = 10_000
	regions, byRegion := map[string]map[string][]string{}, map[string][]string{}
	for i, address := range addresses(maxKeys) {
		region := fmt.Sprintf("r%d", i)
		regions[region], byRegion[region] = map[string][]string{"a.example": {address}}, []string{address}
	}
	selection, err := decoded(t, regions, byRegion).Select(ingress())
	if err != nil {
		t.Fatal(err)
	}
	if got := selection.ByHostname["a.example"]; got.Set.Len() != maxKeys || len(got.Regions) != maxKeys {
		t.Errorf("%d prefixes of %d regions", got.Set.Len(), len(got.Regions))
	}
}

// TestErrorsAreShort asks a list of many long regions and hostnames for what it lacks.
func TestErrorsAreShort(t *testing.T) {
	t.Parallel()
	byRegion, names := map[string][]string{}, map[string][]string{}
	for i := range 1000 {
		byRegion[strings.Repeat("r", 50)+strconv.Itoa(i)] = []string{"18.0.0.1"}
		names[strings.Repeat(strings.Repeat("h", 60)+".", 4)[:240]+strconv.Itoa(i)] = []string{"18.0.0.1"}
	}
	byRegion["us"] = []string{"18.0.0.1"}
	regions := map[string]map[string][]string{"us": names}
	for region := range byRegion {
		if region != "us" {
			regions[region] = map[string][]string{"elsewhere.example": {"18.0.0.1"}}
		}
	}
	document := decoded(t, regions, byRegion)
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

// TestWarnings reports what is odd, where it belongs to what was selected.
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
		"a region": {ingress("us"), []string{usNames}},
		"all": {ingress(), []string{
			url + ` has keys where a region code should stand, and what they hold was left out: regions["x y"], ingressIPs.us_gov, ingressIPs["*"]`,
			usNames + `, regions.eu["a b"]`,
		}},
		"a hostname":     {of(ingress("us"), "us.api.konghq.com"), nil},
		"addresses only": {addresslist.Query{Direction: addresslist.Ingress, Regions: []string{"us"}, AddressesOnly: true}, nil},
		"egress":         {egress("us"), nil},
		"all egress": {egress(), []string{
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
				if summary := problem.Of(warning).Summary; summary != "Unreadable Keys In Address List" {
					t.Errorf("warning %q", summary)
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
		Select(ingress())
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
		selection, err := document.Select(ingress())
		if err != nil {
			t.Fatal(err)
		}
		want := url + ` gives ` + shown + ` as its date, which is in none of the forms that are read, such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z"`
		if len(selection.Warnings) != 1 || selection.Warnings[0].Error() != want {
			t.Errorf("warnings %v, want %s", selection.Warnings, want)
		}
		if !document.UpdatedAt.IsZero() || len(document.UpdateDate) > 110 {
			t.Errorf("date %q at %s", document.UpdateDate, document.UpdatedAt)
		}
		if err := document.CheckDate("2025-08-26-16-03-34"); err == nil || err.Error() != want+`; whether it is older than the minimum 2025-08-26T16:03:34Z can't be determined` {
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

// TestWiden holds what is said of a list or an entry that is wider than is accepted: the setting that allows it, and what that
// opens; and nothing of more than a selection may cover with any setting.
func TestWiden(t *testing.T) {
	t.Parallel()
	const (
		list  = "Check that ip_addresses_url leads to Konnect's list."
		entry = "Every selected entry must be a public address or prefix. Compare the list with Konnect's documentation and report the entry" +
			" to Kong. Until it is fixed, set ip_addresses_url to a copy without the entry."
		opens = " in the provider block. That accepts prefixes of up to "
	)
	tests := map[string]struct {
		ingress []string
		bounds  ipset.Bounds
		want    string
	}{
		"a prefix":                {[]string{"18.0.0.0/20"}, bounds, entry + " If the prefix is right, set min_ipv4_prefix_length = 20" + opens + "4,096 addresses, and 1,048,576 addresses in a selection."},
		"a prefix near the most":  {[]string{"18.0.0.0/9"}, bounds, entry + " If the prefix is right, set min_ipv4_prefix_length = 9" + opens + "8,388,608 addresses, and 16,777,216 addresses in a selection."},
		"the most":                {[]string{"18.0.0.0/8"}, bounds, entry + " If the prefix is right, set min_ipv4_prefix_length = 8" + opens + "16,777,216 addresses, and 16,777,216 addresses in a selection."},
		"more than the most":      {[]string{"18.0.0.0/7"}, bounds, entry},
		"an IPv6 prefix":          {[]string{"2600::/32"}, bounds, entry + " If the prefix is right, set min_ipv6_prefix_length = 32" + opens + "2^96 addresses, and 2^104 addresses in a selection."},
		"an IPv6 prefix too much": {[]string{"2600::/23"}, bounds, entry},
		"not public":              {[]string{"10.0.0.0/24"}, bounds, entry},
		"a list":                  {prefixes(257, 24), bounds, list + " If the list is right, set min_ipv4_prefix_length = 23" + opens + "512 addresses, and 131,072 addresses in a selection."},
		"an IPv6 list":            {prefixes6(257), bounds, list + " If the list is right, set min_ipv6_prefix_length = 47" + opens + "2^81 addresses, and 2^89 addresses in a selection."},
		"a list of hosts":         {addresses(257), ipset.Bounds{MinIPv4: 32, MinIPv6: 128}, list + " If the list is right, set min_ipv4_prefix_length = 31" + opens + "2 addresses, and 512 addresses in a selection."},
		"the widest list":         {[]string{"18.0.0.0/9", "20.0.0.0/9", "30.0.0.0/32"}, ipset.Bounds{MinIPv4: 9, MinIPv6: 48}, list},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document := decoded(t, nil, map[string][]string{"us": test.ingress})
			document = addresslist.Within(document, test.bounds)
			_, err := document.Select(ingress())
			if err == nil || problem.Of(err).Advice != test.want {
				t.Errorf("error %v, advice\n%s\nwant\n%s", err, problem.Of(err).Advice, test.want)
			}
		})
	}
}

// TestAccepted selects from accepted ranges as from a list, and says so.
func TestAccepted(t *testing.T) {
	t.Parallel()
	const name = `the argument "accepted"`
	accepted, err := addresslist.Accepted(map[addresslist.Direction]map[string][]string{
		addresslist.Ingress: {"US": {"18.220.4.10", "18.220.4.11/32"}, "eu": {"10.0.0.1"}, "in": nil, "me": {""}, "au": prefixes(257, 24), "sg": {"18.0.0.0/23"}},
	}, bounds)
	if err != nil {
		t.Fatal(err)
	}
	selection, err := accepted.Select(merged(ingress("us")))
	if err != nil || !slices.Equal(selection.All.CIDRs(), []string{"18.220.4.10/31"}) || selection.Warnings != nil {
		t.Errorf("selected %v, warnings %v, error %v", selection.All.CIDRs(), selection.Warnings, err)
	}
	// Entries are judged one by one: what they cover together was judged when they were accepted.
	if _, err := accepted.Select(ingress("au")); err != nil {
		t.Error(err)
	}
	const add, leave = "Add it to regions of konnect_published_ip_ranges, or leave the region out.", "Every selected entry must be a public address or prefix. Leave this one out."
	for region, want := range map[string]problem.Problem{
		"jp": {Summary: "Region Without Addresses", What: name + ` lists no ingress addresses for region "jp". Regions with addresses: au, eu, me, sg, us`, Advice: add, Argument: "regions"},
		"in": {Summary: "Region Without Addresses", What: name + ` names region "in" with an empty list of ingress addresses. Regions with addresses: au, eu, me, sg, us`, Advice: add, Argument: "regions"},
		"eu": {Summary: "Address List Refused", What: name + ` holds an entry at ingress.eu[0] that is refused: "10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8`, Advice: leave, Argument: "accepted"},
		"me": {Summary: "Address List Refused", What: name + ` holds an entry at ingress.me[0] that is refused: "" is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24"`, Advice: leave, Argument: "accepted"},
		"sg": {
			Summary: "Address List Refused", What: name + ` holds an entry at ingress.sg[0] that is refused: "18.0.0.0/23" is shorter than /24, the shortest length accepted`, Argument: "accepted",
			Advice: leave + " If the prefix is right, set min_ipv4_prefix_length = 23 in the provider block. That accepts prefixes of up to 512 addresses, and 131,072 addresses in a selection.",
		},
	} {
		_, err := accepted.Select(ingress(region))
		got := *problem.Of(err)
		got.Cause = nil
		if got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	for _, keys := range []map[string][]string{{"us": nil, "US": nil}, {"u s": nil}, {"": nil}} {
		if _, err := addresslist.Accepted(map[addresslist.Direction]map[string][]string{addresslist.Egress: keys}, bounds); err == nil {
			t.Errorf("the keys of %v are read", keys)
		}
	}
}
