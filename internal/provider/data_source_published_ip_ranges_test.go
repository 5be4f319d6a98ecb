package provider_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const publishedIPRanges = "konnect_published_ip_ranges"

// TestPublishedRanges takes what can be used, and says of the rest why it can't: in warnings without a path, and in problem.
func TestPublishedRanges(t *testing.T) {
	t.Parallel()
	us, eu, global := []any{"18.220.4.10/32", "18.220.4.11/32"}, []any{"3.68.163.51/32", "2001:db8::1/128"}, []any{"192.0.2.1/32"}
	both := attributes{"directions": []any{"ingress", "egress"}}
	broken := func(change func(*listserver.Document)) func(*listserver.Server) {
		return func(server *listserver.Server) {
			document := smallDocument()
			change(&document)
			server.Serve(document)
		}
	}
	asPublished := broken(func(*listserver.Document) {})
	refused := broken(func(d *listserver.Document) { d.IngressIPs["eu"] = append(d.IngressIPs["eu"], "10.0.0.1") })
	noDocument := func(server *listserver.Server) { server.ServeBody([]byte("<html>")) }
	const date = "2025-08-26T16:03:33Z"
	for name, test := range map[string]struct {
		arguments       attributes
		serve           func(*listserver.Server)
		lists           []any
		ingress, egress attributes
		date            any
		problems        []string
		warnings        []string
	}{
		"all regions of both directions": {
			arguments: both, serve: asPublished, lists: []any{"egress/eu", "egress/us", "ingress/eu", "ingress/global", "ingress/us"},
			ingress: attributes{"eu": eu, "global": global, "us": us},
			egress:  attributes{"eu": []any{"35.157.142.129/32"}, "us": []any{"52.15.154.8/32"}}, date: date,
		},
		"global comes by itself": {
			arguments: attributes{"regions": []any{"US"}}, serve: asPublished, lists: []any{"ingress/global", "ingress/us"},
			ingress: attributes{"global": global, "us": us}, date: date,
		},
		"us comes by itself": {
			arguments: attributes{"regions": []any{"eu"}, "directions": []any{"egress"}}, serve: asPublished, lists: []any{"egress/eu", "egress/us"},
			egress: attributes{"eu": []any{"35.157.142.129/32"}, "us": []any{"52.15.154.8/32"}}, date: date,
		},
		"global and egress may be missing": {
			arguments: attributes{"regions": []any{"eu"}, "directions": both["directions"]},
			serve: broken(func(d *listserver.Document) {
				delete(d.IngressIPs, "global")
				d.EgressIPs = map[string][]string{"eu": {}}
			}), lists: []any{"egress/eu", "egress/us", "ingress/eu", "ingress/global"},
			ingress: attributes{"eu": eu, "global": []any{}}, egress: attributes{"eu": []any{}, "us": []any{}}, date: date,
		},
		"a region that is not published, and one that is empty": {
			arguments: attributes{"regions": []any{"uss", "me", "us"}}, serve: asPublished,
			lists: []any{"ingress/global", "ingress/me", "ingress/us", "ingress/uss"}, ingress: attributes{"global": global, "us": us}, date: date,
			problems: []string{
				`URL names region "me" with an empty list of ingress addresses. Regions with addresses: eu, global, us.` +
					keepRegion,
				`URL lists no ingress addresses for region "uss". Regions with addresses: eu, global, us (did you mean "us"?).` +
					keepRegion,
			},
		},
		"a refused entry": {
			arguments: attributes{"regions": []any{"eu", "us"}}, serve: refused, lists: []any{"ingress/eu", "ingress/global", "ingress/us"},
			ingress: attributes{"global": global, "us": us}, date: date,
			problems: []string{`URL holds an entry at ingressIPs.eu[2] that is refused: "10.0.0.1/32" lies in or covers private (RFC 1918) space,` +
				" 10.0.0.0/8. Every selected entry must be a public address or prefix. Compare the list with Konnect's documentation and report the" +
				" entry to Kong. Until it is fixed, set ip_addresses_url to a copy without the entry."},
		},
		"a refused entry of all regions": {
			serve: refused, lists: []any{"ingress/eu", "ingress/global", "ingress/us"}, ingress: attributes{"global": global, "us": us}, date: date,
			problems: []string{"URL holds an entry at ingressIPs.eu[2] that is refused"},
		},
		"no document": {
			arguments: attributes{"regions": []any{"eu", "us"}}, serve: noDocument, lists: []any{"ingress/eu", "ingress/global", "ingress/us"},
			problems: []string{"URL is not an address list: the document is not JSON but an HTML or XML page."},
		},
		"no document of all regions": {serve: noDocument, lists: []any{}, problems: []string{"URL is not an address list"}},
		"no region at all": {
			serve: broken(func(d *listserver.Document) { d.IngressIPs = map[string][]string{} }), lists: []any{},
			problems: []string{"URL lists no ingress address for any region"},
		},
		"too old": {
			arguments: attributes{"regions": []any{"us"}, "minimum_update_date": "2025-08-26T16:03:34Z"}, serve: asPublished,
			lists: []any{"ingress/global", "ingress/us"}, problems: []string{"URL was updated at 2025-08-26T16:03:33Z, before the minimum"},
		},
		"without a date": {
			arguments: attributes{"regions": []any{"us"}}, serve: broken(func(d *listserver.Document) { d.UpdateDate = "yesterday" }),
			lists: []any{"ingress/global", "ingress/us"}, ingress: attributes{"global": global, "us": us}, warnings: []string{"Unreadable Update Date"},
		},
		"wider than any list": {
			serve: broken(func(d *listserver.Document) {
				for i := range 257 {
					d.IngressIPs["us"] = append(d.IngressIPs["us"], fmt.Sprintf("20.%d.%d.0/24", i/256, i%256))
				}
			}), lists: []any{}, problems: []string{"URL gives prefixes for this selection that together cover more than an IPv4 /16"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			test.serve(server)
			session := openSession(t, attributes{"ip_addresses_url": server.URL(), "max_retries": 0})
			got, diagnostics := session.read(t.Context(), publishedIPRanges, test.arguments)
			for _, maps := range []*attributes{&test.ingress, &test.egress} {
				if *maps == nil {
					*maps = attributes{}
				}
			}
			want := attributes{"lists": test.lists, "ingress": test.ingress, "egress": test.egress, "updated_at": test.date, "all_regions": test.arguments["regions"] == nil}
			if diff := cmp.Diff(want, got["ranges"]); diff != "" {
				t.Errorf("ranges (-want +got):\n%s", diff)
			}
			var details []string
			for i, d := range diagnostics {
				d.Detail = strings.ReplaceAll(d.Detail, server.URL(), "URL")
				switch {
				case d.Severity != tfprotov6.DiagnosticSeverityWarning || d.Path != "":
					t.Errorf("%v", d)
				case i < len(test.problems) && strings.HasPrefix(d.Detail, test.problems[i]):
					details = append(details, d.Detail)
				case i < len(test.problems) || d.Summary != test.warnings[i-len(test.problems)]:
					t.Errorf("%v", d)
				}
			}
			problem, _ := got["problem"].(string)
			if len(diagnostics) != len(test.problems)+len(test.warnings) || strings.ReplaceAll(problem, server.URL(), "URL") != strings.Join(details, " ") {
				t.Errorf("problem %q, diagnostics %v", problem, diagnostics)
			}
		})
	}
}

// TestPublishedRangesErrors fails for mistakes in the arguments, and where the read is cancelled.
func TestPublishedRangesErrors(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	session := openSession(t, attributes{"ip_addresses_url": server.URL()})
	for name, test := range map[string]struct {
		arguments attributes
		want      diagnostic
	}{
		"global": {attributes{"regions": []any{"us", "GLOBAL"}}, failure("Unknown Region", `AttributeName("regions").ElementKeyValue(tftypes.String<"GLOBAL">)`,
			`"global" is not a region: its ingress addresses are asked for with those of any region. Leave it out.`)},
		"direction": {attributes{"directions": []any{"inbound"}}, failure("Invalid Value", `AttributeName("directions").ElementKeyValue(tftypes.String<"inbound">)`,
			`"inbound" is seen from your network; the list's own words are seen from Konnect: use "egress", the addresses from which Konnect sends,`+
				" the sources of your inbound rules.")},
		"date": {attributes{"minimum_update_date": "soon"}, failure("Invalid Value", attribute("minimum_update_date"),
			`"soon" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z".`)},
		"no region": {attributes{"regions": []any{}}, failure("Invalid Attribute Value", attribute("regions"),
			"Attribute regions set must contain at least 1 elements, got: 0")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff([]diagnostic{test.want}, session.validate(t, publishedIPRanges, test.arguments)); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
			// What is not known before is read in the apply.
			if name != "no region" {
				_, got := session.read(t.Context(), publishedIPRanges, test.arguments)
				if len(got) != 1 || got[0].Severity != tfprotov6.DiagnosticSeverityError || got[0].Detail != test.want.Detail {
					t.Errorf("read: %v", got)
				}
			}
		})
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if state, got := session.read(cancelled, publishedIPRanges, nil); state != nil || len(got) != 1 || got[0].Severity != tfprotov6.DiagnosticSeverityError {
		t.Errorf("cancelled: %v, %v", state, got)
	}
	// The list may be at hand before the end of the context is seen. What is answered then is kept for equal blocks.
	if _, got := session.read(t.Context(), publishedIPRanges, nil); len(got) > 0 {
		t.Fatal(got)
	}
	for second := range 50 {
		arguments := attributes{"minimum_update_date": fmt.Sprintf("2020-01-01T00:00:%02dZ", second)}
		session.read(cancelled, publishedIPRanges, arguments)
		if state, got := session.read(t.Context(), publishedIPRanges, arguments); state["ranges"] == nil || len(got) > 0 {
			t.Fatalf("after a cancelled read: %v, %v", state, got)
		}
	}
}
