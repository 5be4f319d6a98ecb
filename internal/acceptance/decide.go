package acceptance

import (
	"maps"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// Decision is what became of what was accepted.
type Decision struct {
	State State
	// Changed says that something differs from the state before, which moves DecidedAt.
	Changed bool
	// Unused is why the document changes nothing, nil where it is used.
	Unused *Unused
	// WentBack says that the clock of this plan is, or that of an earlier one was, wrong by more than a day.
	WentBack bool
	// Changes are what enters and leaves now, Approved what an approval has freed now.
	Changes, Approved []Change
}

// Reason is why a document is not used.
type Reason int

// The reasons. Of a first decision each is an error, and TooManyAsked is always one.
const (
	// NothingUsable is a document of which no list can be used.
	NothingUsable Reason = iota + 1
	// Incomplete is a first document of which not every list can be used.
	Incomplete
	// FromFuture is a document that is dated more than a day after the plan.
	FromFuture
	// Older is a document that is dated before that of the last decision.
	Older
	// TooMany is a document with which there would be more entries than MaxEntries.
	TooMany
	// TooManyAsked is the same where the lists that are asked for now, and were not before, are alone too many.
	TooManyAsked
)

// Unused says why a document is not used.
type Unused struct {
	Reason Reason
	// Lists are those that can't be used, for NothingUsable and Incomplete.
	Lists []List
	// Entries is how many there would be, for TooMany and TooManyAsked.
	Entries int
}

// Decide returns what is accepted now. Without a prior state it is the first decision.
func (p Policy) Decide(prior *State, published Published, asOf time.Time) Decision {
	before := State{}
	if prior != nil {
		before = *prior
	}
	if unused := published.unused(prior, asOf); unused != nil {
		return Decision{State: before, Unused: unused}
	}
	clock := clockOf(before, asOf)
	next := p.compare(before, published, clock)
	var approved []Change
	if p.ApprovedChanges != "" && p.ApprovedChanges == next.HeldChanges() {
		next, approved = published.approve(next, clock)
	}
	next = p.leave(next, published, clock)
	if unused := published.tooMany(before, next); unused != nil {
		return Decision{State: before, Unused: unused}
	}
	if !before.DecidedAt.IsZero() && !clock.wentBack && next.sameAs(before) {
		next.DocumentDate, next.DecidedAt = before.DocumentDate, before.DecidedAt
		return Decision{State: next}
	}
	next.DocumentDate, next.DecidedAt = published.UpdatedAt, clock.now
	if published.UpdatedAt.IsZero() {
		next.DocumentDate = before.DocumentDate
	}
	if next.DecidedAt.Equal(before.DecidedAt) {
		next.DecidedAt = next.DecidedAt.Add(time.Second)
	}
	return Decision{State: next, Changed: true, WentBack: clock.wentBack, Changes: before.changesTo(next), Approved: approved}
}

// unused returns why nothing of the document can be used: it could not be read, or its date or the clock is wrong. The first
// document must be whole, so that a replaced resource does not take for given up what can't be read now.
func (p Published) unused(prior *State, asOf time.Time) *Unused {
	var unusable []List
	for list, set := range p.Lists {
		if set == nil {
			unusable = append(unusable, list)
		}
	}
	slices.SortFunc(unusable, List.Compare)
	switch {
	case len(unusable) == len(p.Lists):
		return &Unused{Reason: NothingUsable, Lists: unusable}
	case prior == nil && len(unusable) > 0:
		return &Unused{Reason: Incomplete, Lists: unusable}
	case p.UpdatedAt.After(asOf.Add(day)):
		return &Unused{Reason: FromFuture}
	case prior != nil && !p.UpdatedAt.IsZero() && p.UpdatedAt.Before(prior.DocumentDate):
		return &Unused{Reason: Older}
	}
	return nil
}

// clock is the time of a decision.
type clock struct {
	now time.Time
	// wentBack says that it is more than a day before the last decision. One of the two was wrong, so that nothing leaves.
	wentBack bool
}

func clockOf(before State, asOf time.Time) clock {
	switch {
	case !before.DecidedAt.After(asOf):
		return clock{now: asOf}
	case before.DecidedAt.After(asOf.Add(day)):
		return clock{now: asOf, wentBack: true}
	}
	return clock{now: before.DecidedAt}
}

// kept returns a time from the state. One that is more than a day later was taken by a wrong clock.
func (c clock) kept(at time.Time) time.Time {
	if at.After(c.now.Add(day)) {
		return c.now
	}
	return at
}

// names returns what the list names now, nil where it can't be used, and whether it is asked for. A list that is not asked for was
// given up. Where all regions are asked for, one that the document does not have names nothing.
func (p Published) names(list List) (named *ipset.Set, asked bool) {
	if named, asked = p.Lists[list]; asked || !p.AllRegions {
		return named, asked
	}
	for other := range p.Lists {
		if other.Direction == list.Direction {
			return &ipset.Set{}, true
		}
	}
	return nil, false
}

// Usable reports whether the list can be used now.
func (p Published) Usable(list List) bool {
	named, _ := p.names(list)
	return named != nil
}

// isNew reports whether the list is asked for, and can be used, for the first time, and this is the user's wish: where all regions
// are asked for as before, one that appears is the publisher's doing.
func (p Published) isNew(before State, list List) bool {
	return p.Lists[list] != nil && !before.Asked[list] && !(before.AllRegions && p.AllRegions)
}

// compare returns each list that is still asked for, compared with what it names now. One that can't be used stays as it is.
func (p Policy) compare(before State, published Published, clock clock) State {
	next := State{Lists: map[List]Entries{}, Asked: map[List]bool{}, AllRegions: published.AllRegions}
	known := slices.Concat(slices.Collect(maps.Keys(before.Asked)), slices.Collect(maps.Keys(before.Lists)), slices.Collect(maps.Keys(published.Lists)))
	slices.SortFunc(known, List.Compare)
	for _, list := range slices.Compact(known) {
		named, asked := published.names(list)
		if !asked {
			continue
		}
		entries := before.Lists[list]
		if named != nil {
			entries = p.compareList(entries, *named, published.isNew(before, list), clock)
		}
		if entries.count() > 0 {
			next.Lists[list] = entries
		}
		if named != nil || before.Asked[list] {
			next.Asked[list] = true
		}
	}
	return next
}

// approve lets in what waits, and lets go what is held, and returns these changes. Nothing of a list that can't be used is approved.
func (p Published) approve(state State, clock clock) (State, []Change) {
	var approved []Change
	for _, change := range state.Held() {
		if p.Usable(change.List) {
			approved = append(approved, change)
		}
	}
	for _, change := range approved {
		entries := state.Lists[change.List]
		entry := entries.Accepted[change.Prefix]
		if change.Enters {
			delete(entries.Waiting, change.Prefix)
			entry = Entry{Since: clock.now, Settled: true}
		} else {
			entry.Held, entry.Approved = false, true
		}
		entries.Accepted[change.Prefix] = entry
	}
	return state, approved
}

// leave returns the state without what is due now.
func (p Policy) leave(state State, published Published, clock clock) State {
	for list, entries := range state.Lists {
		if !published.Usable(list) {
			continue
		}
		if entries.Accepted = p.remaining(entries.Accepted, clock); entries.count() > 0 {
			state.Lists[list] = entries
		} else {
			delete(state.Lists, list)
		}
	}
	return state
}

// tooMany returns that there would be too many entries, and whether that comes from the lists that are new alone.
func (p Published) tooMany(before, next State) *Unused {
	if next.Count() <= MaxEntries {
		return nil
	}
	asked := 0
	for list := range next.Asked {
		asked += before.Lists[list].count()
		if p.isNew(before, list) {
			asked += p.Lists[list].Len()
		}
	}
	if asked > MaxEntries {
		return &Unused{Reason: TooManyAsked, Entries: asked}
	}
	return &Unused{Reason: TooMany, Entries: next.Count()}
}
