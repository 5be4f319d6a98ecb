package acceptance_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// A history in the form in which the resource is written and read.
type (
	history struct {
		Name   string `json:"name"`
		Policy struct {
			RemovalGrace      string `json:"removal_grace"`
			MaxRemovedPercent int    `json:"max_removed_percent"`
			HoldAdditions     bool   `json:"hold_additions"`
		} `json:"policy"`
		Steps []step `json:"steps"`
	}
	step struct {
		AsOf            time.Time `json:"as_of"`
		Published       published `json:"published"`
		ApprovedChanges *string   `json:"approved_changes"`
		Expect          outcome   `json:"expect"`
	}
	published struct {
		Ingress    map[string][]string `json:"ingress"`
		Egress     map[string][]string `json:"egress"`
		Lists      []string            `json:"lists"`
		AllRegions bool                `json:"all_regions"`
		UpdatedAt  *time.Time          `json:"updated_at"`
	}
	// outcome is what a plan gives.
	outcome struct {
		Error            bool                            `json:"error"`
		Changed          bool                            `json:"changed"`
		Accepted         map[string]map[string][]string  `json:"accepted"`
		PendingRemovals  map[string]removal              `json:"pending_removals"`
		PendingAdditions map[string]map[string]time.Time `json:"pending_additions"`
		Held             bool                            `json:"held"`
		DecidedAt        *time.Time                      `json:"decided_at"`
		Warns            []string                        `json:"warns"`
	}
	removal struct {
		MissingSince time.Time  `json:"missing_since"`
		RemovalDue   *time.Time `json:"removal_due"`
		Held         bool       `json:"held"`
	}
)

// bounds are the limits of prefixes with which the histories were made.
var bounds = ipset.Bounds{MinIPv4: 16, MinIPv6: 32}

// TestHistories plays the histories of an independent reference.
func TestHistories(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "accepted-histories.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	// One prefix is not spelled as netip does.
	for line := range strings.Lines(strings.ReplaceAll(string(text), "2001:db8:0::/64", "2001:db8::/64")) {
		var h history
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal(err)
		}
		t.Run(h.Name, func(t *testing.T) {
			t.Parallel()
			h.play(t)
		})
	}
}

func (h history) play(t *testing.T) {
	t.Helper()
	grace, err := time.ParseDuration(h.Policy.RemovalGrace)
	if err != nil {
		t.Fatal(err)
	}
	var state *acceptance.State
	for i, step := range h.Steps {
		policy := acceptance.Policy{RemovalGrace: grace, MaxRemovedPercent: h.Policy.MaxRemovedPercent, HoldAdditions: h.Policy.HoldAdditions}
		if step.ApprovedChanges != nil {
			if policy.ApprovedChanges = *step.ApprovedChanges; policy.ApprovedChanges == "HELD" {
				policy.ApprovedChanges = state.HeldChanges()
			}
		}
		decision := policy.Decide(state, step.Published.parse(), step.AsOf)
		if diff := cmp.Diff(step.Expect, outcomeOf(state, decision)); diff != "" {
			t.Fatalf("step %d (-want +got):\n%s", i+1, diff)
		}
		if !step.Expect.Error {
			state = &decision.State
		}
	}
}

// parse judges the entries as the resource does: a list with one that is refused, or null, can't be used.
func (p published) parse() acceptance.Published {
	parsed := acceptance.Published{Lists: map[acceptance.List]*ipset.Set{}, AllRegions: p.AllRegions}
	if p.UpdatedAt != nil {
		parsed.UpdatedAt = *p.UpdatedAt
	}
	for _, name := range p.Lists {
		direction, region, _ := strings.Cut(name, "/")
		texts := map[string]map[string][]string{"ingress": p.Ingress, "egress": p.Egress}[direction][region]
		set, err := ipset.ParseAll(texts)
		usable := texts != nil && err == nil
		for _, prefix := range set.Prefixes() {
			usable = usable && ipset.CheckPublic(prefix, bounds) == nil
		}
		parsed.Lists[acceptance.List{Direction: direction, Region: region}] = nil
		if usable {
			parsed.Lists[acceptance.List{Direction: direction, Region: region}] = &set
		}
	}
	return parsed
}

// outcomeOf returns what the decision gives in the form of a history.
func outcomeOf(before *acceptance.State, decision acceptance.Decision) outcome {
	state := decision.State
	got := outcome{
		Changed: decision.Changed, Accepted: map[string]map[string][]string{"ingress": {}, "egress": {}}, Held: state.HeldChanges() != "",
		PendingRemovals: map[string]removal{}, PendingAdditions: map[string]map[string]time.Time{}, Warns: warnsOf(decision),
	}
	if !state.DecidedAt.IsZero() {
		got.DecidedAt = &state.DecidedAt
	}
	if got.Error = decision.Unused != nil && (before == nil || decision.Unused.Reason == acceptance.TooManyAsked); got.Error {
		got.Warns = []string{}
	}
	for list, entries := range state.Lists {
		var accepted []string
		for prefix, entry := range entries.Accepted {
			accepted = append(accepted, prefix.String())
			if entry.Missing() {
				missing := removal{MissingSince: entry.MissingSince, Held: entry.Held}
				if !entry.Due.IsZero() {
					missing.RemovalDue = &entry.Due
				}
				got.PendingRemovals[list.String()+"/"+prefix.String()] = missing
			}
		}
		if set, _ := ipset.ParseAll(accepted); set.Len() > 0 {
			got.Accepted[list.Direction][list.Region] = set.CIDRs()
		}
		for prefix, seen := range entries.Waiting {
			got.PendingAdditions[list.String()+"/"+prefix.String()] = map[string]time.Time{"first_seen": seen}
		}
	}
	return got
}

func warnsOf(decision acceptance.Decision) []string {
	warns := []string{}
	if decision.Unused != nil {
		reasons := map[acceptance.Reason]string{
			acceptance.FromFuture: "list_from_future", acceptance.Older: "list_stale", acceptance.TooMany: "too_many",
		}
		if code := reasons[decision.Unused.Reason]; code != "" {
			warns = append(warns, code)
		}
	}
	if decision.WentBack {
		warns = append(warns, "time_went_back")
	}
	if len(decision.Approved) > 0 {
		warns = append(warns, "approved")
	}
	if decision.State.HeldChanges() != "" {
		warns = append(warns, "held")
	}
	slices.Sort(warns)
	return warns
}
