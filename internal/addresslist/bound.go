package addresslist

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// The largest selection: what a list can swell is bounded here and nowhere else. Konnect publishes some eighty addresses.
const (
	// maxPrefixes is how many prefixes a selection may hold, region by region and again hostname by hostname, counted before
	// any are merged.
	maxPrefixes = 50_000
	// maxKeys is how many regions a list may name for a direction, and how many hostnames a selection may hold.
	maxKeys = 10_000
	// coverBits says how many of the shortest prefixes accepted a selection may cover together: 256.
	coverBits = 8
)

// limits are those of the prefixes of one family.
type limits struct {
	family, setting string
	// bits is the length of an address, shortest that of the shortest prefix accepted, and widest that of the prefix that
	// covers as much as a selection may with any setting.
	bits, shortest, widest int
}

func (d *Document) ipv4() limits { return limits{"IPv4", SettingMinIPv4, 32, d.bounds.MinIPv4, 8} }
func (d *Document) ipv6() limits { return limits{"IPv6", SettingMinIPv6, 128, d.bounds.MinIPv6, 24} }

// cover returns the length of the prefix that covers as much as a selection may, where prefixes of that length are accepted.
func (l limits) cover(shortest int) int { return max(shortest-coverBits, l.widest) }

// addresses writes how many addresses a prefix of that length has.
func (l limits) addresses(length int) string {
	const exact = 32
	if l.bits-length > exact {
		return fmt.Sprintf("2^%d", l.bits-length)
	}
	digits := strconv.Itoa(1 << (l.bits - length))
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// widen says which setting accepts prefixes of that length, and what that opens. It says nothing of more than a selection may
// cover with any setting.
func (l limits) widen(what string, shortest int) string {
	if shortest < l.widest {
		return ""
	}
	return fmt.Sprintf(" If the %s is right, set %s = %d in the provider block. That accepts prefixes of up to %s addresses, and %s"+
		" addresses in a selection.", what, l.setting, shortest, l.addresses(shortest), l.addresses(l.cover(shortest)))
}

// widenFor says the same of a prefix, where it is shorter than is accepted.
func (d *Document) widenFor(prefix netip.Prefix) string {
	limits := d.ipv6()
	if prefix.Addr().Is4() {
		limits = d.ipv4()
	}
	if prefix.Bits() >= limits.shortest {
		return ""
	}
	return limits.widen("prefix", prefix.Bits())
}

// checkSize refuses parts that are together larger than can be handled, or that cover more than a selection may.
func (d *Document) checkSize(found parts) error {
	sets, prefixes, ofHostnames := slices.Collect(maps.Values(found.byRegion)), 0, 0
	for _, set := range sets {
		prefixes += set.Len()
	}
	for _, byRegion := range found.byHostname {
		for _, set := range byRegion {
			ofHostnames += set.Len()
			sets = append(sets, set)
		}
	}
	err := cmp.Or(d.checkCount("prefixes", prefixes, maxPrefixes), d.checkCount("prefixes of hostnames", ofHostnames, maxPrefixes),
		d.checkCount("hostnames", len(found.byHostname), maxKeys))
	if err != nil || d.isAccepted() {
		return err // Accepted prefixes are judged one by one.
	}
	all := ipset.Union(sets...)
	return cmp.Or(d.checkCover(d.ipv4(), all.IPv4()), d.checkCover(d.ipv6(), all.IPv6()))
}

func (d *Document) checkCount(what string, count, most int) error {
	if count <= most {
		return nil
	}
	advice := "Choose fewer regions."
	if !d.isAccepted() {
		advice = "Choose fewer regions, and check that " + d.Location.Setting + " leads to Konnect's list."
	}
	return problem.New("Too Many Addresses", "%s gives %d %s for this selection, more than the %d that are handled", d.Name(), count, what, most).
		Advise("%s", advice)
}

// checkCover refuses prefixes of one family that cover more than a selection may.
func (d *Document) checkCover(limits limits, set ipset.Set) error {
	most, covered := limits.cover(limits.shortest), set.CoverBits()
	if covered >= most {
		return nil
	}
	advice := "Check that " + d.Location.Setting + " leads to Konnect's list."
	if covered >= limits.widest {
		advice += limits.widen("list", covered+coverBits)
	}
	return problem.New("Too Many Addresses", "%s gives prefixes for this selection that together cover more than an %s /%d, which is %s addresses",
		d.Name(), limits.family, most, limits.addresses(most)).Advise("%s", advice)
}
