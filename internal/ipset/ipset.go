// Package ipset holds sets of IP prefixes: it parses, normalises, merges and compares them, and says which are public.
//
// A prefix is always canonical: no host bits, no zone, IPv4 never written as IPv6.
package ipset

import (
	"fmt"
	"math"
	"math/big"
	"net/netip"
	"slices"
	"sort"
	"strings"

	"go4.org/netipx"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// maxQuoted is how many characters of a rejected text an error repeats.
const maxQuoted = 64

// Parse reads an IPv4 or IPv6 address ("192.0.2.1", taken as its /32 or /128) or a prefix in CIDR notation
// ("192.0.2.0/24"). It refuses a prefix with host bits, a zone or an IPv4 address in IPv6 form.
func Parse(text string) (netip.Prefix, error) {
	prefix, reason := parse(text)
	addr := prefix.Addr()
	switch {
	case reason != "":
	case addr.Is4In6() && prefix.IsSingleIP():
		reason = fmt.Sprintf("is an IPv4 address in IPv6 form; write it as IPv4: %q", addr.Unmap())
	case addr.Is4In6():
		reason = "is an IPv4 address in IPv6 form; write it as IPv4"
	case prefix.Masked() != prefix:
		reason = fmt.Sprintf("has bits set beyond its prefix length; the network is %q, the single address %q",
			prefix.Masked(), netip.PrefixFrom(addr, addr.BitLen()))
	default:
		return prefix, nil
	}
	return netip.Prefix{}, problem.New("Invalid CIDR", "%s %s", cleantext.Quote(text, maxQuoted), reason)
}

// parse returns the prefix, or why the text is not one.
func parse(text string) (prefix netip.Prefix, reason string) {
	if strings.Contains(text, "%") {
		return netip.Prefix{}, "carries an IPv6 zone, which has a meaning on one host only"
	}
	if strings.Contains(text, "/") {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return netip.Prefix{}, `is not a prefix in CIDR notation, such as "192.0.2.0/24" or "2001:db8::/32"`
		}
		return prefix, ""
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, `is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24"`
	}
	return netip.PrefixFrom(addr, addr.BitLen()), ""
}

// Set is an immutable set of prefixes, without duplicates, IPv4 before IPv6, then by address, then by length: the order in
// which people read them. The zero value is empty.
// Prefixes that overlap are kept apart until Merge.
type Set struct {
	prefixes []netip.Prefix
}

// Of returns the set of the given prefixes, which are canonical, as Parse returns them.
func Of(prefixes ...netip.Prefix) Set {
	sorted := slices.Clone(prefixes)
	slices.SortFunc(sorted, netip.Prefix.Compare)
	return Set{slices.Compact(sorted)}
}

// Union returns the set of all prefixes of the given sets.
func Union(sets ...Set) Set {
	var all []netip.Prefix
	for _, set := range sets {
		all = append(all, set.prefixes...)
	}
	return Of(all...)
}

// ParseAll reads a set from texts that Parse accepts. The error is that of the first text that it does not.
func ParseAll(texts []string) (Set, error) {
	prefixes := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		prefix, err := Parse(text)
		if err != nil {
			return Set{}, err
		}
		prefixes[i] = prefix
	}
	return Of(prefixes...), nil
}

// Prefixes returns the prefixes in order. The slice is the caller's.
func (s Set) Prefixes() []netip.Prefix { return slices.Clone(s.prefixes) }

// Len returns the number of prefixes.
func (s Set) Len() int { return len(s.prefixes) }

// IPv4 returns the IPv4 prefixes of the set.
func (s Set) IPv4() Set { return Set{s.prefixes[:s.firstIPv6()]} }

// IPv6 returns the IPv6 prefixes of the set.
func (s Set) IPv6() Set { return Set{s.prefixes[s.firstIPv6():]} }

func (s Set) firstIPv6() int {
	return sort.Search(len(s.prefixes), func(i int) bool { return s.prefixes[i].Addr().Is6() })
}

// Merge returns the smallest set of prefixes that covers exactly the same addresses.
func (s Set) Merge() Set {
	return Set{s.ipSet().Prefixes()}
}

// MergeWithin merges as Merge does, but makes no prefix shorter than the bounds: there it leaves neighbours apart.
func (s Set) MergeWithin(bounds Bounds) Set {
	var merged []netip.Prefix
	for _, prefix := range s.Merge().prefixes {
		merged = appendSplit(merged, prefix, bounds.of(prefix))
	}
	return Set{merged}
}

// appendSplit appends the prefix, or its parts of that length where it is shorter, in order.
func appendSplit(to []netip.Prefix, prefix netip.Prefix, bits int) []netip.Prefix {
	if prefix.Bits() >= bits {
		return append(to, prefix)
	}
	half := prefix.Bits() + 1
	upper := prefix.Addr().AsSlice()
	upper[(half-1)/8] |= 0x80 >> ((half - 1) % 8)
	address, _ := netip.AddrFromSlice(upper) // as long as the address it comes from
	to = appendSplit(to, netip.PrefixFrom(prefix.Addr(), half), bits)
	return appendSplit(to, netip.PrefixFrom(address, half), bits)
}

// CoverBits returns the length of the longest prefix that has as many addresses as the set, which is of one family: a measure of its
// size, however scattered it is. That of an empty set is longer than any.
func (s Set) CoverBits() int {
	total, one, last := new(big.Int), big.NewInt(1), netip.Prefix{}
	for _, prefix := range s.prefixes {
		// A prefix stands behind those that contain it.
		if !last.Contains(prefix.Addr()) {
			total.Add(total, new(big.Int).Lsh(one, uint(prefix.Addr().BitLen()-prefix.Bits())))
			last = prefix
		}
	}
	if s.Len() == 0 {
		return math.MaxInt
	}
	return last.Addr().BitLen() - total.Sub(total, one).BitLen()
}

// Covers reports whether every address of the prefix lies in the set, be it in several adjacent prefixes.
func (s Set) Covers(prefix netip.Prefix) bool { return s.Coverage()(prefix) }

// Coverage returns Covers for many questions: what it takes to answer is computed once.
func (s Set) Coverage() func(prefix netip.Prefix) bool { return s.ipSet().ContainsPrefix }

// Has reports whether the prefix is one of the set.
func (s Set) Has(prefix netip.Prefix) bool {
	_, has := slices.BinarySearchFunc(s.prefixes, prefix, netip.Prefix.Compare)
	return has
}

// Minus returns the smallest set of prefixes that covers the addresses of this set which the other does not have.
func (s Set) Minus(other Set) Set {
	var builder netipx.IPSetBuilder
	builder.AddSet(s.ipSet())
	builder.RemoveSet(other.ipSet())
	rest, _ := builder.IPSet() // The builder's only errors are invalid prefixes.
	return Set{rest.Prefixes()}
}

func (s Set) ipSet() *netipx.IPSet {
	var builder netipx.IPSetBuilder
	for _, prefix := range s.prefixes {
		builder.AddPrefix(prefix)
	}
	// The builder's only errors are invalid prefixes, and a Set has none.
	merged, _ := builder.IPSet()
	return merged
}

// CIDRs returns the prefixes in CIDR notation, hosts as /32 and /128.
func (s Set) CIDRs() []string {
	texts := make([]string, len(s.prefixes))
	for i, prefix := range s.prefixes {
		texts[i] = prefix.String()
	}
	return texts
}

// Addresses returns the prefixes with single hosts written bare, the rest in CIDR notation.
func (s Set) Addresses() []string {
	texts := make([]string, len(s.prefixes))
	for i, prefix := range s.prefixes {
		if prefix.IsSingleIP() {
			texts[i] = prefix.Addr().String()
		} else {
			texts[i] = prefix.String()
		}
	}
	return texts
}
