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

// The mistakes whose messages the pages quote. Terraform reports those of one plan together.
const (
	mistakesOfArguments = `
data "konnect_hostnames" "unknown" { regions = ["jp"] }
`
	// mistakeOfFetching has the name and the URL of a list that can't be fetched.
	mistakeOfFetching = `
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
)

const providers = `
terraform {
  required_providers {
    konnect = { source = "konnect-network/konnect" }
  }
}
`

// mistakesOfFetching returns a configuration with a list for each way in which a fetch fails.
func mistakesOfFetching(t *testing.T, server *listserver.Server) string {
	t.Helper()
	server.HandlePath("/status", listserver.Status(http.StatusForbidden))
	server.HandlePath("/redirect", listserver.Redirect(http.StatusFound, "https://konnect.invalid/"))
	server.HandlePath("/hang", listserver.HangBeforeHeader())
	var configuration strings.Builder
	for name, url := range map[string]string{
		"status":   server.BaseURL() + "/status",
		"redirect": server.BaseURL() + "/redirect",
		"hang":     server.BaseURL() + "/hang",
		"file":     "file:///no/such/ip-addresses.json",
		"tls":      listserver.NewTLSServer(t, listserver.TLSOptions{}).URL(),
		"proxy":    "https://konnect.invalid/",
		// A label of more than 63 characters can't be resolved, and no server is asked.
		"dns": "https://" + strings.Repeat("a", 64) + ".invalid/",
	} {
		fmt.Fprintf(&configuration, mistakeOfFetching, name, url)
	}
	return configuration.String()
}

// messagesOf returns what Terraform prints about a configuration, on one line.
func messagesOf(t *testing.T, server *listserver.Server, configuration string) string {
	t.Helper()
	workspace := acctest.NewTestWorkspace(t)
	workspace.Setenv("HTTPS_PROXY", listserver.RefusedURL(t))
	workspace.Setenv("NO_PROXY", strings.Repeat("a", 64)+".invalid")
	workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	if err := workspace.DevOverride(source, filepath.Dir(acctest.ProviderBinary(t))); err != nil {
		t.Fatal(err)
	}
	if err := workspace.Write("main.tf", providers+configuration); err != nil {
		t.Fatal(err)
	}
	result, err := workspace.Run(t.Context(), "plan", "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.FieldsFunc(result.Stderr, func(r rune) bool { return strings.ContainsRune(" \n│", r) }), " ")
}

// quoted is a message in a table of a page. An ellipsis stands for what differs or is left out.
type quoted struct{ page, text string }

func quotedMessages(t *testing.T) []quoted {
	t.Helper()
	var messages []quoted
	for _, page := range pages(t, repositoryFiles(t)) {
		if !strings.HasPrefix(page.path, "templates/") {
			continue
		}
		quote := func(cell string, spaces int) {
			for _, span := range codeSpan.FindAllString(cell, -1) {
				if text := strings.Trim(span, "`"); strings.Count(text, " ") >= spaces {
					messages = append(messages, quoted{page.path, text})
				}
			}
		}
		// Anything shorter than a clause is a name or a value.
		const clause = 4
		for _, row := range rows(page.lines, "error", "why", "what to do") {
			quote(row[1], clause)
		}
		for _, row := range rows(page.lines, "the message says", "why", "what to do") {
			quote(row[0], 0)
		}
	}
	return messages
}

// TestQuotedMessages makes the mistakes and looks for the messages that the pages quote.
func TestQuotedMessages(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	printed := []string{
		messagesOf(t, server, mistakesOfArguments),
		messagesOf(t, server, mistakesOfFetching(t, server)),
	}
	messages := quotedMessages(t)
	if len(messages) == 0 {
		t.Fatal("no message was found")
	}
	for _, message := range messages {
		if !anyHolds(printed, message.text) {
			t.Errorf("%s quotes a message that no mistake of this test brings about: %s", message.page, message.text)
		}
	}
}

// anyHolds reports whether one of the texts holds the parts between ellipses, in their order.
func anyHolds(texts []string, message string) bool {
	for _, text := range texts {
		held := true
		for part := range strings.SplitSeq(message, "…") {
			var after string
			if _, after, held = strings.Cut(text, strings.TrimSpace(part)); !held {
				break
			}
			text = after
		}
		if held {
			return true
		}
	}
	return false
}
