package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

type portsDataSource struct{}

func newPortsDataSource() datasource.DataSource { return &portsDataSource{} }

type portsModel struct {
	Components   uniqueSet    `tfsdk:"components"`
	ProxyListen  types.String `tfsdk:"proxy_listen"`
	StreamListen types.String `tfsdk:"stream_listen"`
	Outbound     types.Map    `tfsdk:"outbound"`
	Inbound      types.Map    `tfsdk:"inbound"`
}

func portEntryType() objectType {
	return portType().with(objectType{"application_protocol": types.StringType, "setting": types.StringType})
}

func (d *portsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_ports"
}

func (d *portsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	const fields = " Objects of `protocol` (`tcp` or `udp`), `port`, `application_protocol` (such as `https`, null where none is" +
		" documented), `components` that need it, `setting` (the data plane's setting that the port follows from, null for Konnect's own" +
		" ports) and `description`."
	resp.Schema = schema.Schema{
		MarkdownDescription: "The ports that a network opens for Konnect, with their protocols. *Outbound* and *inbound* are seen from" +
			" your network. No request is made.",
		Attributes: map[string]schema.Attribute{
			attrComponents:               componentsAttribute(),
			requirements.ArgProxyListen:  listenAttribute(kongconf.ProxyListen, descProxyListen),
			requirements.ArgStreamListen: listenAttribute(kongconf.StreamListen, descStreamListen),
			attrOutbound: schema.MapAttribute{
				Computed: true, ElementType: portEntryType().object(),
				MarkdownDescription: "Konnect's ports to which your network opens connections, keyed `tcp/443`." + fields,
			},
			attrInbound: schema.MapAttribute{
				Computed: true, ElementType: portEntryType().object(),
				MarkdownDescription: "Ports of your data planes on which clients connect, keyed `tcp/8443`." + fields,
			},
		},
	}
}

func (d *portsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model portsModel
	resp.Diagnostics.Append(decodeConfig(ctx, req.Config, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	query := requirements.Query{
		NamesQuery:   requirements.NamesQuery{Components: texts(model.Components)},
		ProxyListen:  textOr(model.ProxyListen, kongconf.DefaultProxyListen),
		StreamListen: textOr(model.StreamListen, kongconf.DefaultStreamListen),
	}
	outbound, inbound, err := requirements.Ports(query)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	warnUnused(&resp.Diagnostics, notChosen, query.Unused()...)
	model.Outbound, model.Inbound = portMap(outbound), portMap(inbound)
	setState(ctx, resp, &model)
}

func portMap(ports []requirements.Port) types.Map {
	return objectMap(portEntryType(), ports, func(port requirements.Port) (string, map[string]attr.Value) {
		fields := portFields(port)
		fields["application_protocol"] = textOrNull(port.ApplicationProtocol)
		fields["setting"] = textOrNull(port.Setting)
		return port.Key(), fields
	})
}
