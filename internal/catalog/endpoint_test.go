package catalog_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

const endpointForms = `; accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
	`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
	`each with or without https://, wss:// or grpcs://, port and path`

// readTable returns the rows of a table in testdata below its header.
func readTable(t testing.TB, name string) [][]string {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = '\t'
	rows, err := reader.ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows of %s: %v", len(rows), name, err)
	}
	return rows[1:]
}

// Endpoints as other tools and Kong's pages write them.
func TestParseEndpointsInTheWild(t *testing.T) {
	t.Parallel()
	for _, row := range readTable(t, "endpoints.tsv") {
		text, want := row[0], strings.Join(row[1:8], " ")
		got, err := catalog.ParseEndpoint(text)
		read := fmt.Sprintf("%s %d %s %s %s %s %t", got.Hostname, got.Port, got.Path, got.DNSPrefix, got.Region, got.Service, got.Legacy)
		if err != nil {
			read = "error      "
		}
		if read != want {
			t.Errorf("ParseEndpoint(%q) = %q, %v, want %q", text, read, err, want)
		}
	}
}

func TestParseEndpoint(t *testing.T) {
	t.Parallel()
	cp := catalog.Endpoint{Hostname: "f47a4e996f.us.cp.konghq.com", Port: 443, DNSPrefix: "f47a4e996f", Region: "us", Service: catalog.Configuration}
	onPort := cp
	onPort.Port = 8443
	link := catalog.Endpoint{Hostname: "us.svc.konghq.com", Port: 443, Path: "/cp/f47a4e996f", DNSPrefix: "f47a4e996f", Region: "us", Service: catalog.Configuration}
	other := func(hostname, region string) catalog.Endpoint {
		return catalog.Endpoint{Hostname: hostname, Port: 443, Region: region}
	}
	tests := map[string]catalog.Endpoint{
		"\t f47a4e996f.us.cp.konghq.com \r\n":                                                cp,
		"wss://f47a4e996f.us.cp.konghq.com/v1/outlet":                                        cp,
		"wss://f47a4e996f.us.cp.konghq.com/v1/outlet?node_id=9f3b2e4c&node_hostname=me@dp#1": cp,
		"f47a4e996f.us.cp.konghq.com?a=b":                                                    cp,
		"f47a4e996f.us.cp.konghq.com?":                                                       cp,
		"f47a4e996f.us.cp.konghq.com/?" + strings.Repeat("a", 600):                           cp,
		"wss://us.svc.konghq.com/cp/f47a4e996f/v1/outlet?node_id=a":                          link,
		"wss://us.svc.konghq.com:443/cp/f47a4e996f/v2/outlet":                                link,
		"us.svc.konghq.com/api?a=b":                                                          other("us.svc.konghq.com", "us"),
		"grpcs://in.mesh.sync.konghq.com:443":                                                other("in.mesh.sync.konghq.com", "in"),
		"https://us.api.konghq.com/v2/control-planes":                                        other("us.api.konghq.com", "us"),
		"f47a4e996f.us.cp.konghq.com//cp/other":                                              cp,
		"https://abc.us.identity.konghq.com/auth/.well-known/jwks":                           other("abc.us.identity.konghq.com", "us"),
		"https://us.svc.konghq.com/api/v2/control-planes/":                                   other("us.svc.konghq.com", "us"),
		"https://sg.mcp.konghq.com":                                                          other("sg.mcp.konghq.com", "sg"),
		"d6a3e6b6bc64.us.portal.konghq.com":                                                  {Hostname: "d6a3e6b6bc64.us.portal.konghq.com", Port: 443, Region: "us", Legacy: true},
		"HTTPS://F47A4E996F.US.CP.KONGHQ.COM":                                                cp,
		"f47a4e996f.us.cp.konghq.com.":                                                       cp,
		"https://f47a4e996f.us.cp.konghq.com:443/":                                           cp,
		"f47a4e996f.us.cp.konghq.com:":                                                       cp,
		"https://f47a4e996f.us.cp.konghq.com:08443/":                                         onPort,
		"f47a4e996f.us.cp.konghq.com:1":                                                      {Hostname: cp.Hostname, Port: 1, DNSPrefix: cp.DNSPrefix, Region: "us", Service: cp.Service},
		"f47a4e996f.us.cp.konghq.com:65535":                                                  {Hostname: cp.Hostname, Port: 65535, DNSPrefix: cp.DNSPrefix, Region: "us", Service: cp.Service},
		// A region that opens tomorrow.
		"abc.jp.tp.konghq.com": {Hostname: "abc.jp.tp.konghq.com", Port: 443, DNSPrefix: "abc", Region: "jp", Service: catalog.Telemetry},

		"https://US.svc.konghq.com:443/CP/F47A4E996F/": link,
		"abc.ap.cp.konghq.com":                         {Hostname: "abc.ap.cp.konghq.com", Port: 443, DNSPrefix: "abc", Region: "au", Service: catalog.Configuration},
		"ap.svc.konghq.com/tp/abc":                     {Hostname: "ap.svc.konghq.com", Port: 443, Path: "/tp/abc", DNSPrefix: "abc", Region: "au", Service: catalog.Telemetry},
		"ap.svc.konghq.com/":                           other("ap.svc.konghq.com", "au"),
		"https://global.svc.konghq.com":                other("global.svc.konghq.com", ""),
		"https://global.api.konghq.com/":               other("global.api.konghq.com", ""),
		"https://US.api.konghq.com":                    other("us.api.konghq.com", "us"),
		"global.mesh.sync.konghq.com":                  {Hostname: "global.mesh.sync.konghq.com", Port: 443, Legacy: true},
		"me.control-plane.konghq.com":                  {Hostname: "me.control-plane.konghq.com", Port: 443, Region: "me", Service: catalog.Configuration},
		"me.telemetry.konghq.com":                      {Hostname: "me.telemetry.konghq.com", Port: 443, Region: "me", Service: catalog.Telemetry},
		strings.Repeat("a", 63) + ".us.cp.konghq.com":  {Hostname: strings.Repeat("a", 63) + ".us.cp.konghq.com", Port: 443, DNSPrefix: strings.Repeat("a", 63), Region: "us", Service: catalog.Configuration},
		"us.svc.konghq.com:8443/tp/" + strings.Repeat("a", 63): {
			Hostname: "us.svc.konghq.com", Port: 8443, Path: "/tp/" + strings.Repeat("a", 63),
			DNSPrefix: strings.Repeat("a", 63), Region: "us", Service: catalog.Telemetry,
		},
	}
	for text, want := range tests {
		if got, err := catalog.ParseEndpoint(text); err != nil || got != want {
			t.Errorf("ParseEndpoint(%q) =\n%+v, %v, want\n%+v", text, got, err, want)
		}
	}
}

func TestParseEndpointErrors(t *testing.T) {
	t.Parallel()
	long := "https://" + strings.Repeat("a", 200) + ".us.cp.konghq.com"
	tests := map[string]struct{ text, reason string }{
		"empty":              {"", "it is empty"},
		"plain http":         {"http://f47a4e996f.us.cp.konghq.com", `the scheme is "http", not https, wss or grpcs`},
		"white space alone":  {" \t\n", "it is empty"},
		"inner space":        {"f47a4e996f.us.cp.konghq.com :443", "it is not a URL or host"},
		"two schemes":        {"https://https://f47a4e996f.us.cp.konghq.com", `the hostname "https" is not Konnect's`},
		"global, no region":  {"abc.global.cp.konghq.com", "Kong's abc.global.cp.konghq.com"},
		"UUID":               {"ca9e25a5-67ed-4b3e-b94a-3f8977557780.us.cp.konghq.com", `"ca9e25a5-67ed-4b3e-b94a-3f8977557780" is a UUID, which is not a control plane's DNS prefix`},
		"user information":   {"me@f47a4e996f.us.cp.konghq.com", "it has user information or a fragment"},
		"fragment":           {"f47a4e996f.us.cp.konghq.com#a", "it has user information or a fragment"},
		"empty fragment":     {"f47a4e996f.us.cp.konghq.com#", "it has user information or a fragment"},
		"port 0":             {"f47a4e996f.us.cp.konghq.com:0", `the port "0" is not between 1 and 65535`},
		"port too high":      {"f47a4e996f.us.cp.konghq.com:65536", `the port "65536" is not between 1 and 65535`},
		"port is a word":     {"f47a4e996f.us.cp.konghq.com:https", "it is not a URL or host"},
		"other domain":       {"kong.example.com", `the hostname "kong.example.com" is not Konnect's`},
		"domain as prefix":   {"f47a4e996f.us.cp.konghq.com.example.org", `the hostname "f47a4e996f.us.cp.konghq.com.example.org" is not Konnect's`},
		"IPv6 address":       {"[2001:db8::1]:443", `the hostname "2001:db8::1" is not Konnect's`},
		"two prefixes":       {"a.b.us.cp.konghq.com", "Kong's a.b.us.cp.konghq.com"},
		"no prefix":          {"us.cp.konghq.com", `"us" is a region, and the control plane's DNS prefix is missing`},
		"no prefix, legacy":  {"https://EU.tp0.konghq.com:443", `"eu" is a region, and the control plane's DNS prefix is missing`},
		"empty label":        {".us.cp.konghq.com", "Kong's .us.cp.konghq.com"},
		"two dots at end":    {"f47a4e996f.us.cp.konghq.com..", `the hostname "f47a4e996f.us.cp.konghq.com." is not Konnect's`},
		"label with line":    {"f47_a.us.cp.konghq.com", "Kong's f47_a.us.cp.konghq.com"},
		"label too long":     {strings.Repeat("a", 64) + ".us.cp.konghq.com", "Kong's " + strings.Repeat("a", 64) + ".us.cp.konghq.com"},
		"other path of link": {"us.svc.konghq.com/apis/f47a4e996f", `the path "/apis/f47a4e996f" is not /cp/PREFIX, /tp/PREFIX or /api`},
		"link, two prefixes": {"us.svc.konghq.com/cp/a/b", `the path "/cp/a/b" is not /cp/PREFIX, /tp/PREFIX or /api`},
		"link, former name":  {"us.svc.konghq.com/cp0/a", `the path "/cp0/a" is not /cp/PREFIX, /tp/PREFIX or /api`},
		"UUID alone":         {"ca9e25a5-67ed-4b3e-b94a-3f8977557780", "it is a UUID, which no hostname contains; give the control plane's config.control_plane_endpoint"},
		"label alone":        {"f47a4e996f", "it is a label alone, such as a DNS prefix"},
		"hostile text":       {"a\x1b[31m\u202e", "it is not a URL or host"},
		"endless text":       {strings.Repeat("a", 513), "it has 513 bytes, more than an endpoint can have"},
		"long text":          {long, "Kong's " + strings.TrimPrefix(long, "https://")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := catalog.ParseEndpoint(test.text)
			quoted := strconv.Quote(test.text)
			if len(test.text) > 128 { // Cut to 128 runes, the last of which is the ellipsis.
				quoted = strconv.Quote(test.text[:127] + "…")
			}
			what := quoted + " is not an endpoint of Konnect's: " + test.reason + endpointForms
			if hostname, ok := strings.CutPrefix(test.reason, "Kong's "); ok {
				what = fmt.Sprintf("%s is not an endpoint of a control plane or data plane: the hostname %q lies in Kong's domain konghq.com,"+
					" and Kong documents no such name%s", quoted, hostname, endpointForms)
			}
			wantProblem(t, test.text, got, err, &problem.Problem{Summary: "Invalid Endpoint", What: what})
		})
	}
}

// Each hostname of Kong's that its documentation shows is read, or refused with whose it is.
func TestParseEndpointOfKongsHosts(t *testing.T) {
	t.Parallel()
	for _, row := range readTable(t, "hosts.tsv") {
		text, owner := row[0], row[1]
		got, err := catalog.ParseEndpoint(text)
		if owner == "read" {
			if err != nil || !strings.HasPrefix(text, got.Hostname) {
				t.Errorf("ParseEndpoint(%q) = %+v, %v", text, got, err)
			}
			continue
		}
		hostname, _, _ := strings.Cut(text, "/")
		hostname, _, _ = strings.Cut(hostname, ":")
		wantProblem(t, text, got, err, &problem.Problem{Summary: "Invalid Endpoint", What: fmt.Sprintf(
			"%q is not an endpoint of a control plane or data plane: the hostname %q belongs to %s", text, hostname, owner)})
	}
}

func TestParseControlPlaneEndpoint(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"https://f47a4e996f.us.cp.konghq.com", "us.svc.konghq.com:443/tp/f47a4e996f", "wss://f47a4e996f.cp.konghq.com/v1/outlet?node_id=a"} {
		if got, err := catalog.ParseControlPlaneEndpoint(text); err != nil || got.DNSPrefix != "f47a4e996f" {
			t.Errorf("ParseControlPlaneEndpoint(%q) = %+v, %v", text, got, err)
		}
	}
	const id = "ca9e25a5-67ed-4b3e-b94a-3f8977557780"
	for text, want := range map[string]string{
		"f47a4e996f": `"f47a4e996f" is a label, not an endpoint; put it in control_plane_dns_prefixes, or write the whole endpoint, such as` +
			` "https://f47a4e996f.REGION.cp.konghq.com"`,
		"\tF47A4E996F": `"\tF47A4E996F" is a label, not an endpoint; put it in control_plane_dns_prefixes, or write the whole endpoint, such as` +
			` "https://f47a4e996f.REGION.cp.konghq.com"`,
		id: `"` + id + `" is not an endpoint of Konnect's: it is a UUID, which no hostname contains; give the control plane's` +
			` config.control_plane_endpoint` + endpointForms,
		"https://us.api.konghq.com":       `the endpoint "us.api.konghq.com" belongs to no single control plane; give one of the form "https://PREFIX.REGION.cp.konghq.com"`,
		"us.svc.konghq.com":               `the endpoint "us.svc.konghq.com" belongs to no single control plane; give one of the form "https://PREFIX.REGION.cp.konghq.com"`,
		"d6a3e6b6bc64.us.kongportals.com": `the endpoint "d6a3e6b6bc64.us.kongportals.com" belongs to a Dev Portal; put it in portal_ids`,
		"abc.us.tp.konghq.com:8443":       `the endpoint "abc.us.tp.konghq.com" has port 8443; Konnect's control planes answer on 443 only`,
		"*.us.cp.konghq.com": `"*.us.cp.konghq.com" is not an endpoint of a control plane or data plane: the hostname "*.us.cp.konghq.com" is a` +
			` wildcard, which stands for many` + endpointForms,
		"us.kongportals.com": `"us.kongportals.com" is not an endpoint of a control plane or data plane: the hostname "us.kongportals.com" lies in` +
			" Kong's domain kongportals.com, and Kong documents no such name" + endpointForms,
		"https://example.com?token=secret": `"https://example.com" is not an endpoint of Konnect's: the hostname "example.com" is not Konnect's` + endpointForms,
	} {
		got, err := catalog.ParseControlPlaneEndpoint(text)
		wantProblem(t, text, got, err, &problem.Problem{Summary: "Invalid Endpoint", What: want})
	}
}

func FuzzParseEndpoint(f *testing.F) {
	for _, row := range readTable(f, "endpoints.tsv") {
		f.Add(row[0])
	}
	for _, text := range []string{"http://a", "a@us.api.konghq.com", "ap.svc.konghq.com:0/tp/A/", "GLOBAL.svc.konghq.com/cp%2Fa", "us.cp.konghq.com#", "É.us.tp0.konghq.com.:65535"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		endpoint, err := catalog.ParseEndpoint(text)
		if err != nil {
			if message := err.Error(); strings.ContainsAny(message, "\n\r\x00\x1b") || strings.HasSuffix(message, ".") {
				t.Errorf("message %q", message)
			}
			return
		}
		hostname := endpoint.Hostname
		if hostname != strings.ToLower(hostname) || !strings.HasSuffix(hostname, ".konghq.com") && !strings.HasSuffix(hostname, ".kongportals.com") {
			t.Errorf("%q has the hostname %q", text, hostname)
		}
		for label := range strings.SplitSeq(hostname, ".") {
			if !catalog.IsLabel(label) {
				t.Errorf("%q has the label %q", text, label)
			}
		}
		if endpoint.Port == 0 {
			t.Errorf("%q has port 0", text)
		}
		for what, label := range map[string]string{"prefix": endpoint.DNSPrefix, "region": endpoint.Region} {
			if label != "" && !catalog.IsLabel(label) {
				t.Errorf("%q has the %s %q", text, what, label)
			}
		}
		if endpoint.DNSPrefix != "" && endpoint.Service == "" || endpoint.Path != "" && endpoint.DNSPrefix == "" {
			t.Errorf("%q reads as %+v", text, endpoint)
		}
		address := endpoint.Address()
		for _, form := range []string{address, "https://" + address, "wss://" + address + "/", " grpcs://" + address + "\n", strings.ToUpper(address)} {
			if again, err := catalog.ParseEndpoint(form); err != nil || again != endpoint {
				t.Errorf("%q reads as %+v, but %q as %+v, %v", text, endpoint, form, again, err)
			}
		}
	})
}
