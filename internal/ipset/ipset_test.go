package ipset_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"18.220.4.10":    "18.220.4.10/32",
		"203.0.113.0/24": "203.0.113.0/24",
		"0.0.0.0/0":      "0.0.0.0/0",
		"2001:db8::1":    "2001:db8::1/128",
		"2001:0DB8:0000:0000:0000:0000:0000:000A": "2001:db8::a/128",
		"2001:DB8::/32": "2001:db8::/32",
	} {
		if got, err := ipset.Parse(text); err != nil || got.String() != want {
			t.Errorf("Parse(%q) = %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	const neither = ` is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24"`
	const noPrefix = ` is not a prefix in CIDR notation, such as "192.0.2.0/24" or "2001:db8::/32"`
	tests := map[string]struct {
		text string
		want string
	}{
		"empty":               {"", `""` + neither},
		"a name":              {"us.api.konghq.com", `"us.api.konghq.com"` + neither},
		"surrounding space":   {" 192.0.2.1", `" 192.0.2.1"` + neither},
		"leading zero":        {"192.0.2.010", `"192.0.2.010"` + neither},
		"length too long":     {"192.0.2.0/33", `"192.0.2.0/33"` + noPrefix},
		"netmask":             {"192.0.2.0/255.255.255.0", `"192.0.2.0/255.255.255.0"` + noPrefix},
		"host bits":           {"192.0.2.1/24", `"192.0.2.1/24" has bits set beyond its prefix length; the network is "192.0.2.0/24", the single address "192.0.2.1/32"`},
		"zone":                {"fe80::1%eth0", `"fe80::1%eth0" carries an IPv6 zone, which has a meaning on one host only`},
		"IPv4 as IPv6":        {"::ffff:192.0.2.1", `"::ffff:192.0.2.1" is an IPv4 address in IPv6 form; write it as IPv4: "192.0.2.1"`},
		"IPv4 prefix as IPv6": {"::ffff:192.0.2.0/120", `"::ffff:192.0.2.0/120" is an IPv4 address in IPv6 form; write it as IPv4`},
		"long":                {strings.Repeat("9", 5000), `"` + strings.Repeat("9", 63) + `…"` + neither},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ipset.Parse(test.text)
			want := &problem.Problem{Summary: "Invalid CIDR", What: test.want}
			if diff := cmp.Diff(want, err); diff != "" {
				t.Errorf("Parse(%q) error (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestCheckPublic(t *testing.T) {
	t.Parallel()
	bounds := ipset.Bounds{MinIPv4: 16, MinIPv6: 32}
	tests := map[string]struct {
		cidr   string
		bounds ipset.Bounds
		want   string // the reason; empty where the prefix passes
	}{
		"host":                    {"18.220.4.10/32", bounds, ""},
		"as short as allowed":     {"18.220.0.0/16", bounds, ""},
		"IPv6 as short as it may": {"2600:1f18::/32", bounds, ""},
		"documentation":           {"203.0.113.7/32", bounds, ""},
		"documentation IPv6":      {"2001:db8::1/128", bounds, ""},
		"next to private":         {"172.32.0.0/16", bounds, ""},

		"too short":      {"18.220.0.0/15", bounds, "is shorter than /16, the shortest length accepted"},
		"everything":     {"0.0.0.0/0", bounds, "is shorter than /16, the shortest length accepted"},
		"IPv6 too short": {"2600:1f00::/31", bounds, "is shorter than /32, the shortest length accepted"},
		"IPv6 all":       {"::/0", bounds, "is shorter than /32, the shortest length accepted"},
		"own bound":      {"18.220.4.0/24", ipset.Bounds{MinIPv4: 28}, "is shorter than /28, the shortest length accepted"},

		"IPv6 everything, no bounds": {"::/0", ipset.Bounds{}, "lies in or covers unspecified (RFC 4291) space, ::/128"},
		"IPv6 too wide, no bounds":   {"8000::/2", ipset.Bounds{}, "lies in or covers reserved space: IPv6 outside 2000::/3 (RFC 4291)"},

		"unspecified":     {"0.0.0.0/32", bounds, "lies in or covers unspecified (RFC 791) space, 0.0.0.0/8"},
		"private 10":      {"10.1.2.3/32", bounds, "lies in or covers private (RFC 1918) space, 10.0.0.0/8"},
		"private 172":     {"172.31.255.255/32", bounds, "lies in or covers private (RFC 1918) space, 172.16.0.0/12"},
		"private 192":     {"192.168.0.0/24", bounds, "lies in or covers private (RFC 1918) space, 192.168.0.0/16"},
		"shared":          {"100.64.0.1/32", bounds, "lies in or covers shared (RFC 6598) space, 100.64.0.0/10"},
		"loopback":        {"127.0.0.1/32", bounds, "lies in or covers loopback (RFC 1122) space, 127.0.0.0/8"},
		"link-local":      {"169.254.169.254/32", bounds, "lies in or covers link-local (RFC 3927) space, 169.254.0.0/16"},
		"protocol space":  {"192.0.0.8/32", bounds, "lies in or covers reserved (RFC 6890) space, 192.0.0.0/24"},
		"multicast":       {"224.0.0.1/32", bounds, "lies in or covers multicast (RFC 5771) space, 224.0.0.0/4"},
		"reserved":        {"240.0.0.1/32", bounds, "lies in or covers reserved (RFC 1112) space, 240.0.0.0/4"},
		"IPv6 unspec":     {"::/128", bounds, "lies in or covers unspecified (RFC 4291) space, ::/128"},
		"IPv6 loopback":   {"::1/128", bounds, "lies in or covers loopback (RFC 4291) space, ::1/128"},
		"IPv6 private":    {"fd00::1/128", bounds, "lies in or covers private (RFC 4193) space, fc00::/7"},
		"IPv6 link-local": {"fe80::1/128", bounds, "lies in or covers link-local (RFC 4291) space, fe80::/10"},
		"IPv6 multicast":  {"ff02::1/128", bounds, "lies in or covers multicast (RFC 4291) space, ff00::/8"},
		"IPv6 reserved":   {"4000::1/128", bounds, "lies in or covers reserved space: IPv6 outside 2000::/3 (RFC 4291)"},
		"NAT64":           {"64:ff9b::a00:1/128", bounds, "lies in or covers IPv4-translated (RFC 6052) space, 64:ff9b::/96"},

		"benchmarking":            {"198.18.0.1/32", bounds, "lies in or covers benchmarking (RFC 2544) space, 198.18.0.0/15"},
		"next to benchmarking":    {"198.20.0.0/16", bounds, ""},
		"6to4 relay":              {"192.88.99.1/32", bounds, "lies in or covers 6to4 relay (RFC 7526) space, 192.88.99.0/24"},
		"around the relay":        {"192.88.0.0/16", bounds, "lies in or covers 6to4 relay (RFC 7526) space, 192.88.99.0/24"},
		"6to4":                    {"2002:c000:204::/48", bounds, "lies in or covers 6to4 (RFC 3056) space, 2002::/16"},
		"Teredo":                  {"2001:0:4136:e378::1/128", bounds, "lies in or covers Teredo (RFC 4380) space, 2001::/32"},
		"IPv6 benchmarking":       {"2001:2::1/128", bounds, "lies in or covers benchmarking (RFC 5180) space, 2001:2::/48"},
		"ORCHID":                  {"2001:10::1/128", bounds, "lies in or covers ORCHID (RFC 4843) space, 2001:10::/28"},
		"ORCHIDv2":                {"2001:2f::1/128", bounds, "lies in or covers ORCHIDv2 (RFC 7343) space, 2001:20::/28"},
		"the rest of 2001::/23":   {"2001:1ff::1/128", bounds, "lies in or covers IETF protocol assignment (RFC 2928) space, 2001::/23"},
		"next to 2001::/23":       {"2001:200::/32", bounds, ""},
		"around 2001::/23":        {"2001::/16", ipset.Bounds{}, "lies in or covers Teredo (RFC 4380) space, 2001::/32"},
		"translated, local":       {"64:ff9b:1::1/128", bounds, "lies in or covers IPv4-translated (RFC 8215) space, 64:ff9b:1::/48"},
		"mapped":                  {"::ffff:192.0.2.1/128", bounds, "lies in or covers IPv4-mapped (RFC 4291) space, ::ffff:0.0.0.0/96"},
		"compatible":              {"::c000:201/128", bounds, "lies in or covers IPv4-compatible (RFC 4291) space, ::/96"},
		"discard":                 {"100::1/128", bounds, "lies in or covers discard-only (RFC 6666) space, 100::/64"},
		"segment routing":         {"5f00::1/128", bounds, "lies in or covers segment-routing (RFC 9602) space, 5f00::/16"},
		"documentation IPv6, new": {"3fff::1/128", bounds, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := ipset.CheckPublic(netip.MustParsePrefix(test.cidr), test.bounds)
			got := ""
			if err != nil {
				got = err.Error()
			}
			want := test.want
			if want != "" {
				want = fmt.Sprintf("%q %s", test.cidr, want)
			}
			if got != want {
				t.Errorf("CheckPublic(%s):\n got %s\nwant %s", test.cidr, got, want)
			}
		})
	}
}

func TestSetTexts(t *testing.T) {
	t.Parallel()
	set := mustParseAll(t, "2001:db8::1", "9.9.9.9", "18.220.4.10/32", "9.9.9.9/32", "203.0.113.0/24", "2001:DB8:1::/48")
	assertEqual(t, "CIDRs", set.CIDRs(), []string{"9.9.9.9/32", "18.220.4.10/32", "203.0.113.0/24", "2001:db8::1/128", "2001:db8:1::/48"})
	assertEqual(t, "Addresses", set.Addresses(), []string{"9.9.9.9", "18.220.4.10", "203.0.113.0/24", "2001:db8::1", "2001:db8:1::/48"})
	assertEqual(t, "IPv4", set.IPv4().CIDRs(), []string{"9.9.9.9/32", "18.220.4.10/32", "203.0.113.0/24"})
	assertEqual(t, "IPv6", set.IPv6().CIDRs(), []string{"2001:db8::1/128", "2001:db8:1::/48"})
	assertEqual(t, "empty", ipset.Set{}.CIDRs(), []string{})

	if _, err := ipset.ParseAll([]string{"9.9.9.9", "first", "second"}); err == nil || !strings.Contains(err.Error(), `"first"`) {
		t.Errorf("a text that is not a prefix: %v", err)
	}
	prefixes := set.Prefixes()
	slices.Reverse(prefixes)
	given := slices.Clone(prefixes)
	if ipset.Of(given...); !slices.Equal(given, prefixes) {
		t.Errorf("Of sorts the slice of its caller: %v", given)
	}
	assertEqual(t, "a changed copy", set.CIDRs(), []string{"9.9.9.9/32", "18.220.4.10/32", "203.0.113.0/24", "2001:db8::1/128", "2001:db8:1::/48"})
}

func TestMerge(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ given, want []string }{
		"nothing":           {nil, []string{}},
		"adjacent":          {[]string{"192.0.2.0/25", "192.0.2.128/25"}, []string{"192.0.2.0/24"}},
		"overlapping":       {[]string{"192.0.2.7", "192.0.2.0/24"}, []string{"192.0.2.0/24"}},
		"adjacent, no pair": {[]string{"192.0.2.1", "192.0.2.2"}, []string{"192.0.2.1/32", "192.0.2.2/32"}},
		"whole family":      {[]string{"0.0.0.0/1", "128.0.0.0/1"}, []string{"0.0.0.0/0"}},
		"families apart":    {[]string{"::/1", "8000::/1", "0.0.0.0/0"}, []string{"0.0.0.0/0", "::/0"}},
		"scattered":         {[]string{"54.79.153.51", "13.55.230.239"}, []string{"13.55.230.239/32", "54.79.153.51/32"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assertEqual(t, "merged", mustParseAll(t, test.given...).Merge().CIDRs(), test.want)
		})
	}
}

func TestMergeWithin(t *testing.T) {
	t.Parallel()
	bounds := ipset.Bounds{MinIPv4: 16, MinIPv6: 32}
	tests := map[string]struct {
		bounds      ipset.Bounds
		given, want []string
	}{
		"nothing":            {bounds, nil, []string{}},
		"up to the bound":    {bounds, []string{"18.0.0.0/17", "18.0.128.0/17"}, []string{"18.0.0.0/16"}},
		"not beyond":         {bounds, []string{"18.0.0.0/17", "18.0.128.0/17", "18.1.0.0/16"}, []string{"18.0.0.0/16", "18.1.0.0/16"}},
		"four of them":       {bounds, []string{"18.0.0.0/16", "18.1.0.0/16", "18.2.0.0/16", "18.3.0.0/16"}, []string{"18.0.0.0/16", "18.1.0.0/16", "18.2.0.0/16", "18.3.0.0/16"}},
		"IPv6":               {bounds, []string{"2600::/33", "2600:0:8000::/33", "2600:1::/32"}, []string{"2600::/32", "2600:1::/32"}},
		"single addresses":   {ipset.Bounds{MinIPv4: 32}, []string{"18.0.0.0", "18.0.0.1"}, []string{"18.0.0.0/32", "18.0.0.1/32"}},
		"single IPv6":        {ipset.Bounds{MinIPv6: 128}, []string{"2600::", "2600::1"}, []string{"2600::/128", "2600::1/128"}},
		"no bounds":          {ipset.Bounds{}, []string{"0.0.0.0/1", "128.0.0.0/1"}, []string{"0.0.0.0/0"}},
		"one that is beyond": {bounds, []string{"18.0.0.0/15"}, []string{"18.0.0.0/16", "18.1.0.0/16"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assertEqual(t, "merged", mustParseAll(t, test.given...).MergeWithin(test.bounds).CIDRs(), test.want)
		})
	}
}

func TestCoverBits(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		given []string
		want  int
	}{
		"nothing":                    {nil, math.MaxInt},
		"an address":                 {[]string{"1.1.1.1"}, 32},
		"two of them, far apart":     {[]string{"1.1.1.1", "9.9.9.9"}, 31},
		"three":                      {[]string{"1.1.1.1", "9.9.9.9", "18.0.0.7"}, 30},
		"one prefix":                 {[]string{"18.0.0.0/8"}, 8},
		"its halves":                 {[]string{"18.0.0.0/9", "20.128.0.0/9"}, 8},
		"halves and an address":      {[]string{"18.0.0.0/9", "20.128.0.0/9", "1.1.1.1"}, 7},
		"an address more":            {[]string{"1.1.1.1", "18.0.0.0/8"}, 7},
		"inside":                     {[]string{"18.0.0.0/8", "18.0.0.0/16", "18.0.0.7", "18.255.255.255"}, 8},
		"two":                        {[]string{"18.0.0.0/8", "20.0.0.0/8"}, 7},
		"everything":                 {[]string{"0.0.0.0/0"}, 0},
		"IPv6, an address":           {[]string{"2a00::1"}, 128},
		"IPv6, one prefix":           {[]string{"2600::/24"}, 24},
		"IPv6, an address more":      {[]string{"2600::/24", "2a00::1"}, 23},
		"IPv6, everything":           {[]string{"::/0"}, 0},
		"all pieces":                 {[]string{"18.0.0.0/9", "18.128.0.0/10", "18.192.0.0/11", "18.224.0.0/11"}, 8},
		"all pieces, and one beside": {[]string{"18.0.0.0/9", "18.128.0.0/10", "18.192.0.0/11", "18.224.0.0/11", "19.0.0.0"}, 7},
		"nearly all, and one beside": {[]string{"18.0.0.0/9", "18.128.0.0/10", "18.192.0.0/11", "18.224.0.0/12", "19.0.0.0"}, 8},
	} {
		if got := mustParseAll(t, test.given...).CoverBits(); got != test.want {
			t.Errorf("%s: CoverBits = %d, want %d", name, got, test.want)
		}
	}
}

func TestCovers(t *testing.T) {
	t.Parallel()
	set := mustParseAll(t, "192.0.2.0/25", "192.0.2.128/25", "2001:db8::/32")
	tests := map[string]bool{
		"192.0.2.0/24":    true, // only both halves together
		"192.0.2.200/32":  true,
		"192.0.2.0/23":    false,
		"192.0.3.0/32":    false,
		"2001:db8::1/128": true,
		"2001:db9::/32":   false,
	}
	for cidr, want := range tests {
		if got := set.Covers(netip.MustParsePrefix(cidr)); got != want {
			t.Errorf("Covers(%s) = %t, want %t", cidr, got, want)
		}
	}
	if (ipset.Set{}).Covers(netip.MustParsePrefix("192.0.2.1/32")) {
		t.Error("the empty set covers an address")
	}
}

// TestMergeAgainstModel compares Merge with a model that lists every single address of a small space.
func TestMergeAgainstModel(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var prefixes []netip.Prefix
		covered := map[byte]bool{}
		for range random.IntN(12) {
			bits := 24 + random.IntN(9)
			prefix := netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(random.IntN(256))}), bits).Masked()
			prefixes = append(prefixes, prefix)
			for last := range 256 {
				if prefix.Contains(netip.AddrFrom4([4]byte{192, 0, 2, byte(last)})) {
					covered[byte(last)] = true
				}
			}
		}
		merged := ipset.Of(prefixes...).Merge()
		checkDisjointAndSorted(t, merged)
		count := 0
		for _, prefix := range merged.Prefixes() {
			count += 1 << (32 - prefix.Bits())
		}
		if count != len(covered) {
			t.Fatalf("merging %v gives %v: %d addresses, want %d", prefixes, merged.CIDRs(), count, len(covered))
		}
		for last := range covered {
			if addr := netip.AddrFrom4([4]byte{192, 0, 2, last}); !merged.Covers(netip.PrefixFrom(addr, 32)) {
				t.Fatalf("merging %v gives %v, which lacks %s", prefixes, merged.CIDRs(), addr)
			}
		}
	}
}

// FuzzMerge reads the input as a list of texts and checks what must hold for all that parse.
func FuzzMerge(f *testing.F) {
	f.Add("18.220.4.10\n18.220.4.11\n2001:db8::/32\n2001:db8::1")
	f.Add("0.0.0.0/0\n::/0")
	f.Add("192.0.2.0/25\n192.0.2.128/25\n192.0.2.1/24\nfe80::1%eth0\n::ffff:1.2.3.4")
	f.Fuzz(func(t *testing.T, text string) {
		var prefixes []netip.Prefix
		for line := range strings.Lines(text) {
			prefix, err := ipset.Parse(strings.TrimSuffix(line, "\n"))
			if err != nil {
				continue
			}
			if prefix.Masked() != prefix || prefix.Addr().Is4In6() || prefix.Addr().Zone() != "" {
				t.Fatalf("%s is not canonical", prefix)
			}
			again, err := ipset.Parse(prefix.String())
			if err != nil || again != prefix {
				t.Fatalf("%s reads back as %s, %v", prefix, again, err)
			}
			prefixes = append(prefixes, prefix)
		}
		set := ipset.Of(prefixes...)
		merged := set.Merge()
		checkDisjointAndSorted(t, merged)
		if merged.Len() > set.Len() {
			t.Fatalf("merging %v made it longer: %v", set.CIDRs(), merged.CIDRs())
		}
		for _, prefix := range prefixes {
			if !merged.Covers(prefix) {
				t.Fatalf("merging %v lost %s", set.CIDRs(), prefix)
			}
		}
		for _, prefix := range merged.Prefixes() {
			if !set.Covers(prefix) {
				t.Fatalf("merging %v invented %s", set.CIDRs(), prefix)
			}
		}
		if diff := cmp.Diff(merged.CIDRs(), merged.Merge().CIDRs()); diff != "" {
			t.Fatalf("merging again changes the result:\n%s", diff)
		}
	})
}

func checkDisjointAndSorted(t *testing.T, set ipset.Set) {
	t.Helper()
	prefixes := set.Prefixes()
	if !slices.IsSortedFunc(prefixes, netip.Prefix.Compare) {
		t.Fatalf("not sorted: %v", set.CIDRs())
	}
	for i := 1; i < len(prefixes); i++ {
		if prefixes[i-1].Overlaps(prefixes[i]) {
			t.Fatalf("%s overlaps %s", prefixes[i-1], prefixes[i])
		}
	}
}

func mustParseAll(t *testing.T, texts ...string) ipset.Set {
	t.Helper()
	set, err := ipset.ParseAll(texts)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func assertEqual(t *testing.T, what string, got, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
