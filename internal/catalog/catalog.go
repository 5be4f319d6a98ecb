// Package catalog holds what Kong documents about Konnect's network: regions, hostnames, ports and PrivateLink services, as
// tables whose rows cite where they were read, with the look-ups over them and the one parser of hostnames and labels.
package catalog

// Where the rows were read: the repository, the file in it and the day of its last change. The page of 2025 is "Networking in
// Konnect" as Kong published it that year; that of 2026 is its successor, read as of 2026-08-21. Where they differ, both
// hold, and the older names are marked legacy.
const (
	developer = "Kong/developer.konghq.com, "

	page2025        = "Kong, Networking in Konnect, 2025"
	page2026        = developer + "app/konnect-platform/network.md, 2026-08-04"
	pages           = page2025 + "; " + page2026
	pageGeos        = developer + "app/konnect-platform/geos.md, 2025-12-19"
	pageAccount     = developer + "app/konnect-platform/account.md, 2026-07-08"
	pageHome        = developer + "app/_data/homepage.yml, 2026-07-10"
	pagePrivateLink = developer + "app/gateway/aws-private-link.md, 2026-08-07"
	pageKIC         = developer + "app/kubernetes-ingress-controller/reference/configuration-options.md, 2025-07-21"
	pageKICInstall  = developer + "app/_includes/k8s/kic-konnect-install.md, 2026-05-26"
	pageMesh        = developer + "app/_landing_pages/mesh/konnect.yaml, 2026-08-07"
	pagePreview     = developer + "app/dev-portal/sso.md, 2025-08-04"
	pageAuthServer  = developer + "app/_kong_plugins/openid-connect/examples/client-credentials-identity.yaml, 2026-07-27"
	pageMCP         = developer + "app/_landing_pages/konnect-platform/konnect-mcp.yaml, 2026-07-15"
	pageMCPGlobal   = "Kong/ai-marketplace, docs/install/README.md, 2026-09-23"
	pageClassic     = "Kong/docs.konghq.com, app/konnect/network.md, 2025-06-20"
	specification   = developer + "api-specs/konnect/control-planes/v2/openapi.yaml, 2026-08-21"
	portalAPI       = developer + "api-specs/konnect/portal-management/v2/openapi.yaml, 2026-07-27"
)

// maxQuoted is how many characters of a text an error repeats.
const maxQuoted = 100
