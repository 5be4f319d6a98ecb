// Package acceptance decides what of the published addresses is accepted: a pure function of what was accepted before, what is
// published now, a policy and the time. What a list adds enters at once, or waits where it looks like a fault. What a list does not
// name any more leaves after a grace, or is held where it is too much. What is held or waits is approved by a person.
//
// Start reading at Policy.Decide, which takes the steps of one plan in order. The unit is a list, one direction of one region: an
// entry in two lists is two entries. The steps of one list are in list.go.
package acceptance

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// MaxEntries is the largest number of entries that are accepted or wait.
const MaxEntries = 1000

const (
	day = 24 * time.Hour
	// trial is how long an entry must have been accepted at least to be settled.
	trial = 7 * day
	// maxUnsettled is how many entries that are not settled a list may have.
	maxUnsettled = 16
	// widestIPv4 and widestIPv6 are the shortest lengths of prefixes that enter without approval.
	widestIPv4, widestIPv6 = 24, 48
)

// List is one direction of one region.
type List struct{ Direction, Region string }

func (l List) String() string { return l.Direction + "/" + l.Region }

// Compare orders lists by direction, then by region.
func (l List) Compare(other List) int { return strings.Compare(l.String(), other.String()) }

// Published is what is published now.
type Published struct {
	// Lists has a key for each list that is asked for, nil where it can't be used.
	Lists map[List]*ipset.Set
	// AllRegions says that all regions are asked for, in the directions of Lists.
	AllRegions bool
	// UpdatedAt is the date of the document, the zero time where it has none.
	UpdatedAt time.Time
}

// Policy says how cautious to be.
type Policy struct {
	RemovalGrace      time.Duration
	MaxRemovedPercent int
	HoldAdditions     bool
	// ApprovedChanges is the hash of the changes that are approved, "" for none.
	ApprovedChanges string
}

// Entry is an accepted prefix of a list.
type Entry struct {
	// Since is when it was accepted, the zero time where that is not known.
	Since time.Time
	// Settled says that it is settled whatever its age.
	Settled bool
	// MissingSince is when its list stopped naming it, the zero time while it is named.
	MissingSince time.Time
	// Restarts says that MissingSince starts again where the entry is found lost next: it is replaced now, or the clock went back.
	Restarts bool
	// Held says that it stays until that is approved, Approved that it is, and not held again while it is lost.
	Held, Approved bool
	// Due is when it leaves, the zero time while it is named, held, or replaced by entries that wait.
	Due time.Time
}

// Missing reports whether its list does not name the entry.
func (e Entry) Missing() bool { return !e.MissingSince.IsZero() }

// lost reports, within a decision, whether the list's other entries do not cover it either.
func (e Entry) lost() bool { return e.Missing() && !e.Restarts }

// sameAs compares all but the due time, which follows from the rest and the policy.
func (e Entry) sameAs(other Entry) bool {
	return e.Since.Equal(other.Since) && e.Settled == other.Settled && e.MissingSince.Equal(other.MissingSince) &&
		e.Restarts == other.Restarts && e.Held == other.Held && e.Approved == other.Approved
}

// Entries are those of one list.
type Entries struct {
	Accepted map[netip.Prefix]Entry
	// Waiting is what the list names and waits for approval, with the time when it was first seen.
	Waiting map[netip.Prefix]time.Time
}

func (e Entries) count() int { return len(e.Accepted) + len(e.Waiting) }

// State is what has been decided, and all that the next decision must know of it.
type State struct {
	// Lists has the lists of which something is accepted or waits.
	Lists map[List]Entries
	// Asked are the lists that are asked for and could be used since.
	Asked      map[List]bool
	AllRegions bool
	// DocumentDate is the date of the document of the last decision that had one.
	DocumentDate time.Time
	// DecidedAt is the time of the last decision that changed something.
	DecidedAt time.Time
}

// Adopt returns a state in which these entries are accepted, and nothing else is known.
func Adopt(lists map[List]ipset.Set) State {
	state := State{Lists: map[List]Entries{}, Asked: map[List]bool{}}
	for list, set := range lists {
		accepted := map[netip.Prefix]Entry{}
		for _, prefix := range set.Prefixes() {
			accepted[prefix] = Entry{Settled: true}
		}
		state.Lists[list], state.Asked[list] = Entries{Accepted: accepted}, true
	}
	return state
}

// Count returns how many entries are accepted or wait.
func (s State) Count() int {
	count := 0
	for _, entries := range s.Lists {
		count += entries.count()
	}
	return count
}

func (s State) sameAs(other State) bool {
	return s.AllRegions == other.AllRegions && maps.Equal(s.Asked, other.Asked) &&
		maps.EqualFunc(s.Lists, other.Lists, func(a, b Entries) bool {
			return maps.EqualFunc(a.Accepted, b.Accepted, Entry.sameAs) && maps.EqualFunc(a.Waiting, b.Waiting, time.Time.Equal)
		})
}

// Change is an entry of a list that enters or leaves.
type Change struct {
	List   List
	Prefix netip.Prefix
	Enters bool
}

// String returns the change as a line, such as "+ ingress us 18.220.4.10/32".
func (c Change) String() string {
	sign := "-"
	if c.Enters {
		sign = "+"
	}
	return strings.Join([]string{sign, c.List.Direction, c.List.Region, c.Prefix.String()}, " ")
}

// Compare orders changes by list, then by prefix.
func (c Change) Compare(other Change) int {
	return cmp.Or(c.List.Compare(other.List), c.Prefix.Compare(other.Prefix))
}

// Held returns all that waits for approval, in order.
func (s State) Held() []Change {
	var held []Change
	for list, entries := range s.Lists {
		for prefix, entry := range entries.Accepted {
			if entry.Held {
				held = append(held, Change{list, prefix, false})
			}
		}
		for prefix := range entries.Waiting {
			held = append(held, Change{list, prefix, true})
		}
	}
	slices.SortFunc(held, Change.Compare)
	return held
}

// HeldChanges returns the hash of all that waits for approval, "" where nothing does.
func (s State) HeldChanges() string {
	held := s.Held()
	if len(held) == 0 {
		return ""
	}
	lines := make([]string, len(held))
	for i, change := range held {
		lines[i] = change.String()
	}
	slices.Sort(lines)
	return ipset.Hash(lines)
}

// changesTo returns what enters and leaves from one state to the next, in order.
func (s State) changesTo(next State) []Change {
	var changes []Change
	compare := func(from, to State, enters bool) {
		for list, entries := range to.Lists {
			for prefix := range entries.Accepted {
				if _, both := from.Lists[list].Accepted[prefix]; !both {
					changes = append(changes, Change{list, prefix, enters})
				}
			}
		}
	}
	compare(s, next, true)
	compare(next, s, false)
	slices.SortFunc(changes, Change.Compare)
	return changes
}
