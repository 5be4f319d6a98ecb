package requirements

import (
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// ArgAWSRegion is the name of the argument of PrivateLink that an ArgumentError can carry, beside ArgRegions.
const ArgAWSRegion = "aws_region"

// PrivateLink returns Konnect's endpoint services for AWS PrivateLink in an AWS region, for the regions and for what belongs to
// none of them. An empty awsRegion stands for every AWS region, nil regions for every region. Errors are of type *ArgumentError.
func PrivateLink(awsRegion string, regions []string) ([]catalog.PrivateLinkEndpoint, error) {
	if awsRegion != "" {
		var err error
		if awsRegion, err = catalog.ParsePrivateLinkAWSRegion(awsRegion); err != nil {
			return nil, &ArgumentError{ArgAWSRegion, err}
		}
	}
	chosen := catalog.RegionCodes()
	if regions != nil {
		var err error
		if chosen, err = normalizeRegions(regions, knowsRegionOrGlobal); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(catalog.PrivateLinkEndpoints(), func(endpoint catalog.PrivateLinkEndpoint) bool {
		elsewhere := awsRegion != "" && endpoint.AWSRegion != awsRegion
		return elsewhere || endpoint.Region != catalog.Global && !slices.Contains(chosen, endpoint.Region)
	}), nil
}

func knowsRegionOrGlobal(code string) bool {
	return code == catalog.Global || catalog.KnowsRegion(code)
}
