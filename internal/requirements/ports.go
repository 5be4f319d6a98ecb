package requirements

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

// PortsQuery says which ports are needed.
type PortsQuery struct {
	// Components are names of components. nil stands for the default ones.
	Components []string
	// ProxyListen and StreamListen are the data planes' settings of these names.
	ProxyListen, StreamListen string
}

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

// view is one of the two directions of connections, seen from the user's network.
type view struct {
	title string // starts descriptions
	name  string // stands in names
}

var (
	outboundView = view{title: "Outbound", name: "out"}
	inboundView  = view{title: "Inbound", name: "in"}
)

// need is one reason to open a port, and for whom.
type need struct {
	protocol            string
	port                uint16
	component           catalog.Component
	purpose             string
	applicationProtocol string
	setting             string
	peers               ipset.Set
}

// Ports returns the outbound ports towards Konnect and the inbound ports of the data planes, each sorted by protocol and
// number. Errors are of type *ArgumentError.
func Ports(query PortsQuery) (outbound, inbound []Port, err error) {
	out, in, err := query.needs()
	if err != nil {
		return nil, nil, err
	}
	return portsOf(outboundView, out), portsOf(inboundView, in), nil
}

// Unused returns the arguments that differ from Kong's defaults but have no effect with the chosen components.
func (query PortsQuery) Unused() []string {
	var unused []string
	if query.ProxyListen != kongconf.DefaultProxyListen && lacks(query.Components, catalog.Gateway) {
		unused = append(unused, ArgProxyListen)
	}
	if query.StreamListen != kongconf.DefaultStreamListen && lacks(query.Components, catalog.Gateway) {
		unused = append(unused, ArgStreamListen)
	}
	return unused
}

func (query PortsQuery) needs() (outbound, inbound []need, err error) {
	components, err := parseComponents(query.Components)
	if err != nil {
		return nil, nil, err
	}
	for _, port := range catalog.Ports() {
		if slices.Contains(components, port.Component) {
			outbound = append(outbound, need{
				protocol: port.Protocol, port: port.Port, component: port.Component,
				purpose: port.Purpose, applicationProtocol: port.ApplicationProtocol,
			})
		}
	}
	proxy, err := listenerNeeds(kongconf.ProxyListen, query.ProxyListen, "proxy clients", proxyProtocol)
	if err != nil {
		return nil, nil, err
	}
	stream, err := listenerNeeds(kongconf.StreamListen, query.StreamListen, "stream clients", streamProtocol)
	if err != nil {
		return nil, nil, err
	}
	if slices.Contains(components, catalog.Gateway) {
		inbound = slices.Concat(proxy, stream)
	}
	return outbound, inbound, nil
}

// listenerNeeds returns a need for each listener that others than the host itself can reach.
func listenerNeeds(setting kongconf.Setting, value, purpose string, spoken func(kongconf.Listener) string) ([]need, error) {
	listeners, err := kongconf.Parse(setting, value)
	if err != nil {
		return nil, &ArgumentError{string(setting), err}
	}
	var needs []need
	for _, listener := range listeners {
		if !listener.Loopback() {
			needs = append(needs, need{
				protocol: listener.Protocol(), port: listener.Port, component: catalog.Gateway,
				purpose: purpose, applicationProtocol: spoken(listener), setting: string(setting),
			})
		}
	}
	return needs, nil
}

func proxyProtocol(listener kongconf.Listener) string {
	if listener.TLS {
		return "https"
	}
	return "http"
}

func streamProtocol(listener kongconf.Listener) string {
	if listener.TLS {
		return "tls"
	}
	return ""
}

// portsOf merges the needs of each port into one.
func portsOf(v view, needs []need) []Port {
	var ports []Port
	for _, same := range groupByPort(needs) {
		ports = append(ports, mergeNeeds(v, same))
	}
	return ports
}

type portKey struct {
	protocol string
	port     uint16
}

func (k portKey) compare(other portKey) int {
	return cmp.Or(cmp.Compare(k.protocol, other.protocol), cmp.Compare(k.port, other.port))
}

// groupByPort returns the needs of each port together, in the order of protocol and port.
func groupByPort(needs []need) [][]need {
	groups := map[portKey][]need{}
	var keys []portKey
	for _, n := range needs {
		k := portKey{n.protocol, n.port}
		if _, ok := groups[k]; !ok {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], n)
	}
	slices.SortFunc(keys, portKey.compare)
	sorted := make([][]need, len(keys))
	for i, k := range keys {
		sorted[i] = groups[k]
	}
	return sorted
}

// mergeNeeds describes a port by all the needs for it.
func mergeNeeds(v view, needs []need) Port {
	port := Port{
		Protocol:            needs[0].protocol,
		Number:              needs[0].port,
		ApplicationProtocol: strings.Join(distinct(needs, func(n need) string { return n.applicationProtocol }), ", "),
		Setting:             strings.Join(distinct(needs, func(n need) string { return n.setting }), ", "),
	}
	components := distinct(needs, func(n need) string { return string(n.component) })
	for _, component := range components {
		port.Components = append(port.Components, catalog.Component(component))
	}
	purposes := distinct(needs, func(n need) string { return n.purpose })
	port.Description = fmt.Sprintf("%s: %s (%s)", v.title, strings.Join(purposes, "; "), strings.Join(components, ", "))
	return port
}

// distinct returns the texts of the needs that are not empty, sorted, none twice.
func distinct(needs []need, text func(need) string) []string {
	texts := make([]string, 0, len(needs))
	for _, n := range needs {
		if t := text(n); t != "" {
			texts = append(texts, t)
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}
