package requirements

import (
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// ArgAWSRegion is the name of the argument of PrivateLink that problems name.
const ArgAWSRegion = "aws_region"

// PrivateLink returns Konnect's endpoint services for AWS PrivateLink in an AWS region, for the regions and for what belongs to
// none of them. An empty awsRegion stands for every AWS region, nil regions for every region.
func PrivateLink(awsRegion string, regions []string) ([]catalog.PrivateLinkEndpoint, error) {
	if awsRegion != "" {
		var err error
		if awsRegion, err = catalog.ParsePrivateLinkAWSRegion(awsRegion); err != nil {
			return nil, problem.At(ArgAWSRegion, err)
		}
	}
	chosen := catalog.RegionCodes()
	if regions != nil {
		var err error
		if chosen, err = parseRegions(regions, func(code string) (string, error) { return catalog.ParseRegion(code, catalog.Global) }); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(catalog.PrivateLinkEndpoints(), func(endpoint catalog.PrivateLinkEndpoint) bool {
		elsewhere := awsRegion != "" && endpoint.AWSRegion != awsRegion
		return elsewhere || endpoint.Region != catalog.Global && !slices.Contains(chosen, endpoint.Region)
	}), nil
}
