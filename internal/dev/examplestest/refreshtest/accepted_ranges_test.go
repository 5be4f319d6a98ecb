package refreshtest

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const (
	heldWarning     = "Changes Held for Approval"
	approvedWarning = "Held Changes Approved"
	unavailable     = "Source Unavailable"
	refused         = "Address List Refused"
)

var approvalLine = regexp.MustCompile(`(?m)^ {2}approved_content_hash = "(sha256:[0-9a-f]{64})"$`)

// rules stand for a firewall: one for each accepted address. The time is the test's, and a failing list is asked once.
const rules = `
variable "as_of" { type = string }

provider "konnect" {
  max_retries = 0
}

locals { accepted = konnect_accepted_ip_ranges.this.cidrs }

resource "terraform_data" "rule" {
  for_each = local.accepted
  input    = each.key
}
`

const timeOfTheTest = `
resource "konnect_accepted_ip_ranges" "this" {
  as_of = var.as_of
}
`

// plainRules follow the list itself.
const plainRules = `
terraform {
  required_providers {
    konnect = { source = "konnect-network/konnect" }
  }
}

provider "konnect" {
  max_retries = 0
}

data "konnect_ip_ranges" "us" {
  regions = ["us"]
}

resource "terraform_data" "rule" {
  for_each = data.konnect_ip_ranges.us.cidrs
}
`

// documentOf makes a list from regions and the last numbers of their addresses in 203.0.113.0/24: "us 1 2; eu 129".
func documentOf(list string) listserver.Document {
	document := listserver.DemoDocument()
	document.Regions, document.IngressIPs = map[string]map[string][]string{}, map[string][]string{}
	for region := range strings.SplitSeq(list, "; ") {
		words := strings.Fields(region)
		document.Regions[words[0]] = map[string][]string{}
		for _, word := range words[1:] {
			if !strings.Contains(word, ".") {
				word = "203.0.113." + word
			}
			document.IngressIPs[words[0]] = append(document.IngressIPs[words[0]], word)
		}
	}
	return document
}

// story is a workspace that accepts, and a firewall beside it.
type story struct {
	example
	server *listserver.Server
	last   string
}

func tellStory(t *testing.T, regions string) *story {
	t.Helper()
	server := listserver.NewServer(t)
	s := &story{open(t, "accepted-ranges", server), server, ""}
	for name, text := range map[string]string{"rules.tf": rules, "time_override.tf": timeOfTheTest} {
		if err := s.workspace.Write(name, text); err != nil {
			t.Fatal(err)
		}
	}
	s.must("init", "-input=false")
	s.regions(regions)
	return s
}

func (s *story) regions(regions string) { s.arguments = []string{"-var=regions=" + regions} }

// serve publishes a list; "" is a publisher that is down.
func (s *story) serve(list string) {
	if list == "" {
		s.server.Handle(listserver.Status(http.StatusServiceUnavailable))
		return
	}
	s.server.Serve(documentOf(list))
}

// day plans and applies the plan. Changes are those of rules, "+1 -2" or "", and whether the accepted ranges change at
// all.
func (s *story) day(day int, list, wantRules string, wantAccepted bool, warnings []string, arguments ...string) {
	s.t.Helper()
	if list != "=" {
		s.serve(list)
	}
	asOf := time.Date(2026, 1, day, 6, 0, 0, 0, time.UTC).Format(time.RFC3339)
	planned := s.plan(append(arguments, "-out=day.tfplan", "-var=as_of="+asOf)...)
	wantCode := planIsEmpty
	if wantRules != "" || wantAccepted {
		wantCode = planHasChanges
	}
	var changed []string
	accepted := false
	for _, change := range planned.changes {
		action, address, _ := strings.Cut(change, " ")
		if address == "konnect_accepted_ip_ranges.this" {
			accepted = true
			continue
		}
		sign := map[string]string{"create": "+", "delete": "-"}[action]
		changed = append(changed, sign+strings.TrimSuffix(strings.TrimPrefix(address, `terraform_data.rule["203.0.113.`), `/32"]`))
	}
	want := strings.Fields(wantRules)
	slices.Sort(changed)
	slices.Sort(want)
	var told []string
	for _, warning := range planned.warnings {
		told = append(told, warning.Summary)
		if line := approvalLine.FindStringSubmatch(warning.Detail); line != nil {
			s.last = line[1]
		}
	}
	slices.Sort(told)
	slices.Sort(warnings)
	if planned.exitCode != wantCode || accepted != wantAccepted || !slices.Equal(changed, want) || !slices.Equal(told, warnings) {
		s.t.Fatalf("day %d: exit code %d, want %d; accepted ranges change: %t, want %t; rules %v, want %v; warnings %v, want %v\n%+v",
			day, planned.exitCode, wantCode, accepted, wantAccepted, changed, want, told, warnings, planned)
	}
	s.must("apply", "-input=false", "day.tfplan")
}

// TestThirtyDays tells what each day's plan holds, and nothing else.
func TestThirtyDays(t *testing.T) {
	t.Parallel()
	s := tellStory(t, `["us","eu"]`)
	none := []string{}
	s.day(1, "us 1 2 3 4 5 6; eu 129 130 131; global 250", "+1 +2 +3 +4 +5 +6 +129 +130 +131 +250", true, none)
	s.day(2, "=", "", false, none)
	// Another region is none of ours, and what comes is allowed at once.
	s.day(3, "us 1 2 3 4 5 6 7; eu 129 130 131; global 250; au 77", "+7", true, none)
	s.day(4, "us 1 2 3 4 5 7; eu 129 130 131; global 250", "", true, none)
	// The grace of the sixth address ends in an outage of a week, in which nothing leaves.
	for day := 5; day <= 11; day += 2 {
		s.day(day, "", "", false, []string{unavailable})
	}
	s.day(12, "us 1 2 3 4 5 7; eu 129 130 131; global 250", "-6", true, none)
	// One region has an entry that can't be; the other goes on.
	s.day(13, "us 1 2 3 4 5 7 10.0.0.1; eu 129 130 131 132; global 250", "+132", true, []string{refused})
	s.day(14, "us 1 2 3 4 5 7; eu 129 130 131 132; global 250", "", false, none)
	// A collapse is held until it is approved, with two warnings: the resource's, and the example's check.
	held := []string{checkFailed, heldWarning}
	s.day(15, "us 1; eu 129 130 131 132; global 250", "", true, held)
	s.day(16, "=", "", false, held)
	s.day(17, "", "", false, []string{checkFailed, heldWarning, unavailable})
	s.day(18, "us 1; eu 129 130 131 132; global 250", "", true, []string{approvedWarning}, "-var=approved_content_hash="+s.last)
	s.day(19, "=", "", true, none)
	// A rollback: what was about to leave stays.
	s.day(20, "us 1 2 3 4 5 7; eu 129 130 131 132; global 250", "", true, none)
	s.day(21, "us 1; eu 129 130 131 132; global 250", "", true, held)
	s.day(22, "us 1 2 3 4 5; eu 129 130 131 132; global 250", "", true, none)
	// The publisher merges two of four addresses.
	s.day(23, "us 1 2 3 4 5; eu 203.0.113.130/31 129 132; global 250", `+130/31"]`, true, none)
	s.day(28, "=", "", false, none)
	s.day(29, "=", "-7", true, none)
	s.day(30, "=", "-130 -131", true, none)
	// The user gives a region up, and the list has no global any more: it is a small list, so it is held.
	s.regions(`["us"]`)
	s.day(31, "us 1 2 3 4 5", `-130/31"] -129 -132`, true, held)
}

// TestSavedPlan applies what was planned, though the list has moved, and though it is down.
func TestSavedPlan(t *testing.T) {
	t.Parallel()
	s := tellStory(t, `["us"]`)
	s.day(1, "us 1 2 3", "+1 +2 +3", true, nil)
	for _, list := range []string{"us 9", ""} {
		s.serve("us 1 2 3 4")
		s.must(append([]string{"plan", "-input=false", "-out=saved.tfplan", "-var=as_of=2026-01-02T06:00:00Z"}, s.arguments...)...)
		s.serve(list)
		s.must("apply", "-input=false", "saved.tfplan")
		s.day(2, "us 1 2 3 4", "", false, nil)
		s.day(3, "us 1 2 3", "", true, nil)
		s.day(20, "us 1 2 3", "-4", true, nil)
	}
}

// TestAdopt starts in an outage from what is deployed.
func TestAdopt(t *testing.T) {
	t.Parallel()
	s := tellStory(t, `["us"]`)
	s.serve("")
	nothing := s.plan("-var=as_of=2026-01-01T06:00:00Z")
	if len(nothing.errors) != 1 || nothing.errors[0].Summary != "Nothing To Accept" {
		t.Errorf("%+v", nothing)
	}
	id := `{"us":["203.0.113.1","203.0.113.2/32"]}`
	s.must(append(append([]string{"import", "-input=false", "-var=as_of=2026-01-01T06:00:00Z"}, s.arguments...), "konnect_accepted_ip_ranges.this", id)...)
	s.day(1, "", "+1 +2", true, []string{unavailable})
	s.day(2, "", "", false, []string{unavailable})
	s.day(3, "us 1 3", "+3", true, nil)
	s.day(10, "us 1 3", "-2", true, nil)
}

// TestDestroyInOutage holds what the guide says of it.
func TestDestroyInOutage(t *testing.T) {
	t.Parallel()
	s := tellStory(t, `["us"]`)
	s.day(1, "us 1", "+1", true, nil)
	s.serve("")
	destroy := append([]string{"destroy", "-auto-approve", "-input=false", "-var=as_of=2026-01-02T06:00:00Z"}, s.arguments...)
	s.must(destroy...)
	plain := example{t: t, workspace: acctest.NewTestWorkspace(t)}
	if err := plain.workspace.DevOverride(source, filepath.Dir(acctest.ProviderBinary(t))); err != nil {
		t.Fatal(err)
	}
	plain.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", s.server.URL())
	if err := plain.workspace.Write("main.tf", plainRules); err != nil {
		t.Fatal(err)
	}
	s.serve("us 1")
	plain.must("apply", "-auto-approve")
	s.serve("")
	for _, arguments := range [][]string{{"plan"}, {"plan", "-refresh=false"}, {"destroy", "-auto-approve"}} {
		if told := plain.tell(append(arguments, "-json")); len(told.errors) != 1 || told.errors[0].Summary != unavailable {
			t.Errorf("%v: %+v", arguments, told)
		}
	}
	plain.must("destroy", "-auto-approve", "-refresh=false")
}

// TestListInRepository reads a list beside the configuration.
func TestListInRepository(t *testing.T) {
	t.Parallel()
	e := open(t, "accepted-ranges", nil, `-var=regions=["us"]`)
	for name, text := range map[string]string{
		"provider.tf":       "provider \"konnect\" {\n  ip_addresses_url = \"file://${abspath(path.root)}/ip-addresses.json\"\n}\n",
		"ip-addresses.json": string(documentOf("us 1 2").JSON()),
	} {
		if err := e.workspace.Write(name, text); err != nil {
			t.Fatal(err)
		}
	}
	e.must("init", "-input=false")
	e.apply().expectNothing(t)
	e.plan().expectNothing(t)
	e.assess().expectNothing(t)
	if err := e.workspace.Write("ip-addresses.json", string(documentOf("us 1 2 3").JSON())); err != nil {
		t.Fatal(err)
	}
	e.assess().expectWarning(t, 0, checkFailed, "The list names addresses that are not accepted: 203.0.113.3/32.")
}

// TestConsumer has what one workspace accepts deployed by another, which needs no list.
func TestConsumer(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(documentOf("us 1 2"))
	accepts := open(t, "accepted-ranges", server, `-var=regions=["us"]`)
	accepts.must("init", "-input=false")
	accepts.apply().expectNothing(t)
	account := newCloud()
	consumer := open(t, "accepted-ranges/consumer", nil, "-var=state_path="+filepath.Join(accepts.workspace.Dir, "terraform.tfstate"))
	account.serve(t, consumer.workspace)
	consumer.must("init", "-input=false")
	server.Handle(listserver.Status(http.StatusServiceUnavailable))
	consumer.apply().expectNothing(t)
	want := []string{"203.0.113.1/32", "203.0.113.2/32"}
	if diff := cmp.Diff(want, account.deployed()); diff != "" {
		t.Errorf("deployed (-want +got):\n%s", diff)
	}
	server.Serve(documentOf("us 1 2 3"))
	accepts.apply().expectNothing(t)
	consumer.apply().expectNothing(t)
	if diff := cmp.Diff(append(want, "203.0.113.3/32"), account.deployed()); diff != "" {
		t.Errorf("deployed (-want +got):\n%s", diff)
	}
	consumer.plan().expectNothing(t)
}

// TestAcceptedRangesWarning compares what the example's page shows.
func TestAcceptedRangesWarning(t *testing.T) {
	t.Parallel()
	s := tellStory(t, `["us"]`)
	s.day(1, "us 1 2 3 4 5 6", "+1 +2 +3 +4 +5 +6", true, nil)
	s.serve("us 1")
	planned := s.plan("-var=as_of=2026-01-15T00:00:00Z")
	var got string
	for _, warning := range planned.warnings {
		if warning.Summary == heldWarning {
			got = warning.Detail
		}
	}
	want := "Region us: the list lacks 5 of 6 entries since 2026-01-15T00:00:00Z, more than max_removed_percent = 50 allows. All that it lacks" +
		" stays accepted: 203.0.113.2/32, 203.0.113.3/32, 203.0.113.4/32, 203.0.113.5/32 and 1 more.\nCompare this with Konnect's" +
		" announcements, which the data source konnect_ip_updates reads. To approve this list, and no other, set:\n\n"
	if line := approvalLine.FindString(got); line == "" || got != want+line {
		t.Errorf("%s\nwant %s…", got, want)
	}
	if len(planned.warnings) != 2 {
		t.Error(fmt.Sprint(planned.warnings))
	}
}
