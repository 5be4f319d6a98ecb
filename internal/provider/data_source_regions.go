package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

type regionsModel struct {
	Codes   types.Set `tfsdk:"codes"`
	Regions types.Map `tfsdk:"regions"`
}

func regionEntryType() objectType {
	return objectType{attrName: types.StringType, "status": types.StringType}
}

func regionsDataSource() readable {
	return dataSource[regionsModel]{name: "regions", read: (*regionsModel).read, schema: schema.Schema{
		MarkdownDescription: "The regions that Kong documents for Konnect. No request is made. The regions of the published" +
			" address list are in `konnect_ip_ranges`.",
		Attributes: map[string]schema.Attribute{
			"codes": computedSet("The region codes, in lower case."),
			attrRegions: computedMap(regionEntryType(),
				"The regions, keyed by code: objects of `name` and `status`, which is `GA` or `beta`."),
		},
	}}
}

func (m *regionsModel) read(context.Context, *sources) ([]error, error) {
	m.Codes = stringSet(catalog.RegionCodes())
	m.Regions = objectMap(regionEntryType(), catalog.Regions(), func(region catalog.Region) (string, map[string]attr.Value) {
		return region.Code, map[string]attr.Value{
			attrName: types.StringValue(region.Name),
			"status": types.StringValue(string(region.Status)),
		}
	})
	return nil, nil
}
