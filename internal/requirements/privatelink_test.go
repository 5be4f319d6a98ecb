package requirements_test

import (
	"slices"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func TestPrivateLink(t *testing.T) {
	t.Parallel()
	all := []string{"au", "eu", "global", "in", "me", "sg", "us"}
	tests := map[string]struct {
		awsRegion        string
		regions          []string
		wantAWS, wantFor []string
	}{
		"everything":           {"", nil, catalog.PrivateLinkAWSRegions(), all},
		"one AWS region":       {"us-east-1", nil, []string{"us-east-1"}, all},
		"one region":           {"", []string{"eu"}, catalog.PrivateLinkAWSRegions(), []string{"eu", "global"}},
		"one of each":          {"AP-Northeast-3", []string{"US", "us"}, []string{"ap-northeast-3"}, []string{"global", "us"}},
		"global by its name":   {"us-east-1", []string{"global"}, []string{"us-east-1"}, []string{"global"}},
		"regions far from AWS": {"us-east-2", []string{"in", "me", "sg"}, []string{"us-east-2"}, []string{"global", "in", "me", "sg"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want, got []string
			for _, awsRegion := range test.wantAWS {
				for _, region := range test.wantFor {
					want = append(want, awsRegion+"/"+region)
				}
			}
			endpoints, err := requirements.PrivateLink(test.awsRegion, test.regions)
			if err != nil {
				t.Fatal(err)
			}
			for _, endpoint := range endpoints {
				got = append(got, endpoint.AWSRegion+"/"+endpoint.Region)
			}
			if !slices.Equal(got, want) {
				t.Errorf("endpoint services\n%q\nwant\n%q", got, want)
			}
		})
	}
}

func TestPrivateLinkErrors(t *testing.T) {
	t.Parallel()
	const (
		regions = "au, eu, in, me, sg, us"
		aws     = "ap-east-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-southeast-1, ap-southeast-2, eu-central-1, eu-west-1, " +
			"eu-west-2, us-east-1, us-east-2, us-west-2"
	)
	tests := map[string]struct {
		awsRegion      string
		regions        []string
		argument, want string
	}{
		"AWS region without the service": {"me-south-1", nil, "aws_region", `Kong documents no PrivateLink service in the AWS region "me-south-1"; it does in: ` + aws},
		"unknown region":                 {"us-east-1", []string{"us-east-1"}, "regions", `region "us-east-1" is not one of: ` + regions + ` (did you mean "us"?)`},
		"no regions":                     {"us-east-1", []string{}, "regions", "the set is empty; give at least one of: " + regions},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			endpoints, err := requirements.PrivateLink(test.awsRegion, test.regions)
			if endpoints != nil {
				t.Errorf("endpoint services %v beside the error", endpoints)
			}
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}
