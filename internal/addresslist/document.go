// Package addresslist reads Konnect's published address list: it decodes the document, selects from it, checks and bounds
// what was selected, and holds the document for the time of a run.
//
// Ingress and egress are Konnect's own terms, as in the document: ingress addresses are those at which Konnect receives,
// egress addresses those from which it sends.
package addresslist

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
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

// DirectionError names a text that is no direction.
type DirectionError struct{ Text string }

// Summary is the summary of a diagnostic.
func (e *DirectionError) Summary() string { return "Invalid Value" }

func (e *DirectionError) Error() string {
	text := cleantext.Quote(e.Text, maxQuoted)
	const words = ` is seen from your network; the list's own words are seen from Konnect: `
	switch e.Text {
	case "outbound":
		return text + words + `use "ingress", the addresses at which Konnect receives, the destinations of your outbound rules`
	case "inbound":
		return text + words + `use "egress", the addresses from which Konnect sends, the sources of your inbound rules`
	}
	return fmt.Sprintf("%s is neither %q nor %q", text, Ingress, Egress)
}

// ParseDirection returns the direction of that name, or a *DirectionError.
func ParseDirection(text string) (Direction, error) {
	if direction := Direction(text); direction == Ingress || direction == Egress {
		return direction, nil
	}
	return "", &DirectionError{text}
}

// Document is a decoded address list. Its region codes and hostnames are in lower case; its entries are as published,
// and checked only once they are selected.
type Document struct {
	// Location is where the document was read, and URL what of it is shown.
	Location fetch.Location
	URL      string
	// UpdateDate is the date of the document as published, as clean text.
	UpdateDate string
	// UpdatedAt is the same as a time, zero where it is in no form that is read.
	UpdatedAt time.Time

	bounds ipset.Bounds
	lists  map[Direction]table[[]string]
	// hostnames maps region to hostname to the addresses at which Konnect receives for that name.
	hostnames table[table[[]string]]
}

// table is an object of the document under keys in their one form.
type table[T any] struct {
	items map[string]T
	// odd are the keys that have no such form and were left out, sorted.
	odd []string
}

// Regions returns the codes of the regions that the document lists for the direction, sorted.
func (d *Document) Regions(direction Direction) []string {
	return slices.Sorted(maps.Keys(d.lists[direction].items))
}

// Lists reports whether the document has at least one address for the region.
func (d *Document) Lists(direction Direction, region string) bool {
	return len(d.lists[direction].items[region]) > 0
}

// usable returns the regions that have at least one address, sorted.
func (d *Document) usable(direction Direction) []string {
	return slices.DeleteFunc(d.Regions(direction), func(region string) bool { return !d.Lists(direction, region) })
}

// setDate sets the date. One that can't be read harms only those who ask for a minimum.
func (d *Document) setDate(text string) {
	d.UpdateDate = cleantext.Line(text, maxQuoted)
	d.UpdatedAt, _ = ParseDate(text)
}

// CheckDate returns a *StaleError where the document is older than the minimum, and a *DateError where that can't be told.
// The zero minimum asks for nothing.
func (d *Document) CheckDate(minimum time.Time) error {
	switch {
	case minimum.IsZero():
		return nil
	case d.UpdatedAt.IsZero():
		return &DateError{URL: d.URL, Text: d.UpdateDate, Minimum: minimum}
	case d.UpdatedAt.Before(minimum):
		return &StaleError{URL: d.URL, UpdatedAt: d.UpdatedAt, Minimum: minimum}
	}
	return nil
}

// dateLayout is the form of updateDate.
const dateLayout = "2006-01-02-15-04-05"

// ParseDate reads a date in the document's own form (2025-08-26-16-03-33, taken as UTC) or in RFC 3339.
func ParseDate(text string) (time.Time, error) {
	for _, layout := range []string{dateLayout, time.RFC3339} {
		parsed, err := time.Parse(layout, text)
		// time.Parse takes fractions of a second that the layout does not have.
		if err != nil || layout == dateLayout && parsed.Format(layout) != text {
			continue
		}
		// RFC 3339 has four digits for a year, and the offset of a zone must not lead out of them.
		if parsed = parsed.UTC(); !parsed.IsZero() && parsed.Year() >= 1 && parsed.Year() <= 9999 {
			return parsed, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s is not a date such as %q (UTC) or %q",
		cleantext.Quote(text, maxDate), "2025-08-26-16-03-33", "2025-08-26T16:03:33Z")
}

// maxDate is how many characters of a text that is no date an error repeats.
const maxDate = 40
