package acceptance_test

import (
	"net/netip"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
)

// The tests live in 16 IPv4 and 16 IPv6 addresses, so that the model can look at each address.
var universe = []netip.Addr{netip.MustParseAddr("192.0.2.0"), netip.MustParseAddr("2001:db8::")}

// addressesOf are the addresses of a prefix of the universe, as bits.
func addressesOf(prefix netip.Prefix) uint32 {
	var bits uint32
	for family, addr := range universe {
		for i := range 16 {
			if prefix.Contains(addr) {
				bits |= 1 << (16*family + i)
			}
			addr = addr.Next()
		}
	}
	return bits
}

type pair struct {
	region string
	prefix netip.Prefix
}

// model is the slow, obvious twin of State.Decide: it asks each question for each pair of a region and a prefix anew.
type model struct {
	missing  map[pair]time.Time
	of       map[pair]int
	held     map[pair]bool
	approved map[pair]bool
	accepted map[pair]bool
	waiting  map[pair]time.Time
	known    map[string]bool
	all      bool
	created  bool
}

func newModel() model {
	return model{
		map[pair]time.Time{}, map[pair]int{}, map[pair]bool{}, map[pair]bool{}, map[pair]bool{}, map[pair]time.Time{}, map[string]bool{}, false, false,
	}
}

func (m model) decide(policy acceptance.Policy, published acceptance.Published, now time.Time) (model, bool) {
	if published.Regions == nil {
		return m, m.created
	}
	asked := func(region string) bool { _, ok := published.Regions[region]; return ok || published.AllRegions }
	usable := func(region string) bool {
		set, ok := published.Regions[region]
		return ok && set != nil || !ok && published.AllRegions
	}
	names := func(p pair) bool {
		set := published.Regions[p.region]
		return set != nil && slices.Contains(set.Prefixes(), p.prefix)
	}
	approved := policy.ApprovedContentHash != "" && policy.ApprovedContentHash == published.ContentHash

	next := newModel()
	next.created, next.all = true, published.AllRegions
	gaveUp := false
	for p := range m.accepted {
		if !asked(p.region) {
			gaveUp = true
			continue
		}
		next.accepted[p] = true
		if usable(p.region) && names(p) {
			continue
		}
		since, wasMissing := m.missing[p]
		if !usable(p.region) {
			if wasMissing {
				next.missing[p], next.of[p], next.held[p], next.approved[p] = since, m.of[p], m.held[p], m.approved[p]
			}
			continue
		}
		if !wasMissing {
			since, next.of[p] = now, m.standing(p.region)
		} else {
			next.of[p] = m.of[p]
		}
		if since.After(now) {
			since = now
		}
		next.missing[p], next.approved[p] = since, m.approved[p] || approved
	}

	before := next.addresses(func(pair) bool { return true })
	anew := func(region string) bool { return !m.created || !m.known[region] && !(m.all && published.AllRegions) }
	for region, set := range published.Regions {
		if set != nil && anew(region) {
			for _, prefix := range set.Prefixes() {
				before |= addressesOf(prefix)
			}
		}
	}
	for region, set := range published.Regions {
		if set == nil {
			for p, seen := range m.waiting {
				if p.region == region {
					next.waiting[p] = seen
				}
			}
			continue
		}
		for _, prefix := range set.Prefixes() {
			p := pair{region, prefix}
			if next.accepted[p] {
				continue
			}
			if !policy.HoldAdditions || approved || anew(region) || addressesOf(prefix)&^before == 0 {
				next.accepted[p] = true
				continue
			}
			next.waiting[p] = now
			if seen, waited := m.waiting[p]; waited && seen.Before(now) {
				next.waiting[p] = seen
			}
		}
	}

	for p := range next.missing {
		if !usable(p.region) {
			continue
		}
		listed := uint32(0)
		if set := published.Regions[p.region]; set != nil {
			for _, prefix := range set.Prefixes() {
				listed |= addressesOf(prefix)
			}
		}
		replaced := next.addresses(func(q pair) bool { return q.region == p.region && names(q) })
		tooMuch := false
		lost := func(q pair) bool {
			_, missing := next.missing[q]
			return q.region == p.region && missing && !next.approved[q] && addressesOf(q.prefix)&^listed != 0
		}
		for q := range next.missing {
			if !lost(q) {
				continue
			}
			count := 0
			for r := range next.missing {
				if lost(r) && !m.since(r, now).After(m.since(q, now)) {
					count++
				}
			}
			of := m.of[q]
			if _, was := m.missing[q]; !was {
				of = m.standing(q.region)
			}
			tooMuch = tooMuch || float64(count)*100 > policy.MaxRemovedPercent*float64(of)
		}
		covered := addressesOf(p.prefix)&^listed == 0
		next.held[p] = !next.approved[p] && (tooMuch || covered && addressesOf(p.prefix)&^replaced != 0)
	}
	for p := range next.missing {
		if usable(p.region) && m.held[p] && !next.held[p] && !next.approved[p] {
			next.missing[p], next.of[p] = now, max(m.of[p], m.standing(p.region))
		}
	}

	var leaving []pair
	for p := range next.missing {
		due, held := time.Time{}, false
		for q, since := range next.missing {
			if q.prefix == p.prefix {
				held = held || next.held[q]
				if since.Add(policy.RemovalGrace).After(due) {
					due = since.Add(policy.RemovalGrace)
				}
			}
		}
		if usable(p.region) && !held && !now.Before(due) {
			leaving = append(leaving, p)
		}
	}
	for _, p := range leaving {
		delete(next.accepted, p)
		delete(next.missing, p)
		delete(next.of, p)
		delete(next.held, p)
		delete(next.approved, p)
	}

	for region, set := range published.Regions {
		if !published.AllRegions && (set != nil || m.known[region]) {
			next.known[region] = true
		}
	}
	if published.AllRegions {
		for p := range next.accepted {
			next.known[p.region] = true
		}
		for p := range next.waiting {
			next.known[p.region] = true
		}
	}
	return next, len(next.accepted) > 0 || m.created && !gaveUp
}

// since is when a pair went missing as the shares of this decision see it.
func (m model) since(p pair, now time.Time) time.Time {
	if since, was := m.missing[p]; was && since.Before(now) {
		return since
	}
	return now
}

func (m model) standing(region string) int {
	count := 0
	for p := range m.accepted {
		if p.region == region && !m.approved[p] {
			count++
		}
	}
	return count
}

func (m model) addresses(of func(pair) bool) uint32 {
	var bits uint32
	for p := range m.accepted {
		if of(p) {
			bits |= addressesOf(p.prefix)
		}
	}
	return bits
}

// modelOf describes a state as the model does.
func modelOf(state acceptance.State) model {
	m := newModel()
	m.created, m.all = true, state.AllRegions
	for region := range state.Known {
		m.known[region] = true
	}
	for region, entries := range state.Accepted {
		for prefix, entry := range entries {
			p := pair{region, prefix}
			m.accepted[p] = true
			if entry.Missing() {
				m.missing[p], m.of[p], m.held[p], m.approved[p] = entry.MissingSince, entry.Of, entry.Held, entry.Approved
			}
		}
	}
	for region, waiting := range state.Waiting {
		for prefix, seen := range waiting {
			m.waiting[pair{region, prefix}] = seen
		}
	}
	return m
}
