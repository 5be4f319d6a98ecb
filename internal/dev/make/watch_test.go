package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

func TestWatch(t *testing.T) {
	unknownRegion := listserver.DemoDocument()
	unknownRegion.IngressIPs["zz"] = []string{"198.51.100.7"}
	tests := map[string]struct {
		document listserver.Document
		updates  string
		fault    string
	}{
		"as it is": {
			document: listserver.DemoDocument(),
			updates:  string(listserver.DemoUpdates()),
		},
		"a new region": {
			document: unknownRegion,
			updates:  string(listserver.DemoUpdates()),
			fault:    "The address list has a region that the catalogue does not know.",
		},
		"no announcement": {
			document: listserver.DemoDocument(),
			updates:  `<?xml version="1.0"?><rss version="2.0"><channel><title>c</title></channel></rss>`,
			fault:    "The announcements hold no dated entry.",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := listserver.NewServer(t)
			server.Serve(test.document)
			server.ServeUpdates([]byte(test.updates))
			t.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
			t.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
			err := watch(t.Context(), &bytes.Buffer{}, nil)
			switch {
			case test.fault == "" && err != nil:
				t.Error(err)
			case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
				t.Errorf("error %v, want %q in it", err, test.fault)
			}
		})
	}
}
