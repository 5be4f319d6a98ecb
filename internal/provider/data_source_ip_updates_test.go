package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const updatesDocument = `<?xml version="1.0"?>
<rss version="2.0"><channel><title>Konnect IPs</title>
<item><title>Undated</title></item>
<item><title>Old &lt;b&gt;news&lt;/b&gt;</title><guid>a1</guid><link>https://example.com/a1</link>
  <pubDate>Tue, 05 Aug 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;192.0.2.1 goes&lt;/p&gt;</description></item>
<item><title>New</title><guid>a2</guid><link>javascript:alert(1)</link><pubDate>Tue, 26 Aug 2025 18:03:33 +0200</pubDate></item>
</channel></rss>`

func TestIPUpdates(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.ServeUpdates([]byte(updatesDocument))
	text, null := knownvalue.StringExact, knownvalue.Null()
	newest := knownvalue.ObjectExact(map[string]knownvalue.Check{
		"title": text("New"), "link": null, "id": text("a2"), "published_at": text("2025-08-26T16:03:33Z"), "summary": text(""),
	})
	older := knownvalue.ObjectExact(map[string]knownvalue.Check{
		"title": text("Old news"), "link": text("https://example.com/a1"), "id": text("a1"), "published_at": text("2025-08-05T10:00:00Z"),
		"summary": text("192.0.2.1 goes"),
	})
	undated := knownvalue.ObjectPartial(map[string]knownvalue.Check{"title": text("Undated"), "published_at": null, "link": null})
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: config(server, `
data "konnect_ip_updates" "all" {}
data "konnect_ip_updates" "since" { since = "2025-08-05T12:00:00+02:00" }
data "konnect_ip_updates" "one" { limit = 1 }
data "konnect_ip_updates" "none" { since = "2030-01-01T00:00:00Z" }`),
			ConfigStateChecks: []statecheck.StateCheck{
				expectValue("data.konnect_ip_updates.all", "entries", knownvalue.ListExact([]knownvalue.Check{newest, older, undated})),
				expectValue("data.konnect_ip_updates.all", "latest_published_at", text("2025-08-26T16:03:33Z")),
				expectValue("data.konnect_ip_updates.since", "entries", knownvalue.ListExact([]knownvalue.Check{newest, older})),
				expectValue("data.konnect_ip_updates.one", "entries", knownvalue.ListExact([]knownvalue.Check{newest})),
				expectValue("data.konnect_ip_updates.none", "entries", knownvalue.ListExact(nil)),
				expectValue("data.konnect_ip_updates.none", "latest_published_at", text("2025-08-26T16:03:33Z")),
			},
		}},
	})
}

func TestIPUpdatesErrors(t *testing.T) {
	t.Parallel()
	page := listserver.NewServer(t)
	page.ServeUpdates([]byte("<html><body>Sign in</body></html>"))
	latin := listserver.NewServer(t)
	latin.ServeUpdates([]byte("<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><title>Zone d'acc\xE8s</title></item></channel></rss>"))
	gone := listserver.NewServer(t)
	gone.HandlePath("/rss", listserver.Status(404))
	tests := map[string]struct {
		server *listserver.Server
		block  string
		want   string
	}{
		"a page":    {page, `data "konnect_ip_updates" "x" {}`, `Invalid Announcements.*The announcements at ` + page.UpdatesURL() + ` can't be read: the document is not RSS 2\.0: it is an HTML page\. Check that updates_url leads to`},
		"charset":   {latin, `data "konnect_ip_updates" "x" {}`, `Invalid Announcements.*the document is not RSS 2\.0: it is in iso-8859-1, not in UTF-8\. Check that`},
		"no such":   {gone, `data "konnect_ip_updates" "x" {}`, `Source Unavailable.*` + gone.UpdatesURL() + ` answered with status 404 Not Found\. Check updates_url`},
		"bad since": {page, `data "konnect_ip_updates" "x" { since = "yesterday" }`, `"yesterday" is not a time in RFC 3339, such as`},
		"bad limit": {page, `data "konnect_ip_updates" "x" { limit = 0 }`, `must be between 1 and 1000`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(),
				Steps:                    []resource.TestStep{{Config: config(test.server, test.block), ExpectError: wrapped(test.want)}},
			})
		})
	}
}
