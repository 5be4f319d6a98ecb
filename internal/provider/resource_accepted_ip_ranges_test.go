package provider_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// attributes are those of an object, or a map.
type attributes = map[string]any

// snapshotOf makes a snapshot from region names and the last numbers of addresses in 192.0.2.0/24: "us 1 2; eu -; me ?", where -
// is an empty list and ? one that can't be used. "" is no list. Its hash is made of hash.
func snapshotOf(list, hash string) attributes {
	if list == "" {
		return attributes{"regions": nil, "all_regions": false, "content_hash": nil, "updated_at": nil}
	}
	regions := attributes{}
	for region := range strings.SplitSeq(list, "; ") {
		words := strings.Fields(region)
		cidrs := []any{}
		for _, word := range words[1:] {
			if word != "-" && word != "?" {
				if !strings.Contains(word, "/") {
					word += "/32"
				}
				cidrs = append(cidrs, "192.0.2."+word)
			}
		}
		regions[words[0]] = cidrs
		if words[1] == "?" {
			regions[words[0]] = nil
		}
	}
	return attributes{"regions": regions, "all_regions": false, "content_hash": hashOf(hash), "updated_at": "2026-01-01T00:00:00Z"}
}

func hashOf(digit string) string { return "sha256:" + strings.Repeat(digit, 64) }

func at(day int) string { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC).Format(time.RFC3339) }

func cidrs(lasts ...string) []any {
	all := []any{}
	for _, last := range lasts {
		all = append(all, "192.0.2."+last+"/32")
	}
	return all
}

func warningAt(attribute, summary, detail string) diagnostic {
	return warning(summary, fmt.Sprintf("AttributeName(%q)", attribute), detail)
}

// TestAcceptedIPRanges follows a list for some days and compares the whole state and each message.
func TestAcceptedIPRanges(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	var state *resourceState
	next := func(day int, arguments attributes, wantAnew bool, want ...diagnostic) {
		t.Helper()
		arguments["as_of"] = at(day)
		if invalid := provider.validateAccepted(t, arguments); len(invalid) > 0 {
			t.Fatalf("day %d: %v", day, invalid)
		}
		planned, diagnostics := provider.planAccepted(t, state, arguments)
		if diff := cmp.Diff(want, diagnostics); diff != "" {
			t.Fatalf("day %d: diagnostics (-want +got):\n%s", day, diff)
		}
		if anew := planned != state; anew != wantAnew {
			t.Fatalf("day %d: the plan has changes: %t\n%s", day, anew, cmp.Diff(state, planned, cmp.AllowUnexported(resourceState{})))
		}
		state = provider.applyAccepted(t, state, planned, arguments)
	}
	expect := func(want attributes) {
		t.Helper()
		got := attributes{}
		for name := range want {
			got[name] = state.values[name]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("state (-want +got):\n%s", diff)
		}
	}

	first := snapshotOf("us 1 2 3; eu 7", "a")
	next(1, attributes{"published": first}, true)
	expect(attributes{
		"published": first, "as_of": at(1), "removal_grace": nil, "max_removed_percent": nil, "hold_additions": nil,
		"approved_content_hash": nil, "cidrs": cidrs("1", "2", "3", "7"), "ipv4_cidrs": cidrs("1", "2", "3", "7"), "ipv6_cidrs": []any{},
		"ipv4_addresses": []any{"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.7"}, "ipv6_addresses": []any{},
		"by_region": attributes{"us": cidrs("1", "2", "3"), "eu": cidrs("7")},
		// printf '192.0.2.1/32\n192.0.2.2/32\n192.0.2.3/32\n192.0.2.7/32\n' | sha256sum
		"content_hash":     "sha256:8ddf43de12c085dc0f66024de37427a3d2cff694d7ba6f08b32c11a076a94df7",
		"pending_removals": attributes{}, "pending_additions": attributes{}, "held": false,
	})

	// Nothing is decided anew: neither by time, nor by a list that can't be used, nor by one that says the same of another date.
	next(2, attributes{"published": first}, false)
	next(3, attributes{"published": snapshotOf("", "")}, false)
	next(4, attributes{"published": snapshotOf("us ?; eu 7", "b")}, false)

	// One of three goes, one comes.
	second := snapshotOf("us 1 2 4; eu 7", "c")
	next(5, attributes{"published": second}, true)
	expect(attributes{
		"published": second, "as_of": at(5), "cidrs": cidrs("1", "2", "3", "4", "7"), "held": false,
		"pending_removals": attributes{"192.0.2.3/32": attributes{
			"regions": []any{"us"}, "missing_since": at(5), "removal_due": at(12), "held": false, "approved": false,
		}},
	})
	// The policy changes in an outage: what follows from it alone changes, and nothing leaves, though it is due.
	next(9, attributes{"published": snapshotOf("", ""), "removal_grace": "48h"}, true)
	expect(attributes{
		"published": second, "as_of": at(5), "cidrs": cidrs("1", "2", "3", "4", "7"), "pending_removals": attributes{"192.0.2.3/32": attributes{
			"regions": []any{"us"}, "missing_since": at(5), "removal_due": at(7), "held": false, "approved": false,
		}},
	})
	next(10, attributes{"published": second, "removal_grace": "48h"}, true)
	expect(attributes{"as_of": at(10), "cidrs": cidrs("1", "2", "4", "7"), "pending_removals": attributes{}})

	// A collapse is held, in each plan with a warning.
	third := snapshotOf("us 4; eu 7", "d")
	held := warningAt("published", "Changes Held for Approval", "Region us: the list lacks 2 of 3 entries since "+at(11)+
		", more than max_removed_percent = 50 allows. All that it lacks stays accepted: 192.0.2.1/32, 192.0.2.2/32.\n"+
		"Compare this with Konnect's announcements, which the data source konnect_ip_updates reads. To approve this list, and no"+
		" other, set:\n\n  approved_content_hash = \""+hashOf("d")+"\"")
	next(11, attributes{"published": third, "removal_grace": "48h"}, true, held)
	next(20, attributes{"published": third, "removal_grace": "48h"}, false, held)
	expect(attributes{"held": true, "cidrs": cidrs("1", "2", "4", "7")})
	inOutage := warningAt("published", "Changes Held for Approval", "Region us: 2 entries that the list lacked when it was last read, since "+at(11)+
		", stay accepted: 192.0.2.1/32, 192.0.2.2/32. The region's list can't be used now.\n"+
		"The list can't be used now, so nothing can be approved. Nothing changes meanwhile.")
	next(21, attributes{"published": snapshotOf("", ""), "removal_grace": "48h"}, false, inOutage)
	other := held
	other.Detail += "\n\nThe hash that is set now is that of another list."
	next(22, attributes{"published": third, "removal_grace": "48h", "approved_content_hash": hashOf("c")}, true, other)
	next(23, attributes{"published": third, "removal_grace": "240h", "approved_content_hash": hashOf("d")}, true,
		warningAt("approved_content_hash", "Held Changes Approved", "approved_content_hash is that of this list.\n"+
			"Region us: 2 entries may leave when removal_grace has passed: 192.0.2.1/32, 192.0.2.2/32.\n"+
			"Once this is applied, the approval is remembered, and approved_content_hash can be removed."))
	expect(attributes{"held": false, "cidrs": cidrs("4", "7"), "pending_removals": attributes{}})

	// Additions wait where that is asked for.
	fourth := snapshotOf("us 4 5; eu 7", "e")
	next(24, attributes{"published": fourth, "hold_additions": true}, true,
		warningAt("published", "Changes Held for Approval", "Region us: the list adds 1 entry that is not accepted, since "+at(24)+": 192.0.2.5/32.\n"+
			"Compare this with Konnect's announcements, which the data source konnect_ip_updates reads. To approve this list, and no"+
			" other, set:\n\n  approved_content_hash = \""+hashOf("e")+"\""))
	expect(attributes{
		"held": true, "cidrs": cidrs("4", "7"), "pending_additions": attributes{"192.0.2.5/32": attributes{"regions": []any{"us"}, "first_seen": at(24)}},
	})
	next(25, attributes{"published": fourth, "hold_additions": true, "approved_content_hash": hashOf("e")}, true,
		warningAt("approved_content_hash", "Held Changes Approved", "approved_content_hash is that of this list.\n"+
			"Region us: 1 entry is accepted: 192.0.2.5/32.\n"+
			"Once this is applied, the approval is remembered, and approved_content_hash can be removed."))
	expect(attributes{"held": false, "cidrs": cidrs("4", "5", "7"), "pending_additions": attributes{}})
	next(26, attributes{"published": snapshotOf("us 4 5", "f")}, true)
	expect(attributes{"by_region": attributes{"us": cidrs("4", "5")}})
}

// TestAcceptedIPRangesCovered says why entries stay that the list covers.
func TestAcceptedIPRangesCovered(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	arguments := attributes{"published": snapshotOf("us 8 9", "a"), "as_of": at(1), "hold_additions": true}
	planned, _ := provider.planAccepted(t, nil, arguments)
	state := provider.applyAccepted(t, nil, planned, arguments)
	_, got := provider.planAccepted(t, state, attributes{"published": snapshotOf("us 8/30", "b"), "as_of": at(2), "hold_additions": true})
	want := []diagnostic{warningAt("published", "Changes Held for Approval", "Region us: 2 entries that the list lacks since "+at(2)+
		" stay accepted, because only additions that wait cover them: 192.0.2.8/32, 192.0.2.9/32.\n"+
		"Region us: the list adds 1 entry that is not accepted, since "+at(2)+": 192.0.2.8/30.\n"+
		"Compare this with Konnect's announcements, which the data source konnect_ip_updates reads. To approve this list, and no"+
		" other, set:\n\n  approved_content_hash = \""+hashOf("b")+"\"")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestAcceptedIPRangesBounded has a warning of many long entries keep the line that approves.
func TestAcceptedIPRangesBounded(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	list := func(first, entries int) attributes {
		regions := attributes{}
		for region := range 20 {
			var set []any
			for i := range entries {
				set = append(set, fmt.Sprintf("2001:db8:ffff:ffff:%x:ffff:ffff:%x/128", 0xf000+region, 0xf000+first+i))
			}
			regions[strings.Repeat("r", 60)+strconv.Itoa(region)] = set
		}
		return attributes{"regions": regions, "all_regions": false, "content_hash": hashOf("a"), "updated_at": nil}
	}
	arguments := attributes{"published": list(0, 10), "as_of": at(1), "hold_additions": true}
	planned, _ := provider.planAccepted(t, nil, arguments)
	state := provider.applyAccepted(t, nil, planned, arguments)
	_, got := provider.planAccepted(t, state, attributes{"published": list(20, 10), "as_of": at(2), "hold_additions": true})
	if len(got) != 1 || !strings.HasSuffix(got[0].Detail, "\n\n  approved_content_hash = \""+hashOf("a")+"\"") || len(got[0].Detail) > 3800 ||
		!strings.Contains(got[0].Detail, "\n16 more regions: see pending_removals and pending_additions.\n") {
		t.Errorf("%v", got)
	}
}

// TestAcceptedIPRangesUnknown leaves the outputs unknown where something is that they follow from.
func TestAcceptedIPRangesUnknown(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	known := func() attributes { return attributes{"published": snapshotOf("us 1", "a"), "as_of": at(1)} }
	planned, _ := provider.planAccepted(t, nil, known())
	state := provider.applyAccepted(t, nil, planned, known())
	part := snapshotOf("us 1", "a")
	part["regions"] = attributes{"us": []any{"192.0.2.1/32", unknown{}}}
	for name, change := range map[string]attributes{
		"published": {"published": unknown{}}, "part of published": {"published": part}, "as_of": {"as_of": unknown{}},
		"removal_grace": {"removal_grace": unknown{}}, "approval": {"approved_content_hash": unknown{}},
	} {
		for _, before := range []*resourceState{nil, state} {
			arguments := known()
			maps.Copy(arguments, change)
			if got := provider.validateAccepted(t, arguments); len(got) > 0 {
				t.Errorf("%s: %v", name, got)
			}
			planned, diagnostics := provider.planAccepted(t, before, arguments)
			if len(diagnostics) > 0 || planned.values["cidrs"] != any(unknown{}) || planned.values["pending_removals"] != any(unknown{}) {
				t.Errorf("%s: %v, %v", name, planned, diagnostics)
			}
		}
	}
}

func TestAcceptedIPRangesErrors(t *testing.T) {
	t.Parallel()
	attribute := func(name string) string { return fmt.Sprintf("AttributeName(%q)", name) }
	provider := newSession(t)
	flood := func(count int) attributes {
		var set []any
		for i := range count {
			set = append(set, fmt.Sprintf("20.0.%d.%d/32", i/256, i%256))
		}
		return attributes{"regions": attributes{"us": set}, "all_regions": false, "content_hash": hashOf("a"), "updated_at": nil}
	}
	withRegions := func(regions attributes) attributes {
		return attributes{"regions": regions, "all_regions": false, "content_hash": hashOf("a"), "updated_at": nil}
	}
	const bits = `"192.0.2.1/24" has bits set beyond its prefix length; the network is "192.0.2.0/24", the single address "192.0.2.1/32".`
	for name, test := range map[string]struct {
		change attributes
		want   diagnostic
	}{
		"more than the limit": {attributes{"published": flood(2001)}, failure("Too Many Accepted Entries", attribute("published"),
			"2001 entries would be accepted or wait for approval; the limit is 2000, and an entry of several regions counts in each."+
				" Nothing is changed. Ask for fewer regions in one list, and accept each list by itself.")},
		"as many as a list may have": {attributes{"published": flood(50000)}, failure("Too Many Accepted Entries", attribute("published"),
			"50000 entries would be accepted or wait for approval; the limit is 2000, and an entry of several regions counts in each."+
				" Nothing is changed. Ask for fewer regions in one list, and accept each list by itself.")},
		"host bits":        {attributes{"published": withRegions(attributes{"us": []any{"192.0.2.1/24"}})}, failure("Invalid CIDR", attribute("published"), "regions.us: "+bits)},
		"null CIDR":        {attributes{"published": withRegions(attributes{"us": []any{nil}})}, failure("Invalid CIDR", attribute("published"), `regions.us: "" is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24".`)},
		"one region twice": {attributes{"published": withRegions(attributes{"us": []any{}, "US": []any{}})}, failure("Invalid Value", attribute("published"), "")},
		"time":             {attributes{"as_of": "2026-01-01"}, failure("Invalid Value", attribute("as_of"), `"2026-01-01" is not a time in RFC 3339, such as "2025-08-26T16:03:33Z".`)},
		"grace":            {attributes{"removal_grace": "7d"}, failure("Invalid Value", attribute("removal_grace"), `"7d" is not a duration of "0s" or more, such as "48h" or "90m".`)},
		"negative grace":   {attributes{"removal_grace": "-1h"}, failure("Invalid Value", attribute("removal_grace"), `"-1h" is not a duration of "0s" or more, such as "48h" or "90m".`)},
		"percent":          {attributes{"max_removed_percent": 101}, failure("Invalid Attribute Value", attribute("max_removed_percent"), "Attribute max_removed_percent value must be between 0.000000 and 100.000000, got: 101.000000")},
		"hash":             {attributes{"approved_content_hash": "d3f6"}, failure("Invalid Value", attribute("approved_content_hash"), `"d3f6" is not a content hash, which is "sha256:" and 64 hexadecimal digits in lower case.`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arguments := attributes{"published": snapshotOf("us 1", "a"), "as_of": at(1)}
			maps.Copy(arguments, test.change)
			got := provider.validateAccepted(t, arguments)
			if name == "one region twice" && len(got) == 1 {
				// Which of the two is the second is not said.
				got[0].Detail = strings.Replace(got[0].Detail, `"US"`, `"us"`, 1)
				test.want.Detail = `Regions has the key "us", which is not the code of one region.`
			}
			if diff := cmp.Diff([]diagnostic{test.want}, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
	const tryAgain = " Nothing is changed. Try again when the list can be used. To start from what is deployed instead, import it: the import ID is a" +
		` JSON object of regions and their CIDRs, such as {"us":["18.220.4.10/32"]}.`
	for _, list := range []string{"", "us ?", "us -"} {
		want := []diagnostic{failure("Nothing To Accept", attribute("published"),
			"No region of the list could be used, so there is nothing to accept."+tryAgain)}
		_, got := provider.planAccepted(t, nil, attributes{"published": snapshotOf(list, "a"), "as_of": at(1)})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: diagnostics (-want +got):\n%s", list, diff)
		}
	}
}

func TestAcceptedIPRangesImport(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	for id, want := range map[string]diagnostic{
		"us":                      failure("Invalid Value", "", `The import ID is no JSON object of regions and their CIDRs, such as {"us":["18.220.4.10/32"]}: invalid character 'u' looking for beginning of value.`),
		`["192.0.2.1"]`:           failure("Invalid Value", "", `The import ID is no JSON object of regions and their CIDRs, such as {"us":["18.220.4.10/32"]}: json: cannot unmarshal array into Go value of type map[string][]string.`),
		"{}":                      failure("Invalid Value", "", `The import ID has no region; it is a JSON object of regions and their CIDRs, such as {"us":["18.220.4.10/32"]}.`),
		"null":                    failure("Invalid Value", "", `The import ID has no region; it is a JSON object of regions and their CIDRs, such as {"us":["18.220.4.10/32"]}.`),
		`{"us":[]}`:               failure("Invalid Value", "", `The import ID has no CIDR for region "us"; leave the region out.`),
		`{"us":["192.0.2.1/24"]}`: failure("Invalid CIDR", "", `Region "us" of the import ID: "192.0.2.1/24" has bits set beyond its prefix length; the network is "192.0.2.0/24", the single address "192.0.2.1/32".`),
		`{"ap":["192.0.2.1"]}`:    failure("Unknown Region", "", `Region "ap" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us.`),
	} {
		_, got := provider.importAccepted(t, id)
		if diff := cmp.Diff([]diagnostic{want}, got); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", id, diff)
		}
	}
	imported, diagnostics := provider.importAccepted(t, `{"US":["192.0.2.1","192.0.2.2/32"],"eu":["192.0.2.7"]}`)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	accepted := attributes{"us": cidrs("1", "2"), "eu": cidrs("7")}
	if diff := cmp.Diff(accepted, imported.values["by_region"]); diff != "" {
		t.Errorf("by_region (-want +got):\n%s", diff)
	}
	// What is imported in an outage is there, and what the list says of it follows.
	arguments := attributes{"published": snapshotOf("", ""), "as_of": at(1)}
	planned, diagnostics := provider.planAccepted(t, imported, arguments)
	state := provider.applyAccepted(t, imported, planned, arguments)
	if len(diagnostics) > 0 || !cmp.Equal(accepted, state.values["by_region"]) || state.values["as_of"] != at(1) {
		t.Errorf("%v, %v", state.values, diagnostics)
	}
	arguments["as_of"] = at(2)
	if planned, _ := provider.planAccepted(t, state, arguments); planned != state {
		t.Error("a second plan in the outage is not empty")
	}
	arguments["published"] = snapshotOf("us 1 3; eu 7", "a")
	planned, _ = provider.planAccepted(t, state, arguments)
	state = provider.applyAccepted(t, state, planned, arguments)
	if diff := cmp.Diff(attributes{"us": cidrs("1", "2", "3"), "eu": cidrs("7")}, state.values["by_region"]); diff != "" {
		t.Errorf("by_region (-want +got):\n%s", diff)
	}
}

// TestAcceptedIPRangesRemembers runs random lists twice: through the state that Terraform keeps, and through decisions that
// forget nothing.
func TestAcceptedIPRangesRemembers(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	provider := newSession(t)
	for range 12 {
		var state *resourceState
		var exact *acceptance.State
		for day := 1; day <= 25; day++ {
			var regions []string
			sets := map[string]*ipset.Set{}
			for _, region := range []string{"us", "eu", "me"} {
				if random.IntN(12) == 0 {
					continue
				}
				words, prefixes := []string{region}, []netip.Prefix{}
				for last := range 8 {
					if random.IntN(8) > last%4 {
						words = append(words, strconv.Itoa(last))
						prefixes = append(prefixes, netip.MustParsePrefix(fmt.Sprintf("192.0.2.%d/32", last)))
					}
				}
				set := ipset.Of(prefixes...)
				sets[region] = &set
				switch {
				case random.IntN(6) == 0:
					words, sets[region] = []string{region, "?"}, nil
				case len(prefixes) == 0:
					words = append(words, "-")
				}
				regions = append(regions, strings.Join(words, " "))
			}
			hash := fmt.Sprintf("%x", day%16)
			arguments := attributes{"published": snapshotOf(strings.Join(regions, "; "), hash), "as_of": at(day), "removal_grace": "72h"}
			policy := acceptance.Policy{RemovalGrace: 72 * time.Hour, MaxRemovedPercent: 50}
			if policy.HoldAdditions = random.IntN(3) == 0; policy.HoldAdditions {
				arguments["hold_additions"] = true
			}
			if random.IntN(5) == 0 {
				arguments["approved_content_hash"], policy.ApprovedContentHash = hashOf(hash), hashOf(hash)
			}
			published := acceptance.Published{Regions: sets, ContentHash: hashOf(hash)}
			if len(regions) == 0 {
				published.Regions = nil
			}
			decision, err := policy.Decide(exact, published, time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC))
			planned, diagnostics := provider.planAccepted(t, state, arguments)
			if (err == nil) != (planned != nil) {
				t.Fatalf("day %d: %v, %v", day, err, diagnostics)
			}
			if err != nil {
				continue
			}
			exact, state = &decision.State, provider.applyAccepted(t, state, planned, arguments)
			if diff := cmp.Diff(describeExact(decision.State), describeValues(state.values)); diff != "" {
				t.Fatalf("day %d: (-exact +state):\n%s", day, diff)
			}
		}
	}
}

func describeExact(state acceptance.State) []string {
	var lines []string
	for region, entries := range state.Accepted {
		for prefix := range entries {
			lines = append(lines, fmt.Sprintf("%s has %s", region, prefix))
		}
	}
	for prefix, removal := range state.Removals() {
		lines = append(lines, fmt.Sprintf("%s missing in %v since %s, held %t, approved %t", prefix, removal.Regions,
			removal.MissingSince.Format(time.RFC3339), removal.Held, removal.Approved))
	}
	for prefix, addition := range state.Additions() {
		lines = append(lines, fmt.Sprintf("%s waits in %v since %s", prefix, addition.Regions, addition.FirstSeen.Format(time.RFC3339)))
	}
	slices.Sort(lines)
	return lines
}

func describeValues(values attributes) []string {
	var lines []string
	each := func(name string, line func(key string, value any)) {
		collection, _ := values[name].(attributes)
		for key, value := range collection {
			line(key, value)
		}
	}
	each("by_region", func(region string, value any) {
		set, _ := value.([]any)
		for _, cidr := range set {
			lines = append(lines, fmt.Sprintf("%s has %s", region, cidr))
		}
	})
	each("pending_removals", func(cidr string, value any) {
		removal, _ := value.(attributes)
		lines = append(lines, fmt.Sprintf("%s missing in %v since %s, held %t, approved %t", cidr, removal["regions"],
			removal["missing_since"], removal["held"], removal["approved"]))
	})
	each("pending_additions", func(cidr string, value any) {
		addition, _ := value.(attributes)
		lines = append(lines, fmt.Sprintf("%s waits in %v since %s", cidr, addition["regions"], addition["first_seen"]))
	})
	slices.Sort(lines)
	return lines
}
