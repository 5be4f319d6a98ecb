package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

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

func portsDataSource() readable {
	return dataSource[portsModel]{name: "ports", read: (*portsModel).read, schema: schema.Schema{
		MarkdownDescription: "The ports that a network opens for Konnect, with their protocols. *Outbound* and *inbound* are seen from" +
			" your network. No request is made.",
		Attributes: map[string]schema.Attribute{
			attrComponents:               componentsAttribute(),
			requirements.ArgProxyListen:  listenAttribute(kongconf.ProxyListen, descProxyListen),
			requirements.ArgStreamListen: listenAttribute(kongconf.StreamListen, descStreamListen),
			attrOutbound: computedMap(portEntryType(),
				"Konnect's ports to which your network opens connections, keyed `tcp/443`: objects of `protocol` (`tcp` or `udp`), `port`,"+
					" `application_protocol` (such as `https`, null where none is documented), `components` that need it, `setting` (the data"+
					" plane's setting that the port follows from, null for Konnect's own ports) and `description`."),
			attrInbound: computedMap(portEntryType(),
				"Ports of your data planes on which clients connect, keyed `tcp/8443`: objects as in `outbound`."),
		},
	}}
}

func (m *portsModel) read(context.Context, *sources) ([]error, error) {
	query := requirements.Query{
		Components:   texts(m.Components),
		ProxyListen:  textOr(m.ProxyListen, kongconf.DefaultProxyListen),
		StreamListen: textOr(m.StreamListen, kongconf.DefaultStreamListen),
	}
	outbound, inbound, err := requirements.Ports(query)
	if err != nil {
		return nil, err
	}
	m.Outbound, m.Inbound = portMap(outbound), portMap(inbound)
	return query.Unused(), nil
}

func portMap(ports []requirements.Port) types.Map {
	return objectMap(portEntryType(), ports, func(port requirements.Port) (string, map[string]attr.Value) {
		fields := portFields(port)
		fields["application_protocol"] = textOrNull(port.ApplicationProtocol)
		fields["setting"] = textOrNull(port.Setting)
		return port.Key(), fields
	})
}
