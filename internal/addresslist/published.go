package addresslist

import (
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// PublishedQuery asks for whole lists, each one direction of one region, and takes what of them can be used.
type PublishedQuery struct {
	Directions []Direction
	// Regions are codes in lower case, but not global. nil stands for every region that has addresses.
	Regions []string
	// MinimumUpdateDate is the oldest date that the document may have, empty for any.
	MinimumUpdateDate string
}

// Published is what of the lists that were asked for can be used.
type Published struct {
	// Lists are those that were asked for, such as "ingress/us", sorted. Ranges has those that can be used.
	Lists  []string
	Ranges map[Direction]map[string]ipset.Set
	// UpdatedAt is the date of the document, zero where it can't be used or has none that can be read.
	UpdatedAt time.Time
	// Problems say why lists can't be used, Warnings what is odd and harms no one.
	Problems, Warnings []error
}

// ParsePublishedQuery reads the arguments. Without directions it asks for ingress.
func ParsePublishedQuery(directions, regions []string, minimumUpdateDate string) (PublishedQuery, error) {
	query := PublishedQuery{Directions: []Direction{Ingress}, MinimumUpdateDate: minimumUpdateDate}
	var err error
	if directions != nil {
		if query.Directions, err = problem.Each(ArgDirections, directions, ParseDirection); err != nil {
			return query, err
		}
	}
	if query.Regions, err = problem.Each(ArgRegions, regions, ParsePublishedRegion); err != nil {
		return query, err
	}
	if minimumUpdateDate != "" {
		if _, err = ParseDate(minimumUpdateDate); err != nil {
			return query, problem.At(ArgMinimumUpdateDate, err)
		}
	}
	return query, nil
}

// ParsePublishedRegion reads a region code. global comes by itself.
func ParsePublishedRegion(text string) (string, error) {
	region, err := catalog.NormalizeRegion(text)
	if err == nil && region == catalog.Global {
		return "", problem.New("Unknown Region", "%q is not a region: its ingress addresses are asked for with those of any region", catalog.Global).
			Advise("Leave it out.")
	}
	return region, err
}

// always returns the region that is asked for with each direction: names without a region lead to global's ingress addresses, and
// audit logs come from us's egress addresses.
func always(direction Direction) string {
	if direction == Egress {
		return "us"
	}
	return catalog.Global
}

// adviceGivenUp does not say to leave the region out, as elsewhere: its rules would go at once.
const adviceGivenUp = "Correct the code if it is misspelt. What is accepted of the region stays, and this ends when its addresses are published." +
	" Leave the region out only to give it up: all that is accepted of it is then removed at once."

// Of returns what of the document can be used. failure is why there is none.
func (q PublishedQuery) Of(document *Document, failure error) Published {
	if failure == nil {
		var published Published
		if published, failure = q.of(document); failure == nil {
			return published
		}
	}
	published := Published{Problems: []error{failure}}
	if q.Regions != nil {
		for _, direction := range q.Directions {
			for _, region := range q.regions(direction, nil) {
				published.Lists = append(published.Lists, string(direction)+"/"+region)
			}
		}
		slices.Sort(published.Lists)
	}
	return published
}

// regions returns those that are asked for: the chosen ones or those of the document, and the one that always is.
func (q PublishedQuery) regions(direction Direction, document *Document) []string {
	regions := q.Regions
	if regions == nil {
		regions = document.usable(direction)
	}
	regions = append(slices.Clone(regions), always(direction))
	slices.Sort(regions)
	return slices.Compact(regions)
}

// of returns an error where nothing of the document can be used.
func (q PublishedQuery) of(document *Document) (Published, error) {
	published := Published{Ranges: map[Direction]map[string]ipset.Set{}, UpdatedAt: document.UpdatedAt}
	if err := document.CheckDate(q.MinimumUpdateDate); err != nil {
		return Published{}, err
	}
	var unusable []string
	for _, direction := range q.Directions {
		if err := document.checkCount("regions", len(document.lists[direction]), maxKeys); err != nil {
			return Published{}, err
		}
		if direction == Ingress && len(document.usable(direction)) == 0 {
			return Published{}, document.WithoutAddresses(direction, "")
		}
		published.Ranges[direction] = map[string]ipset.Set{}
		for _, region := range q.regions(direction, document) {
			name := string(direction) + "/" + region
			published.Lists = append(published.Lists, name)
			var set ipset.Set
			var err error
			switch {
			case document.Lists(direction, region):
				set, err = document.Region(direction, region)
			case direction == Egress, region == catalog.Global:
				// Konnect need not have such addresses.
			default:
				err = document.WithoutAddresses(direction, region).Advise("%s", adviceGivenUp)
			}
			if err != nil {
				if unusable = append(unusable, name); len(unusable) <= maxPlaces {
					published.Problems = append(published.Problems, err)
				}
				continue
			}
			published.Ranges[direction][region] = set
		}
		if err := document.checkSize(parts{byRegion: published.Ranges[direction]}); err != nil {
			return Published{}, err
		}
		published.Warnings = append(published.Warnings, document.warnings(Query{Direction: direction, Regions: q.Regions, AddressesOnly: true})...)
	}
	if len(unusable) > maxPlaces {
		published.Problems = append(published.Problems, problem.New("More Unusable Regions", "more lists of %s can't be used: %s",
			document.Name(), cleantext.List(unusable[maxPlaces:], maxNamed)))
	}
	slices.Sort(published.Lists)
	return published, nil
}
