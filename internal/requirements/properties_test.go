package requirements_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// What firewalls allow in names and descriptions.
var (
	nameForm        = regexp.MustCompile(`^[a-z]([-a-z0-9]*[a-z0-9])?$`)
	descriptionForm = regexp.MustCompile(`^[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]+$`)
)

// draws is the number of random lists and queries of each property.
const draws = 100

// forRandomLists calls check with random lists and queries that go together, the same ones in every run.
func forRandomLists(t *testing.T, check func(t *testing.T, random *rand.Rand, published list, query requirements.Query)) {
	t.Helper()
	for seed := range uint64(draws) {
		random := rand.New(rand.NewPCG(seed, 2025))
		published := randomList(random)
		query := randomQuery(random, published)
		check(t, random, published, query)
		if t.Failed() {
			t.Fatalf("seed %d: list %+v, query %+v", seed, published, query)
		}
	}
}

// randomAddress returns one of so few addresses and prefixes that lists often share them and that some can be merged.
func randomAddress(random *rand.Rand) string {
	switch random.IntN(5) {
	case 0:
		return fmt.Sprintf("2001:db8::%x", random.IntN(20))
	case 1:
		return fmt.Sprintf("2001:db8:%x::/48", random.IntN(5))
	case 2:
		return fmt.Sprintf("198.51.100.%d/%d", 32*random.IntN(4), 27+random.IntN(6))
	default:
		return fmt.Sprintf("203.0.113.%d", random.IntN(40))
	}
}

func randomAddresses(random *rand.Rand, least int) []string {
	addresses := []string{}
	for range least + random.IntN(8) {
		addresses = append(addresses, randomAddress(random))
	}
	return addresses
}

func randomList(random *rand.Rand) list {
	l := list{UpdateDate: "2025-08-26-16-03-33", Regions: map[string]map[string][]string{}, Ingress: map[string][]string{}, Egress: map[string][]string{}}
	for _, region := range append(catalog.RegionCodes(), "jp", "br", "global") {
		if random.IntN(4) > 0 {
			l.Ingress[region] = randomAddresses(random, random.IntN(2))
		}
		if random.IntN(4) > 0 {
			l.Egress[region] = randomAddresses(random, 0)
		}
		l.Regions[region] = map[string][]string{"shared.konghq.com": randomAddresses(random, 0)}
	}
	// So that there is a region to choose, and a source of audit logs.
	l.Ingress["us"], l.Egress["us"] = randomAddresses(random, 1), randomAddresses(random, 1)
	return l
}

// some returns a random part of the items, at least one.
func some[T any](random *rand.Rand, items []T) []T {
	shuffled := slices.Clone(items)
	random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	return shuffled[:1+random.IntN(len(shuffled))]
}

func randomQuery(random *rand.Rand, published list) requirements.Query {
	var regions, components []string
	for _, region := range slices.Sorted(maps.Keys(published.Ingress)) {
		if len(published.Ingress[region]) > 0 && region != "global" {
			regions = append(regions, region)
		}
	}
	for _, component := range catalog.Components() {
		components = append(components, string(component))
	}
	query := inRegions(some(random, regions)...)
	if random.IntN(3) > 0 {
		query.Components = some(random, components)
	}
	query.ProxyListen = []string{query.ProxyListen, "off", "0.0.0.0:65535 ssl, [::]:65535", "127.0.0.1:8000"}[random.IntN(4)]
	query.StreamListen = []string{"off", "0.0.0.0:65535", "0.0.0.0:53 udp, 0.0.0.0:8443 ssl", "[::1]:53"}[random.IntN(4)]
	query.ClientCIDRs = randomAddresses(random, 0)
	query.AuditLogPort = []uint16{0, 8443, 8088, 65535}[random.IntN(4)]
	return query
}

// written is all that a result says, as text: names, warnings and addresses as one, rules and groups by direction and key.
func written(result requirements.Requirements) map[string]string {
	texts := writtenRules(result)
	texts["rest"] = fmt.Sprintf("%+v %v %s %q %q %+v %+v", result.Names, result.Warnings, result.ContentHash(), result.Ingress.CIDRs(), result.Egress.CIDRs(),
		result.OutboundHostnames, result.OutboundFQDNs)
	for direction, groups := range map[string][]requirements.Group{"outbound ": result.Outbound, "inbound ": result.Inbound} {
		for _, group := range groups {
			texts[direction+group.Key()] = fmt.Sprintf("%+v %s %v %v", group.Port, group.Name, group.Prefixes.CIDRs(), group.Regions)
		}
	}
	return texts
}

// wantSame compares two results. cmp.Diff takes long to find that nothing differs.
func wantSame(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	if !maps.Equal(want, got) {
		t.Errorf("%s (-want +got)\n%s", what, cmp.Diff(want, got))
	}
}

func writtenRules(result requirements.Requirements) map[string]string {
	texts := map[string]string{}
	for direction, rules := range map[string][]requirements.Rule{"outbound ": result.OutboundRules, "inbound ": result.InboundRules} {
		for _, rule := range rules {
			texts[direction+rule.Key()] = fmt.Sprintf("%+v %s %s %v", rule.Port, rule.Name, rule.Prefix, rule.Regions)
		}
	}
	return texts
}

// canonical returns the canonical text of an address or prefix.
func canonical(t *testing.T, text string) string {
	t.Helper()
	if !strings.Contains(text, "/") {
		addr := netip.MustParseAddr(text)
		return netip.PrefixFrom(addr, addr.BitLen()).String()
	}
	return netip.MustParsePrefix(text).String()
}

// The rows are those of a model that knows nothing but the definition: each need with each of its peers.
func TestRulesAreThoseOfTheDefinition(t *testing.T) {
	t.Parallel()
	forRandomLists(t, func(t *testing.T, _ *rand.Rand, published list, query requirements.Query) {
		t.Helper()
		// want holds by row the components that need it, and the regions whose list names it.
		type row struct{ components, regions map[string]bool }
		want := map[string]row{}
		add := func(direction, port, component, region string, addresses []string) {
			for _, address := range addresses {
				key := direction + port + "/" + canonical(t, address)
				if want[key].components == nil {
					want[key] = row{map[string]bool{}, map[string]bool{}}
				}
				want[key].components[component] = true
				if region != "" {
					want[key].regions[region] = true
				}
			}
		}
		components := query.Components
		if components == nil {
			components = []string{"platform", "gateway", "dev_portal", "audit_logging"}
		}
		receivers, senders := slices.Clone(query.Regions), append(slices.Clone(query.Regions), "us")
		for _, component := range components {
			if component == "platform" || component == "mesh" || component == "mcp" {
				receivers = append(receivers, "global")
			}
		}
		for _, component := range components {
			outbound := []string{"tcp/443"}
			if component == "audit_logging" {
				outbound = []string{"tcp/8071", "udp/8071", "tcp/20010", "udp/20010"}
			}
			for _, port := range outbound {
				for _, region := range receivers {
					add("outbound ", port, component, region, published.Ingress[region])
				}
			}
		}
		_, listeners, err := requirements.Ports(query)
		if err != nil {
			t.Fatal(err)
		}
		for _, port := range listeners {
			add("inbound ", port.Key(), "gateway", "", query.ClientCIDRs)
		}
		if query.AuditLogPort > 0 {
			for _, region := range senders {
				add("inbound ", fmt.Sprintf("tcp/%d", query.AuditLogPort), "audit_logging", region, published.Egress[region])
			}
		}
		texts, got := map[string]string{}, map[string]string{}
		for key, set := range want {
			texts[key] = fmt.Sprint(slices.Sorted(maps.Keys(set.components)), slices.Sorted(maps.Keys(set.regions)))
		}
		result := compose(t, query, published.document(t))
		for direction, rules := range map[string][]requirements.Rule{"outbound ": result.OutboundRules, "inbound ": result.InboundRules} {
			for _, rule := range rules {
				got[direction+rule.Key()] = fmt.Sprint(rule.Components, rule.Regions)
			}
		}
		wantSame(t, "by the definition", texts, got)
	})
}

func TestGroupsAndRulesAgree(t *testing.T) {
	t.Parallel()
	forRandomLists(t, func(t *testing.T, random *rand.Rand, published list, query requirements.Query) {
		t.Helper()
		query.Aggregate = random.IntN(2) == 0
		query.NamePrefix = []string{"konnect", "a", "a23456789-12"}[random.IntN(3)]
		result := compose(t, query, published.document(t))
		c := checker{t, query.NamePrefix, map[string]bool{}}
		c.check("out", result.Outbound, result.OutboundRules)
		c.check("in", result.Inbound, result.InboundRules)
		for _, groups := range [][]requirements.NameGroup{result.OutboundHostnames, result.OutboundFQDNs} {
			for _, group := range groups {
				c.describe("out", group.Name, group.Port)
				if len(group.Names) == 0 {
					t.Errorf("%s: no names", group.Key())
				}
			}
		}
	})
}

// checker checks that everything of one result keeps to the limits of firewalls, and that no name stands twice in it.
type checker struct {
	t          *testing.T
	namePrefix string
	names      map[string]bool
}

func (c checker) describe(direction, name string, port requirements.Port) {
	c.t.Helper()
	if len(name) > 63 || !nameForm.MatchString(name) || !strings.HasPrefix(name, c.namePrefix+"-"+direction+"-") {
		c.t.Errorf("name %q", name)
	}
	if c.names[name] {
		c.t.Errorf("name %q stands twice", name)
	}
	c.names[name] = true
	checkDescription(c.t, port.Description)
	if len(port.Components) == 0 || !slices.IsSorted(port.Components) {
		c.t.Errorf("%s: components %q", port.Key(), port.Components)
	}
}

// check checks that the groups and rules of one direction hold the same.
func (c checker) check(direction string, groups []requirements.Group, rules []requirements.Rule) {
	c.t.Helper()
	var rows, cells []string
	for _, rule := range rules {
		rows = append(rows, rule.Key())
		c.describe(direction, rule.Name, rule.Port)
	}
	for _, group := range groups {
		c.describe(direction, group.Name, group.Port)
		union, regions := map[catalog.Component]bool{}, map[string]bool{}
		for _, rule := range rules {
			if rule.Port.Key() == group.Port.Key() && rule.Family == group.Family {
				for _, component := range rule.Components {
					union[component] = true
				}
				for _, region := range rule.Regions {
					regions[region] = true
				}
			}
		}
		if got := slices.Sorted(maps.Keys(union)); !slices.Equal(got, group.Components) {
			c.t.Errorf("%s has the components %q, its rules %q", group.Key(), group.Components, got)
		}
		if got := slices.Sorted(maps.Keys(regions)); !slices.Equal(got, group.Regions) || group.Regions != nil && len(group.Regions) == 0 {
			c.t.Errorf("%s has the regions %q, its rules %q", group.Key(), group.Regions, got)
		}
		if group.Prefixes.Len() == 0 {
			c.t.Errorf("%s: no prefixes", group.Key())
		}
		for _, cidr := range group.Prefixes.CIDRs() {
			if strings.Contains(cidr, ":") != (group.Family == requirements.IPv6) {
				c.t.Errorf("%s holds %s", group.Key(), cidr)
			}
			cells = append(cells, group.Port.Key()+"/"+cidr)
		}
	}
	if !slices.Equal(rows, cells) {
		c.t.Errorf("rules\n%q\ngroups\n%q", rows, cells)
	}
}

func checkDescription(t *testing.T, text string) {
	t.Helper()
	if len(text) > 140 || !descriptionForm.MatchString(text) {
		t.Errorf("description %q of %d characters", text, len(text))
	}
}

// The longest description is that of a port that everything needs.
func TestLongestDescriptions(t *testing.T) {
	t.Parallel()
	query := inRegions("us", "eu", "antarctica", "jp")
	published := sample()
	published.Ingress["antarctica"] = []string{"203.0.113.99"}
	query.Components = nil
	for _, component := range catalog.Components() {
		query.Components = append(query.Components, string(component))
	}
	query.ProxyListen, query.StreamListen, query.AuditLogPort = "192.0.2.1:443", "192.0.2.2:443, 192.0.2.3:443 ssl", 443
	query.ClientCIDRs = []string{"198.51.100.1"}
	result := compose(t, query, published.document(t))
	const (
		outbound = "Outbound: HTTPS to Konnect (dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform) for antarctica and 4 more"
		inbound  = "Inbound: audit-log webhooks from Konnect; proxy clients; stream clients (audit_logging, gateway) for eu, jp, us"
	)
	if got := result.Outbound[0].Description; got != outbound {
		t.Errorf("description %q, want %q", got, outbound)
	}
	if got := result.Inbound[0].Description; got != inbound {
		t.Errorf("description %q, want %q", got, inbound)
	}
	checkDescription(t, outbound)
	checkDescription(t, inbound)
}

// What says the same in other words gives the same.
func TestWhatNeverMatters(t *testing.T) {
	t.Parallel()
	for name, disguise := range map[string]func(random *rand.Rand, published *list, query *requirements.Query){
		"order": func(random *rand.Rand, published *list, query *requirements.Query) {
			all := [][]string{query.Regions, query.Components, query.ClientCIDRs}
			for _, lists := range []map[string][]string{published.Ingress, published.Egress} {
				for _, region := range slices.Sorted(maps.Keys(lists)) {
					all = append(all, lists[region])
				}
			}
			for _, texts := range all {
				random.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
			}
		},
		"duplicates": func(_ *rand.Rand, published *list, query *requirements.Query) {
			for _, lists := range []map[string][]string{published.Ingress, published.Egress, published.Regions["us"]} {
				for key, texts := range lists {
					lists[key] = append(texts, texts...)
				}
			}
			for _, texts := range []*[]string{&query.Regions, &query.ClientCIDRs, &query.Components} {
				*texts = append(*texts, *texts...)
			}
		},
		"upper case": func(_ *rand.Rand, published *list, query *requirements.Query) {
			published.Ingress, published.Egress = upperLists(published.Ingress), upperLists(published.Egress)
			for _, region := range slices.Collect(maps.Keys(published.Regions)) {
				published.Regions[strings.ToUpper(region)] = upperLists(published.Regions[region])
				delete(published.Regions, region)
			}
			query.Regions, query.ClientCIDRs = upperTexts(query.Regions), upperTexts(query.ClientCIDRs)
		},
		"a region that was not chosen": func(random *rand.Rand, published *list, _ *requirements.Query) {
			published.Ingress["kr"], published.Egress["kr"] = randomAddresses(random, 1), randomAddresses(random, 1)
			published.Regions["kr"] = map[string][]string{"kr.api.konghq.com": randomAddresses(random, 1)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			forRandomLists(t, func(t *testing.T, random *rand.Rand, published list, query requirements.Query) {
				t.Helper()
				want := written(compose(t, query, published.document(t)))
				published = published.clone(t)
				query.Regions, query.Components, query.ClientCIDRs = slices.Clone(query.Regions), slices.Clone(query.Components), slices.Clone(query.ClientCIDRs)
				disguise(random, &published, &query)
				wantSame(t, name, want, written(compose(t, query, published.document(t))))
			})
		})
	}
}

// An address that is added adds rules, which are those of the definition; no other rule changes.
func TestAnAddressMoreTouchesNoOtherRule(t *testing.T) {
	t.Parallel()
	forRandomLists(t, func(t *testing.T, random *rand.Rand, published list, query requirements.Query) {
		t.Helper()
		before := writtenRules(compose(t, query, published.document(t)))
		more, region := published.clone(t), query.Regions[random.IntN(len(query.Regions))]
		for _, lists := range []map[string][]string{more.Ingress, more.Egress} {
			lists[region] = slices.Insert(lists[region], random.IntN(len(lists[region])+1), "192.0.2.77")
		}
		after := writtenRules(compose(t, query, more.document(t)))
		maps.DeleteFunc(after, func(key, _ string) bool { return strings.HasSuffix(key, "/192.0.2.77/32") })
		wantSame(t, "but for the added address", before, after)
	})
}

// What was accepted gives the rules of the list that it was accepted from.
func TestAcceptedGivesTheSameRules(t *testing.T) {
	t.Parallel()
	forRandomLists(t, func(t *testing.T, random *rand.Rand, published list, query requirements.Query) {
		t.Helper()
		query.Aggregate = random.IntN(2) == 0
		want := writtenRules(compose(t, query, published.document(t)))
		accepted, err := addresslist.Accepted(map[addresslist.Direction]map[string][]string{
			addresslist.Ingress: published.Ingress, addresslist.Egress: published.Egress,
		}, ipset.Bounds{})
		if err != nil {
			t.Fatal(err)
		}
		query.Accepted = true
		result := compose(t, query, accepted)
		wantSame(t, "accepted", want, writtenRules(result))
		if result.Published != nil {
			t.Error("a published list")
		}
	})
}

// Merging changes how addresses are written, not which are allowed.
func TestAggregateCoversTheSame(t *testing.T) {
	t.Parallel()
	forRandomLists(t, func(t *testing.T, _ *rand.Rand, published list, query requirements.Query) {
		t.Helper()
		plain := compose(t, query, published.document(t))
		query.Aggregate = true
		merged := compose(t, query, published.document(t))
		for _, sets := range [][2][]string{
			{plain.Ingress.Merge().CIDRs(), merged.Ingress.CIDRs()}, {plain.Egress.Merge().CIDRs(), merged.Egress.CIDRs()},
		} {
			if !slices.Equal(sets[0], sets[1]) {
				t.Errorf("merged %q, want %q", sets[1], sets[0])
			}
		}
		// A merged rule names the regions of all the rules that it stands for.
		for _, rule := range slices.Concat(merged.OutboundRules, merged.InboundRules) {
			regions := map[string]bool{}
			for _, part := range slices.Concat(plain.OutboundRules, plain.InboundRules) {
				if part.Port.Key() == rule.Port.Key() && rule.Prefix.Overlaps(part.Prefix) {
					for _, region := range part.Regions {
						regions[region] = true
					}
				}
			}
			if got := slices.Sorted(maps.Keys(regions)); rule.Regions != nil && !slices.Equal(got, rule.Regions) {
				t.Errorf("%s has the regions %q, its parts %q", rule.Key(), rule.Regions, got)
			}
		}
		for i, group := range merged.Outbound {
			of := merged.Ingress.IPv4()
			if group.Family == requirements.IPv6 {
				of = merged.Ingress.IPv6()
			}
			if !slices.Equal(group.Prefixes.CIDRs(), of.CIDRs()) || group.Name != plain.Outbound[i].Name {
				t.Errorf("%s: %q", group.Key(), group.Prefixes.CIDRs())
			}
		}
	})
}

func upperTexts(texts []string) []string {
	return strings.Fields(strings.ToUpper(strings.Join(texts, " ")))
}

func upperLists(lists map[string][]string) map[string][]string {
	upper := map[string][]string{}
	for key, texts := range lists {
		upper[strings.ToUpper(key)] = upperTexts(texts)
	}
	return upper
}
