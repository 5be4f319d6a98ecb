package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func listenerType() objectType {
	return objectType{
		"address": types.StringType, attrPort: types.Int64Type, attrProtocol: types.StringType, "tls": types.BoolType,
		"http2": types.BoolType, "proxy_protocol": types.BoolType, "flags": setOfStrings(),
	}
}

func parseListenFunction() function.Function {
	return providerFunction{name: "parse_listen", run: runParseListen, definition: function.Definition{
		Summary: "Listeners of a kong.conf setting.",
		MarkdownDescription: "Reads the value of one of Kong Gateway's `*_listen` settings as Kong does. Returns one" +
			" object for each listener, in the same order. `off` gives an empty list. References, such as `${PORT}` or `{vault://env/port}`, are" +
			" errors, because they are not resolved here.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "setting",
				MarkdownDescription: "Name of the setting, which determines the allowed flags: one of " + codes(kongconf.Settings()) + ".",
			},
			function.StringParameter{
				Name:                "value",
				MarkdownDescription: "Value of the setting, such as `0.0.0.0:8000, 0.0.0.0:8443 http2 ssl`.",
			},
		},
		Return: function.ListReturn{ElementType: listenerType().object()},
	}}
}

func runParseListen(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var name, value string
	if err := arguments.Get(ctx, &name, &value); err != nil {
		return nil, err
	}
	setting, err := kongconf.ParseSetting(name)
	if err != nil {
		return nil, problem.At("setting", err)
	}
	listeners, err := kongconf.Parse(setting, value)
	if err != nil {
		return nil, problem.At("value", err)
	}
	return objectList(listenerType(), listeners, func(listener kongconf.Listener) map[string]attr.Value {
		return map[string]attr.Value{
			"address":        types.StringValue(listener.Host),
			attrPort:         types.Int64Value(int64(listener.Port)),
			attrProtocol:     types.StringValue(listener.Protocol()),
			"tls":            types.BoolValue(listener.TLS),
			"http2":          types.BoolValue(listener.HTTP2),
			"proxy_protocol": types.BoolValue(listener.ProxyProtocol),
			"flags":          stringSet(listener.Flags),
		}
	}), nil
}
