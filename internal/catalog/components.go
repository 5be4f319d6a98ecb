package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// Component is a part of Konnect that a network may use.
type Component string

// The components.
const (
	Platform          Component = "platform"
	Gateway           Component = "gateway"
	DevPortal         Component = "dev_portal"
	AuditLogging      Component = "audit_logging"
	Mesh              Component = "mesh"
	EventGateway      Component = "event_gateway"
	Identity          Component = "identity"
	IngressController Component = "ingress_controller"
	MCP               Component = "mcp"
)

// Components returns every component, the default ones first.
func Components() []Component {
	return append(DefaultComponents(), Mesh, EventGateway, Identity, IngressController, MCP)
}

// DefaultComponents returns the components that a network is taken to use when it names none.
func DefaultComponents() []Component {
	return []Component{Platform, Gateway, DevPortal, AuditLogging}
}

// ComponentNames returns the name of every component, sorted.
func ComponentNames() []string {
	var names []string
	for _, component := range Components() {
		names = append(names, string(component))
	}
	slices.Sort(names)
	return names
}

// otherNames are what people call a component beside its name here: abbreviations, products, and what of it runs in their network.
var otherNames = map[string]Component{
	"konnect": Platform, "manager": Platform, "ui": Platform, "web": Platform,
	"data_plane": Gateway, "dataplane": Gateway, "control_plane": Gateway, "kong": Gateway, "kong_gateway": Gateway, "ai_gateway": Gateway,
	"portal": DevPortal, "developer_portal": DevPortal,
	"audit": AuditLogging, "audit_log": AuditLogging, "audit_logs": AuditLogging,
	"kong_mesh": Mesh, "kuma": Mesh, "mesh_manager": Mesh, "service_mesh": Mesh,
	"kafka": EventGateway, "keg": EventGateway,
	"kong_identity": Identity,
	"kic":           IngressController, "ingress": IngressController, "kong_ingress_controller": IngressController,
	"mcp_server": MCP,
}

// ParseComponent returns the component of that name.
func ParseComponent(name string) (Component, error) {
	if component := Component(name); slices.Contains(Components(), component) {
		return component, nil
	}
	known := ComponentNames()
	hint := suggest.Hint(name, known)
	if meant, ok := otherNames[strings.NewReplacer("-", "_", " ", "_").Replace(Lower(strings.TrimSpace(name)))]; ok {
		hint = fmt.Sprintf(" (did you mean %q?)", meant)
	}
	return "", problem.New("Unknown Component", "component %s is not one of: %s%s", cleantext.Quote(name, maxQuoted), strings.Join(known, ", "), hint)
}
