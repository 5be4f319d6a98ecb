package addresslist

import (
	"fmt"
	"net/netip"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// The largest selection: what a list can swell is bounded here and nowhere else. Konnect publishes some eighty addresses.
const (
	// MaxPrefixes is how many prefixes a selection may hold, region by region and again hostname by hostname, counted before
	// any are merged.
	MaxPrefixes = 50_000
	// MaxKeys is how many regions a list may name for a direction, and how many hostnames a selection may hold.
	MaxKeys = 10_000
	// MaxCoverIPv4 is the length of the IPv4 prefix that covers as much as a selection may.
	MaxCoverIPv4 = 8
	// MaxCoverIPv6 is the same for IPv6.
	MaxCoverIPv6 = 24
)

// SizeError is a list, or a selection from it, of more than can be handled.
type SizeError struct {
	URL string
	// What is too many, in the plural.
	What       string
	Count, Max int
}

// Summary is the summary of a diagnostic.
func (e *SizeError) Summary() string { return "Too Many Addresses" }

func (e *SizeError) Error() string {
	return fmt.Sprintf("%s gives %d %s for this selection, more than the %d that are handled", e.URL, e.Count, e.What, e.Max)
}

// CoverError is a selection that covers more of the internet than any service uses.
type CoverError struct{ URL string }

// Summary is the summary of a diagnostic.
func (e *CoverError) Summary() string { return "Too Many Addresses" }

func (e *CoverError) Error() string {
	return fmt.Sprintf("%s gives prefixes for this selection that together cover more than an IPv4 /%d or an IPv6 /%d, more than any service uses",
		e.URL, MaxCoverIPv4, MaxCoverIPv6)
}

// checkKeys holds that the list names no more regions for the direction than can be handled.
func (d *Document) checkKeys(direction Direction) error {
	return d.checkCount("regions", len(d.lists[direction].items), MaxKeys)
}

// checkSize holds that the parts are together no larger than can be handled.
func (d *Document) checkSize(parts []part) error {
	var all []netip.Prefix
	hostnames := map[string]bool{}
	for _, part := range parts {
		all = append(all, part.set.Prefixes()...)
	}
	if err := d.checkCount("prefixes", len(all), MaxPrefixes); err != nil {
		return err
	}
	byRegion := len(all)
	for _, part := range parts {
		for hostname, set := range part.byHostname {
			all = append(all, set.Prefixes()...)
			hostnames[hostname] = true
		}
	}
	if err := d.checkCount("prefixes of hostnames", len(all)-byRegion, MaxPrefixes); err != nil {
		return err
	}
	if err := d.checkCount("hostnames", len(hostnames), MaxKeys); err != nil {
		return err
	}
	if ipset.Of(all...).Exceeds(MaxCoverIPv4, MaxCoverIPv6) {
		return &CoverError{d.URL}
	}
	return nil
}

func (d *Document) checkCount(what string, count, most int) error {
	if count > most {
		return &SizeError{URL: d.URL, What: what, Count: count, Max: most}
	}
	return nil
}
