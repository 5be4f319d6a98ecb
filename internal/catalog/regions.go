package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
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

// KnowsRegion reports whether the code, in lower case, is that of a documented region.
func KnowsRegion(code string) bool { return slices.Contains(RegionCodes(), code) }

// RenamedRegion returns the present code of a region whose code, in lower case, is a former one.
func RenamedRegion(code string) (string, bool) {
	now, ok := renamed[code]
	return now, ok
}

// presentRegion returns the present code of a region. PrivateLink, for one, keeps a former one in its names.
func presentRegion(code string) string {
	if now, ok := renamed[code]; ok {
		return now
	}
	return code
}

// NormalizeRegion returns a region code in lower case. A text that can't be the code of any region, documented or new,
// and a former code are a *RegionError. Konnect gains regions about once a year, so that a code is not refused here for
// being unknown.
func NormalizeRegion(code string) (string, error) {
	normalized := Lower(code)
	if _, former := renamed[normalized]; former || !IsLabel(normalized) {
		return "", &RegionError{Code: code, Known: RegionCodes()}
	}
	return normalized, nil
}

// RegionError says why a text is not the code of a region that can be used here.
type RegionError struct {
	Code string
	// Known are the codes that can be used.
	Known []string
}

// Summary is the summary of a diagnostic.
func (*RegionError) Summary() string { return "Unknown Region" }

func (e *RegionError) Error() string {
	known := strings.Join(e.Known, ", ")
	if strings.TrimSpace(e.Code) == "" {
		return "the region is empty; give one of: " + known
	}
	quoted := cleantext.Quote(e.Code, maxQuoted)
	if now, ok := renamed[Lower(e.Code)]; ok {
		return fmt.Sprintf("region %s was renamed to %q; use %q. The regions are: %s", quoted, now, now, known)
	}
	return fmt.Sprintf("region %s is not one of: %s%s", quoted, known, RegionHint(e.Code, e.Known))
}

// RegionHint returns a clause such as ` (did you mean "eu", Europe?)` to append to an error about an unknown region, or nothing
// where the text is near neither the code nor the name of a known one.
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
	return ""
}
