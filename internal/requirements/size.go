package requirements

import (
	"fmt"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
)

// The largest selection. Konnect publishes some eighty addresses, and Terraform's plugin framework compares the elements
// of a set pair by pair: beyond some thousands a plan would seem to hang.
const (
	maxPrefixes = 2000
	// maxListed bounds what is listed by hostname, where an address stands once for each of its hostnames.
	maxListed = 5 * maxPrefixes
)

// SizeError is a selection of more prefixes than can be handled.
type SizeError struct {
	URL           string
	Prefixes, Max int
}

// Summary is the summary of a diagnostic.
func (e *SizeError) Summary() string { return "Too Many Addresses" }

func (e *SizeError) Error() string {
	return fmt.Sprintf("%s gives %d prefixes for this selection, more than the %d that are handled",
		e.URL, e.Prefixes, e.Max)
}

func checkSize(published *addresslist.Document, selection addresslist.Selection) error {
	listed := 0
	for _, addresses := range selection.ByHostname {
		listed += addresses.Set.Len()
	}
	switch {
	case selection.All.Len() > maxPrefixes:
		return &SizeError{URL: published.URL, Prefixes: selection.All.Len(), Max: maxPrefixes}
	case listed > maxListed:
		return &SizeError{URL: published.URL, Prefixes: listed, Max: maxListed}
	}
	return nil
}

// selectBounded selects what can be handled.
func selectBounded(published *addresslist.Document, query addresslist.Query) (addresslist.Selection, error) {
	selection, err := published.Select(query)
	if err != nil {
		return addresslist.Selection{}, err //nolint:wrapcheck // The error says all.
	}
	return selection, checkSize(published, selection)
}
