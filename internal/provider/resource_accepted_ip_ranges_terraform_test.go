package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// acceptedWorkspace has a configuration that accepts a list in a file, at the time that a variable says.
type acceptedWorkspace struct {
	*tfrun.Workspace
	list string
}

func newAcceptedWorkspace(t *testing.T, configuration string) acceptedWorkspace {
	t.Helper()
	w := acceptedWorkspace{acctest.NewTestWorkspace(t), filepath.Join(t.TempDir(), "list.json")}
	if err := w.DevOverride(provider.Source, providerFolder(t)); err != nil {
		t.Fatal(err)
	}
	settings := fmt.Sprintf("provider \"konnect\" {\n  ip_addresses_url = \"file://%s\"\n}\nvariable \"day\" {\n  type = number\n}\n", w.list)
	if err := w.Write("main.tf", requiredProviders+settings+configuration); err != nil {
		t.Fatal(err)
	}
	return w
}

// publish writes the list: the last numbers of addresses in 192.0.2.0/24 by region. nil is a list that can't be read.
func (w acceptedWorkspace) publish(t *testing.T, regions map[string][]int) {
	t.Helper()
	document := listserver.Document{UpdateDate: "2026-01-01-00-00-00", Regions: map[string]map[string][]string{}, IngressIPs: map[string][]string{}, EgressIPs: map[string][]string{}}
	for region, numbers := range regions {
		for _, number := range numbers {
			document.IngressIPs[region] = append(document.IngressIPs[region], fmt.Sprintf("192.0.2.%d", number))
		}
	}
	content := document.JSON()
	if regions == nil {
		content = []byte("<html>")
	}
	if err := os.WriteFile(w.list, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// terraform runs a command on a day, and returns what it printed and its exit code.
func (w acceptedWorkspace) terraform(t *testing.T, day int, arguments ...string) (string, int) {
	t.Helper()
	if slices.Contains([]string{"plan", "apply", "destroy", "refresh"}, arguments[0]) && !strings.HasSuffix(arguments[len(arguments)-1], ".tfplan") {
		arguments = append(arguments, fmt.Sprintf("-var=day=%d", day))
	}
	result, err := w.Run(t.Context(), append(arguments, "-no-color")...)
	if err != nil {
		t.Fatal(err)
	}
	return result.Stdout + result.Stderr, result.ExitCode
}

func (w acceptedWorkspace) apply(t *testing.T, day int, arguments ...string) string {
	t.Helper()
	output, code := w.terraform(t, day, append([]string{"apply", "-auto-approve"}, arguments...)...)
	if code != 0 {
		t.Fatalf("day %d: exit code %d\n%s", day, code, output)
	}
	return output
}

// acceptedBlocks is a plain block, and one for each argument that is unknown in a plan and known in the apply, with the same value
// as in the plain one. terraform_data.late is unknown in each plan of another day.
const acceptedBlocks = `
resource "terraform_data" "late" {
  input = var.day
}

locals {
  late  = terraform_data.late.output > 0
  as_of = format("2026-01-%02dT00:00:00Z", var.day)
  now   = data.konnect_published_ip_ranges.now.ranges
}

data "konnect_published_ip_ranges" "now" {
  regions = ["us", "eu"]
}

data "konnect_published_ip_ranges" "dependent" {
  regions    = ["us", "eu"]
  depends_on = [terraform_data.late]
}

module "dependent" {
  source     = "./module"
  depends_on = [terraform_data.late]
}

resource "konnect_accepted_ip_ranges" "plain" {
  published = local.now
  as_of     = local.as_of
}

resource "konnect_accepted_ip_ranges" "late" {
  for_each = toset([
    "data", "module", "published", "field", "as_of", "removal_grace", "max_removed_percent", "hold_additions", "approved_changes",
  ])

  published = lookup({
    data      = data.konnect_published_ip_ranges.dependent.ranges
    module    = module.dependent.ranges
    published = local.late ? local.now : null
    field     = merge(local.now, { all_regions = !local.late })
  }, each.key, local.now)
  as_of               = each.key == "as_of" ? (local.late ? local.as_of : null) : local.as_of
  removal_grace       = each.key == "removal_grace" ? (local.late ? "168h" : null) : null
  max_removed_percent = each.key == "max_removed_percent" ? (local.late ? 50 : null) : null
  hold_additions      = each.key == "hold_additions" ? (local.late ? false : null) : null
  approved_changes    = each.key == "approved_changes" ? (local.late ? "sha256:${sha256("")}" : null) : null
}

# The time of the apply is that of this machine, so that this one is not compared.
resource "konnect_accepted_ip_ranges" "timestamp" {
  published = local.now
  as_of     = timestamp()
}

locals {
  all = { for name, block in merge(konnect_accepted_ip_ranges.late, { plain = konnect_accepted_ip_ranges.plain }) :
    name => jsonencode([block.accepted, block.ingress_cidrs, block.pending_removals, block.pending_additions, block.held_changes, block.decided_at])
  }
}

output "plain" {
  value = konnect_accepted_ip_ranges.plain.ingress_cidrs
}

output "different" {
  value = [for name, outputs in local.all : name if outputs != local.all.plain]
}
`

// TestAcceptedUnknown has each argument be unknown in the plan, in creations and updates, in good days and in an outage. No apply
// ends with an inconsistent plan, and what comes out is what comes out of known arguments.
func TestAcceptedUnknown(t *testing.T) {
	t.Parallel()
	w := newAcceptedWorkspace(t, acceptedBlocks)
	if err := w.Write("module/main.tf", requiredProviders+`
data "konnect_published_ip_ranges" "now" {
  regions = ["us", "eu"]
}
output "ranges" {
  value = data.konnect_published_ip_ranges.now.ranges
}
`); err != nil {
		t.Fatal(err)
	}
	if output, code := w.terraform(t, 0, "get"); code != 0 {
		t.Fatal(output)
	}
	for i, step := range []struct {
		day   int
		lists map[string][]int
		want  []int
	}{
		{1, map[string][]int{"us": {1, 2, 3, 4}, "eu": {9}}, []int{1, 2, 3, 4, 9}},
		{2, map[string][]int{"us": {1, 2, 3, 5}, "eu": {9}}, []int{1, 2, 3, 4, 5, 9}},
		{3, nil, []int{1, 2, 3, 4, 5, 9}},
		{4, map[string][]int{"us": {1, 2, 3, 5}, "eu": {9}}, []int{1, 2, 3, 4, 5, 9}},
		{10, map[string][]int{"us": {1}, "eu": {9, 8}}, []int{1, 2, 3, 4, 5, 8, 9}},
		{11, map[string][]int{"us": {1, 2, 3, 5}}, []int{1, 2, 3, 4, 5, 8, 9}},
	} {
		w.publish(t, step.lists)
		if i == 1 { // In one step the plan is saved.
			for _, arguments := range [][]string{{"plan", fmt.Sprintf("-var=day=%d", step.day), "-out=saved.tfplan"}, {"apply", "saved.tfplan"}} {
				if output, code := w.terraform(t, step.day, arguments...); code != 0 {
					t.Fatalf("exit code %d\n%s", code, output)
				}
			}
		} else {
			w.apply(t, step.day)
		}
		var want []string
		for _, number := range step.want {
			want = append(want, fmt.Sprintf("192.0.2.%d/32", number))
		}
		slices.Sort(want)
		if got, different := w.output(t, "plain"), w.output(t, "different"); !slices.Equal(got, want) || len(different) > 0 {
			t.Errorf("day %d: %v, want %v; different: %v", step.day, got, want, different)
		}
	}
	w.publish(t, nil)
	if output, code := w.terraform(t, 12, "destroy", "-auto-approve"); code != 0 {
		t.Errorf("destroy in an outage: exit code %d\n%s", code, output)
	}
}

func (w acceptedWorkspace) output(t *testing.T, name string) []string {
	t.Helper()
	result, err := w.Run(t.Context(), "output", "-json", name)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	if err := json.Unmarshal([]byte(result.Stdout), &texts); err != nil {
		t.Fatalf("%v: %s%s", err, result.Stdout, result.Stderr)
	}
	return texts
}

// TestAcceptedAdopted imports what is deployed: one update, then quiet plans, also in an outage. A replacement is refused while a
// region can't be read, and destroys nothing.
func TestAcceptedAdopted(t *testing.T) {
	t.Parallel()
	w := newAcceptedWorkspace(t, `
data "konnect_published_ip_ranges" "now" {
  regions = ["us", "eu"]
}

resource "konnect_accepted_ip_ranges" "this" {
  published = data.konnect_published_ip_ranges.now.ranges
  as_of     = format("2026-01-%02dT00:00:00Z", var.day)
}

import {
  to = konnect_accepted_ip_ranges.this
  id = jsonencode({ ingress = { us = ["192.0.2.1", "192.0.2.2"], eu = ["192.0.2.9"] } })
}

output "cidrs" {
  value = konnect_accepted_ip_ranges.this.ingress_cidrs
}

output "decided_at" {
  value = konnect_accepted_ip_ranges.this.decided_at
}

check "published" {
  assert {
    condition     = data.konnect_published_ip_ranges.now.problem == null
    error_message = coalesce(data.konnect_published_ip_ranges.now.problem, "-")
  }
}
`)
	accepted := []string{"192.0.2.1/32", "192.0.2.2/32", "192.0.2.9/32"}
	quiet := func(day int) {
		t.Helper()
		if output, code := w.terraform(t, day, "plan", "-detailed-exitcode"); code != 0 || !strings.Contains(output, "No changes.") {
			t.Errorf("day %d: exit code %d\n%s", day, code, output)
		}
		if got := w.output(t, "cidrs"); !slices.Equal(got, accepted) {
			t.Errorf("day %d: %v", day, got)
		}
	}
	w.publish(t, nil)
	if output := w.apply(t, 1); !strings.Contains(output, "1 imported, 0 added, 1 changed, 0 destroyed") {
		t.Error(output)
	}
	quiet(2)
	w.publish(t, map[string][]int{"us": {1, 2}, "eu": {9}})
	w.apply(t, 3)
	quiet(4)
	w.publish(t, map[string][]int{"us": {1, 2}})
	quiet(5)
	output, code := w.terraform(t, 6, "apply", "-auto-approve", "-replace=konnect_accepted_ip_ranges.this")
	if code != 1 || !strings.Contains(words(output), "Nothing To Accept") ||
		!strings.Contains(words(output), "ingress/eu can't be used now, and a first decision needs all that is asked for.") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	quiet(7)
	w.publish(t, map[string][]int{"us": {1, 2}, "eu": {9}})
	w.apply(t, 8, "-replace=konnect_accepted_ip_ranges.this")
	quiet(9)
}

// TestAcceptedCost plans and applies a change of 1,000 accepted entries. Terraform compares sets pair by pair: another set of them would
// show here.
func TestAcceptedCost(t *testing.T) {
	t.Parallel()
	w := newAcceptedWorkspace(t, `
data "konnect_published_ip_ranges" "now" {
  regions = ["us"]
}

resource "konnect_accepted_ip_ranges" "this" {
  published = data.konnect_published_ip_ranges.now.ranges
  as_of     = format("2026-01-%02dT00:00:00Z", var.day)
}

output "requirements" {
  value = { for region, cidrs in konnect_accepted_ip_ranges.this.accepted.ingress : region => length(cidrs) }
}
`)
	publish := func(entries int) {
		document := listserver.DemoDocument()
		document.IngressIPs = map[string][]string{"us": listserver.Addresses(0, entries)}
		if err := os.WriteFile(w.list, document.JSON(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	publish(1000)
	w.apply(t, 28)
	publish(980)
	var cpu time.Duration
	for _, arguments := range [][]string{{"plan", "-var=day=29", "-out=saved.tfplan"}, {"apply", "saved.tfplan"}} {
		result, err := w.Run(t.Context(), arguments...)
		if err != nil || result.ExitCode != 0 {
			t.Fatalf("%v\n%s%s", err, result.Stdout, result.Stderr)
		}
		cpu += result.CPU
	}
	if most := 10 * time.Second; cpu > most {
		t.Errorf("plan and apply took %s of CPU, more than %s", cpu, most)
	}
	t.Logf("plan and apply: %s of CPU", cpu)
}
