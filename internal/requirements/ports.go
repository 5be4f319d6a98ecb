package requirements

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Port is a protocol and port that the user's network must open.
type Port struct {
	Protocol string
	Number   uint16
	// ApplicationProtocol is what is spoken on the port, empty where that is not documented.
	ApplicationProtocol string
	// Components are all that need the port, sorted.
	Components []catalog.Component
	// Setting is the data plane's setting that the port follows from, empty for Konnect's own ports.
	Setting     string
	Description string
}

// Key returns the port's key in maps, such as tcp/443.
func (p Port) Key() string { return fmt.Sprintf("%s/%d", p.Protocol, p.Number) }

// direction is that of a connection, seen from the user's network.
type direction struct {
	title string // starts descriptions
	name  string // stands in names
}

var (
	outbound = direction{title: "Outbound", name: "out"}
	inbound  = direction{title: "Inbound", name: "in"}
)

// peers are who is at the other end of connections.
type peers uint8

const (
	konnectIngress peers = 1 << iota
	konnectEgress
	clients
)

// flow is one reason to open a port.
type flow struct {
	protocol            string
	port                uint16
	component           catalog.Component
	purpose             string
	applicationProtocol string
	setting             string
	peer                peers
}

// Ports returns the outbound ports towards Konnect and the inbound ports of the data planes, each sorted by protocol and
// number. Of the query the components and the listeners count.
func Ports(query Query) (towardsKonnect, ofDataPlanes []Port, err error) {
	components, err := parseComponents(query.Components)
	if err != nil {
		return nil, nil, err
	}
	out, in, err := query.flows(components)
	if err != nil {
		return nil, nil, err
	}
	return portsOf(outbound, out), portsOf(inbound, in), nil
}

// opensOther reports whether a value of a setting is given that, however it is written, opens other ports than the default.
func opensOther(setting kongconf.Setting, value, standard string) bool {
	flows, err := listenerFlows(setting, value)
	others, otherErr := listenerFlows(setting, standard)
	return value != "" && (err != nil || otherErr != nil || !slices.Equal(flows, others))
}

// flows returns those that follow from the components and the listeners.
func (query Query) flows(components []catalog.Component) (out, in []flow, err error) {
	for _, port := range catalog.Ports() {
		if slices.Contains(components, port.Component) {
			out = append(out, flow{
				protocol: port.Protocol, port: port.Port, component: port.Component,
				purpose: port.Purpose, applicationProtocol: port.ApplicationProtocol, peer: konnectIngress,
			})
		}
	}
	proxy, err := listenerFlows(kongconf.ProxyListen, query.ProxyListen)
	if err != nil {
		return nil, nil, err
	}
	stream, err := listenerFlows(kongconf.StreamListen, query.StreamListen)
	if err != nil || !slices.Contains(components, catalog.Gateway) {
		return out, nil, err
	}
	return out, slices.Concat(proxy, stream), nil
}

// listenerFlows returns a flow for each listener that others than the host itself can reach.
func listenerFlows(setting kongconf.Setting, value string) ([]flow, error) {
	listeners, err := kongconf.Parse(setting, value)
	if err != nil {
		return nil, problem.At(string(setting), err)
	}
	purpose, plain, encrypted := "proxy clients", "http", "https"
	if setting == kongconf.StreamListen {
		purpose, plain, encrypted = "stream clients", "", "tls"
	}
	var flows []flow
	for _, listener := range listeners {
		if listener.Loopback() {
			continue
		}
		spoken := plain
		if listener.TLS {
			spoken = encrypted
		}
		flows = append(flows, flow{
			protocol: listener.Protocol(), port: listener.Port, component: catalog.Gateway,
			purpose: purpose, applicationProtocol: spoken, setting: string(setting), peer: clients,
		})
	}
	return flows, nil
}

// portsOf merges the flows of each port into one.
func portsOf(d direction, flows []flow) []Port {
	var ports []Port
	for _, same := range byPort(flows) {
		ports = append(ports, portOf(d, same))
	}
	return ports
}

// byPort returns the flows of each port together, in the order of protocol and port.
func byPort(flows []flow) [][]flow {
	compare := func(a, b flow) int { return cmp.Or(cmp.Compare(a.protocol, b.protocol), cmp.Compare(a.port, b.port)) }
	var ports [][]flow
	for _, f := range slices.SortedStableFunc(slices.Values(flows), compare) {
		if last := len(ports) - 1; last >= 0 && compare(ports[last][0], f) == 0 {
			ports[last] = append(ports[last], f)
		} else {
			ports = append(ports, []flow{f})
		}
	}
	return ports
}

// portOf describes a port by all its flows.
func portOf(d direction, flows []flow) Port {
	components := distinct(flows, func(f flow) catalog.Component { return f.component })
	return Port{
		Protocol:            flows[0].protocol,
		Number:              flows[0].port,
		ApplicationProtocol: strings.Join(distinct(flows, func(f flow) string { return f.applicationProtocol }), ", "),
		Components:          components,
		Setting:             strings.Join(distinct(flows, func(f flow) string { return f.setting }), ", "),
		Description: fmt.Sprintf("%s: %s (%s)", d.title,
			strings.Join(distinct(flows, func(f flow) string { return f.purpose }), "; "), list(components)),
	}
}

func list(components []catalog.Component) string {
	texts := make([]string, len(components))
	for i, component := range components {
		texts[i] = string(component)
	}
	return strings.Join(texts, ", ")
}

// distinct returns the texts of the flows that are not empty, sorted, none twice.
func distinct[T ~string](flows []flow, text func(flow) T) []T {
	texts := make([]T, 0, len(flows))
	for _, f := range flows {
		if t := text(f); t != "" {
			texts = append(texts, t)
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}
