package requirements_test

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// rulesOf writes rules as "key components".
func rulesOf(rules []requirements.Rule) []string {
	lines := []string{}
	for _, rule := range rules {
		lines = append(lines, fmt.Sprintf("%s %v", rule.Key(), rule.Components))
	}
	return lines
}

// groupsOf writes groups as "key components prefixes".
func groupsOf(groups []requirements.Group) []string {
	lines := []string{}
	for _, group := range groups {
		lines = append(lines, fmt.Sprintf("%s %v %v", group.Key(), group.Components, group.Prefixes.CIDRs()))
	}
	return lines
}

func TestCompose(t *testing.T) {
	t.Parallel()
	query := inRegions("us")
	query.ClientCIDRs = []string{"192.0.2.0/24"}
	query.AuditLogPort = 8088
	result := compose(t, query, sample().document(t))

	const (
		destinations  = " [203.0.113.2/32 203.0.113.3/32 203.0.113.200/31]"
		destinations6 = " [2001:db8::1/128]"
		https, logs   = "[dev_portal gateway platform]", "[audit_logging]"
	)
	outbound := []string{"tcp/443/ipv4 " + https + destinations, "tcp/443/ipv6 " + https + destinations6}
	rules := []string{
		"tcp/443/203.0.113.2/32 " + https, "tcp/443/203.0.113.3/32 " + https, "tcp/443/203.0.113.200/31 " + https, "tcp/443/2001:db8::1/128 " + https,
	}
	for _, port := range []string{"tcp/8071", "tcp/20010", "udp/8071", "udp/20010"} {
		outbound = append(outbound, port+"/ipv4 "+logs+destinations, port+"/ipv6 "+logs+destinations6)
		for _, cidr := range []string{"203.0.113.2/32", "203.0.113.3/32", "203.0.113.200/31", "2001:db8::1/128"} {
			rules = append(rules, port+"/"+cidr+" "+logs)
		}
	}
	wantTexts(t, "outbound", groupsOf(result.Outbound), outbound...)
	wantTexts(t, "outbound rules", rulesOf(result.OutboundRules), rules...)
	wantTexts(t, "inbound", groupsOf(result.Inbound),
		"tcp/8000/ipv4 [gateway] [192.0.2.0/24]", "tcp/8088/ipv4 [audit_logging] [198.51.100.1/32]",
		"tcp/8088/ipv6 [audit_logging] [2001:db8:1::/48]", "tcp/8443/ipv4 [gateway] [192.0.2.0/24]")
	wantTexts(t, "inbound rules", rulesOf(result.InboundRules),
		"tcp/8000/192.0.2.0/24 [gateway]", "tcp/8088/198.51.100.1/32 [audit_logging]", "tcp/8088/2001:db8:1::/48 [audit_logging]",
		"tcp/8443/192.0.2.0/24 [gateway]")
	wantTexts(t, "ingress", result.Ingress.CIDRs(), "203.0.113.2/32", "203.0.113.3/32", "203.0.113.200/31", "2001:db8::1/128")
	wantTexts(t, "egress", result.Egress.CIDRs(), "198.51.100.1/32", "2001:db8:1::/48")
	wantWarnings(t, result)
	if result.Published.URL != publishedURL {
		t.Errorf("published %q", result.Published.URL)
	}
}

func TestComposeNamesAndDescriptions(t *testing.T) {
	t.Parallel()
	query := inRegions("us")
	query.Components = []string{"gateway", "audit_logging"}
	query.ProxyListen = "0.0.0.0:8443 ssl"
	query.StreamListen = "0.0.0.0:53 udp"
	query.ClientCIDRs = []string{"2001:db8::/32", "192.0.2.7"}
	query.AuditLogPort = 8443
	published := sample()
	published.Ingress = map[string][]string{"us": {"203.0.113.2", "2001:db8::1"}}
	published.Egress = map[string][]string{"us": {"192.0.2.7"}}
	result := compose(t, query, published.document(t))

	got := map[string]string{}
	for _, group := range slices.Concat(result.Outbound, result.Inbound) {
		got[group.Key()] = group.Name + ": " + group.Description
	}
	for _, rule := range slices.Concat(result.OutboundRules, result.InboundRules) {
		got[rule.Key()] = rule.Name + ": " + rule.Description
	}
	const (
		konnect = ": Outbound: HTTPS to Konnect (gateway) for us"
		logs    = ": Outbound: Konnect audit logging (audit_logging) for us"
		proxy   = ": Inbound: proxy clients (gateway)"
		stream  = ": Inbound: stream clients (gateway)"
		both    = ": Inbound: audit-log webhooks from Konnect; proxy clients (audit_logging, gateway) for us"
		v6      = "20010db8000000000000000000000001-128"
		net6    = "20010db8000000000000000000000000-32"
	)
	want := map[string]string{}
	for key, last := range map[string]string{"ipv4": "ipv4", "ipv6": "ipv6", "203.0.113.2/32": "203-0-113-2-32", "2001:db8::1/128": v6} {
		want["tcp/443/"+key] = "konnect-out-tcp-443-" + last + konnect
		for _, protocol := range []string{"tcp", "udp"} {
			for _, port := range []string{"8071", "20010"} {
				want[protocol+"/"+port+"/"+key] = "konnect-out-" + protocol + "-" + port + "-" + last + logs
			}
		}
	}
	maps.Copy(want, map[string]string{
		"tcp/8443/ipv4": "konnect-in-tcp-8443-ipv4" + both, "tcp/8443/192.0.2.7/32": "konnect-in-tcp-8443-192-0-2-7-32" + both,
		"tcp/8443/ipv6": "konnect-in-tcp-8443-ipv6" + proxy, "tcp/8443/2001:db8::/32": "konnect-in-tcp-8443-" + net6 + proxy,
		"udp/53/ipv4": "konnect-in-udp-53-ipv4" + stream, "udp/53/192.0.2.7/32": "konnect-in-udp-53-192-0-2-7-32" + stream,
		"udp/53/ipv6": "konnect-in-udp-53-ipv6" + stream, "udp/53/2001:db8::/32": "konnect-in-udp-53-" + net6 + stream,
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names and descriptions (-want +got)\n%s", diff)
	}
}

func TestComposeAddresses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		regions         []string
		aggregate       bool
		ingress, egress []string
	}{
		"two regions share an address": {
			regions: []string{"us", "eu"},
			ingress: []string{"203.0.113.2/32", "203.0.113.3/32", "203.0.113.9/32", "203.0.113.200/31", "2001:db8::1/128"},
			egress:  []string{"198.51.100.1/32", "198.51.100.9/32", "2001:db8:1::/48"},
		},
		"merged": {
			regions: []string{"us", "eu"}, aggregate: true,
			ingress: []string{"203.0.113.2/31", "203.0.113.9/32", "203.0.113.200/31", "2001:db8::1/128"},
			egress:  []string{"198.51.100.1/32", "198.51.100.9/32", "2001:db8:1::/48"},
		},
		"a region that Kong documents nowhere": {
			regions: []string{"JP"},
			ingress: []string{"203.0.113.20/32", "203.0.113.200/31"},
			egress:  []string{"198.51.100.1/32", "198.51.100.20/32", "2001:db8:1::/48"},
		},
		"an empty list of egress": {
			regions: []string{"me"},
			ingress: []string{"203.0.113.30/32", "203.0.113.200/31"},
			egress:  []string{"198.51.100.1/32", "2001:db8:1::/48"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query := inRegions(test.regions...)
			query.Aggregate = test.aggregate
			result := compose(t, query, sample().document(t))
			wantTexts(t, "ingress", result.Ingress.CIDRs(), test.ingress...)
			wantTexts(t, "egress", result.Egress.CIDRs(), test.egress...)
			wantWarnings(t, result)
		})
	}
}

// Egress is a matter of the collector's rules alone: a list without any is an error only where there is a collector.
func TestComposeWithoutAnyEgress(t *testing.T) {
	t.Parallel()
	published := sample()
	published.Egress = map[string][]string{}
	query := inRegions("us", "US", "eu")
	result := compose(t, query, published.document(t))
	wantWarnings(t, result)
	if result.Egress.Len() != 0 {
		t.Errorf("egress %q", result.Egress.CIDRs())
	}
	query.AuditLogPort = 8088
	_, err := requirements.Compose(query, published.document(t))
	wantArgumentError(t, err, "audit_log_destination_port", publishedURL+" lists no egress address for any region")
}

// A collector's rules go on where one of several regions has no egress.
func TestComposeCollectorWithSomeEgress(t *testing.T) {
	t.Parallel()
	query := inRegions("me")
	query.AuditLogPort = 8088
	result := compose(t, query, sample().document(t))
	wantWarnings(t, result, withoutEgress("me"))
	if got := groupsOf(result.Inbound); !slices.Contains(got, "tcp/8088/ipv4 [audit_logging] [198.51.100.1/32]") {
		t.Errorf("inbound %q", got)
	}
}

// Authentication audit logs originate in us, whatever the regions.
func TestComposeWarnsOfTheOriginOfAuditLogs(t *testing.T) {
	t.Parallel()
	published := sample()
	published.Egress = map[string][]string{"eu": {"198.51.100.9"}}
	query := inRegions("eu", "me")
	query.AuditLogPort = 8088
	wantWarnings(t, compose(t, query, published.document(t)), withoutEgress("me, us"))
}

// The clients' prefixes are the user's own, and stay as they are written.
func TestComposeMergesNoClients(t *testing.T) {
	t.Parallel()
	query := inRegions("us")
	query.ProxyListen, query.ClientCIDRs, query.Aggregate = "0.0.0.0:8443 ssl", []string{"192.0.2.2", "192.0.2.3"}, true
	result := compose(t, query, sample().document(t))
	wantTexts(t, "inbound rules", rulesOf(result.InboundRules), "tcp/8443/192.0.2.2/32 [gateway]", "tcp/8443/192.0.2.3/32 [gateway]")
}

func TestComposeHostnames(t *testing.T) {
	t.Parallel()
	query := inRegions("jp")
	query.DNSPrefixes, query.IncludeLegacy = []string{"abc"}, false
	result := compose(t, query, sample().document(t))
	want := []string{
		"*.jp.kongportals.com", "*.portal-preview.jp.api.konghq.com", "abc.jp.cp.konghq.com", "abc.jp.tp.konghq.com", "cloud.konghq.com",
		"global.api.konghq.com", "jp.api.konghq.com", "signin.cloud.konghq.com",
	}
	wantTexts(t, "names", result.Names.All(), want...)
	wantNames(t, "outbound hostnames", result.OutboundHostnames, "konnect-out-tcp-443-hostnames", "[dev_portal gateway platform]", want)
	// No portal's name is known, so that no exact name is needed by portals.
	wantNames(t, "outbound FQDNs", result.OutboundFQDNs, "konnect-out-tcp-443-fqdns", "[gateway platform]", want[2:])
}

func wantNames(t *testing.T, what string, groups []requirements.NameGroup, name, components string, names []string) {
	t.Helper()
	if len(groups) != 1 {
		t.Fatalf("%s: %+v, want one group", what, groups)
	}
	group := groups[0]
	if group.Key() != "tcp/443" || group.Name != name || fmt.Sprint(group.Components) != components || !slices.Equal(group.Names.All(), names) {
		t.Errorf("%s: %s %q %v %q, want %q %s %q", what, group.Key(), group.Name, group.Components, group.Names.All(), name, components, names)
	}
}

// Where only wildcards answer, as for a portal that is not known, there is no group of exact names.
func TestComposeNoExactNames(t *testing.T) {
	t.Parallel()
	query := inRegions("us")
	query.Components, query.IncludeLegacy = []string{"dev_portal"}, false
	if result := compose(t, query, sample().document(t)); len(result.OutboundHostnames) != 1 || len(result.OutboundFQDNs) != 0 {
		t.Errorf("%+v and %+v", result.OutboundHostnames, result.OutboundFQDNs)
	}
}

// Every component that needs Konnect's HTTPS port has names there. global is a label, not a region: its addresses are taken where a
// component has a name without a region, and only there.
func TestComposeEachComponent(t *testing.T) {
	t.Parallel()
	for _, component := range catalog.Components() {
		query := inRegions("us")
		query.Components = []string{string(component)}
		result := compose(t, query, sample().document(t))
		for _, group := range result.OutboundHostnames {
			if !slices.Equal(group.Components, []catalog.Component{component}) {
				t.Errorf("%s: %+v", component, group)
			}
		}
		if named := len(result.OutboundHostnames) > 0; named != (component != catalog.AuditLogging) {
			t.Errorf("%s: names %t", component, named)
		}
		got := slices.Contains(result.Ingress.CIDRs(), "203.0.113.200/31")
		if want := slices.Contains([]string{"platform", "mesh", "mcp"}, string(component)); got != want {
			t.Errorf("%s: global's addresses %t, want %t", component, got, want)
		}
	}
	for _, without := range []func(*requirements.Query){
		func(*requirements.Query) {}, func(q *requirements.Query) { q.IncludeIPRanges = false }, func(q *requirements.Query) { q.IngressCIDRs = []string{"192.0.2.1"} },
	} {
		query := inRegions("us", "GLOBAL")
		without(&query)
		_, err := requirements.Compose(query, sample().document(t))
		wantArgumentError(t, err, "regions", `"global" can't be chosen, because components decide: its names and addresses come with platform, mesh, mcp`)
	}
}

func TestComposeWithoutList(t *testing.T) {
	t.Parallel()
	query := inRegions("us", "in")
	query.ClientCIDRs, query.AuditLogPort = []string{"192.0.2.7"}, 8088
	query.IncludeIPRanges = false
	result := compose(t, query, nil)
	if result.Published != nil || result.Ingress.Len() != 0 || result.Egress.Len() != 0 {
		t.Errorf("%+v, want no addresses", result)
	}
	wantTexts(t, "outbound", groupsOf(result.Outbound))
	wantTexts(t, "outbound rules", rulesOf(result.OutboundRules))
	wantTexts(t, "inbound rules", rulesOf(result.InboundRules), "tcp/8000/192.0.2.7/32 [gateway]", "tcp/8443/192.0.2.7/32 [gateway]")
	wantTexts(t, "inbound", groupsOf(result.Inbound), "tcp/8000/ipv4 [gateway] [192.0.2.7/32]", "tcp/8443/ipv4 [gateway] [192.0.2.7/32]")
	if len(result.OutboundHostnames) != 1 {
		t.Errorf("outbound hostnames %+v", result.OutboundHostnames)
	}
	if !slices.Contains(result.Names.Wildcards(), "*.in.cp.konghq.com") {
		t.Errorf("wildcards %q", result.Names.Wildcards())
	}
}

func TestComposeArgumentErrors(t *testing.T) {
	t.Parallel()
	const documented = "au, eu, in, me, sg, us"
	tests := map[string]struct {
		change         func(*requirements.Query)
		withoutList    bool
		argument, want string
	}{
		"the list's own region, without the list": {
			change: func(q *requirements.Query) { q.Regions = []string{"jp"} }, withoutList: true,
			argument: "regions", want: `region "jp" is not one of: ` + documented,
		},
		"client with host bits": {
			change:   func(q *requirements.Query) { q.ClientCIDRs = []string{"192.0.2.0/24", "192.0.2.7/24"} },
			argument: "client_cidrs", want: `"192.0.2.7/24" has bits set beyond its prefix length; the network is "192.0.2.0/24", the single address "192.0.2.7/32"`,
		},
		"minimum date": {
			change:   func(q *requirements.Query) { q.MinimumUpdateDate = "2025-08-26" },
			argument: "minimum_update_date", want: `"2025-08-26" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z"`,
		},
		"endpoint elsewhere": {
			change:   func(q *requirements.Query) { q.Endpoints = []string{"abc.eu.cp.konghq.com"} },
			argument: "control_plane_endpoints",
			want:     `the endpoint "abc.eu.cp.konghq.com" lies in region "eu", which is not among the regions us; add the region or leave the endpoint out`,
		},
		"listener": {
			change:   func(q *requirements.Query) { q.StreamListen = "0.0.0.0:0" },
			argument: "stream_listen", want: `stream_listen entry 1, "0.0.0.0:0": port "0" is not a number from 1 to 65535`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query := inRegions("us")
			test.change(&query)
			published := sample().document(t)
			query.IncludeIPRanges = query.IncludeIPRanges && !test.withoutList
			result, err := requirements.Compose(query, published)
			if result.Names != nil || result.Outbound != nil || result.Published != nil {
				t.Errorf("%+v beside the error", result)
			}
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}

func TestComposeListErrors(t *testing.T) {
	t.Parallel()
	fail := func(published list, change func(*requirements.Query), regions ...string) error {
		query := inRegions(regions...)
		if change != nil {
			change(&query)
		}
		_, err := requirements.Compose(query, published.document(t))
		return err
	}
	minimum := func(date string) func(*requirements.Query) {
		return func(q *requirements.Query) { q.MinimumUpdateDate = date }
	}
	const has = ". Regions with addresses: eu, global, jp, me, us"
	wantArgumentError(t, fail(sample(), nil, "us", "au"), "regions", publishedURL+` lists no ingress addresses for region "au"`+has)
	wantArgumentError(t, fail(sample(), nil, "us", "jpn"), "regions", publishedURL+` lists no ingress addresses for region "jpn"`+has+` (did you mean "jp"?)`)
	wantArgumentError(t, fail(sample(), nil, "sg"), "regions", publishedURL+` names region "sg" with an empty list of ingress addresses`+has)
	wantArgumentError(t, fail(sample(), minimum("2025-08-26T16:03:34Z"), "us"), "minimum_update_date",
		publishedURL+" was updated at 2025-08-26T16:03:33Z, before the minimum 2025-08-26T16:03:34Z")
	if err := fail(sample(), minimum("2025-08-26-16-03-33"), "us"); err != nil {
		t.Error(err)
	}
	private := []string{"10.0.0.1"}
	for place, spoil := range map[string]func(*list){
		"ingressIPs.eu[0]":     func(l *list) { l.Ingress["eu"] = private },
		"ingressIPs.global[0]": func(l *list) { l.Ingress["global"] = private },
		"egressIPs.eu[0]":      func(l *list) { l.Egress["eu"] = private },
		"egressIPs.us[0]":      func(l *list) { l.Egress["us"] = private },
	} {
		bad := sample()
		spoil(&bad)
		wantArgumentError(t, fail(bad, nil, "eu"), "", publishedURL+" holds an entry at "+place+
			` that is refused: "10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8`)
	}
	// Entries of another region, of global where no component needs them, and of hostnames' own lists, which no output has, harm
	// no one.
	bad := sample()
	bad.Ingress["eu"], bad.Egress["eu"], bad.Ingress["global"], bad.Egress["global"] = private, private, private, private
	bad.Regions["jp"] = map[string][]string{"jp.api.konghq.com": private}
	if err := fail(bad, func(q *requirements.Query) { q.Components = []string{"gateway"} }, "jp"); err != nil {
		t.Error(err)
	}
}

func TestComposeContentHash(t *testing.T) {
	t.Parallel()
	hash := func(change func(*list), alter func(*requirements.Query)) string {
		published, query := sample(), inRegions("us")
		if change != nil {
			change(&published)
		}
		if alter != nil {
			alter(&query)
		}
		return compose(t, query, published.document(t)).ContentHash()
	}
	base := hash(nil, nil)
	lines := []string{
		"ingress 203.0.113.2/32", "ingress 203.0.113.3/32", "ingress 203.0.113.200/31", "ingress 2001:db8::1/128",
		"egress 198.51.100.1/32", "egress 2001:db8:1::/48",
	}
	if want := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(strings.Join(lines, "\n")+"\n"))); base != want {
		t.Errorf("content hash %s, want %s", base, want)
	}
	same := map[string]string{
		"date":                   hash(func(l *list) { l.UpdateDate = "2026-01-01-00-00-00" }, nil),
		"order and duplicates":   hash(func(l *list) { l.Ingress["us"] = []string{"2001:db8::1", "203.0.113.3", "203.0.113.2", "203.0.113.3"} }, nil),
		"another region's lists": hash(func(l *list) { l.Ingress["eu"], l.Egress["eu"] = []string{"203.0.113.99"}, []string{} }, nil),
		"hostnames' lists":       hash(func(l *list) { l.Regions = map[string]map[string][]string{} }, nil),
		"clients and ports": hash(nil, func(q *requirements.Query) {
			q.ClientCIDRs, q.AuditLogPort, q.Components = []string{"192.0.2.1"}, 8088, []string{"mesh"}
		}),
		"global's egress": hash(func(l *list) { l.Egress["global"] = []string{} }, nil),
	}
	for name, got := range same {
		if got != base {
			t.Errorf("%s changed the content hash", name)
		}
	}
	other := map[string]string{
		"an address more":         hash(func(l *list) { l.Ingress["us"] = append(l.Ingress["us"], "203.0.113.4") }, nil),
		"an address less":         hash(func(l *list) { l.Ingress["us"] = l.Ingress["us"][1:] }, nil),
		"an egress address more":  hash(func(l *list) { l.Egress["us"] = append(l.Egress["us"], "198.51.100.2") }, nil),
		"global's ingress":        hash(func(l *list) { l.Ingress["global"] = []string{} }, nil),
		"from ingress to egress":  hash(func(l *list) { move(l.Ingress, l.Egress) }, nil),
		"from egress to ingress":  hash(func(l *list) { move(l.Egress, l.Ingress) }, nil),
		"the two lists exchanged": hash(func(l *list) { l.Ingress["us"], l.Egress["us"] = l.Egress["us"], l.Ingress["us"] }, nil),
		"merged":                  hash(nil, func(q *requirements.Query) { q.Aggregate = true }),
		"another region":          hash(nil, func(q *requirements.Query) { q.Regions = []string{"us", "eu"} }),
	}
	seen := map[string]string{base: "nothing"}
	for name, got := range other {
		if twin, ok := seen[got]; ok {
			t.Errorf("%s and %s have the same content hash", name, twin)
		}
		seen[got] = name
	}
}

// move moves the last address of us between two directions.
func move(from, to map[string][]string) {
	last := len(from["us"]) - 1
	to["us"] = append(to["us"], from["us"][last])
	from["us"] = from["us"][:last]
}
