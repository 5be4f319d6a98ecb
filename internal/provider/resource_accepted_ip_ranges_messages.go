package provider

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

const (
	summaryHeld     = "Changes Held for Approval"
	summaryApproved = "Held Changes Approved"

	// maxToldRegions and maxToldPrefixes bound a warning, so that the line that approves is never cut off. The pending
	// maps have all.
	maxToldRegions  = 4
	maxToldPrefixes = 4
)

// warnHeld says what is held, since when, how much of what, what to compare it with, and how to approve it.
func warnHeld(diags *diag.Diagnostics, holds []acceptance.Hold, query acceptanceQuery) {
	if len(holds) == 0 {
		return
	}
	var lines []string
	approvable := false
	for i, hold := range holds {
		if i < maxToldRegions {
			lines = append(lines, describeHold(hold, query.policy)...)
		}
		approvable = approvable || !hold.Unusable
	}
	if more := len(holds) - maxToldRegions; more > 0 {
		lines = append(lines, fmt.Sprintf("%d more regions: see pending_removals and pending_additions.", more))
	}
	switch {
	case !approvable:
		lines = append(lines, "The list can't be used now, so nothing can be approved. Nothing changes meanwhile.")
	case query.published.ContentHash == "":
		lines = append(lines, "The list has no content_hash, so it can't be approved.")
	default:
		lines = append(lines, "Compare this with Konnect's announcements, which the data source konnect_ip_updates reads. To approve this list,"+
			" and no other, set:", "", fmt.Sprintf("  approved_content_hash = %q", query.published.ContentHash))
		if query.policy.ApprovedContentHash != "" {
			lines = append(lines, "", "The hash that is set now is that of another list.")
		}
	}
	addWarningAt(diags, attrPublished, summaryHeld, strings.Join(lines, "\n"))
}

// describeHold returns sentences, each on a line of its own.
func describeHold(hold acceptance.Hold, policy acceptance.Policy) []string {
	var lines []string
	add := func(format string, arguments ...any) {
		lines = append(lines, "Region "+hold.Region+": "+fmt.Sprintf(format, arguments...))
	}
	if count := len(hold.Removals); count > 0 {
		since, named := hold.RemovalsSince.Format(time.RFC3339), listPrefixes(hold.Removals)
		switch {
		case hold.Unusable:
			add("%s that the list lacked when it was last read, since %s, %s accepted: %s. The region's list can't be used now.",
				entries(count), since, stay(count), named)
		case hold.Covered > 0:
			add("%s that the list lacks since %s %s accepted, because only additions that wait cover them: %s.", entries(count), since, stay(count), named)
		default:
			add("the list lacks %d of %s since %s, more than max_removed_percent = %s allows. All that it lacks stays accepted: %s.",
				hold.Lost, entries(hold.Of), since, strconv.FormatFloat(policy.MaxRemovedPercent, 'f', -1, 64), named)
		}
	}
	if count := len(hold.Additions); count > 0 {
		add("the list adds %s that %s not accepted, since %s: %s.",
			entries(count), are(count), hold.AdditionsSince.Format(time.RFC3339), listPrefixes(hold.Additions))
	}
	return lines
}

// warnApproved says what an approval does in this plan.
func warnApproved(diags *diag.Diagnostics, decision acceptance.Decision) {
	if len(decision.LetGo)+len(decision.LetIn) == 0 {
		return
	}
	lines := []string{"approved_content_hash is that of this list."}
	lines = append(lines, describeFreed(decision.LetGo, func(int) string { return "may leave when removal_grace has passed" })...)
	lines = append(lines, describeFreed(decision.LetIn, func(count int) string { return are(count) + " accepted" })...)
	lines = append(lines, "Once this is applied, the approval is remembered, and approved_content_hash can be removed.")
	addWarningAt(diags, attrApprovedContentHash, summaryApproved, strings.Join(lines, "\n"))
}

func describeFreed(regions []acceptance.Freed, what func(count int) string) []string {
	var lines []string
	for i, freed := range regions {
		if i == maxToldRegions {
			return append(lines, fmt.Sprintf("%d more regions.", len(regions)-i))
		}
		count := len(freed.Prefixes)
		lines = append(lines, fmt.Sprintf("Region %s: %s %s: %s.", freed.Region, entries(count), what(count), listPrefixes(freed.Prefixes)))
	}
	return lines
}

func stay(count int) string {
	if count == 1 {
		return "stays"
	}
	return "stay"
}

func are(count int) string {
	if count == 1 {
		return "is"
	}
	return "are"
}

func entries(count int) string {
	if count == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", count)
}

func listPrefixes(prefixes []netip.Prefix) string {
	texts := make([]string, 0, len(prefixes))
	for _, prefix := range prefixes {
		texts = append(texts, prefix.String())
	}
	return cleantext.List(texts, maxToldPrefixes)
}
