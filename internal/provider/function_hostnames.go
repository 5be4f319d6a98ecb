package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func hostnamesFunction() function.Function {
	return providerFunction{name: "hostnames", run: runHostnames, definition: function.Definition{
		Summary: "Hostnames of Konnect.",
		MarkdownDescription: "Returns the set of hostnames to which a network opens connections for Konnect, as `hostnames` of the data source" +
			" `konnect_hostnames`: exact names, wildcards for control planes, Dev Portals and auth servers, and former names. The result is known in" +
			" the plan, even in a module with `depends_on`.",
		Parameters: []function.Parameter{
			function.SetParameter{
				Name: requirements.ArgRegions, ElementType: types.StringType, MarkdownDescription: descRegions() + " At least one.",
			},
			function.SetParameter{
				Name: requirements.ArgComponents, ElementType: types.StringType, AllowNullValue: true,
				MarkdownDescription: descComponents() + " `null` means the default. An empty set is an error.",
			},
		},
		Return: function.SetReturn{ElementType: types.StringType},
	}}
}

func runHostnames(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var regions, components []types.String
	if err := arguments.Get(ctx, &regions, &components); err != nil {
		return nil, err
	}
	query := requirements.Query{IncludeLegacy: true}
	var err error
	if query.Regions, err = textsOf(requirements.ArgRegions, regions); err != nil {
		return nil, err
	}
	if components != nil {
		if query.Components, err = textsOf(requirements.ArgComponents, components); err != nil {
			return nil, err
		}
	}
	names, err := requirements.Hostnames(query)
	if err != nil {
		return nil, err
	}
	return stringSet(names.All()), nil
}
