package requirements_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

const publishedURL = "https://feed.example.com/ip-addresses.json"

// list is a published address list as its publisher writes it.
type list struct {
	UpdateDate string                         `json:"updateDate"`
	Regions    map[string]map[string][]string `json:"regions"`
	Ingress    map[string][]string            `json:"ingressIPs"`
	Egress     map[string][]string            `json:"egressIPs"`
}

// sample is a list with a region that Kong documents nowhere, one without egress, an empty one, an address of each
// family, one that two regions share, and two that can be merged.
func sample() list {
	return list{
		UpdateDate: "2025-08-26-16-03-33",
		Regions: map[string]map[string][]string{
			"us": {"us.api.konghq.com": {"203.0.113.1"}, "shared.konghq.com": {"203.0.113.2"}},
			"eu": {"eu.api.konghq.com": {"203.0.113.9"}, "shared.konghq.com": {"203.0.113.9"}},
		},
		Ingress: map[string][]string{
			"us":     {"203.0.113.2", "203.0.113.3", "2001:DB8::1"},
			"eu":     {"203.0.113.9", "203.0.113.2"},
			"jp":     {"203.0.113.20"},
			"me":     {"203.0.113.30"},
			"sg":     {},
			"global": {"203.0.113.200/31"},
		},
		Egress: map[string][]string{
			"us":     {"198.51.100.1", "2001:db8:1::/48"},
			"eu":     {"198.51.100.9"},
			"jp":     {"198.51.100.20"},
			"me":     {},
			"global": {"198.51.100.200"},
		},
	}
}

func (l list) json(t testing.TB) []byte {
	t.Helper()
	body, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// clone returns a copy that shares nothing with the list.
func (l list) clone(t testing.TB) list {
	t.Helper()
	var clone list
	if err := json.Unmarshal(l.json(t), &clone); err != nil {
		t.Fatal(err)
	}
	return clone
}

func (l list) document(t testing.TB) *addresslist.Document {
	t.Helper()
	document, err := addresslist.Decode(l.json(t))
	if err != nil {
		t.Fatal(err)
	}
	document.URL = publishedURL
	return document
}

// inRegions returns a query as a configuration has it that sets nothing but the regions.
func inRegions(regions ...string) requirements.Query {
	return requirements.Query{
		Regions: regions, IncludeLegacy: true,
		ProxyListen:  kongconf.DefaultProxyListen,
		StreamListen: kongconf.DefaultStreamListen,

		NamePrefix: requirements.DefaultNamePrefix, IncludeIPRanges: true,
	}
}

func compose(t testing.TB, query requirements.Query, published *addresslist.Document) requirements.Requirements {
	t.Helper()
	result, err := requirements.Compose(query, published)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// wantTexts compares lists of texts. One that is nil is empty.
func wantTexts(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\n%q\nwant\n%q", what, got, want)
	}
}

// wantArgumentError checks the argument and the whole text of an error.
func wantArgumentError(t *testing.T, err error, argument, want string) {
	t.Helper()
	if err == nil || argumentOf(err) != argument || err.Error() != want {
		t.Errorf("error %v of the argument %q, want %s of %q", err, argumentOf(err), want, argument)
	}
}

func argumentOf(err error) string {
	if err == nil {
		return ""
	}
	return problem.Of(err).Argument
}

// wantWarnings checks the whole texts of the warnings.
func wantWarnings(t *testing.T, result requirements.Requirements, want ...string) {
	t.Helper()
	var got []string
	for _, warning := range result.Warnings {
		got = append(got, warning.Error())
	}
	wantTexts(t, "warnings", got, want...)
}

// withoutEgress is the warning of regions without egress addresses.
func withoutEgress(regions string) string {
	return publishedURL + " lists no egress addresses for: " + regions +
		". These rules do not allow audit logs from there"
}
