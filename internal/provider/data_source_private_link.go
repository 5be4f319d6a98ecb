package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

type privateLinkModel struct {
	AWSRegion  types.String `tfsdk:"aws_region"`
	Regions    uniqueSet    `tfsdk:"regions"`
	Endpoints  types.Map    `tfsdk:"endpoints"`
	AWSRegions types.Set    `tfsdk:"aws_regions"`
}

func privateLinkEndpointType() objectType {
	return objectType{
		requirements.ArgAWSRegion: types.StringType, attrRegion: types.StringType,
		"service_name": types.StringType, "dns_name": types.StringType,
	}
}

func privateLinkDataSource() readable {
	return dataSource[privateLinkModel]{name: "private_link", read: (*privateLinkModel).read, schema: schema.Schema{
		MarkdownDescription: "The endpoint services through which a VPC reaches Konnect over AWS PrivateLink, as Kong documents them. No" +
			" request is made.",
		Attributes: map[string]schema.Attribute{
			requirements.ArgAWSRegion: textArgument(readBy(catalog.ParsePrivateLinkAWSRegion),
				"The AWS region of the VPC, in any case, such as `us-east-1`. Default: all AWS regions with the services."),
			attrRegions: setArgument(elements(documentedRegion(catalog.Global)),
				"Konnect's region codes, in any case. Default: all. `global` is always included: it is for names without a region."),
			"endpoints": computedMap(privateLinkEndpointType(),
				"The endpoint services, keyed by AWS region and Konnect region, such as `us-east-1/eu`: objects of"+
					" `aws_region`, `region`, `service_name` and `dns_name`."),
			"aws_regions": computedSet("All AWS regions with the services, chosen or not."),
		},
	}}
}

func (m *privateLinkModel) read(context.Context, *sources) ([]error, error) {
	endpoints, err := requirements.PrivateLink(m.AWSRegion.ValueString(), texts(m.Regions))
	if err != nil {
		return nil, err
	}
	m.AWSRegions = stringSet(catalog.PrivateLinkAWSRegions())
	m.Endpoints = objectMap(privateLinkEndpointType(), endpoints, func(endpoint catalog.PrivateLinkEndpoint) (string, map[string]attr.Value) {
		return endpoint.AWSRegion + "/" + endpoint.Region, map[string]attr.Value{
			requirements.ArgAWSRegion: types.StringValue(endpoint.AWSRegion),
			attrRegion:                types.StringValue(endpoint.Region),
			"service_name":            types.StringValue(endpoint.ServiceName),
			"dns_name":                types.StringValue(endpoint.DNSName),
		}
	})
	return nil, nil
}
