package catalog_test

import (
	"encoding/csv"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

const endpointForms = `; accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
	`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
	`each with or without https://, wss:// or grpcs://, port and path`

// wild is an endpoint as other tools and Kong's pages write it.
type wild struct {
	text string
	want catalog.Endpoint
	// refused is whether it is not Konnect's.
	refused bool
}

// wildEndpoints reads testdata/endpoints.tsv.
func wildEndpoints(t testing.TB) []wild {
	t.Helper()
	file, err := os.Open("testdata/endpoints.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = '\t'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []wild
	for _, row := range rows[1:] {
		w := wild{text: row[0], refused: row[1] == "error"}
		if !w.refused {
			port, err := strconv.ParseUint(row[2], 10, 16)
			if err != nil {
				t.Fatal(err)
			}
			w.want = catalog.Endpoint{
				Hostname: row[1], Port: uint16(port), Path: row[3], DNSPrefix: row[4],
				Region: row[5], Service: catalog.Service(row[6]), Legacy: row[7] == "true",
			}
		}
		all = append(all, w)
	}
	return all
}

func TestParseEndpointsInTheWild(t *testing.T) {
	t.Parallel()
	all := wildEndpoints(t)
	if len(all) < 20 {
		t.Fatalf("%d rows", len(all))
	}
	for _, w := range all {
		got, err := catalog.ParseEndpoint(w.text)
		var refused *catalog.EndpointError
		if errors.As(err, &refused) != w.refused || got != w.want {
			t.Errorf("ParseEndpoint(%q) =\n%+v, %v, want\n%+v, refused %t", w.text, got, err, w.want, w.refused)
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
		" https://f47a4e996f.us.cp.konghq.com":                     cp,
		"f47a4e996f.us.cp.konghq.com\n":                            cp,
		"\t f47a4e996f.us.cp.konghq.com \r\n":                      cp,
		"wss://f47a4e996f.us.cp.konghq.com/v1/outlet":              cp,
		"WSS://f47a4e996f.us.cp.konghq.com:443/v2/outlet/":         cp,
		"grpcs://in.mesh.sync.konghq.com:443":                      other("in.mesh.sync.konghq.com", "in"),
		"https://us.api.konghq.com/v2/control-planes":              other("us.api.konghq.com", "us"),
		"f47a4e996f.us.cp.konghq.com//cp/other":                    cp,
		"https://abc.us.identity.konghq.com/auth/.well-known/jwks": other("abc.us.identity.konghq.com", "us"),
		"https://us.svc.konghq.com/api":                            other("us.svc.konghq.com", "us"),
		"https://us.svc.konghq.com/api/v2/control-planes/":         other("us.svc.konghq.com", "us"),
		"https://global.svc.konghq.com/api":                        other("global.svc.konghq.com", ""),
		"https://us.mcp.konghq.com":                                other("us.mcp.konghq.com", "us"),
		"https://sg.mcp.konghq.com":                                other("sg.mcp.konghq.com", "sg"),
		"https://global.mcp.konghq.com":                            other("global.mcp.konghq.com", ""),
		"d6a3e6b6bc64.portal-preview.us.api.konghq.com":            other("d6a3e6b6bc64.portal-preview.us.api.konghq.com", "us"),
		"d6a3e6b6bc64.us.portal.konghq.com":                        {Hostname: "d6a3e6b6bc64.us.portal.konghq.com", Port: 443, Region: "us", Legacy: true},
		"HTTPS://F47A4E996F.US.CP.KONGHQ.COM":                      cp,
		"f47a4e996f.us.cp.konghq.com/":                             cp,
		"f47a4e996f.us.cp.konghq.com.":                             cp,
		"https://f47a4e996f.us.cp.konghq.com:443/":                 cp,
		"f47a4e996f.us.cp.konghq.com:":                             cp,
		"https://f47a4e996f.us.cp.konghq.com:08443/":               onPort,
		"f47a4e996f.us.cp.konghq.com:1":                            {Hostname: cp.Hostname, Port: 1, DNSPrefix: cp.DNSPrefix, Region: "us", Service: cp.Service},
		"f47a4e996f.us.cp.konghq.com:65535":                        {Hostname: cp.Hostname, Port: 65535, DNSPrefix: cp.DNSPrefix, Region: "us", Service: cp.Service},
		// A region that opens tomorrow.
		"abc.jp.tp.konghq.com": {Hostname: "abc.jp.tp.konghq.com", Port: 443, DNSPrefix: "abc", Region: "jp", Service: catalog.Telemetry},
		"abc.tp.konghq.com":    {Hostname: "abc.tp.konghq.com", Port: 443, DNSPrefix: "abc", Service: catalog.Telemetry},
		"abc.cp0.konghq.com":   {Hostname: "abc.cp0.konghq.com", Port: 443, DNSPrefix: "abc", Service: catalog.Configuration, Legacy: true},

		"us.svc.konghq.com/cp/f47a4e996f":              link,
		"https://US.svc.konghq.com:443/CP/F47A4E996F/": link,
		"abc.ap.cp.konghq.com":                         {Hostname: "abc.ap.cp.konghq.com", Port: 443, DNSPrefix: "abc", Region: "au", Service: catalog.Configuration},
		"ap.svc.konghq.com/tp/abc":                     {Hostname: "ap.svc.konghq.com", Port: 443, Path: "/tp/abc", DNSPrefix: "abc", Region: "au", Service: catalog.Telemetry},
		"au.svc.konghq.com":                            other("au.svc.konghq.com", "au"),
		"ap.svc.konghq.com/":                           other("ap.svc.konghq.com", "au"),
		"https://global.svc.konghq.com":                other("global.svc.konghq.com", ""),
		"cloud.konghq.com":                             other("cloud.konghq.com", ""),
		"https://global.api.konghq.com/":               other("global.api.konghq.com", ""),
		"https://US.api.konghq.com":                    other("us.api.konghq.com", "us"),
		"us.kic.api.konghq.com":                        other("us.kic.api.konghq.com", "us"),
		"https://0a1b2c3d4e5f.eu.kongportals.com":      other("0a1b2c3d4e5f.eu.kongportals.com", "eu"),
		"global.mesh.sync.konghq.com":                  {Hostname: "global.mesh.sync.konghq.com", Port: 443, Legacy: true},
		"in.mesh.sync.konghq.com":                      other("in.mesh.sync.konghq.com", "in"),
		"sg.identity.konghq.com":                       other("sg.identity.konghq.com", "sg"),
		"me.control-plane.konghq.com":                  {Hostname: "me.control-plane.konghq.com", Port: 443, Region: "me", Service: catalog.Configuration},
		"me.telemetry.konghq.com":                      {Hostname: "me.telemetry.konghq.com", Port: 443, Region: "me", Service: catalog.Telemetry},
		strings.Repeat("a", 63) + ".us.cp.konghq.com":  {Hostname: strings.Repeat("a", 63) + ".us.cp.konghq.com", Port: 443, DNSPrefix: strings.Repeat("a", 63), Region: "us", Service: catalog.Configuration},
		"us.svc.konghq.com:8443/tp/" + strings.Repeat("a", 63): {
			Hostname: "us.svc.konghq.com", Port: 8443, Path: "/tp/" + strings.Repeat("a", 63),
			DNSPrefix: strings.Repeat("a", 63), Region: "us", Service: catalog.Telemetry,
		},
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got, err := catalog.ParseEndpoint(text); err != nil || got != want {
				t.Errorf("ParseEndpoint(%q) =\n%+v, %v, want\n%+v", text, got, err, want)
			}
		})
	}
}

func TestParseEndpointErrors(t *testing.T) {
	t.Parallel()
	long := "https://" + strings.Repeat("a", 200) + ".us.cp.konghq.com"
	tests := map[string]struct{ text, reason string }{
		"empty":              {"", "it is empty"},
		"scheme alone":       {"https://", `the hostname "" is not Konnect's`},
		"plain http":         {"http://f47a4e996f.us.cp.konghq.com", `the scheme is "http", not https, wss or grpcs`},
		"white space alone":  {" \t\n", "it is empty"},
		"inner space":        {"f47a4e996f.us.cp.konghq.com :443", "it is not a URL or host"},
		"two schemes":        {"https://https://f47a4e996f.us.cp.konghq.com", `the hostname "https" is not Konnect's`},
		"global, no region":  {"abc.global.cp.konghq.com", `the hostname "abc.global.cp.konghq.com" is not Konnect's`},
		"global elsewhere":   {"global.kic.api.konghq.com", `the hostname "global.kic.api.konghq.com" is not Konnect's`},
		"UUID":               {"ca9e25a5-67ed-4b3e-b94a-3f8977557780.us.cp.konghq.com", `"ca9e25a5-67ed-4b3e-b94a-3f8977557780" is a UUID, which is no control plane's DNS prefix`},
		"UUID in a path":     {"us.svc.konghq.com/cp/CA9E25A5-67ED-4B3E-B94A-3F8977557780", `"ca9e25a5-67ed-4b3e-b94a-3f8977557780" is a UUID, which is no control plane's DNS prefix`},
		"user information":   {"me@f47a4e996f.us.cp.konghq.com", "it has user information, a query or a fragment"},
		"query":              {"f47a4e996f.us.cp.konghq.com?a=b", "it has user information, a query or a fragment"},
		"empty query":        {"f47a4e996f.us.cp.konghq.com?", "it has user information, a query or a fragment"},
		"user, no host":      {"me@", "it has user information, a query or a fragment"},
		"fragment":           {"f47a4e996f.us.cp.konghq.com#a", "it has user information, a query or a fragment"},
		"empty fragment":     {"f47a4e996f.us.cp.konghq.com#", "it has user information, a query or a fragment"},
		"port 0":             {"f47a4e996f.us.cp.konghq.com:0", `the port "0" is not between 1 and 65535`},
		"port too high":      {"f47a4e996f.us.cp.konghq.com:65536", `the port "65536" is not between 1 and 65535`},
		"port is a word":     {"f47a4e996f.us.cp.konghq.com:https", "it is not a URL or host"},
		"other domain":       {"kong.example.com", `the hostname "kong.example.com" is not Konnect's`},
		"Kong's test domain": {"f47a4e996f.us.cp.konghq.tech", `the hostname "f47a4e996f.us.cp.konghq.tech" is not Konnect's`},
		"Kong's other sites": {"docs.konghq.com", `the hostname "docs.konghq.com" is not Konnect's`},
		"domain as prefix":   {"f47a4e996f.us.cp.konghq.com.example.org", `the hostname "f47a4e996f.us.cp.konghq.com.example.org" is not Konnect's`},
		"domain as suffix":   {"f47a4e996f.us.cp.evilkonghq.com", `the hostname "f47a4e996f.us.cp.evilkonghq.com" is not Konnect's`},
		"IPv4 address":       {"192.0.2.1:443", `the hostname "192.0.2.1" is not Konnect's`},
		"IPv6 address":       {"[2001:db8::1]:443", `the hostname "2001:db8::1" is not Konnect's`},
		"IPv6 no brackets":   {"2001:db8::1", "it is not a URL or host"},
		"wildcard":           {"*.us.cp.konghq.com", `the hostname "*.us.cp.konghq.com" is not Konnect's`},
		"two prefixes":       {"a.b.us.cp.konghq.com", `the hostname "a.b.us.cp.konghq.com" is not Konnect's`},
		"no prefix":          {"us.cp.konghq.com", `"us" is a region, and the control plane's DNS prefix is missing`},
		"no prefix, legacy":  {"https://EU.tp0.konghq.com:443", `"eu" is a region, and the control plane's DNS prefix is missing`},
		"no label":           {"cp.konghq.com", `the hostname "cp.konghq.com" is not Konnect's`},
		"empty label":        {".us.cp.konghq.com", `the hostname ".us.cp.konghq.com" is not Konnect's`},
		"two dots at end":    {"f47a4e996f.us.cp.konghq.com..", `the hostname "f47a4e996f.us.cp.konghq.com." is not Konnect's`},
		"label with line":    {"f47_a.us.cp.konghq.com", `the hostname "f47_a.us.cp.konghq.com" is not Konnect's`},
		"label too long":     {strings.Repeat("a", 64) + ".us.cp.konghq.com", `the hostname "` + strings.Repeat("a", 64) + `.us.cp.konghq.com" is not Konnect's`},
		"other path of link": {"us.svc.konghq.com/apis/f47a4e996f", `the path "/apis/f47a4e996f" is neither /cp/PREFIX nor /tp/PREFIX`},
		"link, no prefix":    {"us.svc.konghq.com/cp/", `the path "/cp" is neither /cp/PREFIX nor /tp/PREFIX`},
		"link, two prefixes": {"us.svc.konghq.com/cp/a/b", `the path "/cp/a/b" is neither /cp/PREFIX nor /tp/PREFIX`},
		"link, two slashes":  {"us.svc.konghq.com//cp/a", `the path "//cp/a" is neither /cp/PREFIX nor /tp/PREFIX`},
		"link, former name":  {"us.svc.konghq.com/cp0/a", `the path "/cp0/a" is neither /cp/PREFIX nor /tp/PREFIX`},
		"hostile text":       {"a\x1b[31m\u202e", "it is not a URL or host"},
		"endless text":       {strings.Repeat("a", 513), "it has 513 bytes, more than an endpoint can have"},
		"long text":          {long, `the hostname "` + strings.TrimPrefix(long, "https://") + `" is not Konnect's`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := catalog.ParseEndpoint(test.text)
			var refused *catalog.EndpointError
			if !errors.As(err, &refused) || got != (catalog.Endpoint{}) {
				t.Fatalf("ParseEndpoint(%q) = %+v, %v, want an EndpointError alone", test.text, got, err)
			}
			quoted := strconv.Quote(test.text)
			if len(test.text) > 128 { // Cut to 128 runes, the last of which is the ellipsis.
				quoted = strconv.Quote(test.text[:127] + "…")
			}
			if want := quoted + " is not an endpoint of Konnect's: " + test.reason + endpointForms; refused.Error() != want {
				t.Errorf("error\n%s\nwant\n%s", refused, want)
			}
			if refused.Text != test.text {
				t.Errorf("text %q, want %q", refused.Text, test.text)
			}
		})
	}
}

func FuzzParseEndpoint(f *testing.F) {
	for _, w := range wildEndpoints(f) {
		f.Add(w.text)
	}
	for _, text := range []string{"http://a", "a@us.api.konghq.com", "ap.svc.konghq.com:0/tp/A/", "GLOBAL.svc.konghq.com/cp%2Fa", "us.cp.konghq.com#", "É.us.tp0.konghq.com.:65535"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		endpoint, err := catalog.ParseEndpoint(text)
		if err != nil {
			if _, ok := errors.AsType[*catalog.EndpointError](err); !ok {
				t.Fatalf("error of type %T: %v", err, err)
			}
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
