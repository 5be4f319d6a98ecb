package acceptance_test

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// told is a day of a written history. Lists and states are texts: regions with the last numbers of their addresses in
// 192.0.2.0/24, "us 1 2 8/30; eu -; me ?", where - is an empty list and ? one that could not be used; "" is no list at all.
type told struct {
	day  int
	list string
	// with changes the policy from this day on.
	with func(*acceptance.Policy)
	// approve approves this day's list, and on until the next list.
	approve bool
	// want is the state: what is missing carries the day since when, ! where it is held, ✓ where it is approved; what waits is
	// in brackets with the day when it was first seen. "=" is the state of the day before, unchanged.
	want string
}

func published(list string) acceptance.Published {
	published := acceptance.Published{ContentHash: "hash of " + list}
	if list == "" {
		return acceptance.Published{}
	}
	list, published.AllRegions = strings.CutPrefix(list, "all: ")
	published.Regions = map[string]*ipset.Set{}
	for region := range strings.SplitSeq(list, "; ") {
		words := strings.Fields(region)
		var prefixes []netip.Prefix
		for _, word := range words[1:] {
			switch word {
			case "-", "?":
			default:
				prefix, err := ipset.Parse("192.0.2." + word)
				if err != nil {
					panic(err)
				}
				prefixes = append(prefixes, prefix)
			}
		}
		set := ipset.Of(prefixes...)
		published.Regions[words[0]] = &set
		if words[1] == "?" {
			published.Regions[words[0]] = nil
		}
	}
	return published
}

func dayOf(at time.Time) int { return int(at.Sub(firstDay) / (24 * time.Hour)) }

var firstDay = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func textOf(state acceptance.State) string {
	name := func(prefix netip.Prefix) string {
		return strings.TrimSuffix(strings.TrimPrefix(prefix.String(), "192.0.2."), "/32")
	}
	regions := maps.Clone(state.Known)
	for region := range state.Accepted {
		regions[region] = true
	}
	for region := range state.Waiting {
		regions[region] = true
	}
	var lines []string
	for _, region := range slices.Sorted(maps.Keys(regions)) {
		var line strings.Builder
		line.WriteString(region)
		for _, prefix := range slices.SortedFunc(maps.Keys(state.Accepted[region]), netip.Prefix.Compare) {
			entry := state.Accepted[region][prefix]
			line.WriteString(" " + name(prefix))
			if entry.Missing() {
				fmt.Fprintf(&line, "@%d", dayOf(entry.MissingSince))
			}
			if entry.Held {
				line.WriteString("!")
			}
			if entry.Approved {
				line.WriteString("✓")
			}
		}
		for _, prefix := range slices.SortedFunc(maps.Keys(state.Waiting[region]), netip.Prefix.Compare) {
			fmt.Fprintf(&line, " [%s@%d]", name(prefix), dayOf(state.Waiting[region][prefix]))
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "; ")
}

func percent(percent float64) func(*acceptance.Policy) {
	return func(p *acceptance.Policy) { p.MaxRemovedPercent = percent }
}

func holdAdditions(p *acceptance.Policy) { p.HoldAdditions = true }

// TestWrittenHistories tells what the rules mean, and what each of them is for.
func TestWrittenHistories(t *testing.T) {
	t.Parallel()
	for name, days := range map[string][]told{
		"additions at once, removals after the grace": {
			{day: 0, list: "us 1 2 3", want: "us 1 2 3"},
			{day: 1, list: "us 1 2 3", want: "="},
			{day: 2, list: "us 1 2 4", want: "us 1 2 3@2 4"},
			{day: 8, list: "us 1 2 4", want: "="},
			{day: 9, list: "us 1 2 4", want: "us 1 2 4"},
		},
		"what comes back is no longer missing": {
			{day: 0, list: "us 1 2 3", want: "us 1 2 3"},
			{day: 1, list: "us 1 2", want: "us 1 2 3@1"},
			{day: 5, list: "us 1 2 3", want: "us 1 2 3"},
			{day: 9, list: "us 1 2", want: "us 1 2 3@9"},
		},
		"an outage changes nothing, also when a removal is due": {
			{day: 0, list: "us 1 2 3; eu 9", want: "eu 9; us 1 2 3"},
			{day: 1, list: "us 1 2; eu 9", want: "eu 9; us 1 2 3@1"},
			{day: 9, list: "", want: "="},
			{day: 9, list: "us ?; eu 9", want: "="},
			{day: 10, list: "us 1 2; eu 9", want: "eu 9; us 1 2"},
		},
		"a collapse is held until it is approved, then it has had its grace": {
			{day: 0, list: "us 1 2 3 4 5 6", want: "us 1 2 3 4 5 6"},
			{day: 1, list: "us 1", want: "us 1 2@1! 3@1! 4@1! 5@1! 6@1!"},
			{day: 30, list: "us 1", want: "="},
			{day: 31, list: "us 1", approve: true, want: "us 1"},
		},
		"an approval starts no new grace and is kept through other lists": {
			{day: 0, list: "us 1 2 3 4", want: "us 1 2 3 4"},
			{day: 1, list: "us 1", want: "us 1 2@1! 3@1! 4@1!"},
			{day: 2, list: "us 1", approve: true, want: "us 1 2@1✓ 3@1✓ 4@1✓"},
			{day: 3, list: "us 1 5", want: "us 1 2@1✓ 3@1✓ 4@1✓ 5"},
			{day: 4, list: "us ?", want: "="},
			{day: 5, list: "us 1 4 5", want: "us 1 2@1✓ 3@1✓ 4 5"},
			{day: 6, list: "us 1 5", want: "us 1 2@1✓ 3@1✓ 4@6 5"},
			{day: 8, list: "us 1 5", want: "us 1 4@6 5"},
		},
		"what is approved does not count for the next collapse": {
			{day: 0, list: "us 1 2 3 4 5 6 7 8", want: "us 1 2 3 4 5 6 7 8"},
			{day: 1, list: "us 1 2 3", approve: true, want: "us 1 2 3 4@1✓ 5@1✓ 6@1✓ 7@1✓ 8@1✓"},
			{day: 2, list: "us 1 2", want: "us 1 2 3@2 4@1✓ 5@1✓ 6@1✓ 7@1✓ 8@1✓"},
			{day: 3, list: "us 1", want: "us 1 2@3! 3@2! 4@1✓ 5@1✓ 6@1✓ 7@1✓ 8@1✓"},
		},
		"a hold that ends without approval starts the grace anew": {
			{day: 0, list: "us 1 2 3 4 5 6", want: "us 1 2 3 4 5 6"},
			{day: 1, list: "us 1", want: "us 1 2@1! 3@1! 4@1! 5@1! 6@1!"},
			{day: 20, list: "us 1 2 3 4", want: "us 1 2 3 4 5@20 6@20"},
			{day: 26, list: "us 1 2 3 4", want: "="},
			{day: 27, list: "us 1 2 3 4", want: "us 1 2 3 4"},
		},
		"a policy that allows more ends a hold": {
			{day: 0, list: "us 1 2 3", want: "us 1 2 3"},
			{day: 1, list: "us 1", want: "us 1 2@1! 3@1!"},
			{day: 3, list: "us 1", with: percent(70), want: "us 1 2@3 3@3"},
			{day: 4, list: "us 1", with: percent(50), want: "us 1 2@3! 3@3!"},
		},
		"the share is one region's": {
			{day: 0, list: "us 1 2 3; eu 11 12 13 14 15 16", want: "eu 11 12 13 14 15 16; us 1 2 3"},
			{day: 1, list: "us 1; eu 11 12 13 14 15 16", want: "eu 11 12 13 14 15 16; us 1 2@1! 3@1!"},
		},
		"half is not more than half": {
			{day: 0, list: "us 1 2 3 4", want: "us 1 2 3 4"},
			{day: 1, list: "us 1 2", want: "us 1 2 3@1 4@1"},
			{day: 2, list: "us 1", want: "us 1 2@2! 3@1! 4@1!"},
		},
		"the same addresses spelled otherwise are never held": {
			{day: 0, list: "us 8 9 10 11", want: "us 8 9 10 11"},
			{day: 1, list: "us 8/30", want: "us 8@1 8/30 9@1 10@1 11@1"},
			{day: 8, list: "us 8/30", want: "us 8/30"},
			{day: 9, list: "us 8/31 10/31", want: "us 8/31 8/30@9 10/31"},
		},
		// A list that is exchanged as a whole would hide behind its own additions: 3 of 7 are no more than half.
		"what is added does not hide what is lost": {
			{day: 0, list: "us 1 2 3", want: "us 1 2 3"},
			{day: 1, list: "us 4 5 6 7", want: "us 1@1! 2@1! 3@1! 4 5 6 7"},
			{day: 2, list: "us 4 5 6 7 8", want: "us 1@1! 2@1! 3@1! 4 5 6 7 8"},
		},
		// The list covers 8 and 9, but what covers them waits: without them the region would be left with nothing.
		"nothing leaves before what covers it is accepted": {
			{day: 0, list: "us 8 9", with: holdAdditions, want: "us 8 9"},
			{day: 1, list: "us 8/30", want: "us 8@1! 9@1! [8/30@1]"},
			{day: 20, list: "us 8/30", want: "="},
			{day: 21, list: "us 8/30", approve: true, want: "us 8/30"},
		},
		"additions wait for approval, the same addresses and new regions do not": {
			{day: 0, list: "us 8 9 10 11", with: holdAdditions, want: "us 8 9 10 11"},
			{day: 1, list: "us 8 9 10 11 1 2", want: "us 8 9 10 11 [1@1] [2@1]"},
			{day: 2, list: "us 8/30 8 9 10 11 1; eu 3", want: "eu 3; us 8 8/30 9 10 11 [1@1]"},
			{day: 3, list: "us 8/30 8 9 10 11; eu 3 4", want: "eu 3 [4@3]; us 8 8/30 9 10 11"},
			{day: 4, list: "us 8/30 8 9 10 11; eu ?", want: "="},
			{day: 5, list: "us 8/30 8 9 10 11; eu 3 4", approve: true, want: "eu 3 4; us 8 8/30 9 10 11"},
		},
		"a new region of all waits, also one that was empty": {
			{day: 0, list: "all: us 1", with: holdAdditions, want: "us 1"},
			{day: 1, list: "all: us 1; eu 2", want: "us 1; eu [2@1]"},
		},
		"a region that was asked for and empty waits": {
			{day: 0, list: "us 1; global -", with: holdAdditions, want: "global; us 1"},
			{day: 1, list: "us 1; global 2", want: "global [2@1]; us 1"},
		},
		"a region that could never be used is the user's wish": {
			{day: 0, list: "us 1; eu ?", with: holdAdditions, want: "us 1"},
			{day: 1, list: "us 1; eu 2", want: "eu 2; us 1"},
		},
		// Without a memory of the day when it was empty, its unusable list would make it new.
		"a region that was emptied and then could not be used is no new wish": {
			{day: 0, list: "us 1; eu 2", with: holdAdditions, want: "eu 2; us 1"},
			{day: 1, list: "us 1; eu -", approve: true, want: "eu 2@1✓; us 1"},
			{day: 8, list: "us 1; eu -", want: "eu; us 1"},
			{day: 9, list: "us 1 3; eu ?", want: "eu; us 1 [3@9]"},
			{day: 10, list: "us 1 3; eu 4", want: "eu [4@10]; us 1 [3@9]"},
		},
		"a region given up leaves at once, one that is lost does not": {
			{day: 0, list: "us 1 2; eu 2 3", want: "eu 2 3; us 1 2"},
			{day: 1, list: "us 1 2", want: "us 1 2"},
			{day: 2, list: "all: us 1 2; eu 3", want: "eu 3; us 1 2"},
			{day: 3, list: "all: us 1 2", want: "eu 3@3!; us 1 2"},
			{day: 4, list: "us 1 2", want: "us 1 2"},
		},
		"an entry of several regions waits for the last of them": {
			{day: 0, list: "us 1 2; eu 2 3", want: "eu 2 3; us 1 2"},
			{day: 1, list: "us 1; eu 2 3", want: "eu 2 3; us 1 2@1"},
			{day: 3, list: "us 1; eu 3", want: "eu 2@3 3; us 1 2@1"},
			{day: 8, list: "us 1; eu 3", want: "="},
			{day: 9, list: "us 1; eu ?", want: "="},
			{day: 10, list: "us 1; eu 3", want: "eu 3; us 1"},
		},
		"time that runs backwards removes nothing": {
			{day: 10, list: "us 1 2 3", want: "us 1 2 3"},
			{day: 11, list: "us 1 2", want: "us 1 2 3@11"},
			{day: 4, list: "us 1 2", want: "us 1 2 3@4"},
			{day: 10, list: "us 1 2", want: "="},
			{day: 11, list: "us 1 2", want: "us 1 2"},
		},
		"without a grace what is missing leaves at once": {
			{day: 0, list: "us 1 2 3", with: func(p *acceptance.Policy) { p.RemovalGrace = 0 }, want: "us 1 2 3"},
			{day: 0, list: "us 1 2", want: "us 1 2"},
			{day: 0, list: "us 2", want: "us 2"},
			{day: 0, list: "us 3", want: "us 2@0! 3"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			policy := acceptance.Policy{RemovalGrace: 7 * 24 * time.Hour, MaxRemovedPercent: 50}
			var state *acceptance.State
			before := ""
			for _, today := range days {
				if today.with != nil {
					today.with(&policy)
				}
				list := published(today.list)
				policy.ApprovedContentHash = ""
				if today.approve {
					policy.ApprovedContentHash = list.ContentHash
				}
				decision, err := policy.Decide(state, list, firstDay.AddDate(0, 0, today.day))
				if err != nil {
					t.Fatalf("day %d: %v", today.day, err)
				}
				got := textOf(decision.State)
				quiet := today.want == "="
				if quiet {
					today.want = before
				}
				if words(got) != words(today.want) || decision.Anew == quiet {
					t.Fatalf("day %d, anew %t:\n got %s\nwant %s", today.day, decision.Anew, got, today.want)
				}
				state, before = &decision.State, got
			}
		})
	}
}

// words is the text with its regions and entries in one order.
func words(text string) string {
	regions := strings.Split(text, "; ")
	for i, region := range regions {
		words := strings.Fields(region)
		slices.Sort(words[1:])
		regions[i] = strings.Join(words, " ")
	}
	slices.Sort(regions)
	return strings.Join(regions, "; ")
}

func TestNothingUsable(t *testing.T) {
	t.Parallel()
	policy := acceptance.Policy{RemovalGrace: time.Hour, MaxRemovedPercent: 50}
	for _, list := range []string{"", "us ?", "us -; eu ?", "all: us ?"} {
		if _, err := policy.Decide(nil, published(list), firstDay); !isNothingUsable(err) {
			t.Errorf("%q: %v", list, err)
		}
	}
	first, err := policy.Decide(nil, published("us 1 2"), firstDay)
	if err != nil {
		t.Fatal(err)
	}
	// Another region is asked for, and it can't be used: an empty set of addresses is any address to many a firewall.
	for _, list := range []string{"me ?", "me -"} {
		if _, err := policy.Decide(&first.State, published(list), firstDay); !isNothingUsable(err) {
			t.Errorf("%q after us: %v", list, err)
		}
	}
}

func TestAdopt(t *testing.T) {
	t.Parallel()
	set, err := ipset.ParseAll([]string{"192.0.2.1", "192.0.2.2"})
	if err != nil {
		t.Fatal(err)
	}
	state, err := acceptance.Adopt(map[string]ipset.Set{"us": set})
	if err != nil {
		t.Fatal(err)
	}
	policy := acceptance.Policy{RemovalGrace: 7 * 24 * time.Hour, MaxRemovedPercent: 50, HoldAdditions: true}
	for list, want := range map[string]string{
		"": "us 1 2", "us 1 2": "us 1 2", "us 1 3; eu 4": "eu 4; us 1 2@0 [3@0]", "us ?": "us 1 2", "us 4": "us 1@0! 2@0! [4@0]",
	} {
		decision, err := policy.Decide(&state, published(list), firstDay)
		if got := textOf(decision.State); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", list, got, err, want)
		}
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	prefixes := make([]netip.Prefix, acceptance.MaxEntries+1)
	addr := netip.MustParseAddr("198.18.0.0")
	for i := range prefixes {
		prefixes[i] = netip.PrefixFrom(addr, 32)
		addr = addr.Next()
	}
	whole, most := ipset.Of(prefixes...), ipset.Of(prefixes[1:]...)
	policy := acceptance.Policy{MaxRemovedPercent: 50}
	first, err := policy.Decide(nil, acceptance.Published{Regions: map[string]*ipset.Set{"us": &most}}, firstDay)
	if err != nil {
		t.Fatal(err)
	}
	more := acceptance.Published{Regions: map[string]*ipset.Set{"us": &whole}}
	const text = "2001 entries would be accepted or wait for approval; the limit is 2000, and an entry of several regions counts in each"
	for _, held := range []bool{false, true} {
		policy.HoldAdditions = held
		_, err := policy.Decide(&first.State, more, firstDay)
		if limit, ok := errors.AsType[*acceptance.LimitError](err); !ok || limit.Error() != text || limit.Summary() != "Too Many Accepted Entries" {
			t.Errorf("%v, want %s", err, text)
		}
	}
	if _, err := acceptance.Adopt(map[string]ipset.Set{"us": whole}); err == nil {
		t.Error("more than the limit is adopted")
	}
}

func TestHoldsAndFreed(t *testing.T) {
	t.Parallel()
	policy := acceptance.Policy{RemovalGrace: 7 * 24 * time.Hour, MaxRemovedPercent: 50, HoldAdditions: true}
	prefixes := func(lasts ...string) []netip.Prefix {
		var all []netip.Prefix
		for _, last := range lasts {
			all = append(all, netip.MustParsePrefix("192.0.2."+last))
		}
		return all
	}
	first, err := policy.Decide(nil, published("us 1 2 3; eu 8 9; me 5"), firstDay)
	if err != nil {
		t.Fatal(err)
	}
	list := published("us 1 4; eu 8/30; me 5 6")
	second, err := policy.Decide(&first.State, list, firstDay)
	if err != nil {
		t.Fatal(err)
	}
	wantHolds := []acceptance.Hold{
		{
			Region: "eu", Removals: prefixes("8/32", "9/32"), RemovalsSince: firstDay, Covered: 2,
			Additions: prefixes("8/30"), AdditionsSince: firstDay,
		},
		{Region: "me", Additions: prefixes("6/32"), AdditionsSince: firstDay},
		{
			Region: "us", Removals: prefixes("2/32", "3/32"), RemovalsSince: firstDay, Lost: 2, Of: 3,
			Additions: prefixes("4/32"), AdditionsSince: firstDay,
		},
	}
	byText := cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })
	if diff := cmp.Diff(wantHolds, second.Holds, byText); diff != "" {
		t.Errorf("holds (-want +got):\n%s", diff)
	}
	if !second.State.Held() || first.State.Held() {
		t.Error("Held does not tell what waits")
	}
	outage, err := policy.Decide(&second.State, published(""), firstDay)
	if err != nil || len(outage.Holds) != 3 || !outage.Holds[2].Unusable || len(outage.Holds[2].Removals) != 2 {
		t.Errorf("in an outage: %+v, %v", outage.Holds, err)
	}
	policy.ApprovedContentHash = list.ContentHash
	third, err := policy.Decide(&second.State, list, firstDay)
	if err != nil {
		t.Fatal(err)
	}
	wantGo := []acceptance.Freed{{Region: "eu", Prefixes: prefixes("8/32", "9/32")}, {Region: "us", Prefixes: prefixes("2/32", "3/32")}}
	wantIn := []acceptance.Freed{{Region: "eu", Prefixes: prefixes("8/30")}, {Region: "me", Prefixes: prefixes("6/32")}, {Region: "us", Prefixes: prefixes("4/32")}}
	if diff := cmp.Diff([][]acceptance.Freed{wantGo, wantIn}, [][]acceptance.Freed{third.LetGo, third.LetIn}, byText); diff != "" || len(third.Holds) > 0 {
		t.Errorf("freed (-want +got):\n%s\nholds: %+v", diff, third.Holds)
	}
	fourth, err := policy.Decide(&third.State, list, firstDay)
	if err != nil || fourth.Anew || len(fourth.LetGo)+len(fourth.LetIn) > 0 {
		t.Errorf("an approval is used twice: %+v, %v", fourth, err)
	}
}
