package ipset

import (
	"fmt"
	"net/netip"
)

// Bounds are shortest prefix lengths, in bits.
type Bounds struct {
	MinIPv4, MinIPv6 int
}

// of returns the shortest length for the family of the prefix.
func (b Bounds) of(prefix netip.Prefix) int {
	if prefix.Addr().Is6() {
		return b.MinIPv6
	}
	return b.MinIPv4
}

// special is a range from which no public service answers.
type special struct {
	prefix netip.Prefix
	kind   string
}

// specialPurpose holds the ranges that a public service can't have. Each is a row of the IANA special-purpose address
// registries (https://www.iana.org/assignments/iana-ipv4-special-registry,
// https://www.iana.org/assignments/iana-ipv6-special-registry) or of the multicast registries, with the RFC that they cite.
// The documentation ranges are left out on purpose: they are never routed, and tests need some addresses.
var specialPurpose = [...]special{
	{netip.MustParsePrefix("0.0.0.0/8"), "unspecified (RFC 791)"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private (RFC 1918)"},
	{netip.MustParsePrefix("100.64.0.0/10"), "shared (RFC 6598)"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback (RFC 1122)"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local (RFC 3927)"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private (RFC 1918)"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved (RFC 6890)"},
	{netip.MustParsePrefix("192.88.99.0/24"), "6to4 relay (RFC 7526)"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private (RFC 1918)"},
	{netip.MustParsePrefix("198.18.0.0/15"), "benchmarking (RFC 2544)"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast (RFC 5771)"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved (RFC 1112)"},
	{netip.MustParsePrefix("::/128"), "unspecified (RFC 4291)"},
	{netip.MustParsePrefix("::1/128"), "loopback (RFC 4291)"},
	{netip.MustParsePrefix("::/96"), "IPv4-compatible (RFC 4291)"},
	{netip.MustParsePrefix("::ffff:0:0/96"), "IPv4-mapped (RFC 4291)"},
	{netip.MustParsePrefix("64:ff9b::/96"), "IPv4-translated (RFC 6052)"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "IPv4-translated (RFC 8215)"},
	{netip.MustParsePrefix("100::/64"), "discard-only (RFC 6666)"},
	// What is assigned within 2001::/23, the first match of two being named.
	{netip.MustParsePrefix("2001::/32"), "Teredo (RFC 4380)"},
	{netip.MustParsePrefix("2001:2::/48"), "benchmarking (RFC 5180)"},
	{netip.MustParsePrefix("2001:10::/28"), "ORCHID (RFC 4843)"},
	{netip.MustParsePrefix("2001:20::/28"), "ORCHIDv2 (RFC 7343)"},
	{netip.MustParsePrefix("2001::/23"), "IETF protocol assignment (RFC 2928)"},
	{netip.MustParsePrefix("2002::/16"), "6to4 (RFC 3056)"},
	{netip.MustParsePrefix("5f00::/16"), "segment-routing (RFC 9602)"},
	{netip.MustParsePrefix("fc00::/7"), "private (RFC 4193)"},
	{netip.MustParsePrefix("fe80::/10"), "link-local (RFC 4291)"},
	{netip.MustParsePrefix("ff00::/8"), "multicast (RFC 4291)"},
}

// globalUnicast is the only IPv6 space that IANA hands out; all outside it is reserved (RFC 4291, section 2.4).
var globalUnicast = netip.MustParsePrefix("2000::/3")

// CheckPublic refuses a prefix that is shorter than the bounds or that touches space from which no public service answers.
func CheckPublic(prefix netip.Prefix, bounds Bounds) error {
	if least := bounds.of(prefix); prefix.Bits() < least {
		return fmt.Errorf("%q is shorter than /%d, the shortest length accepted", prefix, least)
	}
	for i := range specialPurpose {
		if s := &specialPurpose[i]; s.prefix.Overlaps(prefix) {
			return fmt.Errorf("%q lies in or covers %s space, %s", prefix, s.kind, s.prefix)
		}
	}
	if prefix.Addr().Is6() && !globalUnicast.Contains(prefix.Addr()) {
		return fmt.Errorf("%q lies in or covers reserved space: IPv6 outside %s (RFC 4291)", prefix, globalUnicast)
	}
	return nil
}
