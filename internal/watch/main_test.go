package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/acctest"
)

func TestWatch(t *testing.T) {
	t.Parallel()

	unknownRegion := acctest.DemoDocument()
	unknownRegion.IngressIPs["zz"] = []string{"198.51.100.7"}

	tests := map[string]struct {
		document acctest.Document
		updates  string
		fault    string
	}{
		"as it is": {
			document: acctest.DemoDocument(),
			updates:  string(acctest.DemoUpdates()),
		},
		"a new region": {
			document: unknownRegion,
			updates:  string(acctest.DemoUpdates()),
			fault:    "The address list has a region that the catalogue does not know.",
		},
		"no announcement": {
			document: acctest.DemoDocument(),
			updates:  announcements(""),
			fault:    "The announcements hold no dated entry.",
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			server, err := acctest.Start()
			if err != nil {
				t.Fatal(err)
			}

			t.Cleanup(server.Close)
			server.Serve(test.document)
			server.ServeUpdates([]byte(test.updates))

			var out bytes.Buffer

			err = run(t.Context(), &out, map[string]string{
				"KONNECT_IP_ADDRESSES_URL": server.URL(),
				"KONNECT_UPDATES_URL":      server.UpdatesURL(),
			})

			switch {
			case test.fault == "" && err != nil:
				t.Error(err)
			case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
				t.Errorf("error %v, want %q in it", err, test.fault)
			}
		})
	}
}

func announcements(items string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>c</title>` + items + `</channel></rss>`
}
