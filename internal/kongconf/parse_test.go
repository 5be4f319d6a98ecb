package kongconf_test

import (
	"bufio"
	"encoding/json"
	"net"
	"net/netip"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// kongCase is a line of testdata/listeners.jsonl: what Kong's own parser makes of a value.
type kongCase struct {
	ID        string           `json:"id"`
	Setting   kongconf.Setting `json:"setting"`
	Input     string           `json:"input"`
	Outcome   string           `json:"outcome"`
	Listeners []struct {
		Address string   `json:"address"`
		Port    int      `json:"port"`
		Flags   []string `json:"flags"`
	} `json:"listeners"`
}

// stricter names the cases in which Kong's parser accepts what is an error here, and why.
var stricter = map[string]string{
	"B49": "a port of a host name is bounded as any other",
	"B74": "a listener has one address, no prefix",
	"B75": "an unknown word is not part of a host name",
	"B76": "an unknown word is not part of an address",
	"B82": "a label neither starts nor ends with a hyphen",
	"B83": "a label is not empty",
	"B84": "an address and its port are one word",
}

func kongCases(tb testing.TB) []kongCase {
	tb.Helper()
	file, err := os.Open("testdata/listeners.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	var cases []kongCase
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var c kongCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			tb.Fatal(err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return cases
}

// canonical compresses the IPv6 addresses that Kong expands and brackets.
func canonical(address string) string {
	if addr, err := netip.ParseAddr(strings.Trim(address, "[]")); err == nil {
		return addr.String()
	}
	return address
}

func TestParseAgreesWithKong(t *testing.T) {
	t.Parallel()
	cases := kongCases(t)
	if len(cases) != 56 {
		t.Fatalf("read %d cases, want 56", len(cases))
	}
	seen := 0
	for _, c := range cases {
		reason, isStricter := stricter[c.ID]
		if isStricter {
			seen++
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			got, err := kongconf.Parse(c.Setting, c.Input)
			if isStricter && c.Outcome != "ok" {
				t.Fatalf("Kong refuses %q too, so that it needs no exception", c.Input)
			}
			if isStricter || c.Outcome != "ok" {
				if err == nil {
					t.Fatalf("Parse(%q) = %v, want an error %s", c.Input, got, reason)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(c.Listeners) {
				t.Fatalf("Parse(%q) = %v, want %d listeners", c.Input, got, len(c.Listeners))
			}
			for i, want := range c.Listeners {
				if got[i].Host != canonical(want.Address) || int(got[i].Port) != want.Port || !slices.Equal(got[i].Flags, want.Flags) {
					t.Errorf("listener %d is %+v, want %+v", i, got[i], want)
				}
			}
		})
	}
	if seen != len(stricter) {
		t.Errorf("%d of %d exceptions name a case", seen, len(stricter))
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	none := []string{}
	tests := map[string]struct {
		setting kongconf.Setting
		value   string
		want    []kongconf.Listener
	}{
		"flags become fields": {kongconf.ProxyListen, "0.0.0.0:8443 ssl http2 proxy_protocol", []kongconf.Listener{
			{Host: "0.0.0.0", Port: 8443, TLS: true, HTTP2: true, ProxyProtocol: true, Flags: []string{"http2", "proxy_protocol", "ssl"}},
		}},
		"stream listeners": {kongconf.StreamListen, "0.0.0.0:53 udp, 0.0.0.0:9443 ssl", []kongconf.Listener{
			{Host: "0.0.0.0", Port: 53, UDP: true, Flags: []string{"udp"}},
			{Host: "0.0.0.0", Port: 9443, TLS: true, Flags: []string{"ssl"}},
		}},
		"off":                    {kongconf.AdminGUIListen, " off ", []kongconf.Listener{}},
		"off before a listener":  {kongconf.ClusterListen, "off, 0.0.0.0:8005", []kongconf.Listener{}},
		"off after empty entry":  {kongconf.ProxyListen, ",off", []kongconf.Listener{}},
		"the name off":           {kongconf.ProxyListen, "off:80", []kongconf.Listener{{Host: "off", Port: 80, Flags: none}}},
		"IPv4-mapped address":    {kongconf.ProxyListen, "[::FFFF:A00:1]:80", []kongconf.Listener{{Host: "::ffff:a00:1", Port: 80, Flags: none}}},
		"host name in capitals":  {kongconf.ProxyListen, "Kong_Proxy.Example.COM.:80", []kongconf.Listener{{Host: "kong_proxy.example.com.", Port: 80, Flags: none}}},
		"nginx's wildcard":       {kongconf.ProxyListen, "*:8000", []kongconf.Listener{{Host: "0.0.0.0", Port: 8000, Flags: none}}},
		"flags on both sides":    {kongconf.ProxyListen, "ssl 0.0.0.0:1 http2", []kongconf.Listener{{Host: "0.0.0.0", Port: 1, TLS: true, HTTP2: true, Flags: []string{"http2", "ssl"}}}},
		"the same flag in a row": {kongconf.ProxyListen, "0.0.0.0:1 bind bind bind", []kongconf.Listener{{Host: "0.0.0.0", Port: 1, Flags: []string{"bind"}}}},
		"every white space":      {kongconf.ProxyListen, "\t0.0.0.0:1\v\fbind\r\n", []kongconf.Listener{{Host: "0.0.0.0", Port: 1, Flags: []string{"bind"}}}},
		"empty keepalive parts":  {kongconf.ProxyListen, "0.0.0.0:1 so_keepalive=::", []kongconf.Listener{{Host: "0.0.0.0", Port: 1, Flags: []string{"so_keepalive=::"}}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := kongconf.Parse(test.setting, test.value)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("Parse(%q) = %+v, want %+v", test.value, got, test.want)
			}
		})
	}
}

const (
	httpFlags   = "ssl, http2, proxy_protocol, deferred, bind, reuseport, backlog=NUMBER, ipv6only=on|off, so_keepalive=on|off|IDLE:INTERVAL:COUNT"
	streamFlags = "udp, ssl, proxy_protocol, bind, reuseport, backlog=NUMBER, ipv6only=on|off, so_keepalive=on|off|IDLE:INTERVAL:COUNT"
)

func TestParseErrors(t *testing.T) {
	t.Parallel()
	const proxy, stream = kongconf.ProxyListen, kongconf.StreamListen
	long := strings.Repeat("a", 81)
	tests := map[string]struct {
		setting kongconf.Setting
		value   string
		want    string
	}{
		"empty":         {proxy, "", `proxy_listen, "": no entry; write ADDRESS:PORT, for example "0.0.0.0:8000", or "off" for no listener`},
		"value too big": {proxy, strings.Repeat(",", 64<<10+1), `proxy_listen, "` + strings.Repeat(",", 79) + `…": the value is longer than 65536 bytes`},

		"flag in capitals":    {proxy, "0.0.0.0:8000, 0.0.0.0:8443 SSL", `proxy_listen entry 2, "0.0.0.0:8443 SSL": unknown flag "SSL" (flags are lower-case; did you mean "ssl"?)`},
		"misspelt flag":       {proxy, "0.0.0.0:8443 htpp2", `proxy_listen entry 1, "0.0.0.0:8443 htpp2": unknown flag "htpp2" (did you mean "http2"?)`},
		"unknown flag":        {proxy, "0.0.0.0:8000 fastopen", `proxy_listen entry 1, "0.0.0.0:8000 fastopen": unknown flag "fastopen"; proxy_listen takes ` + httpFlags},
		"http2 in stream":     {stream, "0.0.0.0:9000 http2", `stream_listen entry 1, "0.0.0.0:9000 http2": flag "http2" belongs to proxy_listen and the other HTTP settings; stream_listen takes ` + streamFlags},
		"udp in admin":        {kongconf.AdminListen, "0.0.0.0:9000 udp", `admin_listen entry 1, "0.0.0.0:9000 udp": flag "udp" belongs to stream_listen; admin_listen takes ` + httpFlags},
		"value not wanted":    {proxy, "0.0.0.0:8000 ssl=on", `proxy_listen entry 1, "0.0.0.0:8000 ssl=on": flag "ssl" takes no value; write ssl`},
		"value missing":       {proxy, "0.0.0.0:8000 backlog", `proxy_listen entry 1, "0.0.0.0:8000 backlog": flag "backlog" needs a value; write backlog=NUMBER`},
		"value not a number":  {proxy, "0.0.0.0:8000 backlog=-1", `proxy_listen entry 1, "0.0.0.0:8000 backlog=-1": flag "backlog" can't have the value "-1"; write backlog=NUMBER`},
		"value not on or off": {proxy, "0.0.0.0:8000 ipv6only=yes", `proxy_listen entry 1, "0.0.0.0:8000 ipv6only=yes": flag "ipv6only" can't have the value "yes"; write ipv6only=on|off`},
		"two keepalive parts": {proxy, "0.0.0.0:8000 so_keepalive=30m:10s", `proxy_listen entry 1, "0.0.0.0:8000 so_keepalive=30m:10s": flag "so_keepalive" can't have the value "30m:10s"; write so_keepalive=on|off|IDLE:INTERVAL:COUNT`},
		"keepalive sign":      {proxy, "0.0.0.0:8000 so_keepalive=-1::", `proxy_listen entry 1, "0.0.0.0:8000 so_keepalive=-1::": flag "so_keepalive" can't have the value "-1::"; write so_keepalive=on|off|IDLE:INTERVAL:COUNT`},
		"only a wrong value":  {proxy, "ssl backlog=x", `proxy_listen entry 1, "ssl backlog=x": flag "backlog" can't have the value "x"; write backlog=NUMBER`},

		"value empty":         {proxy, "0.0.0.0:8000 backlog=", `proxy_listen entry 1, "0.0.0.0:8000 backlog=": flag "backlog" can't have the value ""; write backlog=NUMBER`},
		"unknown in capitals": {proxy, "0.0.0.0:8000 FASTOPEN", `proxy_listen entry 1, "0.0.0.0:8000 FASTOPEN": unknown flag "FASTOPEN"; proxy_listen takes ` + httpFlags},
		"unknown flag first":  {proxy, "fastopen 0.0.0.0:8000", `proxy_listen entry 1, "fastopen 0.0.0.0:8000": unknown flag "fastopen"; proxy_listen takes ` + httpFlags},

		"other protocol": {proxy, "0.0.0.0:8443 http3", `proxy_listen entry 1, "0.0.0.0:8443 http3": unknown flag "http3"; proxy_listen takes ` + httpFlags},

		"variable":            {proxy, "0.0.0.0:8000, 0.0.0.0:${PORT} ssl", `proxy_listen entry 2, "0.0.0.0:${PORT} ssl": reference "0.0.0.0:${PORT}" is not resolved here; give the address and port that it stands for`},
		"template, as a flag": {proxy, "0.0.0.0:8000 {{ .flags }}", `proxy_listen entry 1, "0.0.0.0:8000 {{ .flags }}": reference "{{" is not resolved here; give the address and port that it stands for`},

		"only flags":          {proxy, "0.0.0.0:8000,  ssl http2", `proxy_listen entry 2, "ssl http2": no address; write ADDRESS:PORT beside the flags`},
		"space before port":   {proxy, "0.0.0.0 :8000", `proxy_listen entry 1, "0.0.0.0 :8000": white space before ":8000"; write address and port as one word`},
		"two addresses":       {proxy, "0.0.0.0:8000 0.0.0.0:8443 ssl", `proxy_listen entry 1, "0.0.0.0:8000 0.0.0.0:8443 ssl": second address "0.0.0.0:8443"; separate entries with commas`},
		"URL":                 {proxy, "http://0.0.0.0:8000", `proxy_listen entry 1, "http://0.0.0.0:8000": URL "http://0.0.0.0:8000"; write ADDRESS:PORT without a scheme`},
		"Unix domain socket":  {proxy, "unix:/run/kong.sock ssl", `proxy_listen entry 1, "unix:/run/kong.sock ssl": Unix domain socket "unix:/run/kong.sock"; Kong accepts ADDRESS:PORT only`},
		"OFF":                 {proxy, "OFF", `proxy_listen entry 1, "OFF": unknown word "OFF" (did you mean "off"?)`},
		"off as second":       {proxy, "0.0.0.0:8000, off", `proxy_listen entry 2, "off": "off" counts only alone and as the first entry`},
		"off with a flag":     {proxy, "off ssl", `proxy_listen entry 1, "off ssl": "off" counts only alone and as the first entry`},
		"port with its colon": {proxy, "ssl :8000", `proxy_listen entry 1, "ssl :8000": ":8000" has no address; write ADDRESS:PORT, for example "0.0.0.0:8000"`},
		"colon without port":  {proxy, "0.0.0.0:", `proxy_listen entry 1, "0.0.0.0:": "0.0.0.0:" has no port; write ADDRESS:PORT, for example "0.0.0.0:8000" or "[::]:8000"`},
		"port alone":          {proxy, "8000", `proxy_listen entry 1, "8000": "8000" has no address; write ADDRESS:PORT, for example "0.0.0.0:8000"`},
		"address alone":       {proxy, "0.0.0.0 SSL", `proxy_listen entry 1, "0.0.0.0 SSL": "0.0.0.0" has no port; write ADDRESS:PORT, for example "0.0.0.0:8000" or "[::]:8000"`},
		"IPv6 without port":   {proxy, "[::1]", `proxy_listen entry 1, "[::1]": "[::1]" has no port; write ADDRESS:PORT, for example "0.0.0.0:8000" or "[::]:8000"`},
		"port 0":              {proxy, "0.0.0.0:0", `proxy_listen entry 1, "0.0.0.0:0": port "0" is not a number from 1 to 65535`},
		"port with sign":      {proxy, "0.0.0.0:+80", `proxy_listen entry 1, "0.0.0.0:+80": port "+80" is not a number from 1 to 65535`},
		"IPv6 no brackets":    {proxy, "::1:8000", `proxy_listen entry 1, "::1:8000": more than one colon; write an IPv6 address in brackets and with a port, for example "[::1]:8000"`},
		"IPv6, dotted part":   {proxy, "[::ffff:10.0.0.1]:80", `proxy_listen entry 1, "[::ffff:10.0.0.1]:80": IPv6 address "[::ffff:10.0.0.1]" has a dotted part, which Kong refuses; write "[::ffff:a00:1]"`},
		"IPv4 in brackets":    {proxy, "[127.0.0.1]:80", `proxy_listen entry 1, "[127.0.0.1]:80": "[127.0.0.1]" is not an IPv6 address in brackets`},
		"bracket left open":   {proxy, "[::1:80", `proxy_listen entry 1, "[::1:80": "[::1" is not an IPv6 address in brackets`},
		"zone":                {proxy, "[fe80::1%eth0]:80", `proxy_listen entry 1, "[fe80::1%eth0]:80": IPv6 address "[fe80::1%eth0]" has a zone; a listener takes none`},
		"octet too high":      {proxy, "256.0.0.1:80", `proxy_listen entry 1, "256.0.0.1:80": "256.0.0.1" is not an IPv4 address (four numbers from 0 to 255 without leading zeros)`},
		"octet, leading zero": {proxy, "010.0.0.1:80", `proxy_listen entry 1, "010.0.0.1:80": "010.0.0.1" is not an IPv4 address (four numbers from 0 to 255 without leading zeros)`},
		"prefix":              {proxy, "0.0.0.0/0:80", `proxy_listen entry 1, "0.0.0.0/0:80": "0.0.0.0/0" is neither an IP address nor a host name (labels of letters, digits, "-" and "_" between dots)`},
		"label too long":      {proxy, strings.Repeat("a", 64) + ":80", `proxy_listen entry 1, "` + strings.Repeat("a", 64) + `:80": "` + strings.Repeat("a", 64) + `" is neither an IP address nor a host name (labels of letters, digits, "-" and "_" between dots)`},
		"hostile text":        {proxy, "a\x00\u202e\x1b[31m:80", `proxy_listen entry 1, "a\x00\u202e\x1b[31m:80": "a\x00\u202e\x1b[31m" is neither an IP address nor a host name (labels of letters, digits, "-" and "_" between dots)`},
		"long text":           {proxy, long, `proxy_listen entry 1, "` + long[:79] + `…": "` + long[:79] + `…" has no port; write ADDRESS:PORT, for example "0.0.0.0:8000" or "[::]:8000"`},
		"other white space":   {proxy, "0.0.0.0:8000\u00a0ssl", `proxy_listen entry 1, "0.0.0.0:8000\u00a0ssl": port "8000\u00a0ssl" is not a number from 1 to 65535`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := kongconf.Parse(test.setting, test.value)
			if diff := cmp.Diff(&problem.Problem{Summary: "Invalid Listener", What: test.want}, err); diff != "" || got != nil {
				t.Errorf("Parse(%q) = %v, error (-want +got)\n%s", test.value, got, diff)
			}
		})
	}
}

func TestParseHostNames(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("a.", 126) + "a" // 253 bytes
	for name, valid := range map[string]bool{
		longest: true, longest + "a": false, "a_b-0.Z": true,
		"-a": false, "a-": false, "a..b": false, "a@b": false, "a^b": false, "a~b": false,
	} {
		if _, err := kongconf.Parse(kongconf.ProxyListen, name+":80"); (err == nil) != valid {
			t.Errorf("%q: %v, want it valid: %t", name, err, valid)
		}
	}
}

func TestParseSetting(t *testing.T) {
	t.Parallel()
	for _, setting := range kongconf.Settings() {
		if got, err := kongconf.ParseSetting(string(setting)); err != nil || got != setting {
			t.Errorf("ParseSetting(%q) = %q, %v", setting, got, err)
		}
	}
	const known = "expected one of proxy_listen, admin_listen, status_listen, debug_listen, admin_gui_listen, cluster_listen, " +
		"cluster_telemetry_listen, stream_listen"
	for name, want := range map[string]string{
		"proxy_lisen":  `unknown setting "proxy_lisen" (did you mean "proxy_listen"?): ` + known,
		"PROXY_LISTEN": `unknown setting "PROXY_LISTEN" (did you mean "proxy_listen"?): ` + known,
		"pg_host":      `unknown setting "pg_host": ` + known,
		"":             `unknown setting "": ` + known,
	} {
		got, err := kongconf.ParseSetting(name)
		if diff := cmp.Diff(&problem.Problem{Summary: "Unknown Listen Setting", What: want}, err); diff != "" || got != "" {
			t.Errorf("ParseSetting(%q) = %q, error (-want +got)\n%s", name, got, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range kongCases(f) {
		f.Add(string(c.Setting), c.Input)
	}
	for _, value := range []string{kongconf.DefaultProxyListen, kongconf.DefaultStreamListen, "[fe80::1%eth0]:80", "*:1 BIND", "é:80, unix:/x"} {
		f.Add("proxy_listen", value)
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		setting, err := kongconf.ParseSetting(name)
		if err != nil {
			return
		}
		listeners, err := kongconf.Parse(setting, value)
		if err != nil {
			if message := err.Error(); len(message) > 2000 || strings.ContainsAny(message, "\n\r\x1b\x00") || strings.HasSuffix(message, ".") {
				t.Errorf("message %q", message)
			}
			return
		}
		for _, l := range listeners {
			if l.Port == 0 {
				t.Errorf("port 0 in %q", value)
			}
			if l.Host == "" || l.Host != strings.ToLower(l.Host) || strings.ContainsAny(l.Host, "[]%/ ") {
				t.Errorf("host %q in %q", l.Host, value)
			}
			if addr, err := netip.ParseAddr(l.Host); err == nil && addr.String() != l.Host && !addr.Is4In6() {
				t.Errorf("host %q is not canonical in %q", l.Host, value)
			}
			if !slices.IsSorted(l.Flags) || len(slices.Compact(slices.Clone(l.Flags))) != len(l.Flags) {
				t.Errorf("flags %q in %q", l.Flags, value)
			}
		}
		// What a listener says can be written again, and means the same.
		for _, l := range listeners {
			written := strings.Join(append([]string{net.JoinHostPort(l.Host, strconv.Itoa(int(l.Port)))}, l.Flags...), " ")
			if again, err := kongconf.Parse(setting, written); err != nil || !reflect.DeepEqual(again, []kongconf.Listener{l}) {
				t.Errorf("%q has the listener %q, which reads as %v, %v", value, written, again, err)
			}
		}
	})
}
