package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

type privateLinkDataSource struct{}

func newPrivateLinkDataSource() datasource.DataSource { return &privateLinkDataSource{} }

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

func (d *privateLinkDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_private_link"
}

func (d *privateLinkDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The endpoint services through which a VPC reaches Konnect over AWS PrivateLink, as Kong documents them. No" +
			" request is made.",
		Attributes: map[string]schema.Attribute{
			requirements.ArgAWSRegion: schema.StringAttribute{
				Optional: true, MarkdownDescription: "The AWS region of the VPC, in any case, such as `us-east-1`. Default: all AWS regions with the services.",
				Validators: []validator.String{awsRegionValidator()},
			},
			attrRegions: schema.SetAttribute{
				Optional: true, CustomType: uniqueSetOfStrings(),
				MarkdownDescription: "Konnect's region codes, in any case. Default: all. `global` is always included: it is for names without a region.",
				Validators:          elements(documentedRegionValidator(catalog.Global)),
			},
			"endpoints": schema.MapAttribute{
				Computed: true, ElementType: privateLinkEndpointType().object(),
				MarkdownDescription: "The endpoint services, keyed by AWS region and Konnect region, such as `us-east-1/eu`: objects of" +
					" `aws_region`, `region`, `service_name` and `dns_name`.",
			},
			"aws_regions": schema.SetAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "All AWS regions with the services, chosen or not.",
			},
		},
	}
}

func (d *privateLinkDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model privateLinkModel
	resp.Diagnostics.Append(decodeConfig(ctx, req.Config, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	endpoints, err := requirements.PrivateLink(model.AWSRegion.ValueString(), texts(model.Regions))
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	model.AWSRegions = stringSet(catalog.PrivateLinkAWSRegions())
	model.Endpoints = objectMap(privateLinkEndpointType(), endpoints, func(endpoint catalog.PrivateLinkEndpoint) (string, map[string]attr.Value) {
		return endpoint.AWSRegion + "/" + endpoint.Region, map[string]attr.Value{
			requirements.ArgAWSRegion: types.StringValue(endpoint.AWSRegion),
			attrRegion:                types.StringValue(endpoint.Region),
			"service_name":            types.StringValue(endpoint.ServiceName),
			"dns_name":                types.StringValue(endpoint.DNSName),
		}
	})
	setState(ctx, resp, &model)
}
