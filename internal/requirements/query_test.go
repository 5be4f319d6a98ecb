package requirements_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func TestUnused(t *testing.T) {
	t.Parallel()
	all := requirements.Query{
		DNSPrefixes: []string{"abc"}, Endpoints: []string{"abc.us.cp.konghq.com"}, PortalIDs: []string{"def"}, IncludeIPRanges: true,
		ClientCIDRs: []string{"192.0.2.1"},
		ProxyListen: "0.0.0.0:9000", StreamListen: "0.0.0.0:9001",
	}
	tests := map[string]struct {
		components []string
		want       []string
	}{
		"default components": {nil, nil},
		"all that count":     {[]string{"gateway", "dev_portal"}, nil},
		"gateway alone":      {[]string{"gateway"}, []string{"portal_ids"}},
		"ingress controller": {[]string{"ingress_controller"}, []string{"portal_ids", "proxy_listen", "stream_listen", "client_cidrs"}},
		"portal alone":       {[]string{"dev_portal"}, []string{"control_plane_dns_prefixes", "control_plane_endpoints", "proxy_listen", "stream_listen", "client_cidrs"}},
		"neither":            {[]string{"mesh"}, []string{"control_plane_dns_prefixes", "control_plane_endpoints", "portal_ids", "proxy_listen", "stream_listen", "client_cidrs"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query := all
			query.Components = test.components
			var got []string
			for _, warning := range query.Unused() {
				got = append(got, argumentOf(warning))
				if want := argumentOf(warning) + " has no effect, because components does not include the component that it belongs to"; warning.Error() != want {
					t.Errorf("warning %s", warning)
				}
			}
			wantTexts(t, "unused", got, test.want...)
			bare := inRegions("us")
			bare.Components = test.components
			if got := bare.Unused(); len(got) > 0 {
				t.Errorf("unused %q though nothing is set", got)
			}
			// Whatever opens the ports of the defaults is not an argument without effect.
			bare.ProxyListen, bare.StreamListen = "[::]:8000 ,0.0.0.0:8443 ssl, 127.0.0.1:9000", " off "
			if got := bare.Unused(); len(got) > 0 {
				t.Errorf("unused %q though the defaults are set", got)
			}
		})
	}
	query := inRegions("us")
	query.Aggregate, query.AuditLogPort, query.IncludeIPRanges = true, 8088, false
	if got, want := fmt.Sprint(query.Unused()), "[aggregate has no effect, because include_ip_ranges is false"+
		" audit_log_destination_port has no effect, because include_ip_ranges is false]"; got != want {
		t.Errorf("unused %s, want %s", got, want)
	}
}

// given returns a query with addresses of its own.
func given(ingress, egress []string) requirements.Query {
	query := inRegions("us")
	query.IngressCIDRs, query.EgressCIDRs = ingress, egress
	return query
}

func TestComposeGivenAddresses(t *testing.T) {
	t.Parallel()
	query := given([]string{"10.0.0.7", "10.0.0.6/32", "FD00::/8", "0.0.0.0/0"}, []string{"198.51.100.1"})
	query.Components, query.ProxyListen, query.AuditLogPort = []string{"gateway"}, "off", 8088
	if query.ReadsList() {
		t.Error("the list would be read")
	}
	// Nothing is taken of a list, even where there is one.
	result := compose(t, query, sample().document(t))
	if result.Published != nil || result.Warnings != nil {
		t.Errorf("published %v, warnings %v, want none", result.Published, result.Warnings)
	}
	wantTexts(t, "ingress", result.Ingress.CIDRs(), "0.0.0.0/0", "10.0.0.6/32", "10.0.0.7/32", "fd00::/8")
	wantTexts(t, "egress", result.Egress.CIDRs(), "198.51.100.1/32")
	wantTexts(t, "outbound", groupsOf(result.Outbound), "tcp/443/ipv4 [gateway] [0.0.0.0/0 10.0.0.6/32 10.0.0.7/32]", "tcp/443/ipv6 [gateway] [fd00::/8]")
	wantTexts(t, "inbound rules", rulesOf(result.InboundRules), "tcp/8088/198.51.100.1/32 [audit_logging]")
}

func TestComposeGivenAddressesMerged(t *testing.T) {
	t.Parallel()
	query := given([]string{"10.0.0.6", "10.0.0.7", "10.0.0.0/30"}, []string{"0.0.0.0/1", "128.0.0.0/1"})
	query.Aggregate = true
	result := compose(t, query, nil)
	wantTexts(t, "ingress", result.Ingress.CIDRs(), "10.0.0.0/30", "10.0.0.6/31")
	wantTexts(t, "egress", result.Egress.CIDRs(), "0.0.0.0/0")
}

func TestComposeGivenIngressAlone(t *testing.T) {
	t.Parallel()
	result := compose(t, given([]string{"10.0.0.7"}, nil), nil)
	wantTexts(t, "egress", result.Egress.CIDRs())
	wantTexts(t, "inbound", groupsOf(result.Inbound))
}

func TestComposeGivenAddressesErrors(t *testing.T) {
	t.Parallel()
	const empty = "the set is empty, so it gives no rule"
	some := []string{"10.0.0.7"}
	tests := map[string]struct {
		ingress, egress []string
		change          func(*requirements.Query)
		argument, want  string
	}{
		"egress alone":           {nil, some, nil, "egress_cidrs", "egress addresses can't be given alone"},
		"empty egress alone":     {nil, []string{}, nil, "egress_cidrs", "egress addresses can't be given alone"},
		"empty ingress":          {[]string{}, nil, nil, "ingress_cidrs", empty},
		"empty egress":           {some, []string{}, nil, "egress_cidrs", empty},
		"host bits of ingress":   {[]string{"10.0.0.7/8"}, nil, nil, "ingress_cidrs", `"10.0.0.7/8" has bits set beyond its prefix length; the network is "10.0.0.0/8", the single address "10.0.0.7/32"`},
		"host bits of egress":    {some, []string{"10.0.0.7/8"}, nil, "egress_cidrs", `"10.0.0.7/8" has bits set beyond its prefix length; the network is "10.0.0.0/8", the single address "10.0.0.7/32"`},
		"collector, no egress":   {some, nil, func(q *requirements.Query) { q.AuditLogPort = 8088 }, "audit_log_destination_port", "audit-log webhooks come from Konnect's egress addresses, and ingress_cidrs alone gives none"},
		"no addresses asked for": {some, nil, func(q *requirements.Query) { q.IncludeIPRanges = false }, "ingress_cidrs", "no addresses are asked for, because include_ip_ranges is false"},
		"date":                   {some, some, func(q *requirements.Query) { q.MinimumUpdateDate = "2025-08-26-16-03-33" }, "minimum_update_date", "no list is read that has a date, because ingress_cidrs gives the addresses"},
		"new region":             {some, nil, func(q *requirements.Query) { q.Regions = []string{"jp"} }, "regions", `region "jp" is not one of: au, eu, in, me, sg, us`},
		"accepted ones, too":     {some, nil, func(q *requirements.Query) { q.Accepted = true }, "accepted", "the addresses are given twice"},
		"accepted, and egress":   {nil, some, func(q *requirements.Query) { q.Accepted = true }, "accepted", "the addresses are given twice"},
		"accepted, not wanted":   {nil, nil, func(q *requirements.Query) { q.Accepted, q.IncludeIPRanges = true, false }, "accepted", "no addresses are asked for, because include_ip_ranges is false"},
		"accepted, dated":        {nil, nil, func(q *requirements.Query) { q.Accepted, q.MinimumUpdateDate = true, "2025" }, "minimum_update_date", "no list is read that has a date, because accepted gives the addresses"},
		"not wanted, dated":      {nil, nil, func(q *requirements.Query) { q.IncludeIPRanges, q.MinimumUpdateDate = false, "2025" }, "minimum_update_date", "no list is read that has a date, because include_ip_ranges is false"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query := given(test.ingress, test.egress)
			if test.change != nil {
				test.change(&query)
			}
			result, err := requirements.Compose(query, nil)
			if result.Names != nil || result.Outbound != nil || result.Ingress.Len() > 0 {
				t.Errorf("%+v beside the error", result)
			}
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}

func TestNamePrefix(t *testing.T) {
	t.Parallel()
	for text, valid := range map[string]bool{
		"konnect": true, "a": true, "a1": true, "prod-eu": true, "a--b": true, "a23456789012": true,
		"": false, "a234567890123": false, "Prod": false, "1a": false, "-a": false, "a-": false, "a_b": false, "a b": false, "ä": false, "a\n": false,
	} {
		query := inRegions("us")
		query.NamePrefix = text
		result, err := requirements.Compose(query, sample().document(t))
		if !valid {
			wantArgumentError(t, err, "name_prefix", fmt.Sprintf("%q can't start the names of rules; give a lower-case letter and then letters,"+
				" digits and inner hyphens, at most 12 characters in all, such as \"konnect\"", text))
			continue
		}
		if err != nil || !strings.HasPrefix(result.Outbound[0].Name, text+"-out-tcp-443-") {
			t.Errorf("prefix %q: error %v", text, err)
		}
	}
}

// The bound counts outbound and inbound rules together, and is refused before a rule is made.
func TestTooManyRules(t *testing.T) {
	t.Parallel()
	many := func(count int) []string {
		addresses := make([]string, count)
		for i := range addresses {
			addresses[i] = fmt.Sprintf("10.0.%d.%d", i/256, i%256)
		}
		return addresses
	}
	tests := map[string]struct {
		ingress, clients int
		rules            int
	}{
		// Five ports outbound, two inbound.
		"as many as may be": {ingress: 3200, clients: 2000, rules: 20_000},
		"one client more":   {ingress: 3200, clients: 2001, rules: 20_002},
		"far more":          {ingress: 50_000, rules: 250_000},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query := given(many(test.ingress), nil)
			query.ClientCIDRs = many(test.clients)
			result, err := requirements.Compose(query, nil)
			if test.rules <= 20_000 {
				if got := len(result.OutboundRules) + len(result.InboundRules); err != nil || got != test.rules {
					t.Errorf("%d rules, error %v, want %d", got, err, test.rules)
				}
				return
			}
			want := fmt.Sprintf("the block makes %d rules, one for each protocol, port and prefix, more than the 20000 that are handled", test.rules)
			if err == nil || err.Error() != want || result.OutboundRules != nil {
				t.Errorf("%d rules, error %v, want %s", len(result.OutboundRules), err, want)
			}
		})
	}
}
