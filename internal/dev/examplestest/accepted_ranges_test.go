package examplestest

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// rules stand for a firewall in the workspace that accepts: one for each accepted address. A failing list is asked once.
const rules = `
variable "as_of" {
  type = string
}

provider "konnect" {
  max_retries = 0
}

locals {
  accepted = konnect_accepted_ip_ranges.this.accepted
}

data "konnect_network_requirements" "this" {
  regions    = var.regions
  components = ["gateway"]
  accepted   = local.accepted
}

resource "terraform_data" "rule" {
  for_each = data.konnect_network_requirements.this.outbound_rules
  input    = each.value.cidr
}
`

// timeOfTheTest overrides the time of the plan.
const timeOfTheTest = `
resource "konnect_accepted_ip_ranges" "this" {
  as_of = var.as_of
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
			document.IngressIPs[words[0]] = append(document.IngressIPs[words[0]], "203.0.113."+word)
		}
	}
	return document
}

// story is a workspace that accepts, with a firewall in it.
type story struct {
	run
	server *listserver.Server
}

func newStory(t *testing.T, regions string) *story {
	t.Helper()
	server := listserver.NewServer(t)
	s := &story{open(t, "refresh/accepted-ranges", server, "-var=regions="+regions), server}
	s.write("rules.tf", rules)
	s.write("time_override.tf", timeOfTheTest)
	return s
}

// outage is a publisher that does not answer.
const outage = "outage"

func (s *story) serve(list string) {
	if list == outage {
		s.server.Handle(listserver.Status(http.StatusServiceUnavailable))
		return
	}
	s.server.Serve(documentOf(list))
}

// day plans, and applies the plan while the publisher is down. What is wanted are the changes of rules, "+1 -2" or "",
// with "accepted" where the accepted ranges change, and the summaries of the warnings.
func (s *story) day(day int, list, want string, warnings []string, arguments ...string) outcome {
	s.t.Helper()
	s.serve(list)
	planned := s.plan(append(arguments, "-var=as_of="+dateOf(day))...)
	var changed []string
	for address, action := range planned.managed() {
		rule := regexp.MustCompile(`^terraform_data\.rule\["tcp/443/203\.0\.113\.(\d+)/32"\]$`).FindStringSubmatch(address)
		switch {
		case address == "konnect_accepted_ip_ranges.this":
			changed = append(changed, "accepted")
		case rule != nil:
			changed = append(changed, map[string]string{"create": "+", "delete": "-"}[action]+rule[1])
		default:
			changed = append(changed, action+" "+address)
		}
	}
	slices.Sort(changed)
	wanted := strings.Fields(want)
	slices.Sort(wanted)
	var said []string
	for _, warning := range planned.warnings {
		said = append(said, warning.Summary)
	}
	warnings = slices.Sorted(slices.Values(warnings))
	wantCode := min(len(wanted), 1) * 2
	if planned.exitCode != wantCode || !slices.Equal(changed, wanted) || !slices.Equal(said, warnings) {
		s.t.Fatalf("day %d: exit code %d, want %d; changes %v, want %v; warnings %q, want %q\n%+v",
			day, planned.exitCode, wantCode, changed, wanted, said, warnings, planned)
	}
	s.serve(outage)
	s.must(0, "apply", "-input=false", savedPlan)
	return planned
}

func dateOf(day int) string {
	return time.Date(2026, 1, day, 6, 0, 0, 0, time.UTC).Format(time.RFC3339)
}

// approval is the variable that the warning of held changes states.
func approval(t *testing.T, planned outcome) string {
	t.Helper()
	line := regexp.MustCompile(`approved_changes = "(sha256:[0-9a-f]{64})"`).FindStringSubmatch(fmt.Sprint(planned.warnings))
	if line == nil {
		t.Fatalf("no line that approves: %q", planned.warnings)
	}
	return "-var=approved_changes=" + line[1]
}

// TestThirtyDays holds what each day's plan has, and nothing else. Each plan is applied while the list is down.
func TestThirtyDays(t *testing.T) {
	t.Parallel()
	const failed, down, held, approved = "Check block assertion failed", "Source Unavailable", "Changes Held for Approval", "Held Changes Approved"
	none := []string{}
	s := newStory(t, `["us", "eu"]`)
	s.day(1, "us 1 2 3 4 5 6; eu 129 130 131", "accepted +1 +2 +3 +4 +5 +6 +129 +130 +131", none)
	s.day(2, "us 1 2 3 4 5 6; eu 129 130 131", "", none)
	t.Log("another region is not asked for, and what comes is allowed at once")
	s.day(3, "us 1 2 3 4 5 6 7; eu 129 130 131; au 77", "accepted +7", none)
	s.day(4, "us 1 2 3 4 5 7; eu 129 130 131", "accepted", none)
	t.Log("the grace ends in an outage, in which nothing leaves")
	s.day(11, outage, "", []string{failed, down})
	s.day(12, "us 1 2 3 4 5 7; eu 129 130 131", "accepted -6", none)
	t.Log("a collapse is held until it is approved, and leaves after the grace")
	collapsed := s.day(13, "us 1; eu 129 130 131", "accepted", []string{failed, held})
	s.day(14, "us 1; eu 129 130 131", "", []string{failed, held})
	s.day(15, "us 1; eu 129 130 131", "accepted", []string{approved}, approval(t, collapsed))
	s.day(16, "us 1; eu 129 130 131", "", none)
	s.day(20, "us 1; eu 129 130 131", "accepted -2 -3 -4 -5 -7", none)
	t.Log("in an emergency it leaves at once")
	collapsed = s.day(21, "us 1; eu 129", "accepted", []string{failed, held})
	s.day(22, "us 1; eu 129", "accepted -130 -131", []string{approved}, approval(t, collapsed), "-var=removal_grace=0s")
	t.Log("the grace is the default again")
	s.day(23, "us 1; eu 129", "accepted", none)
	s.day(24, "us 1; eu 129", "", none)
	t.Log("what the user gives up leaves at once")
	s.arguments = []string{`-var=regions=["us"]`}
	s.day(30, "us 1; eu 129", "accepted -129", none)
	s.must(0, "destroy", "-auto-approve", "-input=false", s.arguments[0], "-var=as_of="+dateOf(31))
}

// TestAdopt starts from what is deployed, in an outage, with the block of the README.
func TestAdopt(t *testing.T) {
	t.Parallel()
	const failed, down = "Check block assertion failed", "Source Unavailable"
	s := newStory(t, `["us", "eu"]`)
	s.serve(outage)
	s.plan("-var=as_of="+dateOf(1)).expect(t, 1, failed, down, "Nothing To Accept")
	readme, err := os.ReadFile(filepath.Join(examplesFolder(t), "refresh", "accepted-ranges", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```terraform\nimport {")
	block, _, _ = strings.Cut(block, "```")
	s.write("import.tf", "import {"+block)
	s.day(1, outage, "accepted +1 +2 +129", []string{failed, down})
	s.day(2, outage, "", []string{failed, down})
	s.day(3, "us 1 3; eu 129", "accepted +3", nil)
	s.day(10, "us 1 3; eu 129", "accepted -2", nil)
}

// TestConsumer has what one workspace accepts deployed by another, which makes no request.
func TestConsumer(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Serve(documentOf("us 1 2; eu 129"))
	accepts := open(t, "refresh/accepted-ranges", server, `-var=regions=["us", "eu"]`)
	accepts.apply().expect(t, 0)
	state := filepath.Join(accepts.workspace.Dir, accepts.folder, "terraform.tfstate")
	consumer := open(t, "refresh/accepted-ranges/consumer", server, `-var=regions=["us"]`, "-var=state_path="+state)
	requests := len(server.Requests())
	consumer.apply().expect(t, 0)
	consumer.plan().expect(t, 0)
	server.Serve(documentOf("us 1 2 3; eu 129"))
	consumer.plan().expect(t, 0)
	if got := len(server.Requests()); got != requests {
		t.Errorf("the consumer made %d requests, want none", got-requests)
	}
	accepts.apply().expect(t, 0)
	want := map[string]string{`aws_ec2_managed_prefix_list.konnect["IPv4"]`: "update"}
	if diff := cmp.Diff(want, consumer.plan().managed()); diff != "" {
		t.Errorf("the consumer's changes (-want +got):\n%s", diff)
	}
}
