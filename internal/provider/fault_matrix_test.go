package provider_test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// fault is one way in which an address list can go wrong, and all that a user sees of it.
type fault struct {
	// handler and body are how the server answers, one or the other. tls, where given, is its certificate.
	handler http.Handler
	body    string
	tls     *listserver.TLSOptions
	// url replaces the server's.
	url func(t *testing.T) string
	// trusted has the provider trust the server's authority.
	trusted bool
	// settings and arguments are what is configured beyond the URL and regions = ["us"].
	settings  map[string]any
	arguments map[string]any

	summary, path string
	// detail is the whole text, in which URL stands for where the list is read, and ~ for what differs from run to run.
	detail   string
	requests int
	// timeout is request_timeout, the usual one where it is zero.
	timeout time.Duration
	// only is the data source that the fault concerns, both where it is empty.
	only string
	// large marks the rows that could use much memory. They are measured one at a time.
	large bool
}

const (
	couldNotRead = "URL "
	tryLater     = " Try again later, or set ip_addresses_url to a mirror."
	moreTime     = " Try again later, raise request_timeout, or set ip_addresses_url to a mirror."
	checkURL     = " Check ip_addresses_url and the network path to it, such as a proxy."
	checkTarget  = " At most 3 redirects are followed, to the same host and port and never away from https. If the target is right, set ip_addresses_url to it."
	checkCA      = " If ip_addresses_url names a mirror with a private certificate authority, or a proxy inspects TLS, set ca_cert_pem." +
		" Otherwise something intercepts the connection."
	noList    = "URL is not an address list: "
	checkList = " Check that ip_addresses_url leads to Konnect's address list and that nothing" +
		" in between, such as a proxy's login page, answers in its place."
	checkEntry = " Every selected entry must be a public address or prefix. Compare the list with Konnect's documentation and report the" +
		" entry to Kong. Until it is fixed, set ip_addresses_url to a copy without the entry."
	checkSize    = " Choose fewer regions, and check that ip_addresses_url leads to Konnect's list."
	chooseRegion = " Choose among these, or leave the region out until Konnect publishes its addresses."
	keepRegion   = " Correct the code if it is misspelt. What is accepted of the region stays, and this ends when its addresses are published." +
		" Leave the region out only to give it up: all that is accepted of it is then removed at once."

	unavailable = "Source Unavailable"
	noAddresses = "Region Without Addresses"
	invalidList = "Invalid Address List"
)

// document returns a good list as JSON with a member replaced.
func document(member, value string) string {
	values := map[string]string{
		"updateDate": `"2025-08-26-16-03-33"`, "regions": `{"us":{"us.api.konghq.com":["198.51.100.7"]}}`,
		"ingressIPs": `{"us":["198.51.100.7"]}`, "egressIPs": `{"us":["198.51.100.9"]}`,
	}
	values[member] = value
	return fmt.Sprintf(`{"updateDate":%s,"regions":%s,"ingressIPs":%s,"egressIPs":%s}`,
		values["updateDate"], values["regions"], values["ingressIPs"], values["egressIPs"])
}

func faults() map[string]fault {
	unavailableRow := func(handler http.Handler, detail string, requests int) fault {
		return fault{handler: handler, summary: unavailable, detail: couldNotRead + detail, requests: requests}
	}
	once := func(row fault) fault {
		row.settings = map[string]any{"max_retries": 1}
		return row
	}
	hangs := func(handler http.Handler) fault {
		row := unavailableRow(handler, "gave no complete answer within 1s."+moreTime, 1)
		row.settings = map[string]any{"max_retries": 0}
		row.timeout = time.Second
		return row
	}
	large := func(row fault) fault {
		row.large = true
		return row
	}
	bodyRow := func(body, reason string) fault {
		return fault{body: body, summary: invalidList, detail: noList + reason + "." + checkList, requests: 1}
	}
	at := func(url string) func(*testing.T) string { return func(*testing.T) string { return url } }
	good := document("", "")
	deep := strings.Repeat("[", 200_000)
	unresolvable := strings.Repeat("x", 64) + ".example"

	rows := map[string]fault{
		// The connection.
		"connection refused": {
			url: func(t *testing.T) string { t.Helper(); return listserver.RefusedURL(t) }, settings: map[string]any{"max_retries": 1},
			summary: unavailable, detail: couldNotRead + "can't be read: dial tcp ~: connect: connection refused (tried 2 times)." + tryLater,
		},
		"connection reset": once(unavailableRow(
			listserver.ResetConnection(), "can't be read: read tcp ~: read: connection reset by peer (tried 2 times)."+tryLater, 2)),
		"unresolvable name": {
			url: at("https://" + unresolvable + "/feed"), summary: unavailable,
			detail: couldNotRead + `can't be reached: the name "` + unresolvable + `" can't be resolved.` + checkURL,
		},
		"TLS, unknown authority": {
			tls: &listserver.TLSOptions{}, summary: unavailable,
			detail: couldNotRead + "presented a certificate that can't be trusted: x509: certificate signed by unknown authority." + checkCA,
		},
		"TLS, wrong host name": {
			tls: &listserver.TLSOptions{WrongHostName: true}, trusted: true, summary: unavailable,
			detail: couldNotRead + "presented a certificate that can't be trusted: x509: cannot validate certificate for 127.0.0.1 because it" +
				" doesn't contain any IP SANs." + checkCA,
		},
		"TLS, expired": {
			tls: &listserver.TLSOptions{Expired: true}, trusted: true, summary: unavailable,
			detail: couldNotRead + "presented a certificate that can't be trusted: x509: certificate has expired or is not yet valid: current" +
				" time ~ is after ~." + checkCA,
		},

		// Time.
		"hang before the header": hangs(listserver.HangBeforeHeader()),
		"drip":                   hangs(listserver.Drip(10*time.Millisecond, listserver.DemoDocument().JSON())),
		"503, then a hang": {
			handler: listserver.StatusOnce(503, listserver.HangBeforeHeader(), "Retry-After", "0"), timeout: time.Second, requests: 2, summary: unavailable, settings: map[string]any{"max_retries": 1},
			detail: couldNotRead + "gave no complete answer within 1s; before that it answered with status 503 Service" +
				" Unavailable (tried 2 times)." + moreTime,
		},
		"503 until the time is up": {
			handler: listserver.StatusOnce(503, listserver.Status(503), "Retry-After", "0"), timeout: time.Second, requests: 2, summary: unavailable,
			detail: couldNotRead + "answered with status 503 Service Unavailable, and no time is left for another request" +
				" (tried 2 times)." + moreTime,
		},

		// Size.
		"body that never ends": large(unavailableRow(listserver.NeverEnding(), "gave a document of more than 4 MiB."+checkURL, 1)),
		"compressed bomb":      large(unavailableRow(listserver.GzipBomb(), "gave a document of more than 4 MiB."+checkURL, 1)),
		"a million empty entries": large(bodyRow(document("ingressIPs", `{"us":[`+strings.Repeat(`"",`, 1_000_000)+`""]}`),
			"the document holds more than 250000 values, more than any address list")),
		"200,000 keys":         large(bodyRow(manyKeys(200_000), "the document holds more than 250000 values, more than any address list")),
		"nested arrays within": large(bodyRow(`{"x":`+deep, "x nests deeper than 64 levels")),

		// The end.
		"early end, with length": once(unavailableRow(listserver.EarlyEnd(true), "broke off its answer: unexpected EOF (tried 2 times)."+tryLater, 2)),
		"early end, unframed": {
			handler: listserver.EarlyEndUnframed(), summary: invalidList, requests: 1,
			detail: noList + `the document is not JSON: it ends early, in regions.us["us.cp.konghq.com"].` + checkList,
		},
		"not what Content-Encoding says": once(unavailableRow(
			listserver.Status(200, "Content-Encoding", "br"), `gave a body that can't be decompressed: unknown content encoding "br".`+checkURL, 1)),

		// Status.
		"204": unavailableRow(listserver.Status(204), "answered with status 204 No Content."+checkURL, 1),
		"404": unavailableRow(listserver.Status(404), "answered with status 404 Not Found."+checkURL, 1),
		"429, long Retry-After": unavailableRow(listserver.Status(429, "Retry-After", "120"),
			"answered with status 429 Too Many Requests and asked for a pause of 2m0s (Retry-After), for which no time is left."+moreTime, 1),
		"503 always, as set":     unavailableRow(listserver.Status(503), "answered with status 503 Service Unavailable (tried 4 times)."+tryLater, 4),
		"503 always, no retries": {handler: listserver.Status(503), settings: map[string]any{"max_retries": 0}, summary: unavailable, requests: 1, detail: couldNotRead + "answered with status 503 Service Unavailable." + tryLater},

		// Redirects.
		"301 to another host":    unavailableRow(listserver.Redirect(301, "https://mirror.example/feed"), "redirects to https://mirror.example/feed, on another host."+checkTarget, 1),
		"302 with a user's name": unavailableRow(listserver.Redirect(302, "//jane:secret@127.0.0.1/"), "redirects to http://127.0.0.1/, with user information, which this provider never sends."+checkTarget, 1),

		// The document.
		"HTML":          {handler: listserver.HTML(200), summary: invalidList, detail: noList + "the document is not JSON but an HTML or XML page." + checkList, requests: 1},
		"missing key":   bodyRow(strings.Replace(good, `"egressIPs"`, `"other"`, 1), `the document lacks the member "egressIPs"`),
		"trailing data": bodyRow(good+"{}", "the document has something behind the end of the JSON object"),
		"cut":           bodyRow(good[:len(good)-3], "the document is not JSON: it ends early, in egressIPs.us"),

		"duplicate member":  bodyRow(`{"ingressIPs":{},`+good[1:], `the document has the key "ingressIPs" twice`),
		"updateDate number": bodyRow(document("updateDate", "20250826"), "updateDate is a number, not a string"),

		// What was asked for.
		"nothing for any region": {
			body: document("ingressIPs", "{}"), summary: noAddresses, path: `AttributeName("regions")`,
			detail: "URL lists no ingress address for any region. Check that ip_addresses_url leads to the whole list.", requests: 1,
		},
		"an empty list": {
			body: document("ingressIPs", `{"us":[],"eu":["203.0.113.7"]}`), summary: noAddresses, path: `AttributeName("regions")`, requests: 1,
			detail: `URL names region "us" with an empty list of ingress addresses. Regions with addresses: eu.` + chooseRegion,
		},
		"another region": {
			body: document("ingressIPs", `{"us2":["203.0.113.7"]}`), summary: noAddresses, path: `AttributeName("regions")`, requests: 1,
			detail: `URL lists no ingress addresses for region "us". Regions with addresses: us2 (did you mean "us2"?).` + chooseRegion,
		},
		"a hostname elsewhere": {
			body: document("regions", `{"us":{},"eu":{"eu.api.konghq.com":["203.0.113.7"]}}`), arguments: map[string]any{"hostnames": set("eu.api.konghq.com")},
			only: "konnect_ip_ranges", summary: "Hostname Without Addresses", path: `AttributeName("hostnames")`, requests: 1,
			detail: `URL lists no addresses for hostname "eu.api.konghq.com" in the regions us; it lists them for: eu.`,
		},
		"50,001 addresses": large(fault{
			body: document("ingressIPs", `{"us":["`+strings.Join(manyAddresses(50_001), `","`)+`"]}`), summary: "Too Many Addresses", requests: 1,
			detail: "URL gives 50001 prefixes for this selection, more than the 50000 that are handled." + checkSize,
		}),
		"10,001 regions": large(fault{
			body: document("egressIPs", manyRegions(10_001)), arguments: map[string]any{"direction": "egress"}, summary: "Too Many Addresses", requests: 1,
			detail: "URL gives 10001 regions for this selection, more than the 10000 that are handled." + checkSize,
		}),
		"more than 256 of the shortest prefixes": {
			body: document("ingressIPs", `{"us":["`+strings.Join(manyPrefixes(257), `","`)+`"]}`), summary: "Too Many Addresses", requests: 1,
			detail: "URL gives prefixes for this selection that together cover more than an IPv4 /16, which is 65,536 addresses." +
				" Check that ip_addresses_url leads to Konnect's list. If the list is right, set min_ipv4_prefix_length = 23 in the provider block." +
				" That accepts prefixes of up to 512 addresses, and 131,072 addresses in a selection.",
		},
		"too old": {
			body: good, arguments: map[string]any{"minimum_update_date": "2025-08-26T16:03:34Z"}, summary: "Address List Too Old",
			path: `AttributeName("minimum_update_date")`, requests: 1,
			detail: "URL was updated at 2025-08-26T16:03:33Z, before the minimum 2025-08-26T16:03:34Z. Either this copy is stale or was" +
				" rolled back: bring it up to date. Or Konnect has not updated the list since: lower minimum_update_date.",
		},
		"of no date": {
			body: document("updateDate", `"26 August"`), arguments: map[string]any{"minimum_update_date": "2025-08-26T16:03:34Z"},
			summary: "Unreadable Update Date", path: `AttributeName("minimum_update_date")`, requests: 1,
			detail: `URL gives "26 August" as its date, which is in none of the forms that are read, such as "2025-08-26-16-03-33" (UTC) or` +
				` "2025-08-26T16:03:33Z"; whether it is older than the minimum 2025-08-26T16:03:34Z can't be determined. Leave` +
				` minimum_update_date out until the list has a date that can be read.`,
		},

		// A copy on disk is checked alike.
		"file that is missing": {
			url: at("file:///nonexistent/feed.json"), summary: unavailable,
			detail: couldNotRead + "names a file that does not exist. Set ip_addresses_url to a file that does.",
		},
		"file that is a folder": {
			url:     func(t *testing.T) string { t.Helper(); return "file://" + filepath.ToSlash(t.TempDir()) },
			summary: unavailable, detail: couldNotRead + "is not a regular file. Set ip_addresses_url to a file.",
		},
		"file that is a page": {
			url: onDisk("<html>"), summary: invalidList, detail: noList + "the document is not JSON but an HTML or XML page." + checkList,
		},
		"file with a bad entry": {
			url: onDisk(document("ingressIPs", `{"us":["0.0.0.0/0"]}`)), summary: "Address List Refused",
			detail: `URL holds an entry at ingressIPs.us[0] that is refused: "0.0.0.0/0" is shorter than /24, the shortest length accepted.` + checkEntry,
		},
	}
	for place, body := range map[string]string{
		"ingressIPs.us[1]":                   document("ingressIPs", `{"us":["198.51.100.7","10.0.0.1"]}`),
		"egressIPs.us[1]":                    document("egressIPs", `{"us":["198.51.100.7","10.0.0.1"]}`),
		`regions.us["us.api.konghq.com"][1]`: document("regions", `{"us":{"us.api.konghq.com":["198.51.100.7","10.0.0.1"]}}`),
	} {
		row := fault{
			body: body, summary: "Address List Refused", requests: 1,
			detail: "URL holds an entry at " + place + ` that is refused: "10.0.0.1/32" lies in or covers private (RFC 1918) space, 10.0.0.0/8.` + checkEntry,
		}
		if strings.HasPrefix(place, "regions") {
			row.only = "konnect_ip_ranges"
		}
		if strings.HasPrefix(place, "egress") {
			row.arguments = map[string]any{"direction": "egress"}
		}
		rows["bad entry at "+place] = row
	}
	return rows
}

// manyAddresses returns different addresses.
func manyAddresses(count int) []string {
	addresses := make([]string, count)
	for i := range addresses {
		addresses[i] = fmt.Sprintf("18.220.%d.%d", i/256, i%256)
	}
	return addresses
}

// manyPrefixes returns different prefixes of length 16.
func manyPrefixes(count int) []string {
	prefixes := make([]string, count)
	for i := range prefixes {
		prefixes[i] = fmt.Sprintf("18.%d.%d.0/24", i/256, i%256)
	}
	return prefixes
}

// manyRegions returns the regions of a direction, all but "us" without addresses.
func manyRegions(count int) string {
	var regions strings.Builder
	for i := range count - 1 {
		fmt.Fprintf(&regions, `"r%d":[],`, i)
	}
	return "{" + regions.String() + `"us":["198.51.100.9"]}`
}

// manyKeys returns a list with many hostnames.
func manyKeys(count int) string {
	var hostnames strings.Builder
	for i := range count {
		fmt.Fprintf(&hostnames, `"%d":[],`, i)
	}
	return document("regions", `{"us":{`+strings.TrimSuffix(hostnames.String(), ",")+`}}`)
}

// volatile matches what differs from run to run: local ports, and the present time.
var volatile = regexp.MustCompile(`127\.0\.0\.1:\d+->127\.0\.0\.1:\d+|dial tcp 127\.0\.0\.1:\d+|\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d|20(2[6-9]|[3-9]\d)-\d\d-\d\dT[\d:]+Z`)

// TestFaultMatrix has one row of each kind; the tests of the rooms below have the others. It reads the list through each fault, with each kind of data source. None gives a state, each gives the
// one diagnostic, in its time, and a failed read is not repeated for the second data source.
//
//nolint:paralleltest // It measures the memory of the process, and runs its rows at once by itself.
func TestFaultMatrix(t *testing.T) {
	rows := faults()
	t.Run("in time", func(t *testing.T) {
		// All at once, because most of them only wait.
		var group sync.WaitGroup
		defer group.Wait()
		for name, row := range rows {
			if row.timeout > 0 {
				group.Go(func() { t.Run(name, row.check) })
			}
		}
	})
	t.Run("at once", func(t *testing.T) {
		for name, row := range rows {
			if row.timeout == 0 && !row.large {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					row.check(t)
				})
			}
		}
	})
	t.Run("in bounded memory", func(t *testing.T) {
		for name, row := range rows {
			if !row.large {
				continue
			}
			t.Run(name, func(t *testing.T) {
				const most = 100 << 20
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				row.check(t)
				runtime.ReadMemStats(&after)
				if allocated := after.TotalAlloc - before.TotalAlloc; allocated > most {
					t.Errorf("%d MiB were allocated, want at most %d", allocated>>20, most>>20)
				}
			})
		}
	})
}

func (f fault) check(t *testing.T) {
	t.Helper()
	server, url := f.serve(t)
	settings := map[string]any{"ip_addresses_url": url}
	maps.Copy(settings, f.settings)
	if f.trusted {
		settings["ca_cert_pem"] = server.CAPEM()
	}
	if f.timeout > 0 {
		settings["request_timeout"] = f.timeout.String()
	}
	provider := openSession(t, settings)
	start := time.Now()
	for _, dataSource := range []string{"konnect_ip_ranges", "konnect_network_requirements"} {
		if f.only == "" || f.only == dataSource {
			state, diagnostics := f.read(t, provider, dataSource, url)
			for _, attribute := range provider.schemas.DataSourceSchemas[dataSource].Block.Attributes {
				if attribute.Computed && state[attribute.Name] != nil {
					t.Errorf("%s: there is a %s: %v", dataSource, attribute.Name, state[attribute.Name])
				}
			}
			if diff := cmp.Diff([]diagnostic{failure(f.summary, f.path, f.detail)}, diagnostics); diff != "" {
				t.Errorf("%s: diagnostics (-want +got):\n%s", dataSource, diff)
			}
		}
	}
	if f.only == "" {
		f.checkPublished(t, provider, url)
	}
	if f.timeout > 0 && time.Since(start) > f.timeout+time.Second {
		t.Errorf("took %s, with a request_timeout of %s", time.Since(start), f.timeout)
	}
	if server == nil {
		return
	}
	if got := len(server.Requests()); got != f.requests {
		t.Errorf("%d requests, want %d", got, f.requests)
	}
}

// checkPublished reads what is published for accepted ranges: the same text is a warning, and nothing can be used. Only its advice on a
// region without addresses is another: what is accepted of one that is left out is removed.
func (f fault) checkPublished(t *testing.T, provider *session, url string) {
	t.Helper()
	f.detail = strings.Replace(f.detail, chooseRegion, keepRegion, 1)
	state, diagnostics := f.read(t, provider, "konnect_published_ip_ranges", url)
	if diff := cmp.Diff([]diagnostic{warning(f.summary, f.detail)}, diagnostics); diff != "" {
		t.Errorf("published: diagnostics (-want +got):\n%s", diff)
	}
	text, _ := state["problem"].(string)
	ranges, _ := state["ranges"].(map[string]any)
	for _, direction := range []string{"ingress", "egress"} {
		if regions, ok := ranges[direction].(map[string]any); !ok || regions["us"] != nil {
			t.Errorf("published: ranges %v", ranges)
		}
	}
	if got := withoutVolatile(text, url); got != f.detail {
		t.Errorf("published: problem %q, want %q", got, f.detail)
	}
}

// read reads with the fault's arguments, and leaves out of the diagnostics what differs from run to run.
func (f fault) read(t *testing.T, provider *session, dataSource, url string) (map[string]any, []diagnostic) {
	t.Helper()
	arguments := map[string]any{"regions": set("us")}
	maps.Copy(arguments, f.arguments)
	if direction, ok := arguments["direction"]; ok && dataSource != "konnect_ip_ranges" {
		delete(arguments, "direction")
		if dataSource == "konnect_published_ip_ranges" {
			arguments["directions"] = set(direction)
		}
	}
	state, diagnostics := provider.read(t.Context(), dataSource, arguments)
	for i := range diagnostics {
		diagnostics[i].Detail = withoutVolatile(diagnostics[i].Detail, url)
	}
	return state, diagnostics
}

func withoutVolatile(text, url string) string {
	return volatile.ReplaceAllStringFunc(strings.ReplaceAll(text, url, "URL"), func(match string) string {
		if strings.HasPrefix(match, "dial tcp ") {
			return "dial tcp ~"
		}
		return "~"
	})
}

// serve starts the server, if there is one, and returns the URL of the list.
func (f fault) serve(t *testing.T) (*listserver.Server, string) {
	t.Helper()
	if f.url != nil {
		return nil, f.url(t)
	}
	var server *listserver.Server
	if f.tls != nil {
		server = listserver.NewTLSServer(t, *f.tls)
	} else {
		server = listserver.NewServer(t)
	}
	if f.handler != nil {
		server.Handle(f.handler)
	} else if f.tls == nil {
		server.ServeBody([]byte(f.body))
	}
	return server, server.URL()
}

// onDisk returns the URL of a file with the body.
func onDisk(body string) func(*testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "feed.json")
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return "file://" + filepath.ToSlash(path)
	}
}

// TestFaultsInPassing recover within one read.
func TestFaultsInPassing(t *testing.T) {
	t.Parallel()
	good := listserver.Body("application/json", listserver.DemoDocument().JSON())
	for name, handler := range map[string]http.Handler{
		"500 once":       listserver.StatusOnce(500, good),
		"429 once":       listserver.StatusOnce(429, good, "Retry-After", "0"),
		"reset once":     listserver.Sequence(listserver.ResetConnection(), good),
		"early end once": listserver.Sequence(listserver.EarlyEnd(true), good),
		"redirect":       listserver.Redirect(302, listserver.ListPath+".gz"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.Handle(handler)
			server.HandlePath(listserver.ListPath+".gz", listserver.Gzip(listserver.DemoDocument().JSON()))
			state, diagnostics := openSession(t, map[string]any{"ip_addresses_url": server.URL()}).
				read(t.Context(), "konnect_ip_ranges", map[string]any{"regions": set("us")})
			if len(diagnostics) > 0 || state["update_date"] != listserver.DemoDocument().UpdateDate {
				t.Errorf("state %v, diagnostics %v", state, diagnostics)
			}
			if got := len(server.Requests()); got != 2 {
				t.Errorf("%d requests, want 2", got)
			}
		})
	}
}

// TestWhatIsNoFault reads lists that are odd and good.
func TestWhatIsNoFault(t *testing.T) {
	t.Parallel()
	many := manyAddresses(500)
	for name, test := range map[string]struct {
		body      string
		arguments map[string]any
		count     int
	}{
		"one address":          {document("", ""), nil, 1},
		"many addresses":       {document("ingressIPs", `{"us":["`+strings.Join(many, `","`)+`"]}`), nil, len(many)},
		"region in odd case":   {document("ingressIPs", `{"Us":["198.51.100.7"]}`), map[string]any{"regions": set("uS")}, 1},
		"date in the future":   {document("updateDate", `"2199-12-31-23-59-59"`), nil, 1},
		"exactly the minimum":  {document("", ""), map[string]any{"minimum_update_date": "2025-08-26T18:03:33+02:00"}, 1},
		"no hostnames":         {document("regions", "{}"), nil, 1},
		"no egress":            {document("egressIPs", "{}"), nil, 1},
		"unknown members":      {`{"version":2,"services":{"a":[1,{"b":null}]},` + document("", "")[1:], nil, 1},
		"byte-order mark":      {"\xef\xbb\xbf" + document("", ""), nil, 1},
		"null for lists":       {document("ingressIPs", `{"us":["198.51.100.7"],"sg":null}`), nil, 1},
		"null for hostnames":   {document("regions", `{"us":null,"eu":{"eu.api.konghq.com":null}}`), nil, 1},
		"odd region elsewhere": {document("ingressIPs", `{"us":["198.51.100.7"],"us_gov":["10.0.0.1"]}`), nil, 1},
		"odd name elsewhere":   {document("regions", `{"eu":{"a b":["203.0.113.7"]}," us ":{"us.api.konghq.com":["198.51.100.7"]}}`), nil, 1},
		"date in RFC 3339":     {document("updateDate", `"2025-08-26T18:03:33+02:00"`), nil, 1},
		"date, exactly": {
			document("updateDate", `"2025-08-26T18:03:33+02:00"`), map[string]any{"minimum_update_date": "2025-08-26-16-03-33"}, 1,
		},
		"bad entries elsewhere": {document("ingressIPs", `{"us":["198.51.100.7"],"eu":["10.0.0.1"]}`), nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			server.ServeBody([]byte(test.body))
			arguments := map[string]any{"regions": set("us")}
			maps.Copy(arguments, test.arguments)
			state, diagnostics := openSession(t, map[string]any{"ip_addresses_url": server.URL()}).read(t.Context(), "konnect_ip_ranges", arguments)
			if len(diagnostics) > 0 {
				t.Fatalf("diagnostics %v", diagnostics)
			}
			if cidrs, _ := state["cidrs"].([]any); len(cidrs) != test.count {
				t.Errorf("%d CIDRs, want %d", len(cidrs), test.count)
			}
		})
	}
}

// TestFeedThatChanges has the list change between two reads of one run: both see the first.
func TestFeedThatChanges(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.Handle(listserver.Sequence(
		listserver.Body("", []byte(document("", ""))), listserver.Body("", []byte(document("ingressIPs", `{"us":["203.0.113.7"]}`)))))
	provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
	arguments := map[string]any{"regions": set("us")}
	first, _ := provider.read(t.Context(), "konnect_ip_ranges", arguments)
	second, _ := provider.read(t.Context(), "konnect_ip_ranges", arguments)
	composed, _ := provider.read(t.Context(), "konnect_network_requirements", arguments)
	if diff := cmp.Diff(set("198.51.100.7/32"), first["cidrs"]); diff != "" {
		t.Errorf("CIDRs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the second read differs (-first +second):\n%s", diff)
	}
	if diff := cmp.Diff(first["cidrs"], composed["ingress_ipv4_cidrs"]); diff != "" {
		t.Errorf("the other data source differs (-want +got):\n%s", diff)
	}
	if got := len(server.Requests()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}
