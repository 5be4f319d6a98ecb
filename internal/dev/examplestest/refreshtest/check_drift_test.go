package refreshtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const (
	checkFailed = "Check block assertion failed"

	added   = "198.51.100.99"
	removed = "192.0.2.66"
)

// TestCheckDrift warns for as long as what is deployed is not what is published, names what is missing and what is
// stale, and is silent otherwise.
func TestCheckDrift(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	account := newCloud()
	deployed := cidrs(listserver.DemoDocument(), "us", "eu")
	ipv6 := slices.IndexFunc(deployed, func(cidr string) bool { return strings.Contains(cidr, ":") })
	ipv4ID := account.put("", prefixList{name: "konnect-ipv4", family: "IPv4", cidrs: without(deployed[ipv6])(deployed)})
	ipv6ID := account.put("", prefixList{name: "konnect-ipv6", family: "IPv6", cidrs: deployed[ipv6 : ipv6+1]})
	e := open(t, "check-drift", server,
		`-var=regions=["us", "eu"]`, `-var=prefix_list_ids=["`+ipv4ID+`", "`+ipv6ID+`"]`)
	account.serve(t, e.workspace)
	e.must("init", "-input=false")
	e.apply().expectNothing(t)
	e.plan().expectNothing(t)
	const differs = "The prefix lists are not what Konnect published on 2025-08-26T16:03:33Z. "
	missing := differs + "Missing, so traffic to them is blocked: " + added + "/32. Stale, so no longer Konnect's: none."
	stale := differs + "Missing, so traffic to them is blocked: none. Stale, so no longer Konnect's: " + removed + "/32."
	both := differs + "Missing, so traffic to them is blocked: " + added + "/32. Stale, so no longer Konnect's: " + removed + "/32."
	for _, step := range []struct {
		name string
		us   func([]string) []string
		want string
	}{
		{"an address is added upstream", func(us []string) []string { return append(us, added) }, missing},
		{"an address is removed upstream", without(removed), stale},
		{"one is replaced", func(us []string) []string { return append(without(removed)(us), added) }, both},
	} {
		document := listserver.DemoDocument()
		document.IngressIPs["us"] = step.us(document.IngressIPs["us"])
		server.Serve(document)
		t.Log(step.name)
		// The check's outputs change with it, so the plan is not empty.
		e.plan().expectWarning(t, planHasChanges, checkFailed, step.want)
	}
	server.Serve(listserver.DemoDocument())
	e.plan().expectNothing(t)
	t.Log("somebody changes the deployed list")
	account.put(ipv4ID, prefixList{name: "konnect-ipv4", family: "IPv4", cidrs: without("18.220.4.10/32")(without(deployed[ipv6])(deployed))})
	e.plan().expectWarning(t, planHasChanges, checkFailed,
		differs+"Missing, so traffic to them is blocked: 18.220.4.10/32. Stale, so no longer Konnect's: none.")
}

// TestCheckThatCannotLook holds check-drift to its word: a list that can't be read is an error, never a check that
// looks passed.
func TestCheckThatCannotLook(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	account := newCloud()
	id := account.put("", prefixList{name: "konnect-ipv4", family: "IPv4", cidrs: cidrs(listserver.DemoDocument(), "us")})
	e := open(t, "check-drift", server, `-var=regions=["us"]`, `-var=prefix_list_ids=["`+id+`"]`)
	account.serve(t, e.workspace)
	e.must("init", "-input=false")
	server.Handle(listserver.Status(404))
	e.plan().expectError(t, "Source Unavailable")
}

func without(address string) func([]string) []string {
	return func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(listed string) bool { return listed == address })
	}
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
