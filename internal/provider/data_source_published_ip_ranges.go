package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

const (
	attrLists      = "lists"
	attrAllRegions = "all_regions"
)

type publishedIPRangesModel struct {
	Regions           uniqueSet    `tfsdk:"regions"`
	Directions        uniqueSet    `tfsdk:"directions"`
	MinimumUpdateDate types.String `tfsdk:"minimum_update_date"`

	Ranges  types.Object `tfsdk:"ranges"`
	Problem types.String `tfsdk:"problem"`
}

func listOfStrings() types.ListType { return types.ListType{ElemType: types.StringType} }

// acceptedRangesType has lists of CIDRs by direction and region. They are lists because Terraform compares large sets pair by pair.
func acceptedRangesType() objectType {
	byRegion := types.MapType{ElemType: listOfStrings()}
	return objectType{string(addresslist.Ingress): byRegion, string(addresslist.Egress): byRegion}
}

func publishedRangesType() objectType {
	return acceptedRangesType().with(objectType{attrLists: listOfStrings(), attrAllRegions: types.BoolType, attrUpdatedAt: types.StringType})
}

func publishedIPRangesDataSource() readable {
	return dataSource[publishedIPRangesModel]{name: "published_ip_ranges", read: (*publishedIPRangesModel).read, schema: schema.Schema{
		MarkdownDescription: "What the published list says now, for `konnect_accepted_ip_ranges`. It fails for mistakes in its arguments only: whatever is" +
			" wrong with the list or with a region is a warning, and in `problem`.",
		Attributes: map[string]schema.Attribute{
			attrRegions: setArgument(elements(readBy(addresslist.ParsePublishedRegion)),
				"Region codes, in any case. The ingress addresses of `global` and the egress addresses of `us` come by themselves. Default:"+
					" all regions of the list that have addresses."),
			addresslist.ArgDirections: setArgument(elements(readBy(addresslist.ParseDirection)),
				"`ingress`, the addresses at which Konnect receives, and `egress`, the addresses from which Konnect sends: one of them or"+
					" both. Default `[\"ingress\"]`."),
			attrMinimumUpdateDate: textArgument(readBy(addresslist.ParseDate),
				"The oldest date of a list that can be used, in the list's own form (`2025-08-26-16-03-33`, UTC) or in RFC 3339. Default:"+
					" any date."),
			"ranges": schema.ObjectAttribute{
				Computed: true, AttributeTypes: publishedRangesType(),
				MarkdownDescription: "What can be used, for `published` of `konnect_accepted_ip_ranges`. Never null. An object of `lists`, what is asked for, such" +
					" as `ingress/us`; `ingress` and `egress`, maps of sorted lists of CIDRs, keyed by region code; `all_regions`, whether `regions` is not" +
					" set; `updated_at`, the date of the list, null if no list can be used. A region of `lists` without a key in its map can't be used.",
			},
			"problem": computedText("What can't be used and why, for a `check`. Null if all can be used."),
		},
	}}
}

func (m *publishedIPRangesModel) read(ctx context.Context, from *sources) ([]error, error) {
	query, err := addresslist.ParsePublishedQuery(texts(m.Directions), texts(m.Regions), m.MinimumUpdateDate.ValueString())
	if err != nil {
		return nil, err
	}
	document, err := from.addresses.Get(ctx)
	if err != nil && ctx.Err() != nil {
		return nil, err
	}
	published := query.Of(document, err)
	fields := map[string]attr.Value{
		attrLists: stringList(published.Lists), attrAllRegions: types.BoolValue(m.Regions.IsNull()), attrUpdatedAt: timeOrNull(published.UpdatedAt),
	}
	for _, direction := range []addresslist.Direction{addresslist.Ingress, addresslist.Egress} {
		lists := map[string]attr.Value{}
		for region, set := range published.Ranges[direction] {
			lists[region] = stringList(set.CIDRs())
		}
		fields[string(direction)] = types.MapValueMust(listOfStrings(), lists)
	}
	m.Ranges = types.ObjectValueMust(publishedRangesType(), fields)
	var problems []string
	for _, unusable := range published.Problems {
		problems = append(problems, detail(problem.Of(unusable)))
	}
	m.Problem = textOrNull(cleantext.Text(strings.Join(problems, " "), maxDetail))
	return slices.Concat(published.Problems, published.Warnings), nil
}
