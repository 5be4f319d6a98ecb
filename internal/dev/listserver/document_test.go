package listserver_test

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

func TestDemoDocument(t *testing.T) {
	t.Parallel()
	document := listserver.DemoDocument()
	geos := []string{"au", "eu", "in", "me", "sg", "us"}
	var decoded listserver.Document
	if err := json.Unmarshal(document.JSON(), &decoded); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(document, decoded); diff != "" {
		t.Errorf("changed by a round trip through JSON:\n%s", diff)
	}
	if diff := cmp.Diff(geos, slices.Sorted(maps.Keys(document.EgressIPs))); diff != "" {
		t.Errorf("egress regions:\n%s", diff)
	}
	withGlobal := []string{"au", "eu", "global", "in", "me", "sg", "us"}
	if diff := cmp.Diff(withGlobal, slices.Sorted(maps.Keys(document.IngressIPs))); diff != "" {
		t.Errorf("ingress regions:\n%s", diff)
	}
	if diff := cmp.Diff(withGlobal, slices.Sorted(maps.Keys(document.Regions))); diff != "" {
		t.Errorf("regions with hostnames:\n%s", diff)
	}
	if _, err := time.Parse("2006-01-02-15-04-05", document.UpdateDate); err != nil {
		t.Error(err)
	}
	if !slices.Contains(document.IngressIPs["us"], "18.220.4.10") {
		t.Error("18.220.4.10 is not among the ingress addresses of us")
	}
	shared := false
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
}

func TestDemoDocumentAddresses(t *testing.T) {
	t.Parallel()
	document := listserver.DemoDocument()
	seen := map[netip.Addr]string{}
	ipv6 := 0
	for direction, regions := range map[string]map[string][]string{"ingress": document.IngressIPs, "egress": document.EgressIPs} {
		for region, texts := range regions {
			for _, text := range texts {
				address, err := netip.ParseAddr(text)
				if err != nil {
					t.Errorf("%s of %s: %s", direction, region, err)
					continue
				}
				if address.String() != text || !address.IsGlobalUnicast() || address.IsPrivate() {
					t.Errorf("%s of %s: %s is not a public address in canonical form", direction, region, text)
				}
				if other, found := seen[address]; found {
					t.Errorf("%s of %s: %s is listed for %s too", direction, region, text, other)
				}
				seen[address] = direction + " of " + region
				if address.Is6() {
					ipv6++
				}
			}
		}
	}
	if ipv6 != 1 {
		t.Errorf("%d IPv6 addresses, want 1", ipv6)
	}
}

func TestDocumentClone(t *testing.T) {
	t.Parallel()
	original := listserver.DemoDocument()
	clone := original.Clone()
	if diff := cmp.Diff(original, clone); diff != "" {
		t.Fatalf("the clone differs:\n%s", diff)
	}
	clone.IngressIPs["us"][0] = "203.0.113.1"
	clone.EgressIPs["us"] = nil
	clone.Regions["us"]["us.api.konghq.com"][0] = "203.0.113.1"
	delete(clone.Regions, "eu")
	if diff := cmp.Diff(listserver.DemoDocument(), original); diff != "" {
		t.Errorf("changing the clone changed the original:\n%s", diff)
	}
	if empty := (listserver.Document{}).Clone(); !cmp.Equal(empty, listserver.Document{}) {
		t.Errorf("the clone of an empty document is %+v", empty)
	}
}

func TestDemoUpdates(t *testing.T) {
	t.Parallel()
	var feed struct {
		Items []struct {
			GUID string `xml:"guid"`
			Date string `xml:"pubDate"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(listserver.DemoUpdates(), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Items) != 4 {
		t.Fatalf("%d entries, want 4", len(feed.Items))
	}
	for _, item := range feed.Items {
		_, err := time.Parse(time.RFC1123, item.Date)
		if err != nil {
			_, err = time.Parse(time.RFC1123Z, item.Date)
		}
		if err != nil || item.GUID == "" {
			t.Errorf("entry %+v: %v", item, err)
		}
	}
}
