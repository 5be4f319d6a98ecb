// Package addresslist reads addresses by direction and region: it decodes Konnect's published list, selects from it or from what
// was accepted of it, and checks and bounds what was selected.
//
// Ingress and egress are Konnect's own terms, as in the document: ingress addresses are those at which Konnect receives,
// egress addresses those from which it sends. Start reading at Document.Select.
package addresslist

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Direction is which of the two lists of a region is meant, seen from Konnect.
type Direction string

// The directions.
const (
	Ingress Direction = "ingress"
	Egress  Direction = "egress"
)

// ParseDirection returns the direction of that name.
func ParseDirection(text string) (Direction, error) {
	quoted := cleantext.Quote(text, maxQuoted)
	const words = ` is seen from your network; the list's own words are seen from Konnect: `
	switch text {
	case string(Ingress), string(Egress):
		return Direction(text), nil
	case "outbound":
		return "", problem.New(problem.SummaryInvalidValue, "%s%suse \"ingress\", the addresses at which Konnect receives,"+
			" the destinations of your outbound rules", quoted, words)
	case "inbound":
		return "", problem.New(problem.SummaryInvalidValue, "%s%suse \"egress\", the addresses from which Konnect sends,"+
			" the sources of your inbound rules", quoted, words)
	}
	return "", problem.New(problem.SummaryInvalidValue, "%s is neither %q nor %q", quoted, Ingress, Egress)
}

// Document holds the lists of each direction and region: the published ones, or accepted ones in their place. Its region codes
// and hostnames are in lower case; its entries are as written, and checked only once they are selected.
type Document struct {
	// Location is where the document was read, and URL what of it is shown, empty for accepted lists.
	Location fetch.Location
	URL      string
	// UpdateDate is the date of the document as published, as clean text.
	UpdateDate string
	// UpdatedAt is the same as a time, zero where it is in no form that is read.
	UpdatedAt time.Time

	bounds ipset.Bounds
	lists  map[Direction]map[string][]string
	// hostnames maps region to hostname to the addresses at which Konnect receives for that name.
	hostnames map[string]map[string][]string
	// odd leads to the keys that are not a region code or hostname and were left out.
	odd [][]step
}

// Accepted returns accepted lists, by direction and region, in the place of the published ones.
func Accepted(lists map[Direction]map[string][]string, bounds ipset.Bounds) (*Document, error) {
	document := &Document{bounds: bounds, lists: map[Direction]map[string][]string{}}
	for direction, regions := range lists {
		items := map[string][]string{}
		for _, key := range slices.Sorted(maps.Keys(regions)) {
			code, err := regionCode(key)
			if _, twice := items[code]; err != nil || twice {
				return nil, problem.At(ArgAccepted, problem.New("Unknown Region", "the key %s of %s is not a region code, or stands there twice",
					cleantext.Quote(key, maxKey), direction))
			}
			items[code] = regions[key]
		}
		document.lists[direction] = items
	}
	return document, nil
}

// Regions returns the codes of the regions that the document lists for the direction, sorted.
func (d *Document) Regions(direction Direction) []string {
	return slices.Sorted(maps.Keys(d.lists[direction]))
}

// Lists reports whether the document has at least one address for the region.
func (d *Document) Lists(direction Direction, region string) bool {
	return len(d.lists[direction][region]) > 0
}

// usable returns the regions that have at least one address, sorted.
func (d *Document) usable(direction Direction) []string {
	return slices.DeleteFunc(d.Regions(direction), func(region string) bool { return !d.Lists(direction, region) })
}

// CheckDate refuses a document that is older than the minimum, or of which that can't be seen. The empty minimum asks for
// nothing.
func (d *Document) CheckDate(minimum string) error {
	if minimum == "" {
		return nil
	}
	oldest, err := ParseDate(minimum)
	switch {
	case err != nil:
		return problem.At(ArgMinimumUpdateDate, err)
	case d.UpdatedAt.IsZero():
		return d.undated(oldest)
	case d.UpdatedAt.Before(oldest):
		return d.stale(oldest)
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
	return time.Time{}, fmt.Errorf("%s is not a date such as %q (UTC) or %q", cleantext.Quote(text, maxDate), exampleDate, exampleTime)
}
