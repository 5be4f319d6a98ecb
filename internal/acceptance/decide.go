package acceptance

import (
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// Decision is what became of what was accepted.
type Decision struct {
	State State
	// Anew says that the state differs from the one before.
	Anew bool
	// Holds are what waits for approval, and LetGo and LetIn what an approval has freed in this decision, by region.
	Holds        []Hold
	LetGo, LetIn []Freed
}

// Hold is what waits for approval in one region.
type Hold struct {
	Region string
	// Unusable says that the region's list can't be used now, so that nothing of it can be approved.
	Unusable bool
	// Removals are what the region's list lacks and that stays accepted. Of the entries accepted before, it lacks Lost of Of.
	// Where that is no more than the policy allows, Covered is the number of removals that only a waiting addition covers.
	Removals          []netip.Prefix
	RemovalsSince     time.Time
	Lost, Of, Covered int
	// Additions are what the region's list adds.
	Additions      []netip.Prefix
	AdditionsSince time.Time
}

// Freed is what an approval has freed in one region.
type Freed struct {
	Region   string
	Prefixes []netip.Prefix
}

// Decide returns what is accepted now. Without a prior state all of the list is accepted. Errors are *NothingUsableError
// and *LimitError.
func (p Policy) Decide(prior *State, published Published, now time.Time) (Decision, error) {
	d := decider{policy: p, published: published, now: now, approved: p.approves(published), first: prior == nil, next: newState()}
	if prior != nil {
		d.prior = *prior
	}
	if published.Regions == nil {
		if d.first {
			return Decision{}, &NothingUsableError{d.first}
		}
		return Decision{State: d.prior, Holds: d.holds(d.prior)}, nil
	}
	d.compare()
	d.enter()
	d.hold()
	d.leave()
	d.remember()
	if err := d.next.checkLimit(); err != nil {
		return Decision{}, err
	}
	if len(d.next.Accepted) == 0 && (d.first || d.gaveUp()) {
		return Decision{}, &NothingUsableError{d.first}
	}
	return Decision{
		State: d.next, Anew: d.first || !d.next.sameAs(d.prior), Holds: d.holds(d.next),
		LetGo: freed(d.letGo), LetIn: freed(d.letIn),
	}, nil
}

// decider makes one decision, in the order of the calls in Decide.
type decider struct {
	policy    Policy
	prior     State
	published Published
	now       time.Time
	approved  bool
	first     bool

	next         State
	shares       map[string]share
	letGo, letIn map[string][]netip.Prefix
}

// list returns what the region's list names now. It is nil where the region could not be used. A region that was given up has
// none; one that the list of all regions has lost names nothing.
func (d *decider) list(region string) (set *ipset.Set, kept bool) {
	set, asked := d.published.Regions[region]
	if !asked && d.published.AllRegions {
		return &ipset.Set{}, true
	}
	return set, asked
}

// compare keeps the entries of regions that were not given up, and tells which are missing.
func (d *decider) compare() {
	d.letGo = map[string][]netip.Prefix{}
	for region, entries := range d.prior.Accepted {
		set, kept := d.list(region)
		switch {
		case !kept:
			continue
		case set == nil:
			d.next.Accepted[region] = maps.Clone(entries)
			continue
		}
		named := membersOf(*set)
		of := standing(entries)
		for prefix, entry := range entries {
			put(d.next.Accepted, region, prefix, d.compareEntry(region, prefix, entry, named[prefix], of))
		}
	}
}

// gaveUp reports whether a region with accepted entries is no longer asked for.
func (d *decider) gaveUp() bool {
	for region := range d.prior.Accepted {
		if _, kept := d.list(region); !kept {
			return true
		}
	}
	return false
}

func (d *decider) compareEntry(region string, prefix netip.Prefix, entry Entry, named bool, of int) Entry {
	if named {
		return Entry{}
	}
	if !entry.Missing() {
		entry.MissingSince, entry.Of = d.now, of
	}
	if entry.MissingSince.After(d.now) {
		entry.MissingSince = d.now
	}
	if d.approved && !entry.Approved {
		entry.Approved = true
		d.letGo[region] = append(d.letGo[region], prefix)
	}
	return entry
}

// enter accepts what the lists add, or has it wait.
func (d *decider) enter() {
	d.letIn = map[string][]netip.Prefix{}
	candidates := map[string][]netip.Prefix{}
	for region, set := range d.published.Regions {
		if set == nil {
			if waiting := d.prior.Waiting[region]; len(waiting) > 0 {
				d.next.Waiting[region] = maps.Clone(waiting)
			}
			continue
		}
		for _, prefix := range set.Prefixes() {
			_, accepted := d.next.Accepted[region][prefix]
			switch {
			case accepted:
			case d.askedAnew(region) || !d.policy.HoldAdditions:
				put(d.next.Accepted, region, prefix, Entry{})
			default:
				candidates[region] = append(candidates[region], prefix)
			}
		}
	}
	accepted := d.next.All().Coverage()
	for region, prefixes := range candidates {
		for _, prefix := range prefixes {
			switch {
			case accepted(prefix):
				put(d.next.Accepted, region, prefix, Entry{})
			case d.approved:
				put(d.next.Accepted, region, prefix, Entry{})
				d.letIn[region] = append(d.letIn[region], prefix)
			default:
				put(d.next.Waiting, region, prefix, d.firstSeen(region, prefix))
			}
		}
	}
}

// askedAnew reports whether the region is the user's new wish, not the list's doing.
func (d *decider) askedAnew(region string) bool {
	return d.first || !d.prior.Known[region] && !(d.prior.AllRegions && d.published.AllRegions)
}

func (d *decider) firstSeen(region string, prefix netip.Prefix) time.Time {
	if seen, waited := d.prior.Waiting[region][prefix]; waited && !seen.After(d.now) {
		return seen
	}
	return d.now
}

// hold holds what a region's list lacks where that is too much, and what only a waiting addition would cover.
func (d *decider) hold() {
	d.shares = map[string]share{}
	for region, entries := range d.next.Accepted {
		set, _ := d.list(region)
		if set == nil {
			continue
		}
		listed := set.Coverage()
		remaining := intersection(entries, *set).Coverage()
		lacking := lostOf(entries, listed)
		d.shares[region] = lacking
		tooMuch := lacking.above(d.policy.MaxRemovedPercent)
		for prefix, entry := range entries {
			if !entry.Missing() {
				continue
			}
			held := !entry.Approved && (tooMuch || listed(prefix) && !remaining(prefix))
			if entry.Held && !held && !entry.Approved {
				entry.MissingSince, entry.Of = d.now, max(entry.Of, standing(d.prior.Accepted[region]))
			}
			entry.Held = held
			entries[prefix] = entry
		}
	}
}

// leave drops what has been missing for the grace. A prefix of several regions waits for the last of them.
func (d *decider) leave() {
	for prefix, removal := range d.next.Removals() {
		if removal.Held || d.now.Before(removal.MissingSince.Add(d.policy.RemovalGrace)) {
			continue
		}
		for _, region := range removal.Regions {
			if set, _ := d.list(region); set == nil {
				continue
			}
			delete(d.next.Accepted[region], prefix)
			if len(d.next.Accepted[region]) == 0 {
				delete(d.next.Accepted, region)
			}
		}
	}
}

// remember notes what the next decision must know beside the entries.
func (d *decider) remember() {
	d.next.AllRegions = d.published.AllRegions
	for region, set := range d.published.Regions {
		if !d.published.AllRegions && (set != nil || d.prior.Known[region]) {
			d.next.Known[region] = true
		}
	}
	if d.published.AllRegions {
		// The list decides which regions there are; known are those of which something is accepted or waits.
		for region := range d.next.Accepted {
			d.next.Known[region] = true
		}
		for region := range d.next.Waiting {
			d.next.Known[region] = true
		}
	}
}

// holds returns what waits for approval, in the order of the regions.
func (d *decider) holds(state State) []Hold {
	regions := map[string]*Hold{}
	at := func(region string) *Hold {
		if regions[region] == nil {
			set, _ := d.list(region)
			lacking := d.shares[region]
			regions[region] = &Hold{Region: region, Unusable: set == nil, Lost: lacking.lost, Of: lacking.of}
		}
		return regions[region]
	}
	for region, entries := range state.Accepted {
		tooMuch := d.shares[region].above(d.policy.MaxRemovedPercent)
		for prefix, entry := range entries {
			if !entry.Held {
				continue
			}
			hold := at(region)
			hold.Removals = append(hold.Removals, prefix)
			hold.RemovalsSince = earlier(hold.RemovalsSince, entry.MissingSince)
			if !tooMuch && !hold.Unusable {
				hold.Covered++
			}
		}
	}
	for region, waiting := range state.Waiting {
		for prefix, seen := range waiting {
			hold := at(region)
			hold.Additions = append(hold.Additions, prefix)
			hold.AdditionsSince = earlier(hold.AdditionsSince, seen)
		}
	}
	var holds []Hold
	for _, region := range slices.Sorted(maps.Keys(regions)) {
		slices.SortFunc(regions[region].Removals, netip.Prefix.Compare)
		slices.SortFunc(regions[region].Additions, netip.Prefix.Compare)
		holds = append(holds, *regions[region])
	}
	return holds
}

// earlier returns the earlier of two times, of which the first may be the zero time.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func freed(regions map[string][]netip.Prefix) []Freed {
	var all []Freed
	for _, region := range slices.Sorted(maps.Keys(regions)) {
		slices.SortFunc(regions[region], netip.Prefix.Compare)
		all = append(all, Freed{region, regions[region]})
	}
	return all
}
