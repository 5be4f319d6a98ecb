package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func endpointType() objectType {
	return objectType{
		"hostname": types.StringType, attrPort: types.Int64Type, "dns_prefix": types.StringType, attrRegion: types.StringType,
		"service": types.StringType, attrLegacy: types.BoolType,
	}
}

func parseEndpointFunction() function.Function {
	return providerFunction{name: "parse_endpoint", run: runParseEndpoint, definition: function.Definition{
		Summary: "Parts of a Konnect endpoint.",
		MarkdownDescription: "Splits an endpoint of a control plane, as Konnect's API returns it or a data plane logs it, or another documented" +
			" hostname of Konnect, in any case. Scheme (`https`, `wss` or `grpcs`), port, path, query and surrounding white space are optional. A path" +
			" counts only in the PrivateLink form `us.svc.konghq.com/cp/PREFIX`, a query never. Any other endpoint is an error. For a hostname of" +
			" Kong's that no control plane and no data plane has, the error says what it is.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "endpoint",
				MarkdownDescription: "Endpoint, such as `https://f47a4e996f.us.cp.konghq.com`.",
			},
		},
		Return: function.ObjectReturn{AttributeTypes: endpointType()},
	}}
}

func runParseEndpoint(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var text string
	if err := arguments.Get(ctx, &text); err != nil {
		return nil, err
	}
	endpoint, err := catalog.ParseEndpoint(text)
	if err != nil {
		return nil, problem.At("endpoint", err)
	}
	return types.ObjectValueMust(endpointType(), map[string]attr.Value{
		"hostname":   types.StringValue(endpoint.Hostname),
		attrPort:     types.Int64Value(int64(endpoint.Port)),
		"dns_prefix": textOrNull(endpoint.DNSPrefix),
		attrRegion:   textOrNull(endpoint.Region),
		"service":    textOrNull(endpoint.Service),
		attrLegacy:   types.BoolValue(endpoint.Legacy),
	}), nil
}
