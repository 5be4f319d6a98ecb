package catalog_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// The table is Kong's, byte for byte as it was read: 12 AWS regions, each with a service for every region and for what belongs to none.
func TestPrivateLinkEndpoints(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("aws-privatelink.tsv")
	if err != nil {
		t.Fatal(err)
	}
	const read = "745e0202fa143a1b925e363a1df52db67ff9716fe2373a74df5ebe899ff602c3"
	if digest := fmt.Sprintf("%x", sha256.Sum256(table)); digest != read {
		t.Errorf("the table has the digest %s, not that of the page of 2026-08-07", digest)
	}
	endpoints := catalog.PrivateLinkEndpoints()
	regions := append(catalog.RegionCodes(), catalog.Global)
	slices.Sort(regions)
	if len(endpoints) != 12*len(regions) {
		t.Fatalf("%d services, want %d", len(endpoints), 12*len(regions))
	}
	services := map[string]bool{}
	for i, endpoint := range endpoints {
		if row := i / len(regions); endpoint.AWSRegion != catalog.PrivateLinkAWSRegions()[row] || endpoint.Region != regions[i%len(regions)] {
			t.Errorf("service %d is of %s and %s, out of order", i, endpoint.AWSRegion, endpoint.Region)
		}
		if !regexp.MustCompile(`^com\.amazonaws\.vpce\.` + endpoint.AWSRegion + `\.vpce-svc-[0-9a-f]{17}$`).MatchString(endpoint.ServiceName) {
			t.Errorf("service name %q in %s", endpoint.ServiceName, endpoint.AWSRegion)
		}
		if services[endpoint.ServiceName] {
			t.Errorf("%s stands twice", endpoint.ServiceName)
		}
		services[endpoint.ServiceName] = true
		// The name leads back to its region.
		region := strings.TrimSuffix(endpoint.Region, catalog.Global)
		if read, err := catalog.ParseEndpoint(endpoint.DNSName); err != nil || read.Region != region {
			t.Errorf("%s reads as region %q, %v, want %q", endpoint.DNSName, read.Region, err, region)
		}
	}
	if first := (catalog.PrivateLinkEndpoint{
		AWSRegion: "ap-east-1", Region: "au", ServiceName: "com.amazonaws.vpce.ap-east-1.vpce-svc-0c7b67a477740b8cb", DNSName: "ap.svc.konghq.com",
	}); endpoints[0] != first {
		t.Errorf("first service %+v, want %+v", endpoints[0], first)
	}
}

func TestParsePrivateLinkAWSRegion(t *testing.T) {
	t.Parallel()
	known := catalog.PrivateLinkAWSRegions()
	if !slices.IsSorted(known) || len(known) != 12 {
		t.Errorf("AWS regions %q, want 12 in order", known)
	}
	for text, want := range map[string]string{"us-east-1": "us-east-1", "EU-West-2": "eu-west-2"} {
		if got, err := catalog.ParsePrivateLinkAWSRegion(text); err != nil || got != want {
			t.Errorf("ParsePrivateLinkAWSRegion(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	const list = "ap-east-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-southeast-1, ap-southeast-2, eu-central-1, eu-west-1, " +
		"eu-west-2, us-east-1, us-east-2, us-west-2"
	for _, text := range []string{"us-west-1", "me-south-1", "", "us", "us_east_1", "us-east-1a", " us-east-1"} {
		got, err := catalog.ParsePrivateLinkAWSRegion(text)
		wantProblem(t, text, got, err, &problem.Problem{
			Summary: "AWS Region Without PrivateLink",
			What:    `Kong documents no PrivateLink service in the AWS region "` + text + `"; it does in: ` + list,
		})
	}
}
