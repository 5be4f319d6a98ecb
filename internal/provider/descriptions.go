package provider

import "github.com/konnect-network/terraform-provider-konnect/internal/requirements"

// The names of attributes that several schemas share.
const (
	attrRegions           = requirements.ArgRegions
	attrComponents        = requirements.ArgComponents
	attrHostnames         = requirements.ArgHostnames
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

// The descriptions that several schemas share.
const (
	descRegions = "Region codes, in any case: `au`, `eu`, `in`, `me`, `sg`, `us`."

	descComponents = "What the network uses of Konnect: any of `platform`, `gateway`, `dev_portal`, `audit_logging`, `mesh`," +
		" `event_gateway`, `identity`, `ingress_controller`, `mcp`. Default: the first four."

	descDNSPrefixes = "DNS prefixes of control planes: the first label of their endpoints, such as `f47a4e996f`, and not their ids." +
		" Each counts for all of the regions. Where none is given for a region, the names of its control planes are wildcards."

	descEndpoints = "Endpoints of control planes as Konnect's API returns them, configuration or telemetry, such as" +
		" `https://f47a4e996f.us.cp.konghq.com`: with or without scheme, port 443 and path, also in the PrivateLink form" +
		" `us.svc.konghq.com/cp/f47a4e996f`. Each stands for all names of its control plane, in its own region only, which" +
		" must be among `regions`. One without a region stands for all names where one region is chosen, else for its own name only."

	descPortalIDs = "Dev Portals: the first label of their `default_domain`, such as `d6a3e6b6bc64`, which counts for all of the" +
		" regions, or the whole `default_domain`, which counts for its own region. Not their ids. Where none is given for a" +
		" region, the names of its Dev Portals are wildcards."

	descIncludeLegacy = "Whether to include the former names, such as those in `cp0.konghq.com` and `tp0.konghq.com`, which what was made" +
		" earlier still uses. Default `true`."

	descProxyListen = "The data planes' `proxy_listen` setting, as in `kong.conf`, from which their inbound ports follow." +
		" Listeners on loopback addresses open nothing. Default: Kong's own, HTTP on 8000 and HTTPS on 8443."

	descStreamListen = "The data planes' `stream_listen` setting, as in `kong.conf`. Default `off`."

	descHostnames = "All names to which the network opens connections, exact ones and wildcards."
	descFQDNs     = "The exact names."
	descWildcards = "The names whose first label is not known, such as `*.us.cp.konghq.com`."
	descSuffixes  = "The wildcards as suffixes, such as `.us.cp.konghq.com`."
	descDomains   = "The exact names and the suffixes together: the form of Squid and AWS Network Firewall."

	descAggregate = "Whether to merge adjacent and overlapping published prefixes, without covering any other address." +
		" Default `false`."

	descMinimumUpdateDate = "The oldest `update_date` to accept, in the list's own form (`2025-08-26-16-03-33`, UTC) or in RFC 3339." +
		" An older list is an error: a guard against a stale or rolled-back copy."

	descUpdateDate = "The date of the address list as published, in the form `YYYY-MM-DD-HH-mm-ss`."
	descUpdatedAt  = "The date of the address list in RFC 3339, UTC."
)
