// Package acceptance decides what of the published prefixes is accepted: a pure function of what was accepted before, what
// the list says now, a policy and the time. What the list adds enters at once, what it ceases to name leaves after a grace,
// and what looks like a fault of the list is held until somebody approves it.
package acceptance

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// MaxEntries is the largest number of accepted and waiting entries. One of several regions counts in each.
const MaxEntries = 2000

// NothingUsableError is a list of which nothing could be accepted: the first of all, or one for other regions than before.
type NothingUsableError struct{ First bool }

func (e *NothingUsableError) Error() string {
	if e.First {
		return "no region of the list could be used, so there is nothing to accept"
	}
	return "no region that is asked for now could be used, so nothing would be left of what was accepted for the others"
}

// Summary names the error for a diagnostic.
func (*NothingUsableError) Summary() string { return "Nothing To Accept" }

// LimitError says that more would be accepted, or wait, than Terraform can carry.
type LimitError struct{ Entries int }

func (e *LimitError) Error() string {
	return fmt.Sprintf("%d entries would be accepted or wait for approval; the limit is %d, and an entry of several regions counts in each",
		e.Entries, MaxEntries)
}

// Summary names the error for a diagnostic.
func (*LimitError) Summary() string { return "Too Many Accepted Entries" }

// Published is what the list says now.
type Published struct {
	// Regions has a key for each region asked for, nil where the list could not be used. The set is nil where the region
	// could not be used.
	Regions map[string]*ipset.Set
	// AllRegions says that every region of the list is asked for, so that a key that is absent was lost, not given up.
	AllRegions  bool
	ContentHash string
}

// Policy says how cautious to be.
type Policy struct {
	RemovalGrace      time.Duration
	MaxRemovedPercent float64
	HoldAdditions     bool
	// ApprovedContentHash is the content hash of the list that is approved, "" for none.
	ApprovedContentHash string
}

func (p Policy) approves(published Published) bool {
	return p.ApprovedContentHash != "" && p.ApprovedContentHash == published.ContentHash
}

// Entry is an accepted prefix of one region.
type Entry struct {
	// MissingSince is when the region's list ceased to name the entry, the zero time while it names it.
	MissingSince time.Time
	// Held says that the entry does not leave until it is approved, Approved that it never waits for that again while missing.
	Held, Approved bool
	// Of is the number of entries that the region had when this one went missing, those that were on their way out by approval
	// and those that the list added in the same moment left out.
	Of int
}

// Missing reports whether the region's list does not name the entry.
func (e Entry) Missing() bool { return !e.MissingSince.IsZero() }

// State is what has been accepted, and all that the next decision must know of this one.
type State struct {
	// Accepted has the accepted entries by region.
	Accepted map[string]map[netip.Prefix]Entry
	// Waiting has what the list adds and waits for approval, by region, with the time when it was first seen.
	Waiting map[string]map[netip.Prefix]time.Time
	// Known are the regions that have been asked for and could be used. AllRegions says that all were asked for.
	Known      map[string]bool
	AllRegions bool
}

// Adopt returns a state in which these prefixes are accepted and no list has been seen.
func Adopt(regions map[string]ipset.Set) (State, error) {
	state := newState()
	for region, set := range regions {
		for _, prefix := range set.Prefixes() {
			put(state.Accepted, region, prefix, Entry{})
		}
		state.Known[region] = true
	}
	return state, state.checkLimit()
}

func newState() State {
	return State{
		Accepted: map[string]map[netip.Prefix]Entry{}, Waiting: map[string]map[netip.Prefix]time.Time{}, Known: map[string]bool{},
	}
}

// put writes a value under two keys.
func put[V any](of map[string]map[netip.Prefix]V, region string, prefix netip.Prefix, value V) {
	if of[region] == nil {
		of[region] = map[netip.Prefix]V{}
	}
	of[region][prefix] = value
}

func (s State) checkLimit() error {
	count := 0
	for _, entries := range s.Accepted {
		count += len(entries)
	}
	for _, entries := range s.Waiting {
		count += len(entries)
	}
	return CheckLimit(count)
}

// CheckLimit returns a *LimitError for more than MaxEntries. All that a list names is accepted or waits.
func CheckLimit(entries int) error {
	if entries > MaxEntries {
		return &LimitError{entries}
	}
	return nil
}

// All returns every accepted prefix.
func (s State) All() ipset.Set {
	var all []netip.Prefix
	for _, entries := range s.Accepted {
		all = slices.AppendSeq(all, maps.Keys(entries))
	}
	return ipset.Of(all...)
}

// Held reports whether something waits for approval.
func (s State) Held() bool {
	for _, entries := range s.Accepted {
		for _, entry := range entries {
			if entry.Held {
				return true
			}
		}
	}
	return len(s.Waiting) > 0
}

// Removal is an accepted prefix that the lists of these regions do not name.
type Removal struct {
	// Regions are sorted.
	Regions []string
	// MissingSince is the latest of the regions' times.
	MissingSince time.Time
	// Held says that it is held in one of the regions, Approved that it is approved in all.
	Held, Approved bool
}

// Removals returns what is accepted and missing.
func (s State) Removals() map[netip.Prefix]Removal {
	removals := map[netip.Prefix]Removal{}
	for _, region := range slices.Sorted(maps.Keys(s.Accepted)) {
		for prefix, entry := range s.Accepted[region] {
			if !entry.Missing() {
				continue
			}
			removal, further := removals[prefix]
			removal.Regions = append(removal.Regions, region)
			if entry.MissingSince.After(removal.MissingSince) {
				removal.MissingSince = entry.MissingSince
			}
			removal.Held = removal.Held || entry.Held
			removal.Approved = entry.Approved && (removal.Approved || !further)
			removals[prefix] = removal
		}
	}
	return removals
}

// Addition is a prefix that the lists of these regions name, and that waits for approval.
type Addition struct {
	// Regions are sorted.
	Regions []string
	// FirstSeen is the earliest of the regions' times.
	FirstSeen time.Time
}

// Additions returns what waits for approval.
func (s State) Additions() map[netip.Prefix]Addition {
	additions := map[netip.Prefix]Addition{}
	for _, region := range slices.Sorted(maps.Keys(s.Waiting)) {
		for prefix, seen := range s.Waiting[region] {
			addition, further := additions[prefix]
			addition.Regions = append(addition.Regions, region)
			if !further || seen.Before(addition.FirstSeen) {
				addition.FirstSeen = seen
			}
			additions[prefix] = addition
		}
	}
	return additions
}

// sameAs reports whether nothing differs but Of, which changes only together with something else.
func (s State) sameAs(other State) bool {
	sameEntry := func(a, b Entry) bool {
		return a.MissingSince.Equal(b.MissingSince) && a.Held == b.Held && a.Approved == b.Approved
	}
	return s.AllRegions == other.AllRegions && maps.Equal(s.Known, other.Known) &&
		maps.EqualFunc(s.Accepted, other.Accepted, func(a, b map[netip.Prefix]Entry) bool { return maps.EqualFunc(a, b, sameEntry) }) &&
		maps.EqualFunc(s.Waiting, other.Waiting, func(a, b map[netip.Prefix]time.Time) bool { return maps.EqualFunc(a, b, time.Time.Equal) })
}
