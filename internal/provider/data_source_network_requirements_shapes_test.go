package provider_test

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// shapesDocument has a region for each family alone, one with both, one without egress, and one that Kong documents nowhere.
func shapesDocument() listserver.Document {
	document := smallDocument()
	document.IngressIPs = map[string][]string{
		"us": {"203.0.113.1", "2001:db8::1"}, "eu": {"203.0.113.2"}, "in": {"2001:db8::2"}, "me": {"203.0.113.3"}, "br": {"203.0.113.4/31"},
		"global": {"203.0.113.200"},
	}
	document.EgressIPs = map[string][]string{"us": {"198.51.100.1"}, "in": {"2001:db8:e::2"}, "me": {}}
	return document
}

// choices are the values that each argument takes. Every combination is read.
func choices() map[string][]any {
	return map[string][]any{
		"regions":                    {set("us"), set("eu", "in"), set("me", "br")},
		"components":                 {nil, set("gateway"), set("dev_portal"), set("audit_logging")},
		"client_cidrs":               {nil, set("192.0.2.7"), set("192.0.2.0/24", "2001:db8:c::/48")},
		"audit_log_destination_port": {nil, 8443},
		"include_ip_ranges":          {nil, false},
		"accepted": {nil, map[string]any{
			"ingress": map[string]any{"us": set("203.0.113.1"), "eu": set("203.0.113.2"), "in": set("2001:db8::2"), "me": set("203.0.113.2"), "br": set("2001:db8::2")},
			"egress":  map[string]any{"us": set("198.51.100.1"), "in": set("2001:db8:e::2")},
		}},
		"ingress_cidrs": {nil, set("fd00::7")},
		"egress_cidrs":  {nil, set("10.0.0.0/31", "fd00::/8")},
		"stream_listen": {nil, "0.0.0.0:53 udp, 127.0.0.1:9000, 0.0.0.0:8443"},
	}
}

// combine calls each with every combination of the choices.
func combine(choices map[string][]any, each func(arguments map[string]any)) {
	combinations := []map[string]any{{}}
	for _, argument := range slices.Sorted(maps.Keys(choices)) {
		var longer []map[string]any
		for _, combination := range combinations {
			for _, value := range choices[argument] {
				with := maps.Clone(combination)
				with[argument] = value
				longer = append(longer, with)
			}
		}
		combinations = longer
	}
	for _, arguments := range combinations {
		each(arguments)
	}
}

// TestNothingEmptyInsideRules walks every map of rules for every combination of arguments, in turn with names, with
// fewer wildcards and with neither, and finds no empty collection in it: many firewalls read one as any.
func TestNothingEmptyInsideRules(t *testing.T) {
	t.Parallel()
	const dataSource = "konnect_network_requirements"
	server := listserver.NewServer(t)
	server.Serve(shapesDocument())
	provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	seen, read := map[string]bool{}, 0
	combine(choices(), func(arguments map[string]any) {
		switch read % 3 {
		case 0:
			arguments["control_plane_dns_prefixes"], arguments["portal_ids"] = set("f47a4e996f"), set("1a2b3c4d5e6f")
		case 1:
			arguments["include_legacy_hostnames"] = false
		}
		// What is refused makes no rule.
		if len(errorsIn(provider.validate(t, dataSource, arguments))) > 0 {
			return
		}
		state, diagnostics := provider.read(t.Context(), dataSource, arguments)
		if bad := errorsIn(diagnostics); len(bad) > 0 {
			t.Errorf("%v: %v", arguments, bad)
			return
		}
		read++
		names := map[string]bool{}
		for _, attribute := range provider.schemas.DataSourceSchemas[dataSource].Block.Attributes {
			if of, ok := attribute.Type.(tftypes.Map); ok {
				for key, entry := range as[map[string]any](t, state[attribute.Name]) {
					seen[attribute.Name] = true
					checkShape(t, attribute.Name, key, as[map[string]any](t, entry), as[tftypes.Object](t, of.ElementType), names)
				}
			}
		}
		if t.Failed() {
			t.Fatalf("with %v", arguments)
		}
	})
	if want := []string{"inbound", "inbound_rules", "outbound", "outbound_fqdns", "outbound_hostnames", "outbound_rules"}; !slices.Equal(slices.Sorted(maps.Keys(seen)), want) {
		t.Errorf("maps of rules that had an entry: %v, want %v", slices.Sorted(maps.Keys(seen)), want)
	}
	if read < 500 {
		t.Errorf("only %d combinations were read", read)
	}
}

// as returns the value as one of type T, which it must be.
func as[T any](t *testing.T, value any) T {
	t.Helper()
	typed, ok := value.(T)
	if !ok {
		t.Fatalf("%v is of type %T", value, value)
	}
	return typed
}

func errorsIn(diagnostics []diagnostic) []diagnostic {
	return slices.DeleteFunc(diagnostics, func(d diagnostic) bool { return d.Severity != failure("", "", "").Severity })
}

// checkShape checks one object of a map of rules: its key, its name, and that nothing in it is empty.
func checkShape(t *testing.T, attribute, key string, entry map[string]any, of tftypes.Object, names map[string]bool) {
	t.Helper()
	where := attribute + "[" + key + "]"
	want := fmt.Sprintf("%s/%d", entry["protocol"], entry["port"])
	for field := range of.AttributeTypes {
		switch value := entry[field].(type) {
		case []any:
			if len(value) == 0 {
				t.Errorf("%s.%s is empty", where, field)
			}
		case string:
			if value == "" {
				t.Errorf("%s.%s is the empty text", where, field)
			}
		case nil:
			if field == "regions" {
				continue // Where no list names the address.
			}
			if other := map[string]string{"cidr_ipv4": "cidr_ipv6", "cidr_ipv6": "cidr_ipv4"}[field]; other == "" || entry[other] != entry["cidr"] {
				t.Errorf("%s.%s is null", where, field)
			}
		}
	}
	cidrs, _ := entry["cidrs"].([]any)
	if cidr, ok := entry["cidr"]; ok {
		cidrs = []any{cidr}
		want += "/" + as[string](t, cidr)
	} else if family, ok := entry["family"]; ok {
		want += "/" + as[string](t, family)
	}
	for _, cidr := range cidrs {
		if is4 := netip.MustParsePrefix(as[string](t, cidr)).Addr().Is4(); (entry["family"] == "ipv4") != is4 {
			t.Errorf("%s has the family %v and %v", where, entry["family"], cidr)
		}
	}
	if key != want {
		t.Errorf("%s, want the key %s", where, want)
	}
	name := as[string](t, entry["name"])
	if names[name] || len(name) > 63 || !strings.HasPrefix(name, "konnect-") {
		t.Errorf("%s has the name %q, unlike any other: %t", where, name, !names[name])
	}
	names[name] = true
}
