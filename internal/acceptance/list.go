package acceptance

import (
	"maps"
	"math"
	"net/netip"
	"slices"
	"sort"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// compareList returns the entries of one list as the document finds them, before anything is approved or leaves.
func (p Policy) compareList(before Entries, named ipset.Set, isNew bool, clock clock) Entries {
	accepted := missing(before.Accepted, named, clock)
	for _, prefix := range p.tooMuch(accepted, named, clock) {
		entry := accepted[prefix]
		entry.Held, entry.MissingSince = true, clock.kept(entry.MissingSince)
		accepted[prefix] = entry
	}
	if isNew {
		for _, prefix := range without(named.Prefixes(), accepted) {
			accepted[prefix] = Entry{Since: clock.now, Settled: true}
		}
		return Entries{Accepted: accepted}
	}
	maps.Copy(accepted, p.inside(accepted, without(named.Prefixes(), accepted), clock))
	return p.additions(accepted, without(named.Prefixes(), accepted), before.Waiting, clock)
}

// without returns the prefixes that are no keys of the map.
func without(prefixes []netip.Prefix, keys map[netip.Prefix]Entry) []netip.Prefix {
	return slices.DeleteFunc(prefixes, func(prefix netip.Prefix) bool { _, has := keys[prefix]; return has })
}

// missing returns the accepted entries as named, replaced or lost.
func missing(accepted map[netip.Prefix]Entry, named ipset.Set, clock clock) map[netip.Prefix]Entry {
	found := make(map[netip.Prefix]Entry, len(accepted))
	covered := named.Coverage()
	for prefix, entry := range accepted {
		entry.Since = clock.kept(entry.Since)
		replaced := covered(prefix)
		switch {
		case named.Has(prefix):
			entry = Entry{Since: entry.Since, Settled: entry.Settled}
		case !entry.Missing(), !replaced && entry.Restarts:
			entry.MissingSince = clock.now
		case replaced || entry.Held || !clock.wentBack:
			entry.MissingSince = clock.kept(entry.MissingSince)
		}
		if entry.Restarts = replaced && entry.Missing(); replaced {
			entry.Held, entry.Approved = false, false
		}
		found[prefix] = entry
	}
	return found
}

// tooMuch returns the lost settled entries where they are more than the policy allows of the settled ones: counted as they are
// spelled, or merged with each merged prefix counted by the part of it that is lost. Neither many small entries nor a large one in many
// pieces hide a loss.
func (p Policy) tooMuch(accepted map[netip.Prefix]Entry, named ipset.Set, clock clock) []netip.Prefix {
	var counted, lost []netip.Prefix
	for prefix, entry := range accepted {
		if entry.Approved || entry.Restarts || !p.settled(entry, clock) {
			continue
		}
		if counted = append(counted, prefix); entry.Missing() {
			lost = append(lost, prefix)
		}
	}
	above := func(part float64, of int) bool { return 100*part > float64(p.MaxRemovedPercent*of) }
	merged := ipset.Of(counted...).Merge()
	if above(float64(len(lost)), len(counted)) || above(lostPart(merged.Prefixes(), merged.Minus(named).Prefixes()), merged.Len()) {
		return lost
	}
	return nil
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

// settled reports whether the entry was accepted on trust or long enough.
func (p Policy) settled(entry Entry, clock clock) bool {
	until := clock.now
	if entry.lost() {
		until = clock.kept(entry.MissingSince)
	}
	return entry.Settled || until.Sub(entry.Since) >= p.trial()
}

func (p Policy) trial() time.Duration { return max(trial, p.RemovalGrace) }

// inside returns the added entries that lie in accepted ones. They add no address, so nothing holds them up.
func (p Policy) inside(accepted map[netip.Prefix]Entry, added []netip.Prefix, clock clock) map[netip.Prefix]Entry {
	var settled []netip.Prefix
	for prefix, entry := range accepted {
		if p.settled(entry, clock) {
			settled = append(settled, prefix)
		}
	}
	inAny, inSettled := ipset.Of(slices.Collect(maps.Keys(accepted))...).Coverage(), ipset.Of(settled...).Coverage()
	entering := map[netip.Prefix]Entry{}
	for _, prefix := range added {
		if inAny(prefix) {
			entering[prefix] = Entry{Since: clock.now, Settled: inSettled(prefix)}
		}
	}
	return entering
}

// additions returns the entries with what the list adds, which enters, or waits where it looks like a fault. What waited does so
// until it is approved, or lies in what enters.
func (p Policy) additions(
	accepted map[netip.Prefix]Entry, added []netip.Prefix, waited map[netip.Prefix]time.Time, clock clock,
) Entries {
	entered, waiting := maps.Clone(accepted), map[netip.Prefix]time.Time{}
	for _, prefix := range added {
		if seen, ok := waited[prefix]; ok {
			waiting[prefix] = clock.kept(seen)
		} else {
			entered[prefix] = Entry{Since: clock.now}
		}
	}
	maps.Copy(entered, p.inside(entered, slices.Collect(maps.Keys(waiting)), clock))
	if p.HoldAdditions || slices.ContainsFunc(added, wide) || p.suspect(entered, clock) {
		for _, prefix := range added {
			if _, waits := waiting[prefix]; !waits {
				waiting[prefix] = clock.now
			}
		}
		return Entries{accepted, waiting}
	}
	maps.DeleteFunc(waiting, func(prefix netip.Prefix, _ time.Time) bool { _, has := entered[prefix]; return has })
	return Entries{entered, waiting}
}

// wide reports whether the prefix is too wide to enter without approval, whatever a published one may be.
func wide(prefix netip.Prefix) bool {
	return prefix.Addr().Is4() && prefix.Bits() < widestIPv4 || prefix.Addr().Is6() && prefix.Bits() < widestIPv6
}

// suspect reports whether a list must not become these entries by itself: some of it is held, nothing of it is settled, or too much
// is not.
func (p Policy) suspect(entries map[netip.Prefix]Entry, clock clock) bool {
	settled, unsettled := 0, 0
	for prefix := range p.remaining(entries, clock) {
		switch entry := entries[prefix]; {
		case entry.Held:
			return true
		case p.settled(entry, clock):
			settled++
		default:
			unsettled++
		}
	}
	return settled == 0 || unsettled > maxUnsettled
}

// remaining returns the entries without those that are due now, and says of the missing ones when they are.
func (p Policy) remaining(accepted map[netip.Prefix]Entry, clock clock) map[netip.Prefix]Entry {
	remaining := make(map[netip.Prefix]Entry, len(accepted))
	covers := p.covers(accepted)
	for prefix, entry := range accepted {
		if entry.Missing() {
			entry.Due = p.due(prefix, entry, covers, clock)
			switch {
			case clock.wentBack:
				entry.Restarts = entry.Restarts || !entry.Held
			case !entry.Due.IsZero() && !entry.Due.After(clock.now):
				continue
			}
		}
		remaining[prefix] = entry
	}
	return remaining
}

// due returns when a missing entry leaves, the zero time where nothing but an approval lets it.
func (p Policy) due(prefix netip.Prefix, entry Entry, covers []cover, clock clock) time.Time {
	switch {
	case entry.Held:
		return time.Time{}
	case !entry.lost():
		return dueOfReplaced(prefix, entry, covers)
	case p.settled(entry, clock):
		return entry.MissingSince.Add(p.RemovalGrace)
	}
	return entry.MissingSince.Add(min(entry.MissingSince.Sub(entry.Since), p.RemovalGrace))
}

// cover is an accepted entry that its list names, and may take the place of another from a time on.
type cover struct {
	prefix netip.Prefix
	from   time.Time
}

// covers returns them in the order of their times: that at which the entry is settled and has been accepted for the grace.
func (p Policy) covers(accepted map[netip.Prefix]Entry) []cover {
	var covers []cover
	for prefix, entry := range accepted {
		switch {
		case entry.Missing():
		case entry.Since.IsZero():
			covers = append(covers, cover{prefix, time.Time{}})
		case entry.Settled:
			covers = append(covers, cover{prefix, entry.Since.Add(p.RemovalGrace)})
		default:
			covers = append(covers, cover{prefix, entry.Since.Add(p.trial())})
		}
	}
	slices.SortFunc(covers, func(a, b cover) int { return a.from.Compare(b.from) })
	return covers
}

// dueOfReplaced returns the first time at which enough entries cover this one.
func dueOfReplaced(prefix netip.Prefix, entry Entry, covers []cover) time.Time {
	var near []netip.Prefix
	var from []time.Time
	for _, cover := range covers {
		if cover.prefix.Overlaps(prefix) {
			near, from = append(near, cover.prefix), append(from, cover.from)
		}
	}
	enough := sort.Search(len(near), func(i int) bool { return ipset.Of(near[:i+1]...).Covers(prefix) })
	if enough == len(near) {
		return time.Time{}
	}
	if from[enough].Before(entry.MissingSince) {
		return entry.MissingSince
	}
	return from[enough]
}
