package addresslist

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// The names of arguments and settings that problems name.
const (
	ArgRegions           = "regions"
	ArgHostnames         = "hostnames"
	ArgDirections        = "directions"
	ArgMinimumUpdateDate = "minimum_update_date"
	ArgAccepted          = "accepted"
	SettingMinIPv4       = "min_ipv4_prefix_length"
	SettingMinIPv6       = "min_ipv6_prefix_length"
)

const (
	// maxQuoted is how many characters of a text an error repeats, maxDate of one that is not a date.
	maxQuoted = 100
	maxDate   = 40
	// maxNamed is how many regions an error lists, and of hostnames, which are longer, half as many.
	maxNamed = 20
	// maxPlaces is how many places of the document an error lists.
	maxPlaces = 5

	exampleDate = "2025-08-26-16-03-33"
	exampleTime = "2025-08-26T16:03:33Z"
)

func (d *Document) isAccepted() bool { return d.URL == "" }

// Name starts what is said of the document.
func (d *Document) Name() string {
	if d.isAccepted() {
		return `the argument "` + ArgAccepted + `"`
	}
	return d.URL
}

// key returns the direction's member of the document.
func (d *Document) key(direction Direction) string {
	if d.isAccepted() {
		return string(direction)
	}
	return string(direction) + "IPs"
}

// WithoutAddresses is a region for which the document has no address of the direction, or no region at all.
func (d *Document) WithoutAddresses(direction Direction, region string) *problem.Problem {
	_, listed := d.lists[direction][region]
	usable, quoted := d.usable(direction), cleantext.Quote(region, maxQuoted)
	named := cleantext.List(usable, maxNamed)
	var what string
	switch {
	case len(usable) == 0:
		what = fmt.Sprintf("%s lists no %s address for any region", d.Name(), direction)
	case listed:
		what = fmt.Sprintf("%s names region %s with an empty list of %s addresses. Regions with addresses: %s", d.Name(), quoted, direction, named)
	default:
		what = fmt.Sprintf("%s lists no %s addresses for region %s. Regions with addresses: %s%s",
			d.Name(), direction, quoted, named, catalog.RegionHint(region, usable))
	}
	advice := "Choose among these, or leave the region out until Konnect publishes its addresses."
	switch {
	case d.isAccepted():
		advice = "Add it to " + ArgRegions + " of konnect_published_ip_ranges, or leave the region out."
	case len(usable) == 0:
		advice = "Check that " + d.Location.Setting + " leads to the whole list."
	}
	return &problem.Problem{Summary: "Region Without Addresses", What: what, Advice: advice, Argument: ArgRegions}
}

// withoutHostname is a hostname for which the document has no address in the selected regions.
func (d *Document) withoutHostname(hostname string, regions []string) *problem.Problem {
	var available, elsewhere []string
	for _, region := range slices.Sorted(maps.Keys(d.hostnames)) {
		lists := d.hostnames[region]
		if len(lists[hostname]) > 0 {
			elsewhere = append(elsewhere, region)
		}
		for name, entries := range lists {
			if len(entries) > 0 && slices.Contains(regions, region) {
				available = append(available, name)
			}
		}
	}
	slices.Sort(available)
	available = slices.Compact(available)
	text := fmt.Sprintf("%s lists no addresses for hostname %s in the regions %s",
		d.Name(), cleantext.Quote(hostname, maxQuoted), cleantext.List(regions, maxNamed))
	switch {
	case len(elsewhere) > 0:
		text += "; it lists them for: " + cleantext.List(elsewhere, maxNamed)
	case len(available) == 0:
		text += "; no hostname has addresses there"
	default:
		text += ". Hostnames with addresses there: " + cleantext.List(available, maxNamed/2) + suggest.Hint(hostname, available)
	}
	return &problem.Problem{Summary: "Hostname Without Addresses", What: text, Argument: ArgHostnames}
}

// refused is an entry that can't be the address of a public service. advice says what may be done, empty where nothing may.
func (d *Document) refused(place string, err error, advice string) *problem.Problem {
	refused := &problem.Problem{
		Summary: "Address List Refused", What: fmt.Sprintf("%s holds an entry at %s that is refused: %v", d.Name(), place, err), Cause: err,
		Advice: "Every selected entry must be a public address or prefix. Compare the list with Konnect's documentation and report" +
			" the entry to Kong. Until it is fixed, set " + d.Location.Setting + " to a copy without the entry." + advice,
	}
	if d.isAccepted() {
		refused.Argument, refused.Advice = ArgAccepted, "Every selected entry must be a public address or prefix. Leave this one out."+advice
	}
	return refused
}

// stale is a document that is older than the minimum.
func (d *Document) stale(minimum time.Time) *problem.Problem {
	return &problem.Problem{
		Summary: "Address List Too Old", Argument: ArgMinimumUpdateDate,
		What: fmt.Sprintf("%s was updated at %s, before the minimum %s", d.Name(), d.UpdatedAt.Format(time.RFC3339), minimum.Format(time.RFC3339)),
		Advice: "Either this copy is stale or was rolled back: bring it up to date. Or Konnect has not updated the list since: lower " +
			ArgMinimumUpdateDate + ".",
	}
}

// undated is a document whose date can't be read: a warning, unless a minimum was asked for.
func (d *Document) undated(minimum time.Time) *problem.Problem {
	undated := problem.New("Unreadable Update Date", "%s gives %s as its date, which is in none of the forms that are read, such as %q (UTC) or %q",
		d.Name(), cleantext.Quote(d.UpdateDate, maxDate), exampleDate, exampleTime)
	if minimum.IsZero() {
		return undated.Advise("The addresses are used, and updated_at is null.")
	}
	undated.What += fmt.Sprintf("; whether it is older than the minimum %s can't be determined", minimum.Format(time.RFC3339))
	undated.Argument = ArgMinimumUpdateDate
	return undated.Advise("Leave %s out until the list has a date that can be read.", ArgMinimumUpdateDate)
}

// leftOut is a warning of keys in the selected part of the document. What they should have been is what, for example "region code".
func (d *Document) leftOut(what string, paths [][]step) *problem.Problem {
	places := make([]string, len(paths))
	for i, path := range paths[:min(len(paths), maxPlaces)] {
		places[i] = placeOf(path...)
	}
	return problem.New("Unreadable Keys In Address List", "%s has keys where a %s should stand, and what they hold was left out: %s",
		d.Name(), what, cleantext.List(places, maxPlaces)).Advise("Report them to Kong.")
}
