package addresslist

import "github.com/konnect-network/terraform-provider-konnect/internal/ipset"

// DecodeWithin decodes a document that is checked against the bounds.
func DecodeWithin(body []byte, bounds ipset.Bounds) (*Document, error) {
	document, err := Decode(body)
	if err != nil {
		return nil, err
	}
	document.bounds = bounds
	return document, nil
}
