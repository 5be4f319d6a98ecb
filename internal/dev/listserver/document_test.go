package listserver_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// TestDemoDocument holds what tests everywhere rely on.
func TestDemoDocument(t *testing.T) {
	t.Parallel()
	document := listserver.DemoDocument()
	var decoded listserver.Document
	if err := json.Unmarshal(document.JSON(), &decoded); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(document, decoded); diff != "" {
		t.Errorf("changed by a round trip through JSON:\n%s", diff)
	}
	regions := []string{"au", "eu", "in", "me", "sg", "us"}
	if diff := cmp.Diff(regions, slices.Sorted(maps.Keys(document.EgressIPs))); diff != "" {
		t.Errorf("egress regions:\n%s", diff)
	}
	regions = slices.Insert(regions, 2, "global")
	if diff := cmp.Diff(regions, slices.Sorted(maps.Keys(document.IngressIPs))); diff != "" {
		t.Errorf("ingress regions:\n%s", diff)
	}
	shared, listed := false, map[string]string{}
	for region, hostnames := range document.Regions {
		seen := map[string]bool{}
		for hostname, addresses := range hostnames {
			for _, address := range addresses {
				shared = shared || seen[address]
				seen[address] = true
				if !slices.Contains(document.IngressIPs[region], address) {
					t.Errorf("%s of %s is not among the ingress addresses of %s", address, hostname, region)
				}
			}
		}
		if len(seen) != len(document.IngressIPs[region]) {
			t.Errorf("%s: %d addresses have a hostname, %d are listed", region, len(seen), len(document.IngressIPs[region]))
		}
	}
	if !shared {
		t.Error("no address is shared by two hostnames")
	}
	for _, lists := range []map[string][]string{document.IngressIPs, document.EgressIPs} {
		for region, addresses := range lists {
			for _, address := range addresses {
				if other := listed[address]; other != "" {
					t.Errorf("%s: %s is listed for %s too", region, address, other)
				}
				listed[address] = region
			}
		}
	}
}
