package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// The bounds of a warning, so that the line that approves is never cut off. The pending maps have all.
const (
	maxShownLists   = 4
	maxShownEntries = 3
)

// warnUnknown warns of a time that is never known in a plan.
func warnUnknown(diags *diag.Diagnostics, config acceptedIPRangesModel) {
	if config.AsOf.IsUnknown() {
		addWarning(diags, problem.At(attrAsOf, problem.New("Unknown Time",
			"as_of is known only in the apply, as timestamp() is, so nothing can be decided in the plan").
			Advise("Use plantimestamp(), which is known in the plan: as_of = plantimestamp().")))
	}
}

// report says what was decided, and why a document was not used.
func report(diags *diag.Diagnostics, query acceptanceQuery, prior *acceptance.State, decision acceptance.Decision) {
	if unused := decision.Unused; unused != nil {
		switch why := problem.At(attrPublished, explain(query, prior, *unused)); {
		case prior == nil, unused.Reason == acceptance.TooManyAsked:
			addError(diags, why)
		case unused.Reason != acceptance.NothingUsable: // The data source says why that is.
			addWarning(diags, why)
		}
	}
	if len(query.refused) > 0 {
		addWarning(diags, problem.At(attrPublished, explainRefused(query)))
	}
	if decision.WentBack {
		addWarning(diags, problem.At(attrAsOf, problem.New("Clock Went Back",
			"as_of is %s, more than a day before the last decision, %s: a clock is wrong now, or was then",
			query.asOf.Format(time.RFC3339), prior.DecidedAt.Format(time.RFC3339)).
			Advise("Nothing leaves in this plan, and what is missing and not held starts its grace again with the next decision. Check the"+
				" clock of the machine that plans.")))
	}
	warnApproved(diags, decision.Approved)
	warnHeld(diags, query, decision)
}

// explain says why a document is not used, and what ends that.
func explain(query acceptanceQuery, prior *acceptance.State, unused acceptance.Unused) *problem.Problem {
	date := query.published.UpdatedAt.Format(time.RFC3339)
	switch unused.Reason {
	case acceptance.FromFuture:
		return problem.New("Document From the Future",
			"the document is dated %s, more than a day after as_of, %s: its date or this clock is wrong, or as_of stands still",
			date, query.asOf.Format(time.RFC3339)).
			Advise("The document is not used, and nothing changes. This ends with the right time, as_of = plantimestamp() and a right clock on the" +
				" machine that plans, or with a document that is dated right.")
	case acceptance.Older:
		return problem.New("Document Older Than the Last",
			"the document is dated %s, before that of the last decision, %s", date, prior.DocumentDate.Format(time.RFC3339)).
			Advise("It is a stale copy, or ignore_changes keeps published as it was. It is not used, and nothing changes. This ends with a newer" +
				" document: bring the mirror up to date, or remove ignore_changes. Where the publisher went back on purpose, replace the resource" +
				" (-replace): that accepts the document as it is.")
	case acceptance.TooMany, acceptance.TooManyAsked:
		return problem.New("Too Many Accepted Entries", "%d entries would be accepted or wait for approval; the limit is %d",
			unused.Entries, acceptance.MaxEntries).
			Advise("The document is not used, and nothing changes. This ends when the document names fewer entries, or with fewer regions or" +
				" directions in konnect_published_ip_ranges. A second resource can accept the others.")
	case acceptance.NothingUsable, acceptance.Incomplete:
	}
	what := "the document"
	if len(unused.Lists) > 0 {
		var names []string
		for _, list := range unused.Lists {
			names = append(names, list.String())
		}
		what = cleantext.List(names, maxShownLists)
	}
	return problem.New("Nothing To Accept", "%s can't be used now, and a first decision needs all that is asked for", what).
		Advise("Nothing is created, and a replacement destroys nothing. Try again later, ask for less with regions or directions of"+
			" konnect_published_ip_ranges, or import what is deployed: the import ID is %s.", importForm)
}

// explainRefused names the first refused entry of each list.
func explainRefused(query acceptanceQuery) *problem.Problem {
	var reasons []string
	for _, list := range slices.SortedFunc(maps.Keys(query.refused), acceptance.List.Compare) {
		reasons = append(reasons, fmt.Sprintf("%s: %s", list, problem.Of(query.refused[list]).What))
	}
	return problem.New("Refused Entries", "entries of published are refused, so that their lists can't be used: %s",
		cleantext.List(reasons, maxShownLists)).
		Advise("Nothing of these lists changes until the entries are right or gone.")
}

// warnApproved says what an approval does in this plan.
func warnApproved(diags *diag.Diagnostics, approved []acceptance.Change) {
	if len(approved) > 0 {
		add(diags, attrApprovedChanges, diag.NewWarningDiagnostic("Held Changes Approved", "approved_changes is the hash of what was held: "+
			describeChanges(approved, true)+" now, and "+describeChanges(approved, false)+" at removal_due, or now where that has passed.\n"+
			"Once this is applied, remove approved_changes: left in place, it would approve the same changes again."))
	}
}

// warnHeld says what is held or waits, what happens beside it, and how to approve it.
func warnHeld(diags *diag.Diagnostics, query acceptanceQuery, decision acceptance.Decision) {
	held := decision.State.Held()
	if len(held) == 0 {
		return
	}
	var lines []string
	shown, approvable := 0, false
	for _, changes := range byList(held) {
		list := changes[0].List
		usable := decision.Unused == nil && query.published.Usable(list)
		approvable = approvable || usable
		if shown++; shown <= maxShownLists {
			lines = append(lines, describeHeld(changes, decision.State.Lists[list], usable)...)
		}
	}
	if shown > maxShownLists {
		lines = append(lines, fmt.Sprintf("%d more lists have held changes.", shown-maxShownLists))
	}
	lines = append(lines, "In this plan "+describeChanges(decision.Changes, true)+", and "+describeChanges(decision.Changes, false)+".",
		"All held changes are in pending_removals and pending_additions. Replacing the resource (-replace, taint) accepts the document as it is,"+
			" with all of them.")
	if approvable {
		lines = append(lines, "Compare them with Konnect's announcements, which the data source konnect_ip_updates reads. To approve these changes, and"+
			" no others, set:", "", fmt.Sprintf("  approved_changes = %q", decision.State.HeldChanges()))
	} else {
		lines = append(lines, "Nothing can be approved now.")
	}
	if set := query.policy.ApprovedChanges; set != "" && set != decision.State.HeldChanges() && len(decision.Approved) == 0 {
		lines = append(lines, "", "The hash that is set now is that of other changes.")
	}
	add(diags, attrPublished, diag.NewWarningDiagnostic("Changes Held for Approval", cleantext.Text(strings.Join(lines, "\n"), maxDetail)))
}

// byList returns changes, which are in order, list by list.
func byList(changes []acceptance.Change) [][]acceptance.Change {
	var lists [][]acceptance.Change
	for i, change := range changes {
		if i == 0 || change.List != changes[i-1].List {
			lists = append(lists, nil)
		}
		lists[len(lists)-1] = append(lists[len(lists)-1], change)
	}
	return lists
}

// describeHeld returns sentences about the held changes of a list, each on a line of its own.
func describeHeld(changes []acceptance.Change, entries acceptance.Entries, usable bool) []string {
	list := changes[0].List
	var lines, removals, additions []string
	var lostSince, waitsSince time.Time
	for _, change := range changes {
		if change.Enters {
			additions, waitsSince = append(additions, change.Prefix.String()), earlier(waitsSince, entries.Waiting[change.Prefix])
		} else {
			removals, lostSince = append(removals, change.Prefix.String()), earlier(lostSince, entries.Accepted[change.Prefix].MissingSince)
		}
	}
	if len(removals) > 0 {
		lines = append(lines, fmt.Sprintf("%s: held removals, %d of %s, not published since %s: %s.", list, len(removals),
			countOf(len(entries.Accepted), "accepted "), lostSince.Format(time.RFC3339), cleantext.List(removals, maxShownEntries)))
	}
	if len(additions) > 0 {
		lines = append(lines, fmt.Sprintf("%s: waiting additions, %s, published since %s: %s.", list, countOf(len(additions), ""),
			waitsSince.Format(time.RFC3339), cleantext.List(additions, maxShownEntries)))
	}
	if !usable {
		lines = append(lines, fmt.Sprintf("%s can't be used now, so nothing of it can be approved now.", list))
	}
	return lines
}

// describeChanges returns a clause such as "2 entries leave (ingress/us 192.0.2.1/32, ingress/us 192.0.2.2/32)".
func describeChanges(changes []acceptance.Change, enter bool) string {
	verb := "leave"
	if enter {
		verb = "enter"
	}
	var texts []string
	for _, change := range changes {
		if change.Enters == enter {
			texts = append(texts, change.List.String()+" "+change.Prefix.String())
		}
	}
	switch len(texts) {
	case 0:
		return "nothing " + verb + "s"
	case 1:
		verb += "s"
	}
	return fmt.Sprintf("%s %s (%s)", countOf(len(texts), ""), verb, cleantext.List(texts, maxShownEntries))
}

// earlier returns the earlier of two times, of which the first may be the zero time.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func countOf(count int, what string) string {
	if count == 1 {
		return "1 " + what + "entry"
	}
	return fmt.Sprintf("%d %sentries", count, what)
}
