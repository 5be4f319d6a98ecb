package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

type hostnamesFunction struct{}

func newHostnamesFunction() function.Function { return &hostnamesFunction{} }

func (f *hostnamesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "hostnames"
}

func (f *hostnamesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Hostnames of Konnect.",
		MarkdownDescription: "Returns the set of hostnames to which a network opens connections for Konnect, as `hostnames` of the data source" +
			" `konnect_hostnames`: exact names, wildcards for control planes, Dev Portals and auth servers, and former names. The result is known in" +
			" the plan, even in a module with `depends_on`.",
		Parameters: []function.Parameter{
			function.SetParameter{
				Name: requirements.ArgRegions, ElementType: types.StringType, MarkdownDescription: descRegions + " At least one.",
			},
			function.SetParameter{
				Name: requirements.ArgComponents, ElementType: types.StringType, AllowNullValue: true,
				MarkdownDescription: descComponents + " `null` means the default. An empty set is an error.",
			},
		},
		Return: function.SetReturn{ElementType: types.StringType},
	}
}

func (f *hostnamesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var regions, components []types.String
	if resp.Error = req.Arguments.Get(ctx, &regions, &components); resp.Error != nil {
		return
	}
	query := requirements.NamesQuery{IncludeLegacy: true}
	if query.Regions, resp.Error = textsOf(0, regions); resp.Error != nil {
		return
	}
	if components != nil {
		if query.Components, resp.Error = textsOf(1, components); resp.Error != nil {
			return
		}
	}
	names, err := requirements.Hostnames(query)
	if err != nil {
		resp.Error = errorAt(err, requirements.ArgRegions, requirements.ArgComponents)
		return
	}
	resp.Error = resp.Result.Set(ctx, stringSet(names.All()))
}
