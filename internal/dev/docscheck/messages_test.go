package docscheck

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const providers = `
terraform {
  required_providers {
    konnect = { source = "konnect-network/konnect" }
  }
}
`

// unreadable has the name and the URL of a list that can't be read.
const unreadable = `
provider "konnect" {
  alias            = %[1]q
  ip_addresses_url = %[2]q
  request_timeout  = "1s"
  max_retries      = 0
}
data "konnect_ip_ranges" %[1]q {
  provider = konnect.%[1]s
}
`

// TestQuotedMessages makes a list unreadable in each way that has a message of its own, and looks for what the pages quote.
func TestQuotedMessages(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	server.HandlePath("/status", listserver.Status(http.StatusForbidden))
	server.HandlePath("/redirect", listserver.Redirect(http.StatusFound, "https://konnect.invalid/"))
	server.HandlePath("/hang", listserver.HangBeforeHeader())
	var configuration strings.Builder
	configuration.WriteString(providers)
	// A label of more than 63 characters can't be resolved, and no server is asked.
	unresolvable := strings.Repeat("a", 64) + ".invalid"
	for name, url := range map[string]string{
		"status":   server.BaseURL() + "/status",
		"redirect": server.BaseURL() + "/redirect",
		"hang":     server.BaseURL() + "/hang",
		"file":     "file:///no/such/ip-addresses.json",
		"tls":      listserver.NewTLSServer(t, listserver.TLSOptions{}).URL(),
		"proxy":    "https://konnect.invalid/",
		"dns":      "https://" + unresolvable + "/",
	} {
		fmt.Fprintf(&configuration, unreadable, name, url)
	}
	workspace := acctest.NewTestWorkspace(t)
	workspace.Setenv("HTTPS_PROXY", listserver.RefusedURL(t))
	workspace.Setenv("NO_PROXY", unresolvable)
	if err := workspace.DevOverride(source, filepath.Dir(acctest.ProviderBinary(t))); err != nil {
		t.Fatal(err)
	}
	if err := workspace.Write("main.tf", configuration.String()); err != nil {
		t.Fatal(err)
	}
	result, err := workspace.Run(t.Context(), "plan", "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	printed := strings.Join(strings.FieldsFunc(result.Stderr, func(r rune) bool { return strings.ContainsRune(" \n│", r) }), " ")
	quoted := 0
	for _, page := range pages(t, repositoryFiles(t)) {
		for _, row := range rows(page.lines, "the message says", "why", "what to do") {
			for _, span := range codeSpan.FindAllString(row[0], -1) {
				quoted++
				if !holds(printed, strings.Trim(span, "`")) {
					t.Errorf("%s quotes a message that no list of this test brings about: %s", page.path, span)
				}
			}
		}
	}
	if quoted == 0 {
		t.Error("no message was found")
	}
}

// holds reports whether the text has the parts of the message, between ellipses, in their order.
func holds(text, message string) bool {
	for part := range strings.SplitSeq(message, "…") {
		_, after, found := strings.Cut(text, strings.TrimSpace(part))
		if !found {
			return false
		}
		text = after
	}
	return true
}
