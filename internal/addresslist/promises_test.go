package addresslist_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// checkPromises decodes and selects, and fails the test where the outcome is neither an error of a known type nor a
// selection that keeps what is promised. It returns the selection, and the error if there was one.
func checkPromises(t testing.TB, body []byte, query addresslist.Query) (selected, error) {
	t.Helper()
	document, err := addresslist.DecodeWithin(body, bounds)
	if err != nil {
		checkReadable(t, err)
		return selected{}, err
	}
	selection, err := document.Select(query)
	if err != nil {
		summaries := []string{"Region Without Addresses", "Hostname Without Addresses", "Address List Refused", "Too Many Addresses"}
		if got := problem.Of(err); !slices.Contains(summaries, got.Summary) && got.Argument == "" {
			t.Fatalf("Select: %s: %v", got.Summary, err)
		}
		checkReadable(t, err)
		return selected{}, err
	}
	checkSet(t, selection.All)
	if selection.All.Len() == 0 {
		t.Fatal("nothing is selected, without an error")
	}
	texts := textsOf(selection)
	if diff := cmp.Diff(model(t, body, query), texts); diff != "" {
		t.Fatalf("what was selected is not what the document lists (-document +selection):\n%s", diff)
	}
	return texts, nil
}

// checkReadable holds that an error is one line of printable text and no longer than a person reads.
func checkReadable(t testing.TB, err error) {
	t.Helper()
	const enough = 4000
	if text := err.Error(); len(text) > enough || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		t.Fatalf("error of %d bytes is not readable: %q", len(text), text)
	}
}

// checkSet holds that a set is canonical, in order, and of public addresses as net/netip knows them.
func checkSet(t testing.TB, set ipset.Set) {
	t.Helper()
	prefixes := set.Prefixes()
	if !slices.IsSortedFunc(prefixes, netip.Prefix.Compare) || len(slices.Compact(slices.Clone(prefixes))) != len(prefixes) {
		t.Fatalf("not in order, or twice: %v", prefixes)
	}
	for _, prefix := range prefixes {
		addr := prefix.Addr()
		if !prefix.IsValid() || prefix.Masked() != prefix || addr.Zone() != "" || addr.Is4In6() {
			t.Fatalf("%v is not canonical", prefix)
		}
		if parsed, err := netip.ParsePrefix(prefix.String()); err != nil || parsed != prefix {
			t.Fatalf("%v is not its text", prefix)
		}
		if !addr.IsGlobalUnicast() || addr.IsPrivate() || addr.IsLoopback() || addr.IsLinkLocalUnicast() || addr.IsMulticast() || addr.IsUnspecified() {
			t.Fatalf("%v is not public", prefix)
		}
		if least := map[bool]int{true: bounds.MinIPv4, false: bounds.MinIPv6}[addr.Is4()]; prefix.Bits() < least {
			t.Fatalf("%v is too short", prefix)
		}
	}
}

// normalized is the one form of a region code or hostname.
func normalized(text string) string { return strings.TrimSuffix(strings.ToLower(text), ".") }

// model takes from the document, in the plainest way, what the query selects.
func model(t testing.TB, body []byte, query addresslist.Query) selected {
	t.Helper()
	var raw map[string]json.RawMessage
	var lists map[string][]string
	var names map[string]map[string][]string
	if err := errors.Join(
		json.Unmarshal(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), &raw),
		json.Unmarshal(raw[string(query.Direction)+"IPs"], &lists), json.Unmarshal(raw["regions"], &names),
	); err != nil {
		t.Fatalf("an accepted document that encoding/json refuses: %v", err)
	}
	namesOf := map[string]map[string][]string{}
	for region, hostnames := range names {
		namesOf[catalog.Lower(region)] = hostnames
	}
	byRegion, byHostname, regionsOf := map[string][]string{}, map[string][]string{}, map[string][]string{}
	for key, entries := range lists {
		region := catalog.Lower(key)
		if len(entries) == 0 || !catalog.IsLabel(region) || query.Regions != nil && !slices.Contains(query.Regions, region) {
			continue
		}
		if query.Hostnames == nil {
			byRegion[region] = entries
		}
		for key, entries := range namesOf[region] {
			hostname, err := catalog.ParseHostname(key)
			if err != nil || len(entries) == 0 || query.Direction == addresslist.Egress ||
				query.Hostnames != nil && !slices.Contains(query.Hostnames, hostname) {
				continue
			}
			byHostname[hostname] = append(byHostname[hostname], entries...)
			regionsOf[hostname] = append(regionsOf[hostname], region)
			if query.Hostnames != nil {
				byRegion[region] = append(byRegion[region], entries...)
			}
		}
	}
	cidrs := func(entries []string) []string {
		var prefixes []netip.Prefix
		for _, entry := range entries {
			if !strings.Contains(entry, "/") {
				entry += fmt.Sprintf("/%d", netip.MustParseAddr(entry).BitLen())
			}
			prefixes = append(prefixes, netip.MustParsePrefix(entry))
		}
		set := ipset.Of(prefixes...)
		if query.Aggregate {
			set = set.MergeWithin(bounds)
		}
		return set.CIDRs()
	}
	want := selected{ByRegion: map[string][]string{}, ByHostname: map[string]selectedHostname{}}
	var all []string
	for region, entries := range byRegion {
		all, want.ByRegion[region] = append(all, entries...), cidrs(entries)
	}
	want.All = cidrs(all)
	for hostname, entries := range byHostname {
		want.ByHostname[hostname] = selectedHostname{slices.Sorted(slices.Values(regionsOf[hostname])), cidrs(entries)}
	}
	return want
}

// FuzzDecodeAndSelect feeds arbitrary bytes and queries. The lists of the query are separated by commas.
func FuzzDecodeAndSelect(f *testing.F) {
	demo := string(listserver.DemoDocument().JSON())
	for _, body := range []string{
		demo, worldwide, members{}.json(), members{ingress: `{"us":["0.0.0.0/0"]}`}.json(), members{egress: "null"}.json(), "", "<html>", "{}",
		members{}.json() + "{}", strings.ReplaceAll(members{}.json(), "us", "U\\u0053"), `{"x":[[{"a":1e999}]],` + members{}.json()[1:],
	} {
		f.Add([]byte(body), "us,eu", "", byte(0))
		f.Add([]byte(body), "", "us.api.konghq.com", byte(2))
		f.Add([]byte(body), "us,global", "", byte(3))
	}
	f.Fuzz(func(t *testing.T, body []byte, regions, hostnames string, flags byte) {
		list := func(text string) []string {
			return slices.Concat(strings.FieldsFunc(text, func(r rune) bool { return r == ',' })) // nil where there is none
		}
		query := addresslist.Query{Direction: addresslist.Ingress, Regions: list(strings.ToLower(regions)), Aggregate: flags&2 != 0}
		if flags&1 != 0 {
			query.Direction = addresslist.Egress
		} else {
			for _, hostname := range list(hostnames) {
				query.Hostnames = append(query.Hostnames, normalized(hostname))
			}
		}
		_, _ = checkPromises(t, body, query)
	})
}

// randomDocument returns a valid document with neighbours, repetitions, prefixes, both families, and regions and
// hostnames without addresses.
func randomDocument(random *rand.Rand) listserver.Document {
	entry := func() string {
		addr := netip.AddrFrom4([4]byte{byte(198 + random.IntN(2)*5), 51, byte(random.IntN(2)), byte(random.IntN(16))})
		bits := 28 + random.IntN(5)
		if random.IntN(4) == 0 {
			addr = netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 15: byte(random.IntN(16))})
			bits = 124 + random.IntN(5)
		}
		if random.IntN(3) > 0 {
			return addr.String()
		}
		return netip.PrefixFrom(addr, bits).Masked().String()
	}
	entries := func() []string {
		list := []string{}
		for range random.IntN(8) {
			list = append(list, entry())
		}
		return list
	}
	document := listserver.Document{
		UpdateDate: "2025-08-26-16-03-33", Regions: map[string]map[string][]string{}, IngressIPs: map[string][]string{}, EgressIPs: map[string][]string{},
	}
	for _, region := range []string{"us", "EU", "in", "global", "new-1"} {
		if random.IntN(5) > 0 {
			document.IngressIPs[region] = entries()
		}
		if random.IntN(3) > 0 {
			document.EgressIPs[region] = entries()
		}
		document.Regions[region] = map[string][]string{}
		for _, hostname := range []string{"a.example", "B.example.", "*." + region + ".example"} {
			if random.IntN(3) > 0 {
				document.Regions[region][hostname] = entries()
			}
		}
	}
	return document
}

func randomQuery(random *rand.Rand) addresslist.Query {
	query := addresslist.Query{Direction: addresslist.Ingress, Aggregate: random.IntN(2) == 0}
	pick := func(from []string) []string {
		var picked []string
		for _, text := range from {
			if random.IntN(3) == 0 {
				picked = append(picked, text)
			}
		}
		return picked
	}
	query.Regions = pick([]string{"us", "eu", "in", "new-1", "global"})
	if random.IntN(3) == 0 {
		query.Direction = addresslist.Egress
	} else if random.IntN(3) == 0 {
		query.Hostnames = pick([]string{"a.example", "b.example"})
	}
	return query
}

// TestRandomDocuments holds that of valid documents everything that was asked for comes out, and nothing else; and that
// order, repetition and case change nothing.
func TestRandomDocuments(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 1))
	accepted := 0
	for range 150 {
		document, query := randomDocument(random), randomQuery(random)
		texts, err := checkPromises(t, document.JSON(), query)
		if err != nil && problem.Of(err).Argument == "" {
			t.Fatalf("a valid document was refused: %v\n%s", err, document.JSON())
		}
		if err == nil {
			accepted++
		}
		again, errAgain := checkPromises(t, disguise(random, document).JSON(), query)
		if diff := cmp.Diff(texts, again); diff != "" || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Fatalf("order, repetition or case changed the outcome: errors %v, %v (-before +after):\n%s", err, errAgain, diff)
		}
	}
	if accepted < 40 {
		t.Errorf("only %d of 150 documents had what was asked for", accepted)
	}
}

// disguise writes the same document in another way.
func disguise(random *rand.Rand, document listserver.Document) listserver.Document {
	lists := func(original map[string][]string, rename func(string) string) map[string][]string {
		changed := map[string][]string{}
		for key, list := range original {
			list = slices.Clone(list)
			if len(list) > 0 {
				list = append(list, strings.ToUpper(list[random.IntN(len(list))]))
			}
			random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			changed[rename(key)] = list
		}
		return changed
	}
	swap := func(text string) string {
		if random.IntN(2) == 0 {
			return strings.ToUpper(text)
		}
		return strings.ToLower(text)
	}
	changed := listserver.Document{
		UpdateDate: document.UpdateDate, Regions: map[string]map[string][]string{},
		IngressIPs: lists(document.IngressIPs, swap), EgressIPs: lists(document.EgressIPs, swap),
	}
	for region, hostnames := range document.Regions {
		changed.Regions[swap(region)] = lists(hostnames, func(hostname string) string { return strings.TrimSuffix(swap(hostname), ".") })
	}
	return changed
}

// TestRandomMutations changes valid documents: each is refused, or its selection keeps what is promised.
func TestRandomMutations(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 2))
	hostile := []string{
		"null", "true", "0", `""`, "[]", "{}", `"0.0.0.0/0"`, `"::/0"`, `"10.0.0.1"`, `"127.0.0.1"`, `"::ffff:198.51.100.7"`, `"198.51.100.7/24"`,
		`"fe80::1%1"`, "[[", "}", ",", "\xff", "\xef\xbb\xbf", "<", `"us":[],`, `"ingressIPs":{},`, "/", ":", "%", "9",
	}
	refused := 0
	const count = 1500
	for range count {
		body := bytes.TrimSpace(randomDocument(random).JSON())
		for range 1 + random.IntN(2) {
			at := random.IntN(len(body))
			switch random.IntN(4) {
			case 0: // a piece that does not belong there
				body = slices.Insert(body, at, []byte(hostile[random.IntN(len(hostile))])...)
			case 1: // a piece lost
				body = slices.Delete(body, at, min(len(body), at+1+random.IntN(20)))
			case 2: // a bit flipped
				body[at] ^= 1 << random.IntN(8)
			case 3: // a whole value replaced
				values := bytes.Split(body, []byte(`"`))
				values[random.IntN(len(values))] = []byte(hostile[random.IntN(len(hostile))])
				body = bytes.Join(values, []byte(`"`))
			}
			if len(body) == 0 {
				body = []byte(" ")
			}
		}
		if _, err := checkPromises(t, body, randomQuery(random)); err != nil {
			refused++
		}
	}
	if refused < count/2 || refused > count*99/100 {
		t.Errorf("%d of %d mutations were refused: too few or too many for the test to mean something", refused, count)
	}
}

// TestDeterministicError names the same of several bad entries each time.
func TestDeterministicError(t *testing.T) {
	t.Parallel()
	names := map[string][]string{}
	for i := range 30 {
		names[fmt.Sprintf("h%02d.example", 29-i)] = []string{"198.51.100.7", "10.0.0.1"}
	}
	document := listserver.DemoDocument()
	document.Regions = map[string]map[string][]string{"us": names}
	seen := map[string]bool{}
	for range 20 {
		_, err := checkPromises(t, document.JSON(), ingress("us"))
		seen[fmt.Sprint(err)] = true
	}
	want := `URL holds an entry at regions.us["h00.example"][1] that is refused: "10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8`
	if diff := cmp.Diff([]string{want}, slices.Sorted(maps.Keys(seen))); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}
