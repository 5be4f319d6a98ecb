package acceptance

import (
	"math"
	"net/netip"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// tooMuch reports whether that many lost entries, of those that count, are more than the policy allows: counted as they are spelled,
// or merged with each merged prefix counted by the part of it that is lost. Neither many small entries nor a large one in many
// pieces hide a loss.
func (p Policy) tooMuch(lost int, counted, named ipset.Set) bool {
	above := func(part float64, of int) bool { return 100*part > float64(p.MaxRemovedPercent*of) }
	if above(float64(lost), counted.Len()) {
		return true
	}
	merged := counted.Merge()
	return above(lostPart(merged.Prefixes(), merged.Minus(named).Prefixes()), merged.Len())
}

// lostPart adds up which part of these prefixes is lost, such as 1.5 for one and a half of them. Each of what is lost lies in one of
// them, and both are in order.
func lostPart(merged, lost []netip.Prefix) float64 {
	part, i := 0.0, 0
	for _, prefix := range lost {
		for !merged[i].Contains(prefix.Addr()) {
			i++
		}
		part += math.Ldexp(1, merged[i].Bits()-prefix.Bits())
	}
	return part
}
