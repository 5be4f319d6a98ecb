package catalog

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// Global is the label of the addresses and names that belong to no single region.
const Global = "global"

// Status is how far a region is open.
type Status string

// The statuses of regions.
const (
	StatusGA   Status = "GA"
	StatusBeta Status = "beta"
)

// Region is a Konnect region, which Kong also calls a geo.
type Region struct {
	Code   string
	Name   string
	Status Status
	Source string
}

var regions = []Region{
	{Code: "au", Name: "Australia", Status: StatusGA, Source: pages},
	{Code: "eu", Name: "Europe", Status: StatusGA, Source: pages},
	{Code: "in", Name: "India", Status: StatusGA, Source: pages},
	{Code: "me", Name: "Middle East", Status: StatusGA, Source: pages},
	// The page of geos no longer says beta, and that an administrator of the organisation must opt in.
	{Code: "sg", Name: "Singapore", Status: StatusBeta, Source: page2026 + "; " + pageGeos},
	{Code: "us", Name: "United States", Status: StatusGA, Source: pages},
}

// renamed maps former region codes to present ones.
// Source: Konnect's published address list, in which "ap" became "au"; AWS PrivateLink still calls it "ap".
var renamed = map[string]string{"ap": "au"}

// Regions returns the documented regions in the order of their codes.
func Regions() []Region { return slices.Clone(regions) }

// RegionCodes returns the codes of the documented regions, sorted.
func RegionCodes() []string {
	codes := make([]string, len(regions))
	for i, region := range regions {
		codes[i] = region.Code
	}
	return codes
}

// knowsRegion reports whether the code, in lower case, is that of a documented region.
func knowsRegion(code string) bool { return slices.Contains(RegionCodes(), code) }

// presentRegion returns the present code of a region. PrivateLink, for one, keeps a former one in its names.
func presentRegion(code string) string {
	return cmp.Or(renamed[code], code)
}

// NormalizeRegion returns a region code in lower case. It refuses a text that can't be the code of any region, documented or new,
// and a former code. Konnect gains regions about once a year, so that a code is not refused here for being unknown.
func NormalizeRegion(code string) (string, error) {
	normalized := Lower(code)
	if renamed[normalized] != "" || !IsLabel(normalized) {
		return "", unknownRegion(code)
	}
	return normalized, nil
}

// ParseRegion returns the code of a documented region, or one of the texts that may stand in its place, in lower case.
func ParseRegion(code string, also ...string) (string, error) {
	normalized, err := NormalizeRegion(code)
	switch {
	case err != nil:
		return "", err
	case slices.Contains(also, normalized), knowsRegion(normalized):
		return normalized, nil
	case normalized == Global:
		return "", GlobalIsNotRegion()
	}
	return "", unknownRegion(code)
}

const summaryRegion = "Unknown Region"

// GlobalIsNotRegion is Global where regions are chosen and what belongs to none follows from the components.
func GlobalIsNotRegion() *problem.Problem {
	var components []string
	for _, component := range Components() {
		if HasNamesWithoutRegion(component) {
			components = append(components, string(component))
		}
	}
	return problem.New(summaryRegion, "%q can't be chosen, because components decide: its names and addresses come with %s",
		Global, strings.Join(components, ", ")).Advise("Leave it out.")
}

// unknownRegion says why a text is not the code of a region.
func unknownRegion(code string) *problem.Problem {
	codes := strings.Join(RegionCodes(), ", ")
	quoted := cleantext.Quote(code, maxQuoted)
	normalized := Lower(code)
	now := renamed[normalized]
	switch {
	case strings.TrimSpace(code) == "":
		return problem.New(summaryRegion, "the region is empty; give one of: %s", codes)
	case now != "":
		return problem.New(summaryRegion, "region %s was renamed to %q; use %q. The regions are: %s", quoted, now, now, codes)
	}
	unknown := problem.New(summaryRegion, "region %s is not one of: %s%s", quoted, codes, RegionHint(code, RegionCodes()))
	switch {
	case !IsLabel(normalized):
		return unknown
	case cloudRegion(normalized) != "":
		return unknown.Advise("Konnect's regions are its own: give that of the control plane, wherever the data planes run.")
	}
	return unknown.Advise("A region that Konnect opened since needs a newer version of this provider.")
}

// RegionHint returns a clause such as ` (did you mean "eu", Europe?)` to append to an error about an unknown region, or nothing
// where the text is near neither the code nor the name of a known one, nor a cloud's region where one is.
func RegionHint(text string, known []string) string {
	if hint := suggest.Hint(text, known); hint != "" {
		return hint
	}
	var names []string
	codes := map[string]string{}
	for _, region := range regions {
		if slices.Contains(known, region.Code) {
			names = append(names, region.Name)
			codes[region.Name] = region.Code
		}
	}
	if name, ok := suggest.Nearest(text, names); ok {
		return fmt.Sprintf(" (did you mean %q, %s?)", codes[name], name)
	}
	if code := cloudRegion(Lower(strings.TrimSpace(text))); slices.Contains(known, code) {
		return fmt.Sprintf(" (did you mean %q?)", code)
	}
	return ""
}

// cloudRegions are the forms of the names of AWS's, Azure's and Google's regions that lie where a Konnect region is.
// Sources: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html,
// https://learn.microsoft.com/azure/reliability/regions-list, https://cloud.google.com/compute/docs/regions-zones.
var cloudRegions = []struct {
	code string
	form *regexp.Regexp
}{
	{"au", regexp.MustCompile(`^(ap-southeast-[24]|australia[a-z-]+\d?)$`)},
	{"eu", regexp.MustCompile(`^(eu-[a-z]+-\d|(north|west)europe|europe-[a-z]+\d+)$`)},
	{"in", regexp.MustCompile(`^(ap-south-\d|(central|south|west)india|asia-south\d)$`)},
	{"me", regexp.MustCompile(`^(me-[a-z]+-?\d|uae(central|north)|qatarcentral)$`)},
	{"sg", regexp.MustCompile(`^(ap-southeast-1|southeastasia|asia-southeast1)$`)},
	{"us", regexp.MustCompile(`^(us(-gov)?-[a-z]+-?\d+|(east|west|central|northcentral|southcentral|westcentral)us\d?)$`)},
}

// cloudRegion returns the Konnect region that lies where a cloud's region of that name does, empty for any other text.
func cloudRegion(name string) string {
	for _, cloud := range cloudRegions {
		if cloud.form.MatchString(name) {
			return cloud.code
		}
	}
	return ""
}
