package addresslist

import (
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// DecodeWithin decodes a document that is checked against the bounds.
func DecodeWithin(body []byte, bounds ipset.Bounds) (*Document, error) {
	document, err := Decode(body)
	if err != nil {
		return nil, err
	}
	document.Location, document.URL, document.bounds = fetch.Location{Setting: "ip_addresses_url"}, "URL", bounds
	return document, nil
}

// Within returns the document with other bounds.
func Within(document *Document, bounds ipset.Bounds) *Document {
	other := *document
	other.bounds = bounds
	return &other
}
