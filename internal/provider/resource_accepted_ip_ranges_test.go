package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// attributes are those of an object, or a map.
type attributes = map[string]any

// acceptedHistory is one of internal/acceptance, in the form of the wire.
type acceptedHistory struct {
	Name   string     `json:"name"`
	Policy attributes `json:"policy"`
	Steps  []struct {
		AsOf            string     `json:"as_of"`
		Published       attributes `json:"published"`
		ApprovedChanges any        `json:"approved_changes"`
		Expect          struct {
			Error            bool                  `json:"error"`
			Changed          bool                  `json:"changed"`
			Accepted         attributes            `json:"accepted"`
			PendingRemovals  map[string]attributes `json:"pending_removals"`
			PendingAdditions map[string]attributes `json:"pending_additions"`
			Held             bool                  `json:"held"`
			DecidedAt        any                   `json:"decided_at"`
			Warns            []string              `json:"warns"`
		} `json:"expect"`
	} `json:"steps"`
}

// TestAcceptedHistories plays the histories through plans and applies, as Terraform sends them. Nothing changes where a host drops
// nulls, or writes lists in another order.
func TestAcceptedHistories(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "acceptance", "testdata", "accepted-histories.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	provider := openSession(t, attributes{"min_ipv4_prefix_length": 16, "min_ipv6_prefix_length": 32})
	// One prefix is not spelled as netip does.
	for line := range strings.Lines(strings.ReplaceAll(string(text), "2001:db8:0::/64", "2001:db8::/64")) {
		for name, as := range map[string]func(attributes){
			"as written": func(attributes) {}, "without nulls": dropNulls, "in another order and case": shuffle,
		} {
			var history acceptedHistory
			if err := json.Unmarshal([]byte(line), &history); err != nil {
				t.Fatal(err)
			}
			t.Run(history.Name+" "+name, func(t *testing.T) {
				t.Parallel()
				history.play(t, provider, as)
			})
		}
	}
}

func (h acceptedHistory) play(t *testing.T, provider *session, as func(attributes)) {
	t.Helper()
	var state *resourceState
	for i, step := range h.Steps {
		as(step.Published)
		arguments := attributes{"published": step.Published, "as_of": step.AsOf, "approved_changes": step.ApprovedChanges}
		maps.Copy(arguments, h.Policy)
		if step.ApprovedChanges == "HELD" {
			arguments["approved_changes"] = state.values["held_changes"]
		}
		planned, diagnostics := provider.planAccepted(t, state, arguments)
		want := attributes{"changed": step.Expect.Changed, "error": step.Expect.Error, "warns": step.Expect.Warns}
		got := attributes{"changed": planned != state && planned != nil, "error": planned == nil, "warns": codesOf(diagnostics)}
		if planned != nil {
			state = provider.applyAccepted(t, state, planned, arguments)
			want["accepted"], want["decided_at"], want["held"] = step.Expect.Accepted, step.Expect.DecidedAt, step.Expect.Held
			want["removals"], want["additions"] = located(step.Expect.PendingRemovals), located(step.Expect.PendingAdditions)
			got["accepted"], got["decided_at"], got["held"] = state.values["accepted"], state.values["decided_at"], state.values["held_changes"] != nil
			got["removals"], got["additions"] = state.values["pending_removals"], state.values["pending_additions"]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("step %d (-want +got):\n%s", i+1, diff)
		}
	}
}

// located adds what the key of a pending entry says to its fields.
func located(pending map[string]attributes) attributes {
	all := attributes{}
	for key, fields := range pending {
		parts := strings.SplitN(key, "/", 3)
		fields["direction"], fields["region"], fields["cidr"] = parts[0], parts[1], parts[2]
		all[key] = fields
	}
	return all
}

func codesOf(diagnostics []diagnostic) []string {
	codes := []string{}
	for _, d := range diagnostics {
		code := map[string]string{
			"Changes Held for Approval": "held", "Held Changes Approved": "approved", "Document From the Future": "list_from_future",
			"Document Older Than the Last": "list_stale", "Too Many Accepted Entries": "too_many", "Clock Went Back": "time_went_back",
		}[d.Summary]
		if code != "" && d.Severity == tfprotov6.DiagnosticSeverityWarning {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// dropNulls leaves out what Pulumi does not send: null lists in a map. Of null maps it makes empty ones.
func dropNulls(published attributes) {
	for _, direction := range []string{"ingress", "egress"} {
		regions, _ := published[direction].(attributes)
		kept := attributes{}
		for region, cidrs := range regions {
			if cidrs != nil {
				kept[region] = cidrs
			}
		}
		published[direction] = kept
	}
}

// shuffle writes the same otherwise: regions in upper case, lists backwards, hosts bare.
func shuffle(published attributes) {
	for _, direction := range []string{"ingress", "egress"} {
		regions, _ := published[direction].(attributes)
		upper := attributes{}
		for region, value := range regions {
			upper[strings.ToUpper(region)] = value
			cidrs, _ := value.([]any)
			slices.Reverse(cidrs)
			for i, cidr := range cidrs {
				cidrs[i] = strings.TrimSuffix(fmt.Sprint(cidr), "/32")
			}
		}
		published[direction] = upper
	}
	lists, _ := published["lists"].([]any)
	slices.Reverse(lists)
	for i, list := range lists {
		lists[i] = strings.ToUpper(fmt.Sprint(list))
	}
}

// wire writes "us 1 2; eu ?; egress/us 3" as published: 1 is 192.0.2.1/32, and ? stands for a list that can't be used.
func wire(text string) attributes {
	lists, ranges := []any{}, attributes{"ingress": attributes{}, "egress": attributes{}}
	for list := range strings.SplitSeq(text, "; ") {
		words := strings.Fields(list)
		if len(words) == 0 {
			continue
		}
		name := words[0]
		if !strings.Contains(name, "/") {
			name = "ingress/" + name
		}
		lists = append(lists, name)
		cidrs := []any{}
		for _, word := range words[1:] {
			if !strings.ContainsAny(word, ".:") {
				word = "192.0.2." + word + "/32"
			}
			cidrs = append(cidrs, word)
		}
		if direction, region, _ := strings.Cut(name, "/"); !slices.Contains(words, "?") {
			ranges[direction].(attributes)[region] = cidrs //nolint:errcheck,forcetypeassert // As made above.
		}
	}
	return attributes{"lists": lists, "ingress": ranges["ingress"], "egress": ranges["egress"], "all_regions": false, "updated_at": nil}
}

// on returns the arguments of a plan on a day of January.
func on(day int, published string, more ...attributes) attributes {
	arguments := attributes{"published": wire(published), "as_of": fmt.Sprintf("2026-01-%02dT00:00:00Z", day)}
	for _, further := range more {
		maps.Copy(arguments, further)
	}
	return arguments
}

// follow plans and applies each step, and returns the state and what the last plan said.
func (s *session) follow(t *testing.T, steps ...attributes) (*resourceState, []diagnostic) {
	t.Helper()
	var state *resourceState
	var diagnostics []diagnostic
	for _, arguments := range steps {
		if arguments["approved_changes"] == "HELD" {
			arguments["approved_changes"] = state.values["held_changes"]
		}
		var planned *resourceState
		if planned, diagnostics = s.planAccepted(t, state, arguments); planned != nil {
			state = s.applyAccepted(t, state, planned, arguments)
		}
	}
	return state, diagnostics
}

func dated(published, at string) attributes {
	document := wire(published)
	document["updated_at"] = at
	return attributes{"published": document}
}

// TestAcceptedMessages holds the whole text of what a plan says.
func TestAcceptedMessages(t *testing.T) {
	t.Parallel()
	provider := openSession(t, nil)
	const (
		replace = "All held changes are in pending_removals and pending_additions. Replacing the resource (-replace, taint) accepts the document as it" +
			" is, with all of them.\n"
		compare = "Compare them with Konnect's announcements, which the data source konnect_ip_updates reads. To approve these changes, and no" +
			" others, set:\n\n  approved_changes = "
		notUsed = "The document is not used, and nothing changes. "
		nothing = "Nothing is created, and a replacement destroys nothing. Try again later, ask for less with regions or directions of" +
			` konnect_published_ip_ranges, or import what is deployed: the import ID is jsonencode({ ingress = { us = ["18.220.4.10"] } }).`
	)
	approve := attributes{"approved_changes": "HELD"}
	flood := func(first, last int) string {
		var words strings.Builder
		for i := first; i <= last; i++ {
			fmt.Fprintf(&words, " 20.0.%d.%d/32", i/256, i%256)
		}
		return words.String()
	}
	for name, test := range map[string]struct {
		steps []attributes
		want  []diagnostic
	}{
		"held, and what happens beside it": {
			[]attributes{on(1, "us 1 2 3 4 5 6; eu 7 8 9"), on(2, "us 1 2; eu 7 8"), on(9, "us 1 2 11; eu 7 8 10")},
			[]diagnostic{warningAt("published", "Changes Held for Approval",
				"ingress/us: held removals, 4 of 6 accepted entries, not published since 2026-01-02T00:00:00Z: 192.0.2.3/32, 192.0.2.4/32,"+
					" 192.0.2.5/32 and 1 more.\ningress/us: waiting additions, 1 entry, published since 2026-01-09T00:00:00Z: 192.0.2.11/32.\n"+
					"In this plan 1 entry enters (ingress/eu 192.0.2.10/32), and 1 entry leaves (ingress/eu 192.0.2.9/32).\n"+
					replace+compare+`"HASH"`)},
		},
		"held, and another hash is set": {
			[]attributes{on(1, "us 1 2"), on(2, "us 3", attributes{"approved_changes": "sha256:" + strings.Repeat("a", 64)})},
			[]diagnostic{warningAt("published", "Changes Held for Approval",
				"ingress/us: held removals, 2 of 2 accepted entries, not published since 2026-01-02T00:00:00Z: 192.0.2.1/32, 192.0.2.2/32.\n"+
					"ingress/us: waiting additions, 1 entry, published since 2026-01-02T00:00:00Z: 192.0.2.3/32.\n"+
					"In this plan nothing enters, and nothing leaves.\n"+replace+compare+"\"HASH\"\n\nThe hash that is set now is that of other changes.")},
		},
		"held in an outage": {
			[]attributes{on(1, "us 1 2"), on(2, "us 1 3 4", attributes{"hold_additions": true}), on(3, "us ?", approve)},
			[]diagnostic{warningAt("published", "Changes Held for Approval",
				"ingress/us: waiting additions, 2 entries, published since 2026-01-02T00:00:00Z: 192.0.2.3/32, 192.0.2.4/32.\n"+
					"ingress/us can't be used now, so nothing of it can be approved now.\nIn this plan nothing enters, and nothing leaves.\n"+
					replace+"Nothing can be approved now.")},
		},
		"approved": {
			[]attributes{on(1, "us 1 2 3"), on(2, "us 1 4"), on(3, "us 1 4", approve)},
			[]diagnostic{warningAt("approved_changes", "Held Changes Approved",
				"approved_changes is the hash of what was held: 1 entry enters (ingress/us 192.0.2.4/32) now, and 2 entries leave (ingress/us"+
					" 192.0.2.2/32, ingress/us 192.0.2.3/32) at removal_due, or now where that has passed.\n"+
					"Once this is applied, remove approved_changes: left in place, it would approve the same changes again.")},
		},
		"from the future": {
			[]attributes{on(1, "us 1"), on(2, "us 1 2", dated("us 1 2", "2026-01-03T00:00:01Z"))},
			[]diagnostic{warningAt("published", "Document From the Future",
				"The document is dated 2026-01-03T00:00:01Z, more than a day after as_of, 2026-01-02T00:00:00Z: its date or this clock is wrong, or"+
					" as_of stands still. "+notUsed+"This ends with the right time, as_of = plantimestamp() and a right clock on the machine that"+
					" plans, or with a document that is dated right.")},
		},
		"older than the last": {
			[]attributes{on(3, "us 1", dated("us 1", "2026-01-02T00:00:00.9Z")), on(4, "us 1 2", dated("us 1 2", "2026-01-01T23:59:59+00:00"))},
			[]diagnostic{warningAt("published", "Document Older Than the Last",
				"The document is dated 2026-01-01T23:59:59Z, before that of the last decision, 2026-01-02T00:00:00Z. It is a stale copy, or"+
					" ignore_changes keeps published as it was. It is not used, and nothing changes. This ends with a newer document: bring the mirror"+
					" up to date, or remove ignore_changes. Where the publisher went back on purpose, replace the resource (-replace): that accepts"+
					" the document as it is.")},
		},
		"a clock that went back": {
			[]attributes{on(5, "us 1"), on(3, "us 1")},
			[]diagnostic{warningAt("as_of", "Clock Went Back", "as_of is 2026-01-03T00:00:00Z, more than a day before the last decision,"+
				" 2026-01-05T00:00:00Z: a clock is wrong now, or was then. Nothing leaves in this plan, and what is missing and not held starts its"+
				" grace again with the next decision. Check the clock of the machine that plans.")},
		},
		"refused entries": {
			[]attributes{on(1, "us 1; eu 2"), on(2, "us 1; eu 10.0.0.1/32 0.0.0.0/0; egress/us 192.0.2.1/24")},
			[]diagnostic{warningAt("published", "Refused Entries", "Entries of published are refused, so that their lists can't be used: egress/us:"+
				` "192.0.2.1/24" has bits set beyond its prefix length; the network is "192.0.2.0/24", the single address "192.0.2.1/32", ingress/eu:`+
				` "0.0.0.0/0" is shorter than /24, the shortest length accepted. Nothing of these lists changes until the entries are right or gone.`)},
		},
		"too many": {
			[]attributes{on(1, "us 1"), on(2, "us 1"+flood(1, 1000))},
			[]diagnostic{warningAt("published", "Too Many Accepted Entries", "1001 entries would be accepted or wait for approval; the limit is 1000. "+
				notUsed+"This ends when the document names fewer entries, or with fewer regions or directions in konnect_published_ip_ranges. A second"+
				" resource can accept the others.")},
		},
		"too many asked for": {
			[]attributes{on(1, "us 1"), on(2, "us 1; eu"+flood(1, 1000))},
			[]diagnostic{failure("Too Many Accepted Entries", attribute("published"), "1001 entries would be accepted or wait for approval; the limit is"+
				" 1000. "+notUsed+"This ends when the document names fewer entries, or with fewer regions or directions in"+
				" konnect_published_ip_ranges. A second resource can accept the others.")},
		},
		"nothing to accept": {
			[]attributes{on(1, "us 1; eu ?; egress/us ?")},
			[]diagnostic{failure("Nothing To Accept", attribute("published"),
				"egress/us, ingress/eu can't be used now, and a first decision needs all that is asked for. "+nothing)},
		},
		"no document": {
			[]attributes{on(1, "")},
			[]diagnostic{failure("Nothing To Accept", attribute("published"),
				"The document can't be used now, and a first decision needs all that is asked for. "+nothing)},
		},
		"an unknown time": {
			[]attributes{on(1, "us 1"), on(2, "us 1", attributes{"as_of": unknown{}})},
			[]diagnostic{warningAt("as_of", "Unknown Time", "as_of is known only in the apply, as timestamp() is, so nothing can be decided in the"+
				" plan. Use plantimestamp(), which is known in the plan: as_of = plantimestamp().")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, got := provider.follow(t, test.steps...)
			if hash, ok := state.held(); ok {
				test.want[0].Detail = strings.Replace(test.want[0].Detail, "HASH", hash, 1)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

func attribute(name string) string { return fmt.Sprintf("AttributeName(%q)", name) }

func warningAt(name, summary, detail string) diagnostic {
	return diagnostic{tfprotov6.DiagnosticSeverityWarning, summary, detail, attribute(name)}
}

// held returns the hash of what waits.
func (r *resourceState) held() (string, bool) {
	if r == nil {
		return "", false
	}
	hash, ok := r.values["held_changes"].(string)
	return hash, ok
}

// TestAcceptedBounded has a warning about many long entries keep the line that approves.
func TestAcceptedBounded(t *testing.T) {
	t.Parallel()
	list := func(first int) string {
		var lists []string
		for region := range 20 {
			words := []string{strings.Repeat("r", 60) + strconv.Itoa(region)}
			for i := range 10 {
				words = append(words, fmt.Sprintf("2001:db8:ffff:ffff:%x:ffff:ffff:%x/128", 0xf000+region, 0xf000+first+i))
			}
			lists = append(lists, strings.Join(words, " "))
		}
		return strings.Join(lists, "; ")
	}
	state, got := openSession(t, nil).follow(t, on(1, list(0)), on(2, list(20)))
	hash, _ := state.held()
	if len(got) != 1 || !strings.HasSuffix(got[0].Detail, "\n\n  approved_changes = \""+hash+"\"") || len(got[0].Detail) > 3800 ||
		!strings.Contains(got[0].Detail, "\n16 more lists have held changes.\n") {
		t.Errorf("%v", got)
	}
}

// TestAcceptedOutputs compares the whole state of a creation and of an update.
func TestAcceptedOutputs(t *testing.T) {
	t.Parallel()
	provider := openSession(t, nil)
	first := on(1, "us 1 2; eu 1 2001:db8::/48; egress/us 9")
	state, _ := provider.follow(t, first)
	want := attributes{
		"published": first["published"], "as_of": first["as_of"], "removal_grace": nil, "max_removed_percent": nil, "hold_additions": nil,
		"approved_changes": nil, "ingress_cidrs": []any{"192.0.2.1/32", "192.0.2.2/32", "2001:db8::/48"}, "egress_cidrs": []any{"192.0.2.9/32"},
		"accepted": attributes{
			"ingress": attributes{"eu": []any{"192.0.2.1/32", "2001:db8::/48"}, "us": []any{"192.0.2.1/32", "192.0.2.2/32"}},
			"egress":  attributes{"us": []any{"192.0.2.9/32"}},
		},
		// printf 'egress 192.0.2.9/32\ningress 192.0.2.1/32\ningress 192.0.2.2/32\ningress 2001:db8::/48\n' | sha256sum
		"content_hash": "sha256:7016f22c830e3f70b0483442a267c231292470688ebf48bb7152af33ca7ff584", "pending_removals": attributes{}, "pending_additions": attributes{}, "held_changes": nil,
		"decided_at": "2026-01-01T00:00:00Z",
	}
	if diff := cmp.Diff(want, state.values); diff != "" {
		t.Errorf("created (-want +got):\n%s", diff)
	}
	second := on(2, "us 3; eu 1 2001:db8::/48; egress/us 9", attributes{"as_of": "2026-01-02T12:00:00.75+12:00", "removal_grace": "48h"})
	state, _ = provider.follow(t, first, second)
	removal := func(cidr string) attributes {
		return attributes{
			"direction": "ingress", "region": "us", "cidr": cidr, "missing_since": "2026-01-02T00:00:00Z", "removal_due": nil, "held": true,
		}
	}
	want["removal_grace"], want["decided_at"] = "48h", "2026-01-02T00:00:00Z"
	want["pending_removals"] = attributes{"ingress/us/192.0.2.1/32": removal("192.0.2.1/32"), "ingress/us/192.0.2.2/32": removal("192.0.2.2/32")}
	want["pending_additions"] = attributes{"ingress/us/192.0.2.3/32": attributes{
		"direction": "ingress", "region": "us", "cidr": "192.0.2.3/32", "first_seen": "2026-01-02T00:00:00Z",
	}}
	// printf -- '+ ingress us 192.0.2.3/32\n- ingress us 192.0.2.1/32\n- ingress us 192.0.2.2/32\n' | sha256sum
	want["held_changes"] = "sha256:e4fbd4ff0a4d4580a4659eee791ccc7a21b48e750ddc91e081b9377615143c9b"
	if diff := cmp.Diff(want, state.values); diff != "" {
		t.Errorf("updated (-want +got):\n%s", diff)
	}
}

// TestAcceptedErrors refuses mistakes in the arguments.
func TestAcceptedErrors(t *testing.T) {
	t.Parallel()
	provider := openSession(t, nil)
	changed := func(field string, value any) attributes {
		published := wire("us 1")
		published[field] = value
		return attributes{"published": published}
	}
	for name, test := range map[string]struct {
		change attributes
		want   diagnostic
	}{
		"no time":      {attributes{"as_of": "2026-01-01"}, failure("Invalid Value", attribute("as_of"), `"2026-01-01" is not a time in RFC 3339, such as "2025-08-26T16:03:33Z".`)},
		"after all":    {attributes{"as_of": "9999-12-31T23:59:59-12:00"}, failure("Invalid Value", attribute("as_of"), `"9999-12-31T23:59:59-12:00" is not a time in the years 1970 to 9998 in UTC; set as_of = plantimestamp().`)},
		"before all":   {attributes{"as_of": "0000-01-01T00:00:00+12:00"}, failure("Invalid Value", attribute("as_of"), `"0000-01-01T00:00:00+12:00" is not a time in the years 1970 to 9998 in UTC; set as_of = plantimestamp().`)},
		"days":         {attributes{"removal_grace": "7d"}, failure("Invalid Value", attribute("removal_grace"), `"7d" is not a duration from "0s" to "8760h", such as "48h" (did you mean "168h"?).`)},
		"negative":     {attributes{"removal_grace": "-1h"}, failure("Invalid Value", attribute("removal_grace"), `"-1h" is not a duration from "0s" to "8760h", such as "48h".`)},
		"over a year":  {attributes{"removal_grace": "8761h"}, failure("Invalid Value", attribute("removal_grace"), `"8761h" is not a duration from "0s" to "8760h", such as "48h".`)},
		"percent":      {attributes{"max_removed_percent": 101}, failure("Invalid Attribute Value", attribute("max_removed_percent"), "Attribute max_removed_percent value must be between 0 and 100, got: 101")},
		"hash":         {attributes{"approved_changes": "d3f6"}, failure("Invalid Value", attribute("approved_changes"), `"d3f6" is not a hash of held changes, which is "sha256:" and 64 hexadecimal digits in lower case.`)},
		"list":         {changed("lists", []any{"us"}), failure("Invalid Value", attribute("published"), `Lists has "us", which is not a direction and a region, such as "ingress/us".`)},
		"null list":    {changed("lists", []any{nil}), failure("Invalid Value", attribute("published"), `Lists has "", which is not a direction and a region, such as "ingress/us".`)},
		"region twice": {changed("ingress", attributes{"us": []any{}, "US": []any{}}), failure("Invalid Value", attribute("published"), `Ingress has a key twice in different case, or one that is not a region code: "us".`)},
		"null twice":   {changed("ingress", attributes{"us": nil, "US": []any{}}), failure("Invalid Value", attribute("published"), `Ingress has a key twice in different case, or one that is not a region code: "us".`)},
		"date":         {changed("updated_at", "9999-12-31T23:59:59-12:00"), failure("Invalid Value", attribute("published"), `updated_at: "9999-12-31T23:59:59-12:00" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z".`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arguments := on(1, "us 1", test.change)
			got := provider.validateAccepted(t, arguments)
			if len(got) == 0 {
				_, got = provider.planAccepted(t, nil, arguments)
			}
			if diff := cmp.Diff([]diagnostic{test.want}, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAcceptedAtTheEnds decides at the ends of the times that are allowed, and with documents of the ends of the calendar.
func TestAcceptedAtTheEnds(t *testing.T) {
	t.Parallel()
	provider := openSession(t, nil)
	year := attributes{"removal_grace": "8760h"}
	for _, times := range [][2]string{
		{"1970-01-01T00:00:00Z", "9998-12-31T23:59:59Z"}, {"1970-01-01T12:00:00.5+12:00", "9998-12-31T23:59:59.999-00:00"},
	} {
		for _, date := range []any{nil, "0001-01-02T00:00:00Z", "1970-01-01T23:59:59Z"} {
			steps := []attributes{on(1, "us 1 2 3", year), on(1, "us 1 2", year), on(1, "us 1", year)}
			for i := range steps {
				steps[i]["as_of"] = times[min(i, 1)]
				steps[i]["published"].(attributes)["updated_at"] = date //nolint:errcheck,forcetypeassert // As made by wire.
			}
			state, got := provider.follow(t, steps...)
			removals, _ := state.values["pending_removals"].(attributes)
			if len(got) > 1 || len(removals) != 2 {
				t.Errorf("%s, %v: %v, %v", times, date, got, state.values)
			}
		}
	}
}

// TestAcceptedImport takes what is deployed, and decides by it.
func TestAcceptedImport(t *testing.T) {
	t.Parallel()
	provider := openSession(t, nil)
	const form = `jsonencode({ ingress = { us = ["18.220.4.10"] } })`
	for id, want := range map[string]diagnostic{
		"us":                              failure("Invalid Value", "", "The import ID is not a JSON object of directions, regions and their CIDRs, such as "+form+": invalid character 'u' looking for beginning of value."),
		`{"us":["192.0.2.1"]}`:            failure("Invalid Value", "", "The import ID is not a JSON object of directions, regions and their CIDRs, such as "+form+": json: cannot unmarshal array into Go value of type map[string][]string."),
		`{"outgress":{}}`:                 failure("Invalid Value", "", `The import ID has the key "outgress", which is neither "ingress" nor "egress".`),
		"{}":                              failure("Invalid Value", "", "The import ID has no region; it is a JSON object such as "+form+"."),
		`{"ingress":{"us":[]}}`:           failure("Invalid Value", "", "The import ID has no CIDR for ingress/us; leave it out."),
		`{"ingress":{"us":["10.0.0.1"]}}`: failure("Invalid Value", "", `ingress/us of the import ID: "10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8.`),
		`{"ingress":{"us":["192.0.2.1"],"US":["192.0.2.1"]}}`: failure("Invalid Value", "", "The import ID has ingress/us twice."),
	} {
		_, got := provider.importAccepted(t, id)
		if diff := cmp.Diff([]diagnostic{want}, got); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", id, diff)
		}
	}
	imported, diagnostics := provider.importAccepted(t, `{"ingress":{"US":["192.0.2.2","192.0.2.1/32"],"global":["192.0.2.7"]}}`)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	plan := func(arguments attributes) (changed bool) {
		planned, diagnostics := provider.planAccepted(t, imported, arguments)
		if len(diagnostics) > 0 {
			t.Fatal(diagnostics)
		}
		changed = planned != imported
		imported = provider.applyAccepted(t, imported, planned, arguments)
		return changed
	}
	accepted := attributes{"ingress": attributes{"us": []any{"192.0.2.1/32", "192.0.2.2/32"}, "global": []any{"192.0.2.7/32"}}, "egress": attributes{}}
	// One update follows, in an outage too, then the plans are quiet. What the lists say of what was imported follows.
	if !plan(on(1, "us ?; global ?")) || plan(on(2, "us ?; global ?")) || !cmp.Equal(accepted, imported.values["accepted"]) {
		t.Errorf("in an outage: %v", imported.values)
	}
	if !plan(on(3, "us 1 2 3; global 7")) || plan(on(4, "us 1 2 3; global 7")) || imported.values["decided_at"] != "2026-01-03T00:00:00Z" {
		t.Errorf("after it: %v", imported.values)
	}
}

// TestAcceptedForgets loses the private state: nothing enters or leaves for that, but what is asked for without anything accepted of it.
func TestAcceptedForgets(t *testing.T) {
	t.Parallel()
	provider := openSession(t, nil)
	for name, test := range map[string]struct {
		before []attributes
		next   attributes
		want   attributes
	}{
		"what was accepted a day ago counts as settled": {
			[]attributes{on(1, "us 1 2; global"), on(2, "us 1 2 3; global")},
			on(3, "us 1 2; global"),
			attributes{"us": []any{"192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"}},
		},
		"what waits still does": {
			[]attributes{on(1, "us 1; global"), on(2, "us 1; global 2")}, on(3, "us 1; global 2"), attributes{"us": []any{"192.0.2.1/32"}},
		},
		"what is held still is": {
			[]attributes{on(1, "us 1 2 3"), on(2, "us 1")}, on(20, "us 1"), attributes{"us": []any{"192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"}},
		},
		"what something that waits replaced, and nothing does now, has its whole grace": {
			[]attributes{on(1, "us 1 2 3"), on(2, "us 2 3 192.0.2.0/31", attributes{"hold_additions": true})},
			on(20, "us 2 3"),
			attributes{"us": []any{"192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"}},
		},
		"what is due leaves": {
			[]attributes{on(1, "us 1 2 3"), on(2, "us 1 2")}, on(9, "us 1 2"), attributes{"us": []any{"192.0.2.1/32", "192.0.2.2/32"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, _ := provider.follow(t, test.before...)
			state = &resourceState{state.values, nil}
			for range 2 {
				planned, _ := provider.planAccepted(t, state, test.next)
				state = provider.applyAccepted(t, state, planned, test.next)
				if accepted, _ := state.values["accepted"].(attributes); !cmp.Equal(accepted["ingress"], any(test.want)) {
					t.Errorf("%v", accepted)
				}
			}
			if planned, _ := provider.planAccepted(t, state, test.next); planned != state {
				t.Error("the next plan is not empty")
			}
		})
	}
}
