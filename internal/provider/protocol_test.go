package provider_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"go.uber.org/goleak"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

var update = flag.Bool("update", false, "write the golden files again")

// The golden schema: all that a configuration can depend on.
type (
	goldenSchema struct {
		Provider    map[string]goldenAttribute            `json:"provider"`
		DataSources map[string]map[string]goldenAttribute `json:"data_sources"`
		Resources   map[string]goldenResource             `json:"resources"`
		Functions   map[string]goldenFunction             `json:"functions"`
	}
	goldenResource struct {
		Version    int64                      `json:"version"`
		Attributes map[string]goldenAttribute `json:"attributes"`
	}
	goldenAttribute struct {
		Type json.RawMessage `json:"type"`
		Mode string          `json:"mode"`
	}
	goldenFunction struct {
		Parameters []goldenParameter `json:"parameters"`
		Return     json.RawMessage   `json:"return"`
	}
	goldenParameter struct {
		Name      string          `json:"name"`
		Type      json.RawMessage `json:"type"`
		AllowNull bool            `json:"allow_null,omitempty"`
	}
)

// TestSchemaGolden shows every change of the surface. After a change that is meant: go test ./internal/provider -run Golden -update.
func TestSchemaGolden(t *testing.T) {
	t.Parallel()
	schemas := newSession(t).schemas
	typeOf := func(of tftypes.Type) json.RawMessage {
		text, err := json.Marshal(of)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	attributes := func(schema *tfprotov6.Schema) map[string]goldenAttribute {
		all := map[string]goldenAttribute{}
		for _, attribute := range schema.Block.Attributes {
			mode := map[bool]string{true: "computed"}[attribute.Computed] + map[bool]string{true: "optional"}[attribute.Optional] +
				map[bool]string{true: "required"}[attribute.Required]
			all[attribute.Name] = goldenAttribute{typeOf(attribute.Type), mode}
		}
		return all
	}
	got := goldenSchema{
		attributes(schemas.Provider), map[string]map[string]goldenAttribute{}, map[string]goldenResource{}, map[string]goldenFunction{},
	}
	for name, schema := range schemas.DataSourceSchemas {
		got.DataSources[name] = attributes(schema)
	}
	for name, schema := range schemas.ResourceSchemas {
		got.Resources[name] = goldenResource{schema.Version, attributes(schema)}
	}
	for name, function := range schemas.Functions {
		golden := goldenFunction{Return: typeOf(function.Return.Type)}
		for _, parameter := range function.Parameters {
			golden.Parameters = append(golden.Parameters,
				goldenParameter{parameter.Name, typeOf(parameter.Type), parameter.AllowNullValue})
		}
		got.Functions[name] = golden
	}
	text, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	path := filepath.Join("testdata", "schema.json")
	if *update {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(text)); diff != "" {
		t.Errorf("the schema differs from %s (-golden +schema):\n%s", path, diff)
	}
}

// TestEverythingIsDescribed holds that each thing a user can write has a description, which ends with a full stop.
func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	schemas := newSession(t).schemas
	check := func(name, description string) {
		if !strings.HasSuffix(description, ".") || strings.Contains(description, "  ") || strings.Contains(description, "..") {
			t.Errorf("%s is described as %q", name, description)
		}
	}
	block := func(name string, schema *tfprotov6.Schema) {
		check(name, schema.Block.Description)
		if len(schema.Block.BlockTypes) > 0 {
			t.Errorf("%s has nested blocks, which the golden schema does not show", name)
		}
		for _, attribute := range schema.Block.Attributes {
			check(name+"."+attribute.Name, attribute.Description)
			if attribute.NestedType != nil && attribute.Computed {
				t.Errorf("%s.%s is a nested attribute, which terraform test can't mock", name, attribute.Name)
			}
		}
	}
	block("provider", schemas.Provider)
	for name, schema := range schemas.DataSourceSchemas {
		block(name, schema)
	}
	for name, function := range schemas.Functions {
		check(name, function.Summary)
		check(name, function.Description)
		for _, parameter := range function.Parameters {
			check(name+"("+parameter.Name+")", parameter.Description)
		}
	}
	for name, schema := range schemas.ResourceSchemas {
		block(name, schema)
	}
	if len(schemas.EphemeralResourceSchemas) > 0 {
		t.Error("there are ephemeral resources")
	}
}

// wholeArguments sets every argument of every data source.
func wholeArguments() map[string]map[string]any {
	names := func() map[string]any {
		return map[string]any{
			"regions": set("us", "EU"), "components": set("platform", "gateway", "dev_portal", "audit_logging"),
			"control_plane_dns_prefixes": set("f47a4e996f"), "control_plane_endpoints": set("https://0a1b2c3d4e.us.cp.konghq.com"),
			"portal_ids": set("0123456789ab"), "include_legacy_hostnames": false,
		}
	}
	requirements := names()
	maps.Copy(requirements, map[string]any{
		"proxy_listen": "0.0.0.0:8443 ssl", "stream_listen": "0.0.0.0:53 udp", "client_cidrs": set("203.0.113.0/24"),
		"audit_log_destination_port": 8088, "include_ip_ranges": true, "aggregate": true, "minimum_update_date": "2025-08-26-16-03-33",
		"name_prefix": "prod",
		// These take the place of the list that the others ask for.
		"ingress_cidrs": nil, "egress_cidrs": nil, "accepted": nil,
	})
	return map[string]map[string]any{
		"konnect_ip_ranges": {
			"regions": set("us", "EU"), "direction": "ingress", "hostnames": set("us.api.konghq.com"), "aggregate": true,
			"minimum_update_date": "2025-08-26-16-03-33",
		},
		"konnect_published_ip_ranges": {
			"regions": set("us", "EU"), "directions": set("ingress", "egress"), "minimum_update_date": "2025-08-26-16-03-33",
		},
		"konnect_network_requirements": requirements,
		"konnect_hostnames":            names(),
		"konnect_ports":                {"components": set("gateway"), "proxy_listen": "0.0.0.0:8443 ssl", "stream_listen": "off"},
		"konnect_regions":              {},
		"konnect_private_link":         {"aws_region": "us-east-1", "regions": set("us", "EU")},
		"konnect_ip_updates":           {"since": "2020-01-01T00:00:00Z", "limit": 3},
	}
}

// TestModelsMatchSchemas validates and reads each data source, with as much and as little as can be set: a field that the
// model or the schema lacks is an error of the framework. Arguments come back as they were, and no collection is null.
func TestModelsMatchSchemas(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	tls := listserver.NewTLSServer(t, listserver.TLSOptions{})
	for name, settings := range map[string]map[string]any{
		"least": {"ip_addresses_url": server.URL(), "updates_url": server.UpdatesURL()},
		"whole": {
			"ip_addresses_url": tls.URL(), "updates_url": tls.UpdatesURL(), "request_timeout": "45s", "max_retries": 1,
			"ca_cert_pem": tls.CAPEM(), "min_ipv4_prefix_length": 24, "min_ipv6_prefix_length": 48,
		},
	} {
		provider := newSession(t)
		if diagnostics := append(provider.validateProvider(t, settings), provider.configure(t, settings)...); len(diagnostics) > 0 {
			t.Fatalf("%s: %v", name, diagnostics)
		}
		for dataSource, schema := range provider.schemas.DataSourceSchemas {
			arguments := wholeArguments()[dataSource]
			for _, attribute := range schema.Block.Attributes {
				if _, given := arguments[attribute.Name]; given == attribute.Computed {
					t.Errorf("%s.%s: this test gives it: %t", dataSource, attribute.Name, given)
				}
				if name == "least" && !attribute.Required {
					delete(arguments, attribute.Name)
				}
			}
			if diagnostics := provider.validate(t, dataSource, arguments); len(diagnostics) > 0 {
				t.Errorf("%s, %s: %v", dataSource, name, diagnostics)
			}
			state, diagnostics := provider.read(t.Context(), dataSource, arguments)
			if len(diagnostics) > 0 || state == nil {
				t.Errorf("%s, %s: state %v, diagnostics %v", dataSource, name, state, diagnostics)
				continue
			}
			for _, attribute := range schema.Block.Attributes {
				value := state[attribute.Name]
				switch {
				case value == any(unknown{}):
					t.Errorf("%s.%s is unknown after the read", dataSource, attribute.Name)
				case attribute.Computed && value == nil && attribute.Name != "problem":
					t.Errorf("%s.%s is null after the read", dataSource, attribute.Name)
				case !attribute.Computed && arguments[attribute.Name] == nil && value != nil:
					t.Errorf("%s.%s became %v", dataSource, attribute.Name, value)
				}
			}
		}
	}
}

// TestRowsAtTheBound reads as many rows as may be: all of them come out, and one address more is an error.
func TestRowsAtTheBound(t *testing.T) {
	t.Parallel()
	const addresses, rows = 4_000, 20_000
	provider := openSession(t, nil)
	read := func(addresses int) (map[string]any, []diagnostic) {
		given := []any{}
		for _, address := range listserver.Addresses(0, addresses) {
			given = append(given, address)
		}
		return provider.read(t.Context(), "konnect_network_requirements", map[string]any{"regions": set("us"), "ingress_cidrs": given})
	}
	state, diagnostics := read(addresses)
	if rules, _ := state["outbound_rules"].(map[string]any); len(diagnostics) > 0 || len(rules) != rows {
		t.Errorf("%d rows, diagnostics %v", len(rules), diagnostics)
	}
	if state, diagnostics = read(addresses + 1); state != nil || len(diagnostics) != 1 || diagnostics[0].Summary != "Too Many Rules" {
		t.Errorf("one address more: diagnostics %v", diagnostics)
	}
}

// TestValidateDataSources validates what is right or not known yet, and what is wrong beyond one text.
func TestValidateDataSources(t *testing.T) {
	t.Parallel()
	at := func(attribute string) string { return fmt.Sprintf("AttributeName(%q)", attribute) }
	null := func(attribute string) []diagnostic {
		return []diagnostic{failure("Null Set Value", at(attribute), "This attribute contains a null value.")}
	}
	empty := func(attribute string) []diagnostic {
		return []diagnostic{failure("Invalid Attribute Value", at(attribute), "Attribute "+attribute+" set must contain at least 1 elements, got: 0")}
	}
	type arguments = map[string]any
	const ranges, requirements, hostnames, ports, privateLink = "konnect_ip_ranges", "konnect_network_requirements", "konnect_hostnames",
		"konnect_ports", "konnect_private_link"
	provider := newSession(t)
	for name, test := range map[string]struct {
		dataSource string
		arguments  arguments
		want       []diagnostic
	}{
		"whole":                       {requirements, wholeArguments()[requirements], nil},
		"new region with a list":      {requirements, arguments{"regions": set("zz-top")}, nil},
		"regions unknown":             {requirements, arguments{"regions": unknown{}, "include_ip_ranges": false}, nil},
		"include_ip_ranges unknown":   {requirements, arguments{"regions": set("zz-top"), "include_ip_ranges": unknown{}}, nil},
		"region unknown":              {hostnames, arguments{"regions": set("us", unknown{})}, nil},
		"no prefixes":                 {hostnames, arguments{"regions": set("us"), "control_plane_dns_prefixes": set()}, nil},
		"endpoint unknown":            {hostnames, arguments{"regions": set("us"), "control_plane_endpoints": set(unknown{})}, nil},
		"endpoint without region":     {hostnames, arguments{"regions": set("us"), "control_plane_endpoints": set(" wss://abc.cp.konghq.com/v1/outlet")}, nil},
		"a portal's whole domain":     {hostnames, arguments{"regions": set("us"), "portal_ids": set("d6a3e6b6bc64.us.kongportals.com")}, nil},
		"global beside PrivateLink's": {privateLink, arguments{"regions": set("global", "us")}, nil},
		"egress, hostnames unknown":   {ranges, arguments{"direction": "egress", "hostnames": unknown{}}, nil},
		"hostnames, what is unknown":  {ranges, arguments{"direction": unknown{}, "hostnames": set("us.api.konghq.com")}, nil},
		"no regions":                  {ranges, arguments{"regions": set()}, empty("regions")},
		"no components":               {ports, arguments{"components": set()}, empty("components")},
		"null region":                 {ranges, arguments{"regions": set("us", nil)}, null("regions")},
		"null client":                 {requirements, arguments{"regions": set("us"), "client_cidrs": set(nil)}, null("client_cidrs")},
		"new region without a list": {
			requirements,
			arguments{"regions": set("zz-top"), "include_ip_ranges": false},
			[]diagnostic{failure("Unknown Region", at("regions")+`.ElementKeyValue(tftypes.String<"zz-top">)`,
				`Region "zz-top"`+mistakenRegion+"."+mistakenNewer)},
		},
		"hostnames of egress": {
			ranges,
			arguments{"direction": "egress", "hostnames": set("us.api.konghq.com")},
			[]diagnostic{failure("Conflicting Arguments", at("hostnames"), "The list gives hostnames for ingress addresses only. Leave hostnames out,"+
				` or set direction = "ingress".`)},
		},
	} {
		if diff := cmp.Diff(test.want, provider.validate(t, test.dataSource, test.arguments)); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", name, diff)
		}
	}
}

func TestValidateProvider(t *testing.T) {
	t.Parallel()
	const forms = ". Accepted are https://HOST/PATH, http:// for a loopback host, and file:///PATH."
	const duration = ` is not a duration from "1s" to "10m", such as "45s".`
	type settings = map[string]any
	at := func(setting string) string { return fmt.Sprintf("AttributeName(%q)", setting) }
	between := func(setting string, least, most, got int) []diagnostic {
		return []diagnostic{failure("Invalid Attribute Value", at(setting),
			fmt.Sprintf("Attribute %s value must be between %d and %d, got: %d", setting, least, most, got))}
	}
	provider := newSession(t)
	for name, test := range map[string]struct {
		settings settings
		want     []diagnostic
	}{
		"nothing":            {nil, nil},
		"plain http":         {settings{"ip_addresses_url": "http://mirror.example/"}, []diagnostic{failure("Invalid URL", at("ip_addresses_url"), `"http://mirror.example/" uses plain http for a host that is not loopback`+forms)}},
		"user":               {settings{"ip_addresses_url": "https://jane:secret@mirror.example/"}, []diagnostic{failure("Invalid URL", at("ip_addresses_url"), `"https://mirror.example" contains user information, which this provider never sends`+forms)}},
		"fragment":           {settings{"ip_addresses_url": "https://mirror.example/#a"}, []diagnostic{failure("Invalid URL", at("ip_addresses_url"), `"https://mirror.example/#a" contains a fragment`+forms)}},
		"empty URL":          {settings{"ip_addresses_url": ""}, []diagnostic{failure("Invalid URL", at("ip_addresses_url"), `"" has no scheme of https, http or file`+forms)}},
		"no unit":            {settings{"request_timeout": "5"}, []diagnostic{failure("Invalid Value", at("request_timeout"), `"5" has no unit; for seconds write "5s".`)}},
		"no duration":        {settings{"request_timeout": "601"}, []diagnostic{failure("Invalid Value", at("request_timeout"), `"601"`+duration)}},
		"other unit":         {settings{"request_timeout": "5 min"}, []diagnostic{failure("Invalid Value", at("request_timeout"), `"5 min"`+strings.TrimSuffix(duration, ".")+` (did you mean "5m"?).`)}},
		"query":              {settings{"ip_addresses_url": "http://mirror.example/?sig=secret"}, []diagnostic{failure("Invalid URL", at("ip_addresses_url"), `"http://mirror.example/?…" uses plain http for a host that is not loopback`+forms)}},
		"path":               {settings{"ip_addresses_url": "/etc/x.json"}, []diagnostic{failure("Invalid URL", at("ip_addresses_url"), `"/etc/x.json" has no scheme of https, http or file; for a file on disk write "file:///etc/x.json"`+forms)}},
		"bad updates_url":    {settings{"updates_url": "http://mirror.example/"}, nil},
		"duration too short": {settings{"request_timeout": "999ms"}, []diagnostic{failure("Invalid Value", at("request_timeout"), `"999ms"`+duration)}},
		"duration too long":  {settings{"request_timeout": "10m1s"}, []diagnostic{failure("Invalid Value", at("request_timeout"), `"10m1s"`+duration)}},
		"empty duration":     {settings{"request_timeout": ""}, []diagnostic{failure("Invalid Value", at("request_timeout"), `""`+duration)}},
		"retries too few":    {settings{"max_retries": -1}, between("max_retries", 0, 10, -1)},
		"retries too many":   {settings{"max_retries": 11}, between("max_retries", 0, 10, 11)},
		"no certificate":     {settings{"ca_cert_pem": "mirror-ca"}, []diagnostic{failure("Invalid Value", at("ca_cert_pem"), `The text holds no PEM certificate, which starts with "-----BEGIN CERTIFICATE-----".`)}},
		"empty certificate":  {settings{"ca_cert_pem": "\n"}, []diagnostic{failure("Invalid Value", at("ca_cert_pem"), `The text is empty; leave the setting out, or give PEM certificates.`)}},
		"IPv4 length":        {settings{"min_ipv4_prefix_length": 33}, between("min_ipv4_prefix_length", 0, 32, 33)},
		"IPv6 length":        {settings{"min_ipv6_prefix_length": 129}, between("min_ipv6_prefix_length", 0, 128, 129)},
		"bounds":             {settings{"request_timeout": "10m", "max_retries": 10, "min_ipv4_prefix_length": 0, "min_ipv6_prefix_length": 128}, nil},
		"unknown":            {settings{"ip_addresses_url": unknown{}, "request_timeout": unknown{}, "max_retries": unknown{}, "ca_cert_pem": unknown{}}, nil},
	} {
		if diff := cmp.Diff(test.want, provider.validateProvider(t, test.settings)); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", name, diff)
		}
	}
}

// TestUnknownSettings refuses to guess what is known only after apply.
func TestUnknownSettings(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	for _, attribute := range provider.schemas.Provider.Block.Attributes {
		if attribute.Name == "updates_url" {
			continue // It stops the announcements only.
		}
		want := []diagnostic{failure("Unknown Provider Setting", fmt.Sprintf("AttributeName(%q)", attribute.Name),
			"The value of "+attribute.Name+" depends on something that is known only after apply, and nothing is read from a guess. Set it to a value"+
				" that is known when the plan is made, or apply what it depends on first.")}
		if diff := cmp.Diff(want, provider.configure(t, map[string]any{attribute.Name: unknown{}})); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", attribute.Name, diff)
		}
	}
}

// TestDeferral asks a host that can defer to do so where a setting is unknown: nothing is read, and nothing is an error.
func TestDeferral(t *testing.T) {
	t.Parallel()
	provider := newSession(t)
	configured, err := provider.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		ClientCapabilities: &tfprotov6.ConfigureProviderClientCapabilities{DeferralAllowed: true},
		Config:             dynamicValue(provider.schemas.Provider, map[string]any{"request_timeout": unknown{}}),
	})
	if err != nil || len(configured.Diagnostics) > 0 {
		t.Fatalf("ConfigureProvider: %v, %v", err, diagnosticsOf(configured.Diagnostics))
	}
	for dataSource, arguments := range map[string]map[string]any{"konnect_ip_ranges": nil, "konnect_network_requirements": {"regions": set("us")}} {
		read, err := provider.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
			TypeName: dataSource, Config: dynamicValue(provider.schemas.DataSourceSchemas[dataSource], arguments),
			ClientCapabilities: &tfprotov6.ReadDataSourceClientCapabilities{DeferralAllowed: true},
		})
		if err != nil || len(read.Diagnostics) > 0 || read.Deferred == nil || read.Deferred.Reason != tfprotov6.DeferredReasonProviderConfigUnknown {
			t.Errorf("%s: %v, %+v", dataSource, err, read)
		}
	}
}

// TestEnvironment reads the URLs from the environment, and sends no credentials that it holds.
func TestEnvironment(t *testing.T) {
	server := listserver.NewServer(t)
	t.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	t.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	for _, name := range []string{"KONNECT_TOKEN", "KONNECT_PAT", "KONNECT_PERSONAL_ACCESS_TOKEN", "KONNECT_SPAT", "KONNECT_SYSTEM_ACCOUNT_ACCESS_TOKEN"} {
		t.Setenv(name, "kpat_secret")
	}
	t.Setenv("KONNECT_SERVER_URL", "http://127.0.0.1:1")
	provider := openSession(t, nil)
	for dataSource, arguments := range map[string]map[string]any{
		"konnect_ip_ranges": nil, "konnect_network_requirements": {"regions": set("us")}, "konnect_ip_updates": nil,
	} {
		if _, diagnostics := provider.read(t.Context(), dataSource, arguments); len(diagnostics) > 0 {
			t.Errorf("%s: %v", dataSource, diagnostics)
		}
	}
	requests := server.Requests()
	if len(requests) != 2 {
		t.Errorf("%d requests, want one for each document", len(requests))
	}
	for _, request := range requests {
		for name, values := range request.Header {
			if name == "Authorization" || strings.Contains(strings.Join(values, " "), "secret") {
				t.Errorf("%s: header %s was sent: %q", request.Path, name, values)
			}
		}
		want := "terraform-provider-konnect/" + testVersion + " (+https://github.com/konnect-network/terraform-provider-konnect)"
		if got := request.Header.Get("User-Agent"); got != want {
			t.Errorf("User-Agent %q, want %q", got, want)
		}
	}

	// What the list or the server is at fault for names the variable too.
	server.Handle(listserver.Status(404))
	server.HandlePath("/rss", listserver.Status(404))
	provider = openSession(t, nil)
	for dataSource, want := range map[string]string{
		"konnect_ip_ranges": server.URL() + " answered with status 404 Not Found. Check ip_addresses_url and the network path to it, such as a proxy." +
			" The value of ip_addresses_url comes from the environment variable KONNECT_IP_ADDRESSES_URL.",
		"konnect_ip_updates": server.UpdatesURL() + " answered with status 404 Not Found. Check updates_url and the network path to it, such as a proxy." +
			" The value of updates_url comes from the environment variable KONNECT_UPDATES_URL.",
	} {
		_, diagnostics := provider.read(t.Context(), dataSource, nil)
		if diff := cmp.Diff([]diagnostic{failure("Source Unavailable", "", want)}, diagnostics); diff != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", dataSource, diff)
		}
	}

	t.Setenv("KONNECT_IP_ADDRESSES_URL", "http://mirror.example/")
	want := []diagnostic{failure("Invalid URL", "",
		`The value of ip_addresses_url in the environment variable KONNECT_IP_ADDRESSES_URL can't be used: "http://mirror.example/" uses plain http for a`+
			` host that is not loopback. Accepted are https://HOST/PATH, http:// for a loopback host, and file:///PATH.`)}
	if diff := cmp.Diff(want, newSession(t).configure(t, nil)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestConcurrentReads has 50 data sources read at once: they share one request and see the same. The failure of one
// request is shared too.
func TestConcurrentReads(t *testing.T) { //nolint:paralleltest // It looks for goroutines of the process.
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for name, handler := range map[string]func(*listserver.Server){
		"good": func(*listserver.Server) {}, "bad": func(server *listserver.Server) { server.Handle(listserver.Status(404)) },
	} {
		server := listserver.Start()
		handler(server)
		provider := openSession(t, map[string]any{"ip_addresses_url": server.URL()})
		hashes := make([]any, 50)
		var readers sync.WaitGroup
		for i := range hashes {
			readers.Go(func() {
				dataSource, arguments := "konnect_ip_ranges", map[string]any{"regions": set("us")}
				if i%2 == 1 {
					dataSource, arguments = "konnect_network_requirements", map[string]any{"regions": set("us", "eu"), "aggregate": i%4 == 1}
				}
				state, diagnostics := provider.read(t.Context(), dataSource, arguments)
				if bad := name == "bad"; bad != (len(diagnostics) == 1) {
					t.Errorf("%s: %v", name, diagnostics)
				}
				hashes[i] = state["content_hash"]
			})
		}
		readers.Wait()
		for i := range hashes {
			if hashes[i] != hashes[i%4] || name == "good" && hashes[i] == nil {
				t.Errorf("%s: hash %v of read %d, want %v", name, hashes[i], i, hashes[i%4])
			}
		}
		if got := len(server.Requests()); got != 1 {
			t.Errorf("%s: %d requests, want 1", name, got)
		}
		server.Close()
		if err := server.Err(); err != nil {
			t.Error(err)
		}
	}
}

// TestCancellation ends reads in flight at once, whichever way Terraform cancels, and leaves no goroutine behind.
func TestCancellation(t *testing.T) { //nolint:paralleltest // It looks for goroutines of the process.
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for name, stop := range map[string]func(*session, context.CancelFunc){
		"by the request": func(_ *session, cancel context.CancelFunc) { cancel() },
		"by StopProvider": func(provider *session, _ context.CancelFunc) {
			if _, err := provider.server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
				t.Error(err)
			}
		},
	} {
		server := listserver.Start()
		asked := make(chan struct{}, 2)
		for _, path := range []string{"/ip-addresses.json", "/rss"} {
			server.HandlePath(path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked <- struct{}{}
				listserver.HangBeforeHeader().ServeHTTP(w, r)
			}))
		}
		provider := openSession(t, map[string]any{"ip_addresses_url": server.URL(), "updates_url": server.UpdatesURL()})
		ctx, cancel := context.WithCancel(t.Context())
		var readers sync.WaitGroup
		for dataSource, url := range map[string]string{"konnect_ip_ranges": server.URL(), "konnect_ip_updates": server.UpdatesURL()} {
			readers.Go(func() {
				_, diagnostics := provider.read(ctx, dataSource, nil)
				want := []diagnostic{failure("Read Cancelled", "", "Reading "+url+": context canceled.")}
				if diff := cmp.Diff(want, diagnostics); diff != "" {
					t.Errorf("%s: %s: diagnostics (-want +got):\n%s", name, dataSource, diff)
				}
			})
		}
		// Both are in flight: StopProvider ends what has begun.
		for range 2 {
			select {
			case <-asked:
			case <-time.After(10 * time.Second):
				t.Fatalf("%s: the server was not asked within 10 seconds", name)
			}
		}
		start := time.Now()
		stop(provider, cancel)
		readers.Wait()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
		cancel()
		server.Close()
		if err := server.Err(); err != nil {
			t.Error(err)
		}
	}
}
