package acceptance_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// day is one plan: a policy, a list and a time.
type day struct {
	policy    acceptance.Policy
	published acceptance.Published
	now       time.Time
}

// choices makes the choices of a history from bytes, and ends in zeros.
type choices struct{ left []byte }

func (c *choices) below(n int) int {
	if len(c.left) == 0 {
		return 0
	}
	choice := int(c.left[0]) % n
	c.left = c.left[1:]
	return choice
}

func (c *choices) of(percent int) bool { return c.below(100) < percent }

// history makes days from bytes: lists that drift, and that fail, collapse, return and are spelled otherwise.
func history(data []byte) []day {
	c := &choices{data}
	regions := []string{"us", "eu", "me"}
	lists := map[string]map[netip.Prefix]bool{}
	for _, region := range regions {
		lists[region] = map[netip.Prefix]bool{}
	}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	policy := acceptance.Policy{RemovalGrace: 72 * time.Hour, MaxRemovedPercent: 50}
	all := false
	lastHash := ""
	asked := map[string]bool{"us": true, "eu": true}
	var days []day
	for len(c.left) > 0 && len(days) < 60 {
		if c.of(10) {
			policy.RemovalGrace = []time.Duration{0, 24 * time.Hour, 72 * time.Hour}[c.below(3)]
		}
		if c.of(10) {
			policy.MaxRemovedPercent = []float64{0, 20, 50, 100}[c.below(4)]
		}
		if c.of(10) {
			policy.HoldAdditions = !policy.HoldAdditions
		}
		if c.of(5) {
			all = !all
		}
		if c.of(8) {
			region := regions[c.below(3)]
			asked[region] = !asked[region]
		}
		for range 1 + c.below(3) {
			list := lists[regions[c.below(3)]]
			prefix := netip.PrefixFrom(universe[c.below(2)], 0)
			prefix = netip.PrefixFrom(prefix.Addr(), prefix.Addr().BitLen()-4+2*c.below(3))
			for range c.below(16) {
				if next := netip.PrefixFrom(prefix.Addr().Next(), prefix.Bits()); addressesOf(next.Masked()) != 0 {
					prefix = next
				}
			}
			prefix = prefix.Masked()
			list[prefix] = !list[prefix]
			if c.of(10) {
				clear(list)
			}
		}
		now = now.Add([]time.Duration{0, time.Hour, 24 * time.Hour, 48 * time.Hour, -24 * time.Hour}[c.below(5)])
		published := acceptance.Published{AllRegions: all, Regions: map[string]*ipset.Set{}}
		if c.of(15) {
			published.Regions = nil
		} else {
			for _, region := range regions {
				if !asked[region] && !all {
					continue
				}
				var named []netip.Prefix
				for prefix, listed := range lists[region] {
					if listed {
						named = append(named, prefix)
					}
				}
				set := ipset.Of(named...)
				switch {
				case c.of(10):
					published.Regions[region] = nil
				case all && set.Len() == 0 && c.of(50):
				default:
					published.Regions[region] = &set
				}
			}
			published.ContentHash = hashOf(published)
		}
		policy.ApprovedContentHash = ""
		switch c.below(8) {
		case 0:
			policy.ApprovedContentHash = published.ContentHash
		case 1:
			policy.ApprovedContentHash = lastHash
		}
		lastHash = published.ContentHash
		days = append(days, day{policy, published, now})
	}
	return days
}

func hashOf(published acceptance.Published) string {
	var text strings.Builder
	for _, region := range []string{"us", "eu", "me"} {
		if set := published.Regions[region]; set != nil {
			fmt.Fprint(&text, region, set.CIDRs())
		}
	}
	return text.String()
}

// tell runs a history and holds each property in each decision.
func tell(t *testing.T, days []day) {
	t.Helper()
	var state *acceptance.State
	twin := newModel()
	seen := map[pair]bool{}
	for number, today := range days {
		for region, set := range today.published.Regions {
			if set != nil {
				for _, prefix := range set.Prefixes() {
					seen[pair{region, prefix}] = true
				}
			}
		}
		decision, err := today.policy.Decide(state, today.published, today.now)
		again, errAgain := today.policy.Decide(state, today.published, today.now)
		if !reflect.DeepEqual(decision, again) || (err == nil) != (errAgain == nil) {
			t.Fatalf("day %d: the same gave first\n%+v, %v, then\n%+v, %v", number, decision, err, again, errAgain)
		}
		want, ok := twin.decide(today.policy, today.published, today.now)
		if ok != (err == nil) {
			t.Fatalf("day %d: error %v, the model decides %t", number, err, ok)
		}
		if err != nil {
			if !isNothingUsable(err) {
				t.Fatal(err)
			}
			continue
		}
		got := modelOf(decision.State)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("day %d: %+v\ngot  %+v\nwant %+v\nof   %+v", number, today, got, want, twin)
		}
		checkDay(t, number, today, twin, got, seen)
		if still, err := today.policy.Decide(&decision.State, today.published, today.now); err != nil || still.Anew {
			t.Fatalf("day %d: a second plan is not empty: %v\n%+v\nafter\n%+v", number, err, modelOf(still.State), got)
		}
		if decision.Anew == (state != nil && reflect.DeepEqual(got, twin)) {
			t.Fatalf("day %d: anew is %t\ngot %+v\nof  %+v", number, decision.Anew, got, twin)
		}
		state, twin = &decision.State, got
	}
}

// checkDay holds what no rule may break.
func checkDay(t *testing.T, number int, today day, before, after model, seen map[pair]bool) {
	t.Helper()
	approved := today.published.Regions != nil && today.policy.ApprovedContentHash != "" &&
		today.policy.ApprovedContentHash == today.published.ContentHash
	for p := range before.accepted {
		if after.accepted[p] {
			continue
		}
		set, asked := today.published.Regions[p.region]
		since, wasMissing := before.missing[p]
		switch {
		case today.published.Regions == nil:
			t.Fatalf("day %d: %v left while there was no list", number, p)
		case !asked && !today.published.AllRegions:
		case asked && set == nil:
			t.Fatalf("day %d: %v left while its region could not be used", number, p)
		case today.policy.RemovalGrace == 0:
		case !wasMissing || today.now.Before(since.Add(today.policy.RemovalGrace)):
			t.Fatalf("day %d: %v left before its grace", number, p)
		}
	}
	for p := range after.accepted {
		if !before.accepted[p] && !seen[p] {
			t.Fatalf("day %d: %v was never published", number, p)
		}
	}
	for p := range before.approved {
		if _, missing := after.missing[p]; before.approved[p] && missing && (!after.approved[p] || after.held[p]) {
			t.Fatalf("day %d: the approval of %v is lost", number, p)
		}
	}
	for p, since := range after.missing {
		set, asked := today.published.Regions[p.region]
		usable := asked && set != nil || !asked && today.published.AllRegions
		if usable && today.published.Regions != nil && since.After(today.now) {
			t.Fatalf("day %d: %v is missing since a time to come", number, p)
		}
		if approved && usable && after.held[p] {
			t.Fatalf("day %d: %v is held in an approved list", number, p)
		}
	}
	if today.published.Regions == nil && !reflect.DeepEqual(before, after) {
		t.Fatalf("day %d: a failure changed something", number)
	}
}

func isNothingUsable(err error) bool {
	_, ok := errors.AsType[*acceptance.NothingUsableError](err)
	return ok
}

func randomBytes(random *rand.Rand) []byte {
	data := make([]byte, 200+random.IntN(800))
	for i := range data {
		data[i] = byte(random.UintN(256))
	}
	return data
}

// TestHistories runs histories of up to 60 days against the model and the properties.
func TestHistories(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		tell(t, history(randomBytes(random)))
	}
}

func FuzzHistories(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		f.Add(randomBytes(random))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 2000 {
			tell(t, history(data))
		}
	})
}
