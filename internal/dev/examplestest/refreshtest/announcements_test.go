package refreshtest

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// TestAnnouncements warns of what nobody has read yet, and only of that.
func TestAnnouncements(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	e := open(t, "announcements", server, `-var=regions=["us"]`)
	e.must("init", "-input=false")
	newest := []string{"-var=read_until=2025-08-26T16:03:33Z"}
	e.apply(newest...).expectNothing(t)
	e.expectOnlyCheckReads(newest...)
	e.plan(append(newest, "-refresh-only")...).expectNothing(t)
	e.plan("-refresh-only", "-var=read_until=2025-03-04T14:15:00Z").expectWarning(t, planIsEmpty, checkFailed,
		"Konnect has announced changes of its addresses. 2025-08-26T16:03:33Z: sg: addresses of a new region. "+
			"2025-06-11T09:30:00Z: eu: ingress address added. Once read, set read_until = \"2025-08-26T16:03:33Z\".")
}

// TestAnnouncementsDown shows that announcements that can't be read cost a warning and no plan, whatever is wrong with
// them.
func TestAnnouncementsDown(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	e := open(t, "announcements", server, `-var=regions=["us"]`, "-var=read_until=2025-08-26T16:03:33Z")
	e.must("init", "-input=false")
	const unavailable = "Source Unavailable"
	unread := server.UpdatesURL() + " answered with status 404 Not Found.…"
	t.Log("down on the first day")
	server.HandlePath(listserver.UpdatesPath, listserver.Status(404))
	e.plan().expectWarning(t, planHasChanges, unavailable, unread)
	e.apply().expectWarning(t, 0, unavailable, unread)
	e.expectOnlyCheckReads()
	t.Log("a proxy's page in their place")
	server.HandlePath(listserver.UpdatesPath, listserver.HTML(200))
	e.plan("-refresh-only").expectWarning(t, planIsEmpty, "Invalid Announcements", "…")
	t.Log("no server at all, and an address added to the list meanwhile")
	document := listserver.DemoDocument()
	document.IngressIPs["us"] = append(document.IngressIPs["us"], added)
	server.Serve(document)
	refused := listserver.RefusedURL(t)
	e.workspace.Setenv("KONNECT_UPDATES_URL", refused)
	if err := e.workspace.Write("provider.tf", "provider \"konnect\" {\n  max_retries = 0\n}\n"); err != nil {
		t.Fatal(err)
	}
	unread = refused + "…"
	e.plan().expectWarning(t, planHasChanges, unavailable, unread)
	e.apply().expectWarning(t, 0, unavailable, unread)
	var outputs struct {
		CIDRs struct {
			Value []string `json:"value"`
		} `json:"cidrs"`
	}
	if err := json.Unmarshal([]byte(e.must("output", "-json")), &outputs); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(outputs.CIDRs.Value, added+"/32") {
		t.Errorf("after the apply cidrs is %v, want %s/32 in it", outputs.CIDRs.Value, added)
	}
}

// expectOnlyCheckReads plans and fails the test if any resource or output would change. A data source inside a check is
// planned to be read once more at apply, which Terraform counts as a change and a person does not.
func (e example) expectOnlyCheckReads(arguments ...string) {
	e.t.Helper()
	e.must(slices.Concat([]string{"plan", "-input=false", "-out=reads.tfplan"}, e.arguments, arguments)...)
	type change struct {
		Actions []string `json:"actions"`
	}
	var plan struct {
		Resources []struct {
			Address string `json:"address"`
			Reason  string `json:"action_reason"`
			Change  change `json:"change"`
		} `json:"resource_changes"`
		Outputs map[string]change `json:"output_changes"`
	}
	if err := json.Unmarshal([]byte(e.must("show", "-json", "reads.tfplan")), &plan); err != nil {
		e.t.Fatal(err)
	}
	for _, resource := range plan.Resources {
		if resource.Reason != "read_because_check_nested" {
			e.t.Errorf("the plan has %v of %s", resource.Change.Actions, resource.Address)
		}
	}
	for name, output := range plan.Outputs {
		if !slices.Equal(output.Actions, []string{"no-op"}) {
			e.t.Errorf("the plan has %v of output %s", output.Actions, name)
		}
	}
}
