package provider

import (
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// The names of attributes that several schemas share.
const (
	attrRegions           = requirements.ArgRegions
	attrComponents        = requirements.ArgComponents
	attrHostnames         = addresslist.ArgHostnames
	attrFQDNs             = "fqdns"
	attrWildcards         = "wildcards"
	attrSuffixes          = "suffixes"
	attrDomains           = "domains"
	attrAggregate         = requirements.ArgAggregate
	attrMinimumUpdateDate = requirements.ArgMinimumUpdateDate
	attrUpdateDate        = "update_date"
	attrUpdatedAt         = "updated_at"
	attrContentHash       = "content_hash"
	attrCIDRs             = "cidrs"
	attrIPv4CIDRs         = "ipv4_cidrs"
	attrIPv6CIDRs         = "ipv6_cidrs"
	attrProtocol          = "protocol"
	attrPort              = "port"
	attrDescription       = "description"
	attrName              = "name"
	attrOutbound          = "outbound"
	attrInbound           = "inbound"
	attrRegion            = "region"
	attrLegacy            = "legacy"
	attrEntries           = "entries"
)

func descRegions() string { return "Region codes, in any case: " + codes(catalog.RegionCodes()) + "." }

func descComponents() string {
	return "Parts of Konnect that the network uses: any of " + codes(catalog.Components()) + ". Default: " + codes(catalog.DefaultComponents()) + "."
}

// codes lists names as code.
func codes[T ~string](names []T) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "`" + string(name) + "`"
	}
	return strings.Join(quoted, ", ")
}

// The descriptions that several schemas share.
const (
	descDNSPrefixes = "DNS prefixes of control planes: the first label of their endpoints, such as `f47a4e996f`, and not their ids." +
		" Each gives exact names in all of the `regions`. A region without a prefix or an endpoint gets wildcards."

	descEndpoints = "Endpoints of control planes as Konnect's API returns them, configuration or telemetry, such as" +
		" `https://f47a4e996f.us.cp.konghq.com`. Scheme, port 443 and path are optional. The PrivateLink form" +
		" `us.svc.konghq.com/cp/f47a4e996f` is accepted too. Each gives all exact names of its control plane. Its region must be among" +
		" `regions`. An endpoint without a region gives all names if one region is chosen, and its own name only if several are."

	descPortalIDs = "Dev Portals: the first label of their `default_domain`, such as `d6a3e6b6bc64`, or the whole `default_domain`. Not their ids." +
		" A label gives exact names in all of the `regions`, a `default_domain` in its own region. A region without either gets wildcards."

	descIncludeLegacy = "Whether to include former names, such as those in `cp0.konghq.com` and `tp0.konghq.com`. Older control planes still use" +
		" them. Default `true`."

	descProxyListen = "The data planes' `proxy_listen` setting, as in `kong.conf`. It gives their inbound ports." +
		" A listener on a loopback address opens no port. Default: Kong's own, HTTP on 8000 and HTTPS on 8443."

	descStreamListen = "The data planes' `stream_listen` setting, as in `kong.conf`. Default `off`."

	descHostnames = "All names to which the network opens connections: exact names and wildcards."
	descFQDNs     = "The exact names."
	descWildcards = "The names whose first label is not known, such as `*.us.cp.konghq.com`."
	descSuffixes  = "The wildcards in the form `.us.cp.konghq.com`."
	descDomains   = "The suffixes, and the exact names that no suffix covers: the form of Squid and AWS Network Firewall, where" +
		" `.us.identity.konghq.com` stands for `us.identity.konghq.com` too."

	descAggregate = "Whether to merge adjacent and overlapping prefixes. The addresses stay the same. A published prefix is" +
		" never merged into one shorter than the provider's limits. Default `false`."

	descMinimumUpdateDate = "The oldest `update_date` to accept, in the list's own form (`2025-08-26-16-03-33`, UTC) or in RFC 3339." +
		" An older list is an error. This refuses a copy that is out of date. Default: any date."

	descUpdateDate = "The date of the address list as published, in the form `YYYY-MM-DD-HH-mm-ss`."
	descUpdatedAt  = "The date of the address list in RFC 3339, UTC."
)
