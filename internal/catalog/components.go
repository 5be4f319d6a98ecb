package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
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

// ParseComponent returns the component of that name, or a *ComponentError.
func ParseComponent(name string) (Component, error) {
	if component := Component(name); slices.Contains(Components(), component) {
		return component, nil
	}
	return "", &ComponentError{name}
}

// ComponentError names a text that is no component.
type ComponentError struct {
	Name string
}

// Summary is the summary of a diagnostic.
func (*ComponentError) Summary() string { return "Unknown Component" }

func (e *ComponentError) Error() string {
	known := ComponentNames()
	return fmt.Sprintf("component %s is not one of: %s%s",
		cleantext.Quote(e.Name, maxQuoted), strings.Join(known, ", "), suggest.Hint(e.Name, known))
}
