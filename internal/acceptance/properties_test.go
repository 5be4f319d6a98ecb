package acceptance_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// TestProperties plays random histories and holds each decision against what users are promised, as slowly and plainly as can be.
func TestProperties(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			wander(t, seed)
		})
	}
}

func wander(t *testing.T, seed uint64) {
	t.Helper()
	d := &drift{
		Rand: rand.New(rand.NewPCG(seed, 20)), at: firstDay, named: map[acceptance.List]map[netip.Prefix]bool{},
		policy: acceptance.Policy{RemovalGrace: 7 * day, MaxRemovedPercent: 50},
	}
	var state *acceptance.State
	for step := range 40 {
		p := d.next(state)
		p.after = p.policy.Decide(state, p.published, p.at)
		if err := p.check(); err != nil {
			t.Fatalf("step %d, %s: %v\n%+v\n%s", step, p.at, err, p.policy, cmp.Diff(p.before, &p.after.State, anyEmpty))
		}
		if state != nil || p.after.Unused == nil {
			state = &p.after.State
		}
	}
}

// plan is one step of a history.
type plan struct {
	before    *acceptance.State
	policy    acceptance.Policy
	published acceptance.Published
	at        time.Time
	after     acceptance.Decision
}

// drift makes lists that change, fail, collapse, are exchanged, come back and are spelled otherwise.
type drift struct {
	*rand.Rand
	at     time.Time
	policy acceptance.Policy
	all    bool
	named  map[acceptance.List]map[netip.Prefix]bool
}

func (d *drift) percent(n int) bool { return d.IntN(100) < n }

func pick[T any](d *drift, of ...T) T { return of[d.IntN(len(of))] }

func (d *drift) next(before *acceptance.State) plan {
	d.at = d.at.Add(pick(d, time.Hour, 6*time.Hour, day, day, 3*day, 9*day))
	if d.percent(3) {
		d.at = d.at.Add(pick(d, -2*day, -40*day, 400*day))
	}
	if d.percent(10) {
		d.policy.RemovalGrace = pick(d, 0, day, 7*day, 30*day)
		d.policy.MaxRemovedPercent = pick(d, 0, 20, 50, 100)
		d.policy.HoldAdditions = d.percent(20)
	}
	if d.percent(5) {
		d.all = !d.all
	}
	published := acceptance.Published{Lists: map[acceptance.List]*ipset.Set{}, AllRegions: d.all}
	if d.percent(70) {
		published.UpdatedAt = d.at.Add(pick(d, 0, 0, 0, 0, 0, 0, -day, 3*day))
	}
	outage := d.percent(5)
	for _, list := range []acceptance.List{{"ingress", "us"}, {"ingress", "eu"}, {"ingress", "global"}, {"egress", "us"}} {
		if d.named[list] == nil || d.percent(3) {
			d.named[list] = map[netip.Prefix]bool{}
		}
		for range pick(d, 0, 0, 1, 1, 2, 4, 20) {
			prefix := d.prefix()
			d.named[list][prefix] = d.percent(60)
		}
		if d.percent(10) {
			continue // It is not asked for, or not in the document.
		}
		if published.Lists[list] = nil; !outage && !d.percent(10) {
			var prefixes []netip.Prefix
			for prefix, named := range d.named[list] {
				if named {
					prefixes = append(prefixes, prefix)
				}
			}
			set := ipset.Of(prefixes...)
			published.Lists[list] = &set
		}
	}
	policy := d.policy
	if before != nil && d.percent(25) {
		policy.ApprovedChanges = before.HeldChanges()
		if d.percent(60) { // As it is seen in a plan before this one.
			policy.ApprovedChanges = d.policy.Decide(before, published, d.at).State.HeldChanges()
		}
	}
	return plan{before: before, policy: policy, published: published, at: d.at}
}

func (d *drift) prefix() netip.Prefix {
	if d.percent(3) {
		return netip.MustParsePrefix("52.0.0.0/16")
	}
	bits := pick(d, 32, 32, 32, 32, 31, 30, 28)
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(d.IntN(32))}), bits).Masked()
}

var anyEmpty = cmp.Options{cmpopts.EquateEmpty(), cmpopts.EquateComparable(netip.Prefix{})}

// check returns the first promise that is broken.
func (p plan) check() error {
	before := acceptance.State{}
	if p.before != nil {
		before = *p.before
	}
	after := p.after.State
	plain := p.policy
	plain.ApprovedChanges = ""
	unapproved := plain.Decide(p.before, p.published, p.at)
	again := plain.Decide(&after, p.published, p.at)
	switch {
	case p.after.Unused != nil && !cmp.Equal(before, after, anyEmpty):
		return errors.New("a document that is not used changes something")
	case p.policy.ApprovedChanges != unapproved.State.HeldChanges() && !cmp.Equal(unapproved, p.after, anyEmpty):
		return errors.New("an approval of other changes has an effect")
	case p.after.Unused == nil && !p.after.WentBack && !after.DecidedAt.After(p.at) && !slices.Equal(linesButHolds(after), linesButHolds(again.State)):
		return fmt.Errorf("the next plan is not quiet: %s", cmp.Diff(after, again.State, anyEmpty))
	case after.Count() > acceptance.MaxEntries:
		return errors.New("too many entries")
	case p.after.Changed == after.DecidedAt.Equal(before.DecidedAt) && p.before != nil:
		return fmt.Errorf("decided_at moves from %s to %s, changed %t", before.DecidedAt, after.DecidedAt, p.after.Changed)
	case p.after.Unused != nil:
		return nil
	}
	approved := map[acceptance.Change]bool{}
	for _, change := range p.after.Approved {
		if approved[change] = true; !slices.Contains(unapproved.State.Held(), change) {
			return fmt.Errorf("%s is approved, and was not held", change)
		}
	}
	lists := maps.Clone(p.published.Lists)
	for list := range before.Lists {
		lists[list] = p.published.Lists[list]
	}
	for list := range lists {
		set, asked := p.published.Lists[list]
		direction := slices.ContainsFunc(slices.Collect(maps.Keys(p.published.Lists)), func(l acceptance.List) bool { return l.Direction == list.Direction })
		if !asked && p.published.AllRegions && direction {
			set, asked = &ipset.Set{}, true
		}
		from, to := before.Lists[list], after.Lists[list]
		switch {
		case !asked && len(to.Accepted)+len(to.Waiting) > 0:
			return fmt.Errorf("%s is given up, and stays", list)
		case asked && set == nil && !cmp.Equal(from, to, anyEmpty):
			return fmt.Errorf("%s can't be used, and changes", list)
		case !asked || set == nil:
			continue
		}
		isNew := !before.Asked[list] && !(before.AllRegions && p.published.AllRegions)
		of := func(prefix netip.Prefix, enters bool) bool {
			return approved[acceptance.Change{List: list, Prefix: prefix, Enters: enters}]
		}
		if err := p.checkList(from, to, *set, isNew, of); err != nil {
			return fmt.Errorf("%s: %w", list, err)
		}
	}
	return nil
}

// linesButHolds leaves out what is held: what entered inside other entries counts from the next plan on, which may begin a hold.
func linesButHolds(state acceptance.State) []string {
	return strings.Split(strings.ReplaceAll(strings.Join(stateLines(state), "\n"), "!", "~"), "\n")
}

// checkList holds one list that can be used against the reasons for which an entry may enter, wait or leave.
func (p plan) checkList(from, to acceptance.Entries, named ipset.Set, isNew bool, approved func(prefix netip.Prefix, enters bool) bool) error {
	now := p.at
	if p.before != nil && p.before.DecidedAt.After(now) && !p.after.WentBack {
		now = p.before.DecidedAt
	}
	covers := named.Coverage()
	lost := func(prefix netip.Prefix) bool { return !named.Has(prefix) && !covers(prefix) }
	since := func(entry acceptance.Entry) time.Time {
		if entry.Missing() && !entry.Restarts && !entry.MissingSince.After(now.Add(day)) {
			return entry.MissingSince
		}
		return now
	}
	settled := func(prefix netip.Prefix, entry acceptance.Entry) bool {
		until := now
		if lost(prefix) {
			until = since(entry)
		}
		return entry.Settled || until.Sub(entry.Since) >= max(7*day, p.policy.RemovalGrace)
	}
	countSettled, countLost, trusted, unsettled, held := 0, 0, 0, 0, false
	var all, cover []netip.Prefix
	for prefix, entry := range from.Accepted {
		all = append(all, prefix)
		if settled(prefix, entry) && (named.Has(prefix) || lost(prefix) && !entry.Approved) {
			countSettled++
			if lost(prefix) {
				countLost++
			}
		}
	}
	for prefix, entry := range to.Accepted {
		held = held || entry.Held
		if named.Has(prefix) && !entry.Since.Add(p.policy.RemovalGrace).After(now) && settled(prefix, entry) {
			cover = append(cover, prefix)
		}
		if settled(prefix, entry) {
			trusted++
		} else {
			unsettled++
		}
	}
	for prefix, entry := range to.Accepted {
		latest := now.Add(day)
		if entry.Since.After(latest) || entry.MissingSince.After(latest) && !p.after.WentBack {
			return fmt.Errorf("%s keeps a time of a wrong clock", prefix)
		}
	}
	covered := ipset.Of(cover...).Coverage()
	for prefix, entry := range from.Accepted {
		after, stays := to.Accepted[prefix]
		grace := p.policy.RemovalGrace
		if !settled(prefix, entry) {
			grace = min(grace, max(0, since(entry).Sub(entry.Since)))
		}
		free := entry.Approved || approved(prefix, false)
		switch {
		case named.Has(prefix) && (!stays || after.Missing()):
			return fmt.Errorf("%s is named, and leaves", prefix)
		case stays && entry.Held && lost(prefix) && !free && !after.Held:
			return fmt.Errorf("the hold of %s ends by itself", prefix)
		case stays:
		case p.after.WentBack:
			return fmt.Errorf("%s leaves, and the clock went back", prefix)
		case !lost(prefix) && !covered(prefix):
			return fmt.Errorf("%s leaves before what replaces it", prefix)
		case lost(prefix) && since(entry).Add(grace).After(now):
			return fmt.Errorf("%s leaves before its time", prefix)
		case lost(prefix) && !free && (entry.Held || settled(prefix, entry) && 100*countLost > p.policy.MaxRemovedPercent*countSettled):
			return fmt.Errorf("%s leaves, and should be held", prefix)
		}
	}
	before := ipset.Of(all...).Coverage()
	inside := func(prefix netip.Prefix) bool {
		others := maps.Clone(to.Accepted)
		delete(others, prefix)
		return before(prefix) || ipset.Of(slices.Collect(maps.Keys(others))...).Covers(prefix)
	}
	for prefix := range to.Accepted {
		_, was := from.Accepted[prefix]
		switch {
		case was, named.Has(prefix) && (isNew || approved(prefix, true) || inside(prefix)):
		case !named.Has(prefix), p.policy.HoldAdditions, prefix.Bits() < 24, held, trusted == 0, unsettled > 16:
			return fmt.Errorf("%s enters, and should not", prefix)
		}
	}
	for _, prefix := range named.Prefixes() {
		_, accepted := to.Accepted[prefix]
		_, waits := to.Waiting[prefix]
		_, waited := from.Waiting[prefix]
		switch {
		case accepted == waits:
			return fmt.Errorf("%s is named, and accepted %t, waits %t", prefix, accepted, waits)
		case accepted && waited && !approved(prefix, true) && !inside(prefix):
			return fmt.Errorf("%s waited, and enters by itself", prefix)
		}
	}
	for prefix, seen := range to.Waiting {
		if !named.Has(prefix) || seen.After(now.Add(day)) {
			return fmt.Errorf("%s waits since %s, named %t", prefix, seen, named.Has(prefix))
		}
	}
	return nil
}
