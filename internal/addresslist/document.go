// Package addresslist reads Konnect's published address list: it decodes the document, judges what is selected from it, and
// holds it for the time of a run.
//
// Ingress and egress are Konnect's own terms, as in the document: ingress addresses are those at which Konnect receives,
// egress addresses those from which it sends.
package addresslist

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// Direction tells the two lists of the document apart, seen from Konnect.
type Direction string

// The directions.
const (
	Ingress Direction = "ingress"
	Egress  Direction = "egress"
)

// key returns the direction's member of the document.
func (d Direction) key() string { return string(d) + "IPs" }

// Document is a decoded address list. Its region codes and hostnames are in lower case; its entries are as published,
// and judged only once they are selected.
type Document struct {
	// URL is where the document was read.
	URL string
	// UpdateDate is the date of the document as published.
	UpdateDate string
	// UpdatedAt is the same as a time. No zone is stated; it is read as UTC.
	UpdatedAt time.Time

	bounds ipset.Bounds
	lists  map[Direction]map[string][]string
	// hostnames maps region to hostname to the addresses at which Konnect receives for that name.
	hostnames map[string]map[string][]string
}

// Regions returns the codes of the regions that the document lists for the direction, sorted.
func (d *Document) Regions(direction Direction) []string {
	return slices.Sorted(maps.Keys(d.lists[direction]))
}

// Lists reports whether the document has at least one address for the region.
func (d *Document) Lists(direction Direction, region string) bool {
	return len(d.lists[direction][region]) > 0
}

// usable returns the regions that have at least one address.
func (d *Document) usable(direction Direction) []string {
	return slices.DeleteFunc(d.Regions(direction), func(region string) bool { return !d.Lists(direction, region) })
}

// dateLayout is the form of updateDate.
const dateLayout = "2006-01-02-15-04-05"

// ParseDate reads a date in the document's own form (2025-08-26-16-03-33, taken as UTC) or in RFC 3339.
func ParseDate(text string) (time.Time, error) {
	for _, layout := range []string{dateLayout, time.RFC3339} {
		if parsed, err := time.Parse(layout, text); err == nil {
			return parsed.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%.40q is not a date such as %q (UTC) or %q", text, "2025-08-26-16-03-33", "2025-08-26T16:03:33Z")
}

// parseUpdateDate reads a date in the document's own form only.
func parseUpdateDate(text string) (time.Time, error) {
	parsed, err := time.Parse(dateLayout, text)
	// time.Parse takes fractions of a second that the layout does not have.
	if err != nil || parsed.Format(dateLayout) != text {
		return time.Time{}, fmt.Errorf("%.40q is not a date of the form YYYY-MM-DD-HH-mm-ss", text)
	}
	return parsed, nil
}

// NormalizeHostname returns a hostname in the form in which the document's are compared: lower case, no final dot.
func NormalizeHostname(hostname string) string {
	return strings.TrimSuffix(strings.ToLower(hostname), ".")
}
