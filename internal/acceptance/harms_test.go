package acceptance_test

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go4.org/netipx"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

var firstDay = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// TestHarms plays short histories in which somebody was harmed, or could be. A step is "when | what is published | what follows", and
// behind these why the document was not used, or that the clock went back. When is a day, with hours, and with "all" where all regions are
// asked for, "approve" for what the step before held, "import" for what is imported, and "dated:3" for a document of that day. Lists are written "us 1-3 a4; eu ?": 1 is
// 192.0.2.1/32, a4 198.51.100.4/32, and ? is a list that can't be used. What follows has "~" behind an entry that is missing, "!" behind one
// that is held, and "+" behind one that waits; "=" is the same as before, and an empty plan.
func TestHarms(t *testing.T) {
	t.Parallel()
	standard := acceptance.Policy{RemovalGrace: 7 * day, MaxRemovedPercent: 50}
	noGrace, dayOfGrace := acceptance.Policy{MaxRemovedPercent: 50}, acceptance.Policy{RemovalGrace: day, MaxRemovedPercent: 50}
	for name, test := range map[string]struct {
		policy acceptance.Policy
		steps  []string
	}{
		"255 wide prefixes for an hour": {standard, []string{
			"1 | us 1-6 | us 1-6",
			"2 | us 1-6 52.0.0.0/16*255 | us 1-6 52.0.0.0/16*255+",
			"2 1h | us 1-6 | us 1-6",
		}},
		"seven foreign entries for an hour leave after an hour": {standard, []string{
			"1 | us 1-6 | us 1-6",
			"2 | us 1-6 a1-7 | us 1-6 a1-7",
			"2 1h | us 1-6 | us 1-6 a1-7~",
			"2 2h | us 1-6 | us 1-6",
		}},
		"a whole exchange": {standard, []string{
			"1 | us 1-6 | us 1-6",
			"2 | us a1-6 | us 1-6! a1-6+",
			"40 | us a1-6 | =",
			"41 | us 1-6 | us 1-6",
		}},
		"padding that is not settled does not dilute a loss": {standard, []string{
			"1 | us 1-6 | us 1-6",
			"2 | us 1-6 a1-16 | us 1-6 a1-16",
			"3 | us 1 2 a1-16 | us 1 2 3-6! a1-16",
		}},
		"padding is not held in": {standard, []string{
			"1 | us 1-3 | us 1-3",
			"2 | us 1-3 a1-16 | us 1-3 a1-16",
			"3 | us 1-3 | us 1-3 a1-16~",
			"4 | us 1-3 | us 1-3",
		}},
		"a prefix in 64 pieces does not dilute a loss": {standard, []string{
			"1 | us 1-3 203.0.113.0/26 | us 1-3 203.0.113.0/26",
			"2 | us 1-3 b0-63 | us 1-3 203.0.113.0/26~ b0-63",
			"9 | us 1-3 b0-63 | us 1-3 b0-63",
			"10 | us b0-63 | us 1-3! b0-63",
		}},
		"what is approved is what was seen, not what a list happens to hold": {standard, []string{
			"1 | us 1-6; global a1-3 | global a1-3; us 1-6",
			"2 | us 1; global ? | global a1-3; us 1 2-6!",
			"3 approve | us 1; global - | global a1-3!; us 1 2-6!",
			"4 approve | us 1; global ? | global a1-3!; us 1 2-6~",
			"9 | us 1; global ? | global a1-3!; us 1",
			"10 | us 1; global a1-3 | global a1-3; us 1",
		}},
		"nothing is created while a region can't be read": {standard, []string{
			"1 | us 1; eu ? | - | incomplete",
			"1 | us ?; eu ? | - | nothing usable",
			"1 |  | - | nothing usable",
			"1 dated:3 | us 1; eu 2 | - | from the future",
			"1 | us 1; eu 2 | eu 2; us 1",
		}},
		"given up in an outage, which is not seen as such": {standard, []string{
			"1 | us 1; eu 2 | eu 2; us 1",
			"2 | us ? | = | nothing usable",
			"3 | us 1; eu 2 | =",
		}},
		"a direction given up where all regions are asked for": {standard, []string{
			"1 all | us 1; egress/us a1 | egress/us a1; us 1",
			"2 all | us 1 | us 1",
		}},
		"a new entry beside one that is too wide": {standard, []string{
			"1 | us 1 2 | us 1 2",
			"2 | us 1 2 52.0.0.0/16 | us 1 2 52.0.0.0/16+",
			"3 | us 1 2 3 52.0.0.0/16 | us 1 2 3+ 52.0.0.0/16+",
			"4 | us 1 2 3 | us 1 2 3+",
			"5 | us 1 2 3 4 | us 1 2 4 3+",
		}},
		"nothing settled leaves without its whole grace": {standard, []string{
			"1 | us 1-4 | us 1-4",
			"2 | us 1-3 | us 1-3 4~",
			"8 23h | us 1-3 | =",
			"9 | us 1-3 | us 1-3",
		}},
		"the emergency way out: approve, and no grace": {noGrace, []string{
			"1 | us 1-6 | us 1-6",
			"2 | us 1 | us 1 2-6!",
			"2 approve | us 1 | us 1",
		}},
		"a loss in small steps is held where it is too much at once": {standard, []string{
			"1 | us 1-8 | us 1-8",
			"2 | us 1-6 | us 1-6 7-8~",
			"5 | us 1-3 | us 1-3 4-8!",
			"20 | us 1-6 | us 1-6 7-8!",
		}},
		"a clock that stood a year ahead holds nothing back for a year": {standard, []string{
			"1 | us 1-4 | us 1-4",
			"366 | us 1-4 5 | us 1-5",
			"2 | us 1-5 | us 1-5 | clock",
			"3 | us 1-4 | us 1-4 5~",
			"5 | us 1-4 | us 1-4",
		}},
		"a time of a wrong clock is not kept where it is held, or could not be used since": {standard, []string{
			"1 | us 1-4; eu a1-4 | eu a1-4; us 1-4",
			"366 | us 1; eu a1-3 | eu a1-3 a4~; us 1 2-4!",
			"3 | us 1; eu ? | eu a1-3 a4~; us 1 2-4! | clock",
			"4 approve | us 1; eu a1-3 | eu a1-3 a4~; us 1 2-4~",
			"9 23h | us 1; eu a1-3 | =",
			"10 | us 1; eu a1-3 | eu a1-3 a4~; us 1",
			"11 | us 1; eu a1-3 | eu a1-3; us 1",
		}},
		"a hold that begins as the clock goes back begins then": {standard, []string{
			"1 | us 1-4 | us 1-4",
			"366 | us 1-3 | us 1-3 4~",
			"3 | us 1 | us 1 2-4! | clock",
			"4 | us 1 | =",
		}},
		"a clock that went back, and nothing else": {standard, []string{
			"1 | us 1; eu 2 | us 1; eu 2",
			"5 | us 1 | us 1",
			"3 | us 1 | us 1 | clock",
			"4 | us 1 | =",
		}},
		"half is not more than half": {standard, []string{"1 | us 1-4 | us 1-4", "2 | us 1 2 | us 1 2 3-4~"}},
		"what is covered again is neither held nor approved": {standard, []string{
			"1 | us 1-4 | us 1-4",
			"2 | us 1 | us 1 2-4!",
			"3 | us 1 192.0.2.0/29 | us 1 2-4~ 192.0.2.0/29",
			"4 | us 1 | us 1 2-4! 192.0.2.0/29~",
			"5 approve | us 1 | us 1 2-4~",
			"6 | us 1 192.0.2.0/29 | us 1 2-4~ 192.0.2.0/29",
			"7 | us 1 | us 1 2-4! 192.0.2.0/29~",
		}},
		"a short grace is the longest that is earned": {dayOfGrace, []string{
			"1 | us 1-4 | us 1-4",
			"2 | us 1-5 | us 1-5",
			"5 | us 1-4 | us 1-4 5~",
			"6 | us 1-4 | us 1-4",
		}},
		"a first decision after an import is one, though nothing enters or leaves": {standard, []string{
			"import | us 1 | us 1", "1 | us 1 | us 1", "2 | us 1 | =",
		}},
		"what was imported takes the place of another at once": {standard, []string{
			"import | us 1 2 192.0.2.0/30 | us 1 2 192.0.2.0/30",
			"1 | us 1 192.0.2.0/30 | us 1 192.0.2.0/30",
			"2 | us 1 192.0.2.0/30 | =",
		}},
		"a clock that stood a year ahead settles nothing": {standard, []string{
			"1 | us 1-4 | us 1-4",
			"366 | us 1-4 a1-7 | us 1-4 a1-7",
			"367 | us 1-4 | us 1-4 a1-7~",
			"3 | us 1-4 | us 1-4 a1-7~ | clock",
			"4 | us 1-4 | us 1-4 a1-7~",
			"5 | us 1-4 | us 1-4",
		}},
		"a clock that is slow lets nothing leave": {noGrace, []string{
			"5 | us 1-4 | us 1-4",
			"3 | us 1-3 | us 1-3 4~ | clock",
			"6 | us 1-3 | us 1-3",
		}},
		"an entry in two lists is two": {standard, []string{
			"1 | us 1-3; eu 1-3 | eu 1-3; us 1-3",
			"2 | us 1; eu 1-3 | eu 1-3; us 1 2-3!",
			"3 approve | us 1; eu 1 | eu 1 2-3!; us 1 2-3!",
			"4 approve | us 1; eu 1 | eu 1 2-3~; us 1 2-3~",
			"9 | us 1; eu 1 | eu 1 2-3~; us 1",
			"10 | us 1; eu 1 | eu 1; us 1",
		}},
		"more than the limit asked for": {standard, []string{
			"1 | us 1-6 | us 1-6",
			"2 | us 1-6; eu 52.0.0.0/32*1000 | = | too many asked",
			"3 | us 1-6 52.0.0.0/32*1000 | = | too many",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			play(t, test.policy, test.steps)
		})
	}
}

const day = 24 * time.Hour

func play(t *testing.T, policy acceptance.Policy, steps []string) {
	t.Helper()
	var state *acceptance.State
	var before []string
steps:
	for _, step := range steps {
		parts := strings.Split(step, " | ")
		published, at := publishedOf(parts[1]), firstDay.Add(-day)
		policy.ApprovedChanges = ""
		for option := range strings.FieldsSeq(parts[0]) {
			number, _ := strconv.Atoi(strings.TrimPrefix(option, "dated:"))
			switch {
			case option == "all":
				published.AllRegions = true
			case option == "import":
				sets := map[acceptance.List]ipset.Set{}
				for list, set := range published.Lists {
					sets[list] = *set
				}
				imported := acceptance.Adopt(sets)
				state, before = &imported, stateLines(imported)
				continue steps
			case option == "approve":
				policy.ApprovedChanges = state.HeldChanges()
			case strings.HasPrefix(option, "dated:"):
				published.UpdatedAt = firstDay.Add(time.Duration(number-1) * day)
			case strings.HasSuffix(option, "h"):
				later, _ := time.ParseDuration(option)
				at = at.Add(later)
			default:
				at = at.Add(time.Duration(number) * day)
			}
		}
		decision := policy.Decide(state, published, at)
		want, notes := before, ""
		if parts[2] != "=" {
			want = linesOf(parts[2])
		}
		if decision.Unused != nil {
			notes = reasons[decision.Unused.Reason]
		}
		if decision.WentBack {
			notes += "clock"
		}
		got := stateLines(decision.State)
		if diff := cmp.Diff(want, got); diff != "" || notes != strings.Join(parts[3:], "") || decision.Changed == (parts[2] == "=" || notes != "" && notes != "clock") {
			t.Fatalf("%s: changed %t, %q (-want +got):\n%s", step, decision.Changed, notes, diff)
		}
		before = got
		if state != nil || decision.Unused == nil {
			state = &decision.State
		}
	}
}

var reasons = map[acceptance.Reason]string{
	acceptance.NothingUsable: "nothing usable", acceptance.Incomplete: "incomplete", acceptance.FromFuture: "from the future",
	acceptance.Older: "older", acceptance.TooMany: "too many", acceptance.TooManyAsked: "too many asked",
}

// linesOf spells out "us 1-2! 9+; egress/us a1": a line for each entry, with its list and its mark.
func linesOf(text string) []string {
	var lines []string
	for list := range strings.SplitSeq(text, "; ") {
		name, words, _ := strings.Cut(list, " ")
		if !strings.Contains(name, "/") {
			name = "ingress/" + name
		}
		for word := range strings.FieldsSeq(words) {
			entry := strings.TrimRight(word, "~!+")
			for _, prefix := range prefixesOf(entry) {
				lines = append(lines, name+" "+prefix.String()+word[len(entry):])
			}
		}
	}
	slices.Sort(lines)
	return lines
}

func stateLines(state acceptance.State) []string {
	var lines []string
	for list, entries := range state.Lists {
		for prefix, entry := range entries.Accepted {
			line := list.String() + " " + prefix.String()
			switch {
			case entry.Held:
				line += "!"
			case entry.Missing():
				line += "~"
			}
			lines = append(lines, line)
		}
		for prefix := range entries.Waiting {
			lines = append(lines, list.String()+" "+prefix.String()+"+")
		}
	}
	slices.Sort(lines)
	return lines
}

// prefixesOf reads one word.
func prefixesOf(word string) []netip.Prefix {
	first, last, network := word, "", ""
	if name := strings.TrimRight(word, "0123456789-"); !strings.Contains(word, "/") {
		network = map[string]string{"": "192.0.2.", "a": "198.51.100.", "b": "203.0.113."}[name]
		first, last, _ = strings.Cut(word[len(name):], "-")
		first += "/32"
	}
	first, count, _ := strings.Cut(first, "*")
	prefix, err := netip.ParsePrefix(network + first)
	if err != nil {
		return nil // "-" and "?"
	}
	many, _ := strconv.Atoi(count)
	if to, err := strconv.Atoi(last); err == nil {
		many = to - int(prefix.Addr().As4()[3]) + 1
	}
	prefixes := []netip.Prefix{prefix}
	for len(prefixes) < many {
		next := netipx.PrefixLastIP(prefixes[len(prefixes)-1]).Next()
		prefixes = append(prefixes, netip.PrefixFrom(next, prefix.Bits()))
	}
	return prefixes
}

func publishedOf(text string) acceptance.Published {
	published := acceptance.Published{Lists: map[acceptance.List]*ipset.Set{}}
	for list := range strings.SplitSeq(text, "; ") {
		words := strings.Fields(list)
		if len(words) == 0 {
			continue
		}
		direction, region, found := strings.Cut(words[0], "/")
		if !found {
			direction, region = "ingress", words[0]
		}
		var prefixes []netip.Prefix
		for _, word := range words[1:] {
			prefixes = append(prefixes, prefixesOf(word)...)
		}
		set := ipset.Of(prefixes...)
		published.Lists[acceptance.List{Direction: direction, Region: region}] = &set
		if slices.Contains(words, "?") {
			published.Lists[acceptance.List{Direction: direction, Region: region}] = nil
		}
	}
	return published
}
