package requirements_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func TestDataPlaneConfig(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		configuration, telemetry                             string
		controlPlane, serverName, telemetryTo, telemetryName string
	}{
		"as Konnect's API returns them": {
			"https://abc.us.cp.konghq.com", "https://abc.us.tp.konghq.com",
			"abc.us.cp.konghq.com:443", "abc.us.cp.konghq.com", "abc.us.tp.konghq.com:443", "abc.us.tp.konghq.com",
		},
		"present and former name mixed": {
			"https://abc.us.cp.konghq.com", "https://abc.us.tp0.konghq.com",
			"abc.us.cp.konghq.com:443", "abc.us.cp.konghq.com", "abc.us.tp0.konghq.com:443", "abc.us.tp0.konghq.com",
		},
		"in any case, with port and slash": {
			"ABC.US.CP0.konghq.com:443/", "abc.us.tp.konghq.com:8443",
			"abc.us.cp0.konghq.com:443", "abc.us.cp0.konghq.com", "abc.us.tp.konghq.com:8443", "abc.us.tp.konghq.com",
		},
		"one names no region": {
			"https://abc.cp.konghq.com", "https://abc.eu.tp0.konghq.com",
			"abc.cp.konghq.com:443", "abc.cp.konghq.com", "abc.eu.tp0.konghq.com:443", "abc.eu.tp0.konghq.com",
		},
		"PrivateLink": {
			"us.svc.konghq.com/cp/ABC", "us.svc.konghq.com:443/tp/abc",
			"us.svc.konghq.com/cp/abc", "us.svc.konghq.com", "us.svc.konghq.com:443/tp/abc", "us.svc.konghq.com",
		},
		"as logs print them": {
			" wss://abc.us.cp.konghq.com/v1/outlet?node_id=a", "wss://abc.us.tp.konghq.com:443/v1/outlet\n",
			"abc.us.cp.konghq.com:443", "abc.us.cp.konghq.com", "abc.us.tp.konghq.com:443", "abc.us.tp.konghq.com",
		},
		"PrivateLink on another port": {
			"us.svc.konghq.com:8443/cp/abc", "us.svc.konghq.com:8443/tp/abc",
			"us.svc.konghq.com:8443/cp/abc", "us.svc.konghq.com", "us.svc.konghq.com:8443/tp/abc", "us.svc.konghq.com",
		},
		"PrivateLink, a renamed region": {
			"ap.svc.konghq.com/cp/abc", "https://au.svc.konghq.com/tp/abc",
			"ap.svc.konghq.com/cp/abc", "ap.svc.konghq.com", "au.svc.konghq.com:443/tp/abc", "au.svc.konghq.com",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := requirements.DataPlaneConfig(test.configuration, test.telemetry)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{
				"role": "data_plane", "database": "off", "cluster_mtls": "pki", "konnect_mode": "on", "vitals": "off",
				"lua_ssl_trusted_certificate": "system", "cluster_control_plane": test.controlPlane, "cluster_server_name": test.serverName,
				"cluster_telemetry_endpoint": test.telemetryTo, "cluster_telemetry_server_name": test.telemetryName,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("settings (-want +got)\n%s", diff)
			}
		})
	}
}

// The names that a data plane calls are among those that a firewall gets from the same endpoints, whatever their form, the
// regions chosen beside theirs and the former names asked for.
func TestDataPlaneConfigCallsListedNames(t *testing.T) {
	t.Parallel()
	const draws = 2000
	for seed := range uint64(draws) {
		random := rand.New(rand.NewPCG(seed, 14))
		region := some(random, catalog.RegionCodes())[0]
		forms := some(random, [][]string{
			{"PREFIX.REGION.%s.konghq.com", "PREFIX.REGION.%s0.konghq.com", "PREFIX.%s.konghq.com", "PREFIX.%s0.konghq.com"},
			{"LINK.svc.konghq.com/%s/PREFIX", "LINK.svc.konghq.com:443/%s/PREFIX", "global.svc.konghq.com/%s/PREFIX"},
		})[0]
		endpoint := func(service string) string {
			form := some(random, forms)[0]
			link := region
			if region == "au" && random.IntN(2) == 0 {
				link = "ap"
			}
			text := strings.NewReplacer("PREFIX", "f47a4e996f", "REGION", region, "LINK", link).Replace(fmt.Sprintf(form, service))
			text = some(random, []string{"", "https://", "wss://", " grpcs://"})[0] + text + some(random, []string{"", "/", "\n"})[0]
			if random.IntN(3) == 0 {
				text = strings.ToUpper(text)
			}
			return text
		}
		configuration, telemetry := endpoint("cp"), endpoint("tp")
		settings, err := requirements.DataPlaneConfig(configuration, telemetry)
		if err != nil {
			t.Fatalf("seed %d: %q, %q: %v", seed, configuration, telemetry, err)
		}
		query := requirements.Query{
			Regions: append(some(random, catalog.RegionCodes()), region), Endpoints: []string{configuration, telemetry}, IncludeLegacy: random.IntN(2) == 0,
		}
		if random.IntN(2) == 0 {
			query.DNSPrefixes = []string{"abc"}
		}
		names, err := requirements.Hostnames(query)
		if err != nil {
			t.Fatalf("seed %d: %+v: %v", seed, query, err)
		}
		for _, setting := range []string{"cluster_control_plane", "cluster_server_name", "cluster_telemetry_endpoint", "cluster_telemetry_server_name"} {
			called, _, _ := strings.Cut(settings[setting], "/")
			called, _, _ = strings.Cut(called, ":")
			if !slices.Contains(names.FQDNs(), called) {
				t.Fatalf("seed %d: %q, %q in %q: %s is %q, which is not among\n%q", seed, configuration, telemetry, query.Regions, setting, called, names.All())
			}
		}
	}
}

func TestDataPlaneConfigErrors(t *testing.T) {
	t.Parallel()
	const (
		cp, tp   = "https://abc.us.cp.konghq.com", "https://abc.us.tp.konghq.com"
		accepted = `; accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), ` +
			`their former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", ` +
			`each with or without https://, wss:// or grpcs://, port and path`
	)
	tests := map[string]struct{ configuration, telemetry, argument, want string }{
		"swapped": {
			tp, cp, "control_plane_endpoint",
			`"https://abc.us.tp.konghq.com" is not the configuration endpoint of a control plane; its hostname has the form "PREFIX.REGION.cp.konghq.com"`,
		},
		"the same twice": {
			cp, cp, "telemetry_endpoint",
			`"https://abc.us.cp.konghq.com" is not the telemetry endpoint of a control plane; its hostname has the form "PREFIX.REGION.tp.konghq.com"`,
		},
		"of Event Gateway": {
			"us.control-plane.konghq.com", tp, "control_plane_endpoint",
			`"us.control-plane.konghq.com" is not the configuration endpoint of a control plane; its hostname has the form "PREFIX.REGION.cp.konghq.com"`,
		},
		"no endpoint": {
			"kong.example.com", tp, "control_plane_endpoint",
			`"kong.example.com" is not an endpoint of Konnect's: the hostname "kong.example.com" is not Konnect's` + accepted,
		},
		"nothing": {cp, "", "telemetry_endpoint", `"" is not an endpoint of Konnect's: it is empty` + accepted},
		"other prefix": {
			cp, "https://abd.us.tp.konghq.com", "telemetry_endpoint",
			`"https://abd.us.tp.konghq.com" belongs to another control plane than "https://abc.us.cp.konghq.com"; give both endpoints of the same one`,
		},
		"public telemetry": {
			"https://us.svc.konghq.com/cp/abc", tp, "telemetry_endpoint",
			`"https://abc.us.tp.konghq.com" is public, and "https://us.svc.konghq.com/cp/abc" is PrivateLink's; give both in one form, here` +
				` "us.svc.konghq.com/tp/abc"`,
		},
		"telemetry over PrivateLink": {
			"https://abc.us.cp0.konghq.com", "us.svc.konghq.com/tp/abc", "telemetry_endpoint",
			`"us.svc.konghq.com/tp/abc" is PrivateLink's, and "https://abc.us.cp0.konghq.com" is public; give both in one form, here` +
				` "abc.us.tp0.konghq.com"`,
		},
		"log with a query": {
			cp, "wss://abd.us.tp.konghq.com/v1/outlet?node_id=a", "telemetry_endpoint",
			`"wss://abd.us.tp.konghq.com/v1/outlet" belongs to another control plane than "https://abc.us.cp.konghq.com"; give both endpoints of` +
				" the same one",
		},
		"other region": {
			cp, "https://abc.eu.tp.konghq.com", "telemetry_endpoint",
			`"https://abc.eu.tp.konghq.com" belongs to another control plane than "https://abc.us.cp.konghq.com"; give both endpoints of the same one`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := requirements.DataPlaneConfig(test.configuration, test.telemetry)
			if got != nil {
				t.Errorf("settings %v beside the error", got)
			}
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}
