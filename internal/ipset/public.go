package ipset

import (
	"fmt"
	"net/netip"
)

// Bounds are the shortest prefix lengths that CheckPublic accepts, in bits.
type Bounds struct {
	MinIPv4, MinIPv6 int
}

// special is a range from which no public service answers.
type special struct {
	prefix netip.Prefix
	kind   string
}

// specialPurpose holds the ranges that a public service can't have, named as in the IANA special-purpose address registries
// (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
// The documentation and benchmarking ranges are left out on purpose: they are never routed, and tests need some addresses.
var specialPurpose = [...]special{
	{netip.MustParsePrefix("0.0.0.0/8"), "unspecified (RFC 791)"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private (RFC 1918)"},
	{netip.MustParsePrefix("100.64.0.0/10"), "shared (RFC 6598)"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback (RFC 1122)"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local (RFC 3927)"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private (RFC 1918)"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved (RFC 6890)"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private (RFC 1918)"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast (RFC 5771)"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved (RFC 1112)"},
	{netip.MustParsePrefix("::/128"), "unspecified (RFC 4291)"},
	{netip.MustParsePrefix("::1/128"), "loopback (RFC 4291)"},
	{netip.MustParsePrefix("fc00::/7"), "private (RFC 4193)"},
	{netip.MustParsePrefix("fe80::/10"), "link-local (RFC 4291)"},
	{netip.MustParsePrefix("ff00::/8"), "multicast (RFC 4291)"},
}

// globalUnicast is the only IPv6 space that IANA hands out; all outside it is reserved (RFC 4291, section 2.4).
var globalUnicast = netip.MustParsePrefix("2000::/3")

// NotPublicError says why a well-formed prefix can't be that of a public service.
type NotPublicError struct {
	Prefix netip.Prefix
	// MinLength is the shortest length that is accepted, where the prefix is shorter, otherwise 0.
	MinLength int
	Reason    string
}

func (e *NotPublicError) Error() string { return fmt.Sprintf("%q %s", e.Prefix, e.Reason) }

// CheckPublic refuses, with a *NotPublicError, a prefix that is shorter than the bounds or that touches unspecified, loopback,
// private, shared, link-local, multicast or reserved space.
func CheckPublic(prefix netip.Prefix, bounds Bounds) error {
	least := bounds.MinIPv4
	if prefix.Addr().Is6() {
		least = bounds.MinIPv6
	}
	if prefix.Bits() < least {
		return &NotPublicError{prefix, least, fmt.Sprintf("is shorter than /%d, the shortest length accepted", least)}
	}
	for _, s := range specialPurpose {
		if s.prefix.Overlaps(prefix) {
			return &NotPublicError{prefix, 0, fmt.Sprintf("lies in or covers %s space, %s", s.kind, s.prefix)}
		}
	}
	if prefix.Addr().Is6() && !(globalUnicast.Contains(prefix.Addr()) && prefix.Bits() >= globalUnicast.Bits()) {
		return &NotPublicError{prefix, 0, fmt.Sprintf("lies in or covers reserved space: IPv6 outside %s (RFC 4291)", globalUnicast)}
	}
	return nil
}
