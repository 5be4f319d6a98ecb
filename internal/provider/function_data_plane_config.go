package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func dataPlaneConfigFunction() function.Function {
	return providerFunction{name: "data_plane_config", run: runDataPlaneConfig, definition: function.Definition{
		Summary: "kong.conf settings of a data plane.",
		MarkdownDescription: "Returns the settings of `kong.conf` that connect a data plane to its control plane in Konnect, keyed by setting. Both" +
			" endpoints are public or both in the PrivateLink form. The certificate and its key are not included. For environment" +
			" variables, write the settings in upper case and put `KONG_` in front.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name: requirements.ArgControlPlaneEndpoint,
				MarkdownDescription: "The control plane's `config.control_plane_endpoint` from Konnect's API, such as" +
					" `https://f47a4e996f.us.cp.konghq.com`, or its PrivateLink form `us.svc.konghq.com/cp/f47a4e996f`.",
			},
			function.StringParameter{
				Name: requirements.ArgTelemetryEndpoint,
				MarkdownDescription: "The same control plane's `config.telemetry_endpoint`, such as" +
					" `https://f47a4e996f.us.tp.konghq.com`, or its PrivateLink form `us.svc.konghq.com/tp/f47a4e996f`.",
			},
		},
		Return: function.MapReturn{ElementType: types.StringType},
	}}
}

func runDataPlaneConfig(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var controlPlane, telemetry string
	if err := arguments.Get(ctx, &controlPlane, &telemetry); err != nil {
		return nil, err
	}
	return requirements.DataPlaneConfig(controlPlane, telemetry)
}
