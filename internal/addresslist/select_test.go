package addresslist_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// bounds are the provider's defaults.
var bounds = ipset.Bounds{MinIPv4: 24, MinIPv6: 48}

// publish returns the document as it is read from a server.
func publish(t testing.TB, body []byte) (document *addresslist.Document, url string) {
	t.Helper()
	server := listserver.NewServer(t)
	server.ServeBody(body)
	location, err := fetch.ParseLocation(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	document, err = addresslist.Read(t.Context(), fetch.New(fetch.Options{Timeout: time.Minute}), location, bounds)
	if err != nil {
		t.Fatal(err)
	}
	return document, server.URL()
}

// ingress asks for the ingress addresses of the regions, without any for those of all.
func ingress(regions ...string) addresslist.Query {
	return addresslist.Query{Direction: addresslist.Ingress, Regions: regions}
}

func egress(regions ...string) addresslist.Query {
	return addresslist.Query{Direction: addresslist.Egress, Regions: regions}
}

// of restricts a query to hostnames.
func of(query addresslist.Query, hostnames ...string) addresslist.Query {
	query.Hostnames = hostnames
	return query
}

// merged has a query merge what it selects.
func merged(query addresslist.Query) addresslist.Query {
	query.Aggregate = true
	return query
}

// selected is a Selection as texts.
type selected struct {
	All        []string
	ByRegion   map[string][]string
	ByHostname map[string]selectedHostname
}

type selectedHostname struct{ Regions, CIDRs []string }

func textsOf(selection addresslist.Selection) selected {
	texts := selected{All: selection.All.CIDRs(), ByRegion: map[string][]string{}, ByHostname: map[string]selectedHostname{}}
	for region, set := range selection.ByRegion {
		texts.ByRegion[region] = set.CIDRs()
	}
	for hostname, listed := range selection.ByHostname {
		texts.ByHostname[hostname] = selectedHostname{listed.Regions, listed.Set.CIDRs()}
	}
	return texts
}

// worldwide has neighbours to merge, a shared address, IPv6, an empty region, and bad entries in "bad" alone.
const worldwide = `{
	"updateDate": "2025-08-26-16-03-33",
	"regions": {
		"eu": {"eu.api.konghq.com": ["203.0.113.8", "203.0.113.9"], "shared.konghq.com": ["203.0.113.8"], "empty.konghq.com": []},
		"us": {"us.api.konghq.com": ["198.51.100.10"], "SHARED.konghq.com.": ["198.51.100.11"]},
		"bad": {"bad.konghq.com": ["10.0.0.1"]},
		"in": {}
	},
	"ingressIPs": {
		"US": ["198.51.100.11", "198.51.100.10/32", "198.51.100.10"],
		"eu": ["2001:DB8:0::8", "203.0.113.9", "203.0.113.8"],
		"bad": ["0.0.0.0/0"],
		"in": []
	},
	"egressIPs": {"us": ["192.0.2.1"], "bad": ["127.0.0.1"], "eu": [], "in": []}
}`

func TestSelect(t *testing.T) {
	t.Parallel()
	document, _ := publish(t, []byte(worldwide))
	eu, us := []string{"203.0.113.8/32", "203.0.113.9/32", "2001:db8::8/128"}, []string{"198.51.100.10/32", "198.51.100.11/32"}
	usNames := map[string]selectedHostname{
		"us.api.konghq.com": {[]string{"us"}, []string{"198.51.100.10/32"}}, "shared.konghq.com": {[]string{"us"}, []string{"198.51.100.11/32"}},
	}
	tests := map[string]struct {
		query addresslist.Query
		want  selected
	}{
		"a region":              {ingress("us"), selected{us, map[string][]string{"us": us}, usNames}},
		"the same region twice": {ingress("us", "US"), selected{us, map[string][]string{"us": us}, usNames}},
		"regions": {
			ingress("us", "eu"),
			selected{
				[]string{"198.51.100.10/32", "198.51.100.11/32", "203.0.113.8/32", "203.0.113.9/32", "2001:db8::8/128"},
				map[string][]string{"us": us, "eu": eu},
				map[string]selectedHostname{
					"us.api.konghq.com": {[]string{"us"}, []string{"198.51.100.10/32"}},
					"eu.api.konghq.com": {[]string{"eu"}, []string{"203.0.113.8/32", "203.0.113.9/32"}},
					"shared.konghq.com": {[]string{"eu", "us"}, []string{"198.51.100.11/32", "203.0.113.8/32"}},
				},
			},
		},
		"egress": {egress("us"), selected{[]string{"192.0.2.1/32"}, map[string][]string{"us": {"192.0.2.1/32"}}, map[string]selectedHostname{}}},
		"merged": {
			merged(ingress("us", "eu")),
			selected{
				[]string{"198.51.100.10/31", "203.0.113.8/31", "2001:db8::8/128"},
				map[string][]string{"us": {"198.51.100.10/31"}, "eu": {"203.0.113.8/31", "2001:db8::8/128"}},
				map[string]selectedHostname{
					"us.api.konghq.com": {[]string{"us"}, []string{"198.51.100.10/32"}},
					"eu.api.konghq.com": {[]string{"eu"}, []string{"203.0.113.8/31"}},
					"shared.konghq.com": {[]string{"eu", "us"}, []string{"198.51.100.11/32", "203.0.113.8/32"}},
				},
			},
		},
		"a hostname": {
			of(ingress("us", "eu"), "US.api.konghq.com."),
			selected{
				[]string{"198.51.100.10/32"},
				map[string][]string{"us": {"198.51.100.10/32"}},
				map[string]selectedHostname{"us.api.konghq.com": {[]string{"us"}, []string{"198.51.100.10/32"}}},
			},
		},
		"a hostname of two regions": {
			of(ingress("us", "eu"), "shared.konghq.com"),
			selected{
				[]string{"198.51.100.11/32", "203.0.113.8/32"},
				map[string][]string{"us": {"198.51.100.11/32"}, "eu": {"203.0.113.8/32"}},
				map[string]selectedHostname{"shared.konghq.com": {[]string{"eu", "us"}, []string{"198.51.100.11/32", "203.0.113.8/32"}}},
			},
		},
		"hostnames, merged": {
			merged(of(ingress("eu"), "eu.api.konghq.com", "shared.konghq.com")),
			selected{
				[]string{"203.0.113.8/31"},
				map[string][]string{"eu": {"203.0.113.8/31"}},
				map[string]selectedHostname{
					"eu.api.konghq.com": {[]string{"eu"}, []string{"203.0.113.8/31"}}, "shared.konghq.com": {[]string{"eu"}, []string{"203.0.113.8/32"}},
				},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			selection, err := document.Select(test.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, textsOf(selection)); diff != "" {
				t.Errorf("selection (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSelectAll leaves the regions out: those with addresses are taken, the one with an empty list is passed over.
func TestSelectAll(t *testing.T) {
	t.Parallel()
	document, _ := publish(t, []byte(strings.ReplaceAll(strings.ReplaceAll(worldwide, "0.0.0.0/0", "192.0.2.7"), "10.0.0.1", "192.0.2.7")))
	selection, err := document.Select(ingress())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"bad", "eu", "us"}, slices.Sorted(maps.Keys(selection.ByRegion))); diff != "" {
		t.Errorf("regions (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"bad", "eu", "in", "us"}, document.Regions(addresslist.Ingress)); diff != "" {
		t.Errorf("available regions (-want +got):\n%s", diff)
	}
}

func TestSelectRefuses(t *testing.T) {
	t.Parallel()
	document, url := publish(t, []byte(worldwide))
	empty, emptyURL := publish(t, []byte(members{ingress: `{"us":[]}`, egress: "{}"}.json()))
	tests := map[string]struct {
		document *addresslist.Document
		query    addresslist.Query
		want     string
	}{
		"an absent region":        {document, ingress("us", "zz"), url + ` lists no ingress addresses for region "zz". Regions with addresses: bad, eu, us`},
		"a near miss":             {document, ingress("usa"), url + ` lists no ingress addresses for region "usa". Regions with addresses: bad, eu, us (did you mean "us"?)`},
		"a region by its name":    {document, ingress("europe"), url + ` lists no ingress addresses for region "europe". Regions with addresses: bad, eu, us (did you mean "eu", Europe?)`},
		"an empty region":         {document, ingress("in"), url + ` names region "in" with an empty list of ingress addresses. Regions with addresses: bad, eu, us`},
		"a region without egress": {document, egress("eu"), url + ` names region "eu" with an empty list of egress addresses. Regions with addresses: bad, us`},
		"all empty":               {empty, ingress(), emptyURL + " lists no ingress address for any region"},
		"no region at all":        {empty, egress(), emptyURL + " lists no egress address for any region"},
		"a region, all are empty": {empty, ingress("us"), emptyURL + " lists no ingress address for any region"},
		"a bad egress entry":      {document, egress(), url + ` holds an entry at egressIPs.bad[0] that is refused: "127.0.0.1/32" lies in or covers loopback (RFC 1122) space, 127.0.0.0/8`},
		"what no region can be":   {document, ingress("us west"), `region "us west" is not one of: au, eu, in, me, sg, us`},
		"what no hostname can be": {document, of(ingress(), "https://us.api.konghq.com"), `"https://us.api.konghq.com" is not a hostname, such as "us.api.konghq.com"`},
		"hostnames of egress":     {document, of(egress(), "us.api.konghq.com"), "the list gives hostnames for ingress addresses only"},
		"no regions":              {document, addresslist.Query{Direction: addresslist.Ingress, Regions: []string{}}, url + ` lists no ingress addresses for region "". Regions with addresses: bad, eu, us`},
		"an unknown hostname": {
			document,
			of(ingress("us"), "us.apis.konghq.com"),
			url + ` lists no addresses for hostname "us.apis.konghq.com" in the regions us. Hostnames with addresses there: ` +
				`shared.konghq.com, us.api.konghq.com (did you mean "us.api.konghq.com"?)`,
		},
		"a hostname of another region": {document, of(ingress("us"), "us.api.konghq.com", "eu.api.konghq.com"), url + ` lists no addresses for hostname "eu.api.konghq.com" in the regions us; it lists them for: eu`},
		"a hostname with an empty list": {
			document,
			of(ingress("eu"), "empty.konghq.com"),
			url + ` lists no addresses for hostname "empty.konghq.com" in the regions eu. Hostnames with addresses there: ` +
				`eu.api.konghq.com, shared.konghq.com`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			selection, err := test.document.Select(test.query)
			if err == nil {
				t.Fatalf("selection %v, want an error", textsOf(selection))
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(textsOf(addresslist.Selection{}), textsOf(selection)); diff != "" {
				t.Errorf("something was selected beside the error:\n%s", diff)
			}
		})
	}
}

// badEntries holds an entry for each check that refuses one, and why. All kinds are in the tests of ipset.
var badEntries = map[string]struct{ entry, want string }{
	"no address":     {"us.api.konghq.com", `"us.api.konghq.com" is neither an IP address nor a prefix in CIDR notation, such as "192.0.2.1" or "192.0.2.0/24"`},
	"host bits":      {"198.51.100.7/24", `"198.51.100.7/24" has bits set beyond its prefix length; the network is "198.51.100.0/24", the single address "198.51.100.7/32"`},
	"too short":      {"198.50.0.0/23", `"198.50.0.0/23" is shorter than /24, the shortest length accepted`},
	"IPv6 too short": {"2600::/47", `"2600::/47" is shorter than /48, the shortest length accepted`},
	"private":        {"10.0.0.1", `"10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8`},
	"IPv6 reserved":  {"4000::1", `"4000::1/128" lies in or covers reserved space: IPv6 outside 2000::/3 (RFC 4291)`},
}

// TestEachBadEntryInEachList puts each bad entry behind good ones of each list, and reads that list and the others.
func TestEachBadEntryInEachList(t *testing.T) {
	t.Parallel()
	const list = `{"us":["198.51.100.7","198.51.100.8",%q],"eu":["203.0.113.7"]}`
	const names = `{"us":{"us.api.konghq.com":["198.51.100.7"],"us.cp.konghq.com":["198.51.100.7","198.51.100.8",%q]},"eu":{"eu.api.konghq.com":["203.0.113.7"]}}`
	us := func(direction addresslist.Direction, hostnames ...string) addresslist.Query {
		return addresslist.Query{Direction: direction, Regions: []string{"us"}, Hostnames: hostnames}
	}
	all := []addresslist.Query{
		us(addresslist.Ingress), us(addresslist.Egress), us(addresslist.Ingress, "us.api.konghq.com"), us(addresslist.Ingress, "us.cp.konghq.com"),
		{Direction: addresslist.Ingress, Regions: []string{"eu"}},
		{Direction: addresslist.Egress, Regions: []string{"eu"}},
	}
	for name, bad := range badEntries {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for place, test := range map[string]struct {
				document members
				refused  []int // the queries that select the bad entry
			}{
				"ingressIPs.us[2]":                  {members{ingress: fmt.Sprintf(list, bad.entry), egress: fmt.Sprintf(list, "198.51.100.9"), regions: fmt.Sprintf(names, "198.51.100.9")}, []int{0}},
				"egressIPs.us[2]":                   {members{egress: fmt.Sprintf(list, bad.entry), ingress: fmt.Sprintf(list, "198.51.100.9"), regions: fmt.Sprintf(names, "198.51.100.9")}, []int{1}},
				`regions.us["us.cp.konghq.com"][2]`: {members{regions: fmt.Sprintf(names, bad.entry), ingress: fmt.Sprintf(list, "198.51.100.9"), egress: fmt.Sprintf(list, "198.51.100.9")}, []int{0, 3}},
			} {
				document, url := publish(t, []byte(test.document.json()))
				for i, query := range all {
					_, err := document.Select(query)
					if !slices.Contains(test.refused, i) {
						if err != nil {
							t.Errorf("bad entry at %s, not selected by %v: %v", place, query, err)
						}
						continue
					}
					if want := url + " holds an entry at " + place + " that is refused: " + bad.want; err == nil || err.Error() != want {
						t.Errorf("selected by %v: error %v, want %q", query, err, want)
					}
				}
			}
		})
	}
}

func TestCheckDate(t *testing.T) {
	t.Parallel()
	document, url := publish(t, []byte(worldwide))
	for minimum, want := range map[string]string{
		"": "", "2025-08-26-16-03-32": "", "2025-08-26T16:03:33Z": "", "2025-08-26T18:03:33+02:00": "",
		"2025-08-26-16-03-34": url + " was updated at 2025-08-26T16:03:33Z, before the minimum 2025-08-26T16:03:34Z",
		"2025":                `"2025" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z"`,
	} {
		_, err := document.Select(addresslist.Query{Direction: addresslist.Ingress, Regions: []string{"us"}, MinimumUpdateDate: minimum})
		for _, err := range []error{err, document.CheckDate(minimum)} {
			if want == "" && err != nil || want != "" && (err == nil || err.Error() != want || problem.Of(err).Argument != "minimum_update_date") {
				t.Errorf("minimum %s: %v, want %q", minimum, err, want)
			}
		}
	}
}

// TestReadErrors holds what is said of a location that gives no document.
func TestReadErrors(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	location, err := fetch.ParseLocation(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	location.Setting = "ip_addresses_url"
	read := func(handler http.Handler) error {
		server.Handle(handler)
		_, err := addresslist.Read(t.Context(), fetch.New(fetch.Options{Timeout: time.Minute}), location, bounds)
		return err
	}
	if err, want := read(listserver.Status(404)), server.URL()+" answered with status 404 Not Found"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	want := problem.New("Invalid Address List", "%s is not an address list: the document is not JSON but an HTML or XML page", server.URL()).
		Advise("Check that ip_addresses_url leads to Konnect's address list and that nothing in between, such as a proxy's login page, answers in its place.")
	if diff := cmp.Diff(error(want), read(listserver.HTML(200))); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}
