package listserver

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
)

// Document is the published address list as Konnect writes it. It is a type of its own, apart from what the product
// decodes into, so that a test can write down what the product must refuse.
type Document struct {
	UpdateDate string                         `json:"updateDate"`
	Regions    map[string]map[string][]string `json:"regions"`
	IngressIPs map[string][]string            `json:"ingressIPs"`
	EgressIPs  map[string][]string            `json:"egressIPs"`
}

//go:embed testdata/ip-addresses.json
var demoDocument []byte

//go:embed testdata/rss.xml
var demoUpdates []byte

// DemoDocument returns a copy of the realistic document that a server starts with: six regions and global, real egress
// addresses where Kong has named them, documentation ranges elsewhere. The caller may change it.
func DemoDocument() Document {
	decoder := json.NewDecoder(bytes.NewReader(demoDocument))
	decoder.DisallowUnknownFields()
	var document Document
	if err := decoder.Decode(&document); err != nil {
		panic(fmt.Sprintf("listserver: testdata/ip-addresses.json: %s", err))
	}
	return document
}

// DemoUpdates returns a copy of the announcements that a server starts with.
func DemoUpdates() []byte {
	return slices.Clone(demoUpdates)
}

// Addresses returns n public addresses of which no two are adjacent, so that nothing of them can be merged. Further
// ones start where those of a smaller offset end.
func Addresses(offset, n int) []string {
	const first = 20 << 24 // 20.0.0.0
	addresses := make([]string, n)
	for i := range addresses {
		var address [4]byte
		binary.BigEndian.PutUint32(address[:], uint32(first+2*(offset+i)))
		addresses[i] = netip.AddrFrom4(address).String()
	}
	return addresses
}

// JSON returns the document as a publisher would send it.
func (d Document) JSON() []byte {
	body, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("listserver: encoding a document: %s", err))
	}
	return append(body, '\n')
}
