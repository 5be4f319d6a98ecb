package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

type regionsDataSource struct{}

func newRegionsDataSource() datasource.DataSource { return &regionsDataSource{} }

type regionsModel struct {
	Codes   types.Set `tfsdk:"codes"`
	Regions types.Map `tfsdk:"regions"`
}

func regionEntryType() objectType {
	return objectType{attrName: types.StringType, "status": types.StringType}
}

func (d *regionsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_regions"
}

func (d *regionsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The regions that Kong documents for Konnect. No request is made. The regions of the published" +
			" address list are in `konnect_ip_ranges`.",
		Attributes: map[string]schema.Attribute{
			"codes": schema.SetAttribute{
				Computed: true, ElementType: types.StringType, MarkdownDescription: "The region codes, in lower case.",
			},
			attrRegions: schema.MapAttribute{
				Computed: true, ElementType: regionEntryType().object(),
				MarkdownDescription: "The regions, keyed by code: objects of `name` and `status`, which is `GA` or `beta`.",
			},
		},
	}
}

func (d *regionsDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	model := regionsModel{
		Codes: stringSet(catalog.RegionCodes()),
		Regions: objectMap(regionEntryType(), catalog.Regions(), func(region catalog.Region) (string, map[string]attr.Value) {
			return region.Code, map[string]attr.Value{
				attrName: types.StringValue(region.Name),
				"status": types.StringValue(string(region.Status)),
			}
		}),
	}
	setState(ctx, resp, &model)
}
