package catalog

import "slices"

// The transport protocols of ports.
const (
	TCP = "tcp"
	UDP = "udp"
)

// Port is a documented port of Konnect's, to which the user's network opens connections. Konnect's ports can't be
// customised. The ports of the user's own data planes are not here: they follow from the data plane's settings.
type Port struct {
	Component Component
	Protocol  string
	Port      uint16
	// ApplicationProtocol is what is spoken on the port, or empty where Kong does not say.
	ApplicationProtocol string
	Purpose             string
	Source              string
}

const (
	https = "https"

	purposeHTTPS     = "HTTPS to Konnect"
	purposeAuditLogs = "Konnect audit logging"
)

var ports = []Port{
	{Platform, TCP, HTTPSPort, https, purposeHTTPS, pages},
	{Gateway, TCP, HTTPSPort, https, purposeHTTPS, pages},
	{DevPortal, TCP, HTTPSPort, https, purposeHTTPS, pages},
	{Mesh, TCP, HTTPSPort, https, purposeHTTPS, pages},
	{EventGateway, TCP, HTTPSPort, https, purposeHTTPS, page2026},
	{Identity, TCP, HTTPSPort, https, purposeHTTPS, page2026},
	{IngressController, TCP, HTTPSPort, https, purposeHTTPS, pageKIC},
	{MCP, TCP, HTTPSPort, https, purposeHTTPS, pageMCP},
	// Listed among the ports on which the hosted control plane expects traffic. No page names a program of a customer's that
	// sends there: audit logs are webhooks from Konnect, or read over its API (app/konnect-platform/audit-logs.md, 2026-08-19).
	{AuditLogging, TCP, 8071, "", purposeAuditLogs, pages},
	{AuditLogging, UDP, 8071, "", purposeAuditLogs, pages},
	{AuditLogging, TCP, 20010, "", purposeAuditLogs, page2026},
	{AuditLogging, UDP, 20010, "", purposeAuditLogs, page2026},
}

// Ports returns the documented ports, a row for each component that needs one.
func Ports() []Port { return slices.Clone(ports) }
