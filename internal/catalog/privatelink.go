package catalog

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// privateLinkTable holds the tables of Kong's page, a line for each endpoint service. The name of an AWS region says nothing about
// the Konnect region: each AWS region has services for all of them.
// Source: Kong/developer.konghq.com, app/gateway/aws-private-link.md, 2026-08-07.
//
//go:embed aws-privatelink.tsv
var privateLinkTable string

// PrivateLinkEndpoint is an endpoint service for AWS PrivateLink, for which a VPC gets an interface endpoint.
type PrivateLinkEndpoint struct {
	AWSRegion string
	// Region is the code of a Konnect region, or Global.
	Region      string
	ServiceName string
	// DNSName is what data planes and API clients in the VPC call, with the private DNS of the interface endpoint.
	DNSName string
}

// PrivateLinkEndpoints returns every endpoint service, in the order of AWS region and Konnect region.
func PrivateLinkEndpoints() []PrivateLinkEndpoint {
	var endpoints []PrivateLinkEndpoint
	_, rows, _ := strings.Cut(privateLinkTable, "\n")
	for row := range strings.Lines(rows) {
		cells := strings.Split(strings.TrimSpace(row), "\t")
		endpoints = append(endpoints, PrivateLinkEndpoint{
			AWSRegion: cells[0], Region: Lower(cells[1]), ServiceName: cells[2], DNSName: cells[3],
		})
	}
	slices.SortFunc(endpoints, func(a, b PrivateLinkEndpoint) int {
		return cmp.Or(cmp.Compare(a.AWSRegion, b.AWSRegion), cmp.Compare(a.Region, b.Region))
	})
	return endpoints
}

// PrivateLinkAWSRegions returns the AWS regions with endpoint services, sorted.
func PrivateLinkAWSRegions() []string {
	var names []string
	for _, endpoint := range PrivateLinkEndpoints() {
		names = append(names, endpoint.AWSRegion)
	}
	return slices.Compact(names)
}

// ParsePrivateLinkAWSRegion returns the name of an AWS region with endpoint services in lower case.
func ParsePrivateLinkAWSRegion(text string) (string, error) {
	regions := PrivateLinkAWSRegions()
	if name := Lower(text); slices.Contains(regions, name) {
		return name, nil
	}
	// Without a "did you mean": real names of AWS regions differ in a letter, and another region's service does not answer.
	return "", problem.New("AWS Region Without PrivateLink", "Kong documents no PrivateLink service in the AWS region %s; it does in: %s",
		cleantext.Quote(text, maxQuoted), strings.Join(regions, ", "))
}
