package requirements_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

func selectRanges(arguments requirements.RangesArguments, published *addresslist.Document) (requirements.Ranges, error) {
	query, err := requirements.ParseRanges(arguments)
	if err != nil {
		return requirements.Ranges{}, err
	}
	return query.Select(published)
}

func TestSelectRanges(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		query requirements.RangesArguments
		all   []string
		// byRegion and byHostname hold the CIDRs, joined by spaces.
		byRegion, byHostname map[string]string
	}{
		"ingress of all regions that have some": {
			query: requirements.RangesArguments{Direction: addresslist.Ingress},
			all: []string{
				"203.0.113.2/32", "203.0.113.3/32", "203.0.113.9/32", "203.0.113.20/32", "203.0.113.30/32", "203.0.113.200/31", "2001:db8::1/128",
			},
			byRegion: map[string]string{
				"eu": "203.0.113.2/32 203.0.113.9/32", "global": "203.0.113.200/31", "jp": "203.0.113.20/32", "me": "203.0.113.30/32",
				"us": "203.0.113.2/32 203.0.113.3/32 2001:db8::1/128",
			},
			byHostname: map[string]string{
				"eu.api.konghq.com": "203.0.113.9/32", "us.api.konghq.com": "203.0.113.1/32", "shared.konghq.com": "203.0.113.2/32 203.0.113.9/32",
			},
		},
		"one region in any case, merged": {
			query:      requirements.RangesArguments{Direction: addresslist.Ingress, Regions: []string{"US", "us"}, Aggregate: true},
			all:        []string{"203.0.113.2/31", "2001:db8::1/128"},
			byRegion:   map[string]string{"us": "203.0.113.2/31 2001:db8::1/128"},
			byHostname: map[string]string{"us.api.konghq.com": "203.0.113.1/32", "shared.konghq.com": "203.0.113.2/32"},
		},
		"egress, with a region that Kong does not document": {
			query:    requirements.RangesArguments{Direction: addresslist.Egress, Regions: []string{"jp", "eu"}},
			all:      []string{"198.51.100.9/32", "198.51.100.20/32"},
			byRegion: map[string]string{"eu": "198.51.100.9/32", "jp": "198.51.100.20/32"},
		},
		"hostnames in any case": {
			query:      requirements.RangesArguments{Direction: addresslist.Ingress, Hostnames: []string{"Shared.KongHQ.com.", "shared.konghq.com"}},
			all:        []string{"203.0.113.2/32", "203.0.113.9/32"},
			byRegion:   map[string]string{"eu": "203.0.113.9/32", "us": "203.0.113.2/32"},
			byHostname: map[string]string{"shared.konghq.com": "203.0.113.2/32 203.0.113.9/32"},
		},
		"optional regions in any case": {
			query: requirements.RangesArguments{
				Direction: addresslist.Ingress, Regions: []string{"eu"}, OptionalRegions: []string{"GLOBAL", "sg", "xx", "eu"},
			},
			all:        []string{"203.0.113.2/32", "203.0.113.9/32", "203.0.113.200/31"},
			byRegion:   map[string]string{"eu": "203.0.113.2/32 203.0.113.9/32", "global": "203.0.113.200/31"},
			byHostname: map[string]string{"eu.api.konghq.com": "203.0.113.9/32", "shared.konghq.com": "203.0.113.9/32"},
		},
		"no optional regions, all others": {
			query: requirements.RangesArguments{Direction: addresslist.Egress, OptionalRegions: []string{}},
			all:   []string{"198.51.100.1/32", "198.51.100.9/32", "198.51.100.20/32", "198.51.100.200/32", "2001:db8:1::/48"},
			byRegion: map[string]string{
				"eu": "198.51.100.9/32", "global": "198.51.100.200/32", "jp": "198.51.100.20/32", "us": "198.51.100.1/32 2001:db8:1::/48",
			},
		},
		"a date that is early enough": {
			query:    requirements.RangesArguments{Direction: addresslist.Egress, Regions: []string{"eu"}, MinimumUpdateDate: "2025-08-26T18:03:33+02:00"},
			all:      []string{"198.51.100.9/32"},
			byRegion: map[string]string{"eu": "198.51.100.9/32"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			published := sample().document(t)
			ranges, err := selectRanges(test.query, published)
			if err != nil {
				t.Fatal(err)
			}
			if got := ranges.All.CIDRs(); !slices.Equal(got, test.all) {
				t.Errorf("CIDRs %q, want %q", got, test.all)
			}
			byRegion := map[string]string{}
			for region, set := range ranges.ByRegion {
				byRegion[region] = strings.Join(set.CIDRs(), " ")
			}
			if !maps.Equal(byRegion, test.byRegion) {
				t.Errorf("by region %q, want %q", byRegion, test.byRegion)
			}
			byHostname := map[string]string{}
			for hostname, addresses := range ranges.ByHostname {
				byHostname[hostname] = strings.Join(addresses.Set.CIDRs(), " ")
			}
			if !maps.Equal(byHostname, test.byHostname) {
				t.Errorf("by hostname %q, want %q", byHostname, test.byHostname)
			}
			available := map[addresslist.Direction][]string{
				addresslist.Ingress: {"eu", "global", "jp", "me", "sg", "us"}, addresslist.Egress: {"eu", "global", "jp", "me", "us"},
			}[test.query.Direction]
			if !slices.Equal(ranges.AvailableRegions, available) {
				t.Errorf("available regions %q, want %q", ranges.AvailableRegions, available)
			}
			if ranges.Published != published {
				t.Error("another document")
			}
			if want := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(strings.Join(test.all, "\n")+"\n"))); ranges.ContentHash() != want {
				t.Errorf("content hash %s, want %s", ranges.ContentHash(), want)
			}
		})
	}
}

func TestSelectRangesArgumentErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		query          requirements.RangesArguments
		argument, want string
	}{
		"region": {
			requirements.RangesArguments{Direction: addresslist.Ingress, Regions: []string{"us west"}},
			"regions", `region "us west" is not one of: au, eu, in, me, sg, us`,
		},
		"former region": {
			requirements.RangesArguments{Direction: addresslist.Ingress, Regions: []string{"ap"}},
			"regions", `region "ap" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us`,
		},
		"hostname": {
			requirements.RangesArguments{Direction: addresslist.Ingress, Hostnames: []string{"https://us.api.konghq.com"}},
			"hostnames", `"https://us.api.konghq.com" is not a hostname, such as "us.api.konghq.com"`,
		},
		"hostnames of egress": {
			requirements.RangesArguments{Direction: addresslist.Egress, Hostnames: []string{"us.api.konghq.com"}},
			"hostnames", `the list gives hostnames for ingress addresses only`,
		},
		"optional region": {
			requirements.RangesArguments{Direction: addresslist.Ingress, Regions: []string{"us"}, OptionalRegions: []string{"ap"}},
			"optional_regions", `region "ap" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us`,
		},
		"optional regions alone": {
			requirements.RangesArguments{Direction: addresslist.Ingress, OptionalRegions: []string{"global"}},
			"optional_regions",
			"optional regions need chosen regions: without a choice all regions of the list are selected",
		},
		"date": {
			requirements.RangesArguments{Direction: addresslist.Ingress, MinimumUpdateDate: "yesterday"},
			"minimum_update_date", `"yesterday" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z"`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := selectRanges(test.query, sample().document(t))
			wantArgumentError(t, err, test.argument, test.want)
		})
	}
}

func TestSelectRangesFeedErrors(t *testing.T) {
	t.Parallel()
	published := sample().document(t)
	_, err := selectRanges(requirements.RangesArguments{Direction: addresslist.Ingress, Regions: []string{"sg"}}, published)
	if region, ok := errors.AsType[*addresslist.RegionError](err); !ok || region.Region != "sg" || !region.Empty {
		t.Errorf("error %v, want a RegionError of an empty region", err)
	}
	_, err = selectRanges(requirements.RangesArguments{Direction: addresslist.Egress, Regions: []string{"au"}}, published)
	if region, ok := errors.AsType[*addresslist.RegionError](err); !ok || region.Region != "au" || region.Empty {
		t.Errorf("error %v, want a RegionError of an absent region", err)
	}
	_, err = selectRanges(requirements.RangesArguments{Direction: addresslist.Ingress, Hostnames: []string{"x.konghq.com"}}, published)
	if hostname, ok := errors.AsType[*addresslist.HostnameError](err); !ok || hostname.Hostname != "x.konghq.com" {
		t.Errorf("error %v, want a HostnameError", err)
	}
	_, err = selectRanges(requirements.RangesArguments{Direction: addresslist.Ingress, MinimumUpdateDate: "2025-08-26-16-03-34"}, published)
	if stale, ok := errors.AsType[*addresslist.StaleError](err); !ok || !stale.Minimum.Equal(time.Date(2025, 8, 26, 16, 3, 34, 0, time.UTC)) {
		t.Errorf("error %v, want a StaleError", err)
	}
}

// A region's documented code is not asked for: the list may know more regions than Kong documents.
func TestSelectRangesTakesNewRegions(t *testing.T) {
	t.Parallel()
	if catalog.KnowsRegion("jp") {
		t.Fatal("jp is documented; take another code")
	}
	ranges, err := selectRanges(requirements.RangesArguments{Direction: addresslist.Ingress, Regions: []string{"JP"}}, sample().document(t))
	if err != nil || !slices.Equal(ranges.All.CIDRs(), []string{"203.0.113.20/32"}) {
		t.Errorf("%q, %v", ranges.All.CIDRs(), err)
	}
}
