package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
)

// privateLinkRow holds the ids of the endpoint services of one AWS region, one for each Konnect region and one for what
// belongs to none.
type privateLinkRow struct {
	awsRegion                      string
	au, eu, global, in, me, sg, us string
}

// privateLinkRows are Konnect's endpoint services for AWS PrivateLink. The name of an AWS region says nothing about the Konnect
// region: each AWS region has services for all of them.
// Source: Kong/developer.konghq.com, app/gateway/aws-private-link.md, 2026-08-07.
var privateLinkRows = []privateLinkRow{
	{
		awsRegion: "ap-east-1",
		au:        "0c7b67a477740b8cb",
		eu:        "0ca74e27b8d0a5c3c",
		global:    "09dcb6580ddeff0ae",
		in:        "0731d524d482bfb04",
		me:        "09ca173aa8de2dd02",
		sg:        "0b4d34906c77a8e29",
		us:        "02c00c62584350b46",
	},
	{
		awsRegion: "ap-northeast-1",
		au:        "05a555912c88c3403",
		eu:        "01c086f3cb2a8e3b1",
		global:    "0a5ef5e9cd65b180a",
		in:        "0f1fed745c08bb4c2",
		me:        "012f363a353acc0af",
		sg:        "08b4f9a82fe4dd518",
		us:        "087f56ff74f855a49",
	},
	{
		awsRegion: "ap-northeast-2",
		au:        "0910a66a8164a201f",
		eu:        "0bf31467f8fdb96c9",
		global:    "0145e14a63e9f470c",
		in:        "01e0aaa8f7b5535f6",
		me:        "03f1d6f3611a15fac",
		sg:        "0000b04df0b4358dd",
		us:        "09a955c0f6ecfa69c",
	},
	{
		awsRegion: "ap-northeast-3",
		au:        "0774c82210d1e3a54",
		eu:        "016e2797bf4af4129",
		global:    "07a3a4d6927b28ca8",
		in:        "0e7bbd9cd5c64cab4",
		me:        "0dea199a0496ca206",
		sg:        "0c107ea8a747b0572",
		us:        "07eed5d5d58364be2",
	},
	{
		awsRegion: "ap-southeast-1",
		au:        "08f76d27d29b02a09",
		eu:        "0a04604ecaed18457",
		global:    "0b1da0ec96942fdb0",
		in:        "0c6699c89ac27323c",
		me:        "00689717c9085d08a",
		sg:        "06ec4681cc9fde9c9",
		us:        "0eeaa22ed2d6268eb",
	},
	{
		awsRegion: "ap-southeast-2",
		au:        "055ba6ff5a3f551c9",
		eu:        "02a339e8dc8ec72c6",
		global:    "0dddc28f5f8b68cbc",
		in:        "050ea149424be6d3c",
		me:        "008f231c7501e72c2",
		sg:        "0619b7120e5eb737b",
		us:        "0600dd84f39e7b12a",
	},
	{
		awsRegion: "eu-central-1",
		au:        "0c3f0574080bdd859",
		eu:        "05e6822fbce58e1a0",
		global:    "050c17c4f2970705f",
		in:        "0a5c165336502e526",
		me:        "0e6497e6df9928a80",
		sg:        "0c43e67226a4aa910",
		us:        "01d3dd232e277feeb",
	},
	{
		awsRegion: "eu-west-1",
		au:        "08edf59f8bc1d2262",
		eu:        "037bd988d9a9d4e3a",
		global:    "0852df4643d76b28e",
		in:        "029c2f6bedf7c346f",
		me:        "0978fbaf50bfc67d9",
		sg:        "02451d65748600af6",
		us:        "01070d7c2137e0ee1",
	},
	{
		awsRegion: "eu-west-2",
		au:        "0500cb14757738225",
		eu:        "0b2d5879e15254e35",
		global:    "06dfcb0204806e836",
		in:        "08e51a56a0ee549c6",
		me:        "0ab99eeae8121c7d8",
		sg:        "0646cf4c72df9e4fc",
		us:        "0c23345bb2ef7b298",
	},
	{
		awsRegion: "us-east-1",
		au:        "03eda50387fcc5e06",
		eu:        "074b83bf704d87ba7",
		global:    "032c06bdabfc6005c",
		in:        "0785a7867f5cbed8b",
		me:        "09e6e8ec26383e748",
		sg:        "0925688dce5416901",
		us:        "0a701662e3ebe10b8",
	},
	{
		awsRegion: "us-east-2",
		au:        "03da89378358921bc",
		eu:        "0cb28c923823735ac",
		global:    "0b6f58f5e17620d89",
		in:        "0b439785c0b06bb97",
		me:        "0f1c86fb6399d4fe5",
		sg:        "05e1f7aec7fe36e70",
		us:        "096fe7ba54ebc32db",
	},
	{
		awsRegion: "us-west-2",
		au:        "078156c9cc9048988",
		eu:        "0e03b7c33104a4a4f",
		global:    "053325dfb74719cb9",
		in:        "0865c535fc28a3060",
		me:        "0fce4d5504650e9a3",
		sg:        "03d71f4a064877f2e",
		us:        "0d2994122fea007ca",
	},
}

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
	for _, row := range privateLinkRows {
		for _, service := range []struct{ region, label, id string }{
			// The names keep the region's former code.
			{"au", "ap", row.au},
			{"eu", "eu", row.eu},
			{Global, Global, row.global},
			{"in", "in", row.in},
			{"me", "me", row.me},
			{"sg", "sg", row.sg},
			{"us", "us", row.us},
		} {
			endpoints = append(endpoints, PrivateLinkEndpoint{
				AWSRegion: row.awsRegion, Region: service.region,
				ServiceName: fmt.Sprintf("com.amazonaws.vpce.%s.vpce-svc-%s", row.awsRegion, service.id),
				DNSName:     service.label + ".svc.konghq.com",
			})
		}
	}
	return endpoints
}

// PrivateLinkAWSRegions returns the AWS regions with endpoint services, sorted.
func PrivateLinkAWSRegions() []string {
	names := make([]string, len(privateLinkRows))
	for i, row := range privateLinkRows {
		names[i] = row.awsRegion
	}
	return names
}

// ParsePrivateLinkAWSRegion returns the name of an AWS region with endpoint services in lower case, or an *AWSRegionError.
func ParsePrivateLinkAWSRegion(text string) (string, error) {
	if name := Lower(text); slices.Contains(PrivateLinkAWSRegions(), name) {
		return name, nil
	}
	return "", &AWSRegionError{text}
}

// AWSRegionError names a text that is no AWS region in which Konnect has endpoint services.
type AWSRegionError struct{ Text string }

// Summary is the summary of a diagnostic.
func (*AWSRegionError) Summary() string { return "AWS Region Without PrivateLink" }

func (e *AWSRegionError) Error() string {
	// Without a "did you mean": real names of AWS regions differ in a letter, and another region's service does not answer.
	return fmt.Sprintf("Kong documents no PrivateLink service in the AWS region %s; it does in: %s",
		cleantext.Quote(e.Text, maxQuoted), strings.Join(PrivateLinkAWSRegions(), ", "))
}
