package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

type parseListenFunction struct{}

func newParseListenFunction() function.Function { return &parseListenFunction{} }

func listenerType() objectType {
	return objectType{
		"address": types.StringType, attrPort: types.Int64Type, attrProtocol: types.StringType, "tls": types.BoolType,
		"http2": types.BoolType, "proxy_protocol": types.BoolType, "flags": setOfStrings(),
	}
}

func (f *parseListenFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_listen"
}

func (f *parseListenFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Listeners of a kong.conf setting.",
		MarkdownDescription: "Reads the value of one of Kong Gateway's `*_listen` settings as Kong does. Returns a list" +
			" of objects in the order of the entries: `address` (canonical, IPv6 without brackets), `port`, `protocol` (`tcp` or `udp`)," +
			" `tls`, `http2`, `proxy_protocol` and `flags`, the set of all flags as written. `off` gives an empty list. References, such as" +
			" `${PORT}` or `{vault://env/port}`, are errors, because they are not resolved here.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name: "setting",
				MarkdownDescription: "Name of the setting, which determines the allowed flags: `proxy_listen`, `admin_listen`, `status_listen`," +
					" `debug_listen`, `admin_gui_listen`, `cluster_listen`, `cluster_telemetry_listen` or `stream_listen`.",
			},
			function.StringParameter{
				Name:                "value",
				MarkdownDescription: "Value of the setting, such as `0.0.0.0:8000, 0.0.0.0:8443 http2 ssl`.",
			},
		},
		Return: function.ListReturn{ElementType: listenerType().object()},
	}
}

func (f *parseListenFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var name, value string
	if resp.Error = req.Arguments.Get(ctx, &name, &value); resp.Error != nil {
		return
	}
	setting, err := kongconf.ParseSetting(name)
	if err != nil {
		resp.Error = argumentError(0, err)
		return
	}
	listeners, err := kongconf.Parse(setting, value)
	if err != nil {
		resp.Error = argumentError(1, err)
		return
	}
	resp.Error = resp.Result.Set(ctx, objectList(listenerType(), listeners, func(listener kongconf.Listener) map[string]attr.Value {
		return map[string]attr.Value{
			"address":        types.StringValue(listener.Host),
			attrPort:         types.Int64Value(int64(listener.Port)),
			attrProtocol:     types.StringValue(listener.Protocol()),
			"tls":            types.BoolValue(listener.TLS),
			"http2":          types.BoolValue(listener.HTTP2),
			"proxy_protocol": types.BoolValue(listener.ProxyProtocol),
			"flags":          stringSet(listener.Flags),
		}
	}))
}
