package catalog

import (
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// otherHost is a hostname of Kong's, with all names below it, that no control plane and no data plane has.
type otherHost struct {
	// pattern may have {region} in a label's place.
	pattern string
	// owner completes "the hostname … belongs to".
	owner  string
	source string
}

const (
	downloads = "Kong's downloads: packages, SBOMs, Helm charts and quick-start scripts"
	manuals   = "Kong's documentation"

	pageDownloads = developer + "app/gateway/sbom.md, 2026-08-21"
	pageManuals   = "Kong/kongctl, .github/workflows/kongctl-feature-user-agent.md, 2026-08-12"
	pageDedicated = developer + "app/dedicated-cloud-gateways/reference.md, 2026-07-17"
	pageMigration = developer + "app/serverless-gateways/migration.md, 2026-04-27"
	pageBeta      = developer + "app/dev-portal/breaking-changes.md, 2025-11-26"
)

var otherHosts = []otherHost{
	{
		"kong-hf.konghq.com", "Kong's anonymous reports, which anonymous_reports=false ends",
		"Kong/kubernetes-ingress-controller, pkg/telemetry/reports.go, 2025-07-07",
	},
	{"packages.konghq.com", downloads, pageDownloads},
	{"charts.konghq.com", downloads, pageDownloads},
	{"get.konghq.com", downloads, pageDownloads},
	{"download.konghq.com", downloads, pageDownloads},
	{"kong.github.io", downloads, pageDownloads},
	{"docs.konghq.com", manuals, pageManuals},
	{"developer.konghq.com", manuals, pageManuals},
	{"ip-addresses.origin.konghq.com", "the published list of Konnect's addresses", page2026},
	{"klabs.{region}.api.konghq.com", "Konnect Labs", developer + "app/catalog/mcp-registry.md, 2026-05-20"},
	{"konggateway.com", "a Dedicated or Serverless Gateway, which Kong runs and clients call", pageDedicated + "; " + pageMigration},
	{"gateways.konghq.com", "a former name of gateways that Kong runs, switched off on 2025-09-30", pageDedicated},
	{"kongcloud.dev", "a Serverless Gateway (V0), which Kong runs and clients call", pageMigration},
	{"portal.konghq.tech", "a beta Dev Portal, switched off on 2025-10-01", pageBeta},
	{
		"konghq.tech", "Kong's own tests of Konnect",
		"Kong/kong-operator, controller/pkg/extensions/konnect/controlplane_test.go, 2026-04-16",
	},
	{
		"khcp.konghq.com", "an example in Kong's documentation, a form seen nowhere else",
		developer + "app/gateway/data-plane-reference.md, 2026-02-24",
	},
	{"insomnia.rest", "Insomnia, which has a list of its own", developer + "app/insomnia/allowlist.md, 2025-08-11"},
}

// domains are those in which Kong's names lie.
var domains = []string{"konghq.com", "kongportals.com"}

// refuseHostname says why the hostname of a text is not that of an endpoint: what is Kong's is called Kong's.
func refuseHostname(text, hostname string) error {
	const format = "%s is not an endpoint of a control plane or data plane: the hostname %s "
	quoted := cleantext.Quote(hostname, maxEndpoint)
	for _, other := range otherHosts {
		if lies(hostname, other.pattern) {
			return problem.New(summaryEndpoint, format+"belongs to %s", QuoteEndpoint(text), quoted, other.owner)
		}
	}
	for _, domain := range domains {
		switch {
		case !lies(hostname, domain):
		case strings.HasPrefix(hostname, "*."):
			return problem.New(summaryEndpoint, format+"is a wildcard, which stands for many; %s", QuoteEndpoint(text), quoted, endpointForms)
		default:
			return problem.New(summaryEndpoint, format+"lies in Kong's domain %s, and Kong documents no such name; %s",
				QuoteEndpoint(text), quoted, domain, endpointForms)
		}
	}
	return notEndpoint(text, "the hostname %s is not Konnect's", quoted)
}

// lies reports whether the hostname is that of the pattern, or one below it.
func lies(hostname, pattern string) bool {
	labels := strings.Split(hostname, ".")
	above := max(len(labels)-strings.Count(pattern, ".")-1, 0)
	_, ok := HostnamePattern{Pattern: pattern}.match(strings.Join(labels[above:], "."))
	return ok
}
