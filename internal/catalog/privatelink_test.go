package catalog_test

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// documentedServices reads testdata/aws-privatelink.tsv, the tables of Kong's page as they stand there.
// Source: Kong/developer.konghq.com, app/gateway/aws-private-link.md, 2026-08-07.
func documentedServices(t *testing.T) []catalog.PrivateLinkEndpoint {
	t.Helper()
	file, err := os.Open("testdata/aws-privatelink.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = '\t'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var documented []catalog.PrivateLinkEndpoint
	for _, row := range rows[1:] {
		documented = append(documented, catalog.PrivateLinkEndpoint{
			AWSRegion: row[0], Region: strings.ToLower(row[1]), ServiceName: row[2], DNSName: row[3],
		})
	}
	return documented
}

// The table equals Kong's, row by row and both ways.
func TestPrivateLinkEndpoints(t *testing.T) {
	t.Parallel()
	documented, endpoints := documentedServices(t), catalog.PrivateLinkEndpoints()
	if len(documented) != 84 {
		t.Fatalf("%d rows, want 84", len(documented))
	}
	slices.SortFunc(documented, func(a, b catalog.PrivateLinkEndpoint) int {
		return strings.Compare(a.AWSRegion+"/"+a.Region, b.AWSRegion+"/"+b.Region)
	})
	if diff := cmp.Diff(documented, endpoints); diff != "" {
		t.Errorf("endpoint services (-documented +table)\n%s", diff)
	}
	services := map[string]bool{}
	for _, endpoint := range endpoints {
		if services[endpoint.ServiceName] {
			t.Errorf("%s stands twice", endpoint.ServiceName)
		}
		services[endpoint.ServiceName] = true
		if endpoint.Region != catalog.Global && !catalog.KnowsRegion(endpoint.Region) {
			t.Errorf("%s is of the region %q", endpoint.ServiceName, endpoint.Region)
		}
		// The name leads back to its region.
		region := strings.TrimSuffix(endpoint.Region, catalog.Global)
		if read, err := catalog.ParseEndpoint(endpoint.DNSName); err != nil || read.Region != region {
			t.Errorf("%s reads as region %q, %v, want %q", endpoint.DNSName, read.Region, err, region)
		}
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
		want := `Kong documents no PrivateLink service in the AWS region "` + text + `"; it does in: ` + list
		if _, ok := errors.AsType[*catalog.AWSRegionError](err); !ok || err.Error() != want || got != "" {
			t.Errorf("ParsePrivateLinkAWSRegion(%q) = %q, error\n%v\nwant\n%s", text, got, err, want)
		}
	}
}
