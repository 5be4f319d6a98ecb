package acceptance

import (
	"net/netip"
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// share is how many of a region's accepted entries its list has lost.
type share struct{ lost, of int }

// above reports whether the share is more than so many percent.
func (s share) above(percent float64) bool { return float64(100*s.lost) > percent*float64(s.of) }

// standing is the number of entries against which the share of a loss counts: all but those that leave by approval.
func standing(entries map[netip.Prefix]Entry) int {
	count := 0
	for _, entry := range entries {
		if !entry.Missing() || !entry.Approved {
			count++
		}
	}
	return count
}

// lostOf returns the largest share that the region had lost when one of its entries went missing. Entries whose addresses the
// list still covers are not lost, and approved ones are as good as gone. The share counts against what the region had then, so
// that a list that is exchanged as a whole does not hide what it lost behind what it added, nor behind what left since.
func lostOf(entries map[netip.Prefix]Entry, listed func(netip.Prefix) bool) share {
	var losses []Entry
	for prefix, entry := range entries {
		if entry.Missing() && !entry.Approved && !listed(prefix) {
			losses = append(losses, entry)
		}
	}
	slices.SortFunc(losses, func(a, b Entry) int { return a.MissingSince.Compare(b.MissingSince) })
	var worst share
	until := 0
	for i, loss := range losses {
		for until < len(losses) && (until <= i || losses[until].MissingSince.Equal(loss.MissingSince)) {
			until++
		}
		if at := (share{until, loss.Of}); worst.of == 0 || at.lost*worst.of > worst.lost*at.of {
			worst = at
		}
	}
	return worst
}

func membersOf(set ipset.Set) map[netip.Prefix]bool {
	members := make(map[netip.Prefix]bool, set.Len())
	for _, prefix := range set.Prefixes() {
		members[prefix] = true
	}
	return members
}

// intersection returns the accepted entries that the set names.
func intersection(entries map[netip.Prefix]Entry, set ipset.Set) ipset.Set {
	var both []netip.Prefix
	for _, prefix := range set.Prefixes() {
		if _, accepted := entries[prefix]; accepted {
			both = append(both, prefix)
		}
	}
	return ipset.Of(both...)
}
