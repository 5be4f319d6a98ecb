package refreshtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const conditionFailed = "Resource postcondition failed"

var approvalWanted = regexp.MustCompile(`approved_content_hash = "(sha256:[0-9a-f]{64})"`)

// dropping returns the demo list without the first addresses of region us.
func dropping(count int) listserver.Document {
	document := listserver.DemoDocument()
	document.IngressIPs["us"] = document.IngressIPs["us"][count:]

	return document
}

// TestGate lets small changes through, blocks a large one at plan and at apply,
// and takes an approval for the one list that it was given for.
func TestGate(t *testing.T) {
	t.Parallel()

	server := listserver.NewServer(t)
	account := newCloud()
	e := open(t, "gate", server, `-var=regions=["us", "eu"]`)
	account.serve(t, e.workspace)
	e.must("init", "-input=false")

	expectDeployed := func(document listserver.Document) {
		t.Helper()

		if diff := cmp.Diff(cidrs(document, "us", "eu"), account.deployed()); diff != "" {
			t.Errorf("deployed (-want +got):\n%s", diff)
		}
	}

	t.Log("the first apply finds nothing deployed")
	e.apply().expect(t, 0)
	expectDeployed(listserver.DemoDocument())
	e.plan().expect(t, planIsEmpty)

	t.Log("3 of 13 are dropped, one is added")

	small := dropping(3)
	small.IngressIPs["us"] = append(small.IngressIPs["us"], added)
	server.Serve(small)
	e.assess().expectWarning(t, 0, checkFailed, "The prefix lists are not what Konnect published on 2025-08-26T16:03:33Z. "+
		"Missing: "+added+"/32. Stale: 18.220.4.10/32, 192.0.2.117/32, 192.0.2.66/32.")
	e.apply().expect(t, 0)
	expectDeployed(small)
	e.plan().expect(t, planIsEmpty)

	t.Log("back again, then 4 of 13 are dropped")
	server.Serve(listserver.DemoDocument())
	e.apply().expect(t, 0)

	large := dropping(4)
	server.Serve(large)

	const blocked = "This change would drop 4 of 13 deployed addresses: " +
		"18.220.4.10/32, 192.0.2.117/32, 192.0.2.66/32, 203.0.113.105/32. At most 25 % may go without approval. " +
		"Compare them with Konnect's announcements. To approve this list, and no other, set approved_content_hash = \"sha256:…"

	refused := e.plan()
	refused.expectError(t, conditionFailed, blocked)
	e.tell(slices.Concat([]string{"apply", "-json", "-auto-approve"}, e.arguments)).expectError(t, conditionFailed, blocked)
	expectDeployed(listserver.DemoDocument())

	e.plan("-var=max_dropped_share=0.31").expect(t, planHasChanges)

	other := "-var=approved_content_hash=sha256:" + strings.Repeat("0", 64)
	e.plan(other).expectError(t, conditionFailed, blocked)

	approved := "-var=approved_content_hash=" + wantedApproval(t, refused)
	e.apply(approved).expect(t, 0)
	expectDeployed(large)
	e.plan().expect(t, planIsEmpty)

	t.Log("the approval is still set when the next large change comes")
	server.Serve(dropping(5))
	e.plan(approved, "-var=max_dropped_share=0").expectError(t, conditionFailed, "This change would drop 1 of 9 deployed addresses: 203.0.113.154/32. At most 0 %…")

	t.Log("the gate does not hold up a destroy")
	e.must(slices.Concat([]string{"destroy", "-auto-approve", "-var=max_dropped_share=0"}, e.arguments)...)

	if left := account.deployed(); len(left) > 0 {
		t.Errorf("after destroy %v are left", left)
	}
}

func TestGateRefusesShare(t *testing.T) {
	t.Parallel()

	e := open(t, "gate", listserver.NewServer(t), `-var=regions=["us"]`)
	newCloud().serve(t, e.workspace)
	e.must("init", "-input=false")

	for _, share := range []string{"-0.1", "1.1"} {
		e.plan("-var=max_dropped_share="+share).expectError(t, "Invalid value for variable", "The share must be between 0 and 1.…")
	}
}

func wantedApproval(t *testing.T, refused outcome) string {
	t.Helper()

	match := approvalWanted.FindStringSubmatch(fmt.Sprint(refused.errors))
	if match == nil {
		t.Fatalf("no approval is asked for in %+v", refused.errors)
	}

	return match[1]
}

// cidrs are the document's ingress addresses of these regions as CIDRs.
func cidrs(document listserver.Document, regions ...string) []string {
	var all []string

	for _, region := range regions {
		for _, address := range document.IngressIPs[region] {
			if strings.Contains(address, ":") {
				all = append(all, address+"/128")
			} else {
				all = append(all, address+"/32")
			}
		}
	}

	slices.Sort(all)

	return all
}
