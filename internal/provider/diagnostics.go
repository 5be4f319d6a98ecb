package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// The summaries of diagnostics. They are stable: people search for them.
const (
	summaryInvalidValue = "Invalid Value"
	summaryUnused       = "Argument Without Effect"
)

// as reports whether the error chain holds an error of type T.
func as[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// kind is how a kind of error of the rooms below is told to a user.
type kind struct {
	is      func(error) bool
	summary string
	// attribute is at fault, where the error does not name its argument itself.
	attribute string
	// hint says what to do, where the error does not say so itself.
	hint string
}

// nothingRead goes into each hint of an address list that was refused.
const nothingRead = "Nothing was read from it, and the state is unchanged."

// kinds returns the kinds of errors. Of those that an error is of, the first counts.
func kinds() []kind {
	return []kind{
		// Before the end of the context, which a connection that timed out resembles.
		{is: as[*fetch.Error], summary: "Source Unavailable"},
		{is: isCancelled, summary: "Read Cancelled"},
		{is: isRenamedRegion, summary: "Unknown Region"},
		{is: as[*catalog.RegionError], summary: "Unknown Region", hint: "A region that Konnect opened since needs a newer" +
			" version of this provider."},
		{is: as[*catalog.ComponentError], summary: "Unknown Component"},
		{is: as[*catalog.LabelError], summary: "Invalid DNS Label"},
		{is: as[*catalog.EndpointError], summary: "Invalid Endpoint"},
		{is: as[*requirements.UnusableEndpointError], summary: "Invalid Endpoint"},
		{is: as[*requirements.EndpointRegionError], summary: "Endpoint Outside Regions"},
		{is: as[*kongconf.SyntaxError], summary: "Invalid Listener"},
		{is: as[*fetch.LocationError], summary: "Invalid URL"},
		{is: isWithoutRegions, summary: "Region Without Addresses", attribute: attrRegions, hint: nothingRead +
			" Check that ip_addresses_url leads to the whole list."},
		{is: as[*addresslist.RegionError], summary: "Region Without Addresses", attribute: attrRegions, hint: nothingRead +
			" Choose among these, or leave the region out until Konnect publishes its addresses."},
		{is: as[*addresslist.HostnameError], summary: "Hostname Without Addresses", attribute: attrHostnames, hint: nothingRead},
		{is: as[*addresslist.StaleError], summary: "Address List Too Old", attribute: attrMinimumUpdateDate, hint: "The copy is stale or was" +
			" rolled back. Bring the copy up to date, or lower minimum_update_date."},
		{is: as[*addresslist.EntryError], summary: "Address List Refused", hint: nothingRead + " Every selected entry must be a public address or" +
			" prefix. Compare the list with Konnect's documentation and report the entry to Kong; until it is mended, set" +
			" ip_addresses_url to a copy that is known to be good. Where a range is right but larger than the settings allow, lower the" +
			" setting that is named."},
		{is: as[*requirements.SizeError], summary: "Too Many Addresses", hint: nothingRead},
		{is: as[*addresslist.DocumentError], summary: "Invalid Address List", hint: nothingRead + " Check that ip_addresses_url leads to Konnect's" +
			" address list and that nothing in between, such as a proxy's login page, answers in its place."},
		{is: as[*announcements.DocumentError], summary: "Invalid Announcements", hint: "Check that updates_url leads to Konnect's" +
			" announcements and that nothing in between answers in their place."},
		{is: as[*ipset.ParseError], summary: "Invalid CIDR"},
		{is: isHostnamesOfEgress, summary: "Conflicting Arguments"},
	}
}

func isCancelled(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

func isRenamedRegion(err error) bool {
	region, ok := errors.AsType[*catalog.RegionError](err)
	if !ok {
		return false
	}
	_, renamed := catalog.RenamedRegion(strings.ToLower(region.Code))
	return renamed
}

func isWithoutRegions(err error) bool {
	region, ok := errors.AsType[*addresslist.RegionError](err)
	return ok && len(region.Available) == 0
}

func isHostnamesOfEgress(err error) bool { return errors.Is(err, requirements.ErrHostnamesOfEgress) }

func kindOf(err error) kind {
	for _, k := range kinds() {
		if k.is(err) {
			return k
		}
	}
	return kind{summary: summaryInvalidValue}
}

// addError adds a diagnostic for an error of the rooms below. It is the only translation.
func addError(diags *diag.Diagnostics, err error) {
	attribute := kindOf(err).attribute
	if argument, ok := errors.AsType[*requirements.ArgumentError](err); ok {
		attribute = argument.Argument
	}
	if attribute != "" {
		diags.AddAttributeError(path.Root(attribute), kindOf(err).summary, explain(err))
		return
	}
	diags.AddError(kindOf(err).summary, explain(err))
}

// explain says what happened and what to do, in sentences.
func explain(err error) string {
	text := sentence(detailOf(err))
	if hint := kindOf(err).hint; hint != "" {
		text += " " + hint
	}
	return text
}

// detailOf leaves out the argument's name, which the diagnostic shows by its place.
func detailOf(err error) error {
	if argument, ok := errors.AsType[*requirements.ArgumentError](err); ok {
		return argument.Err
	}
	return err
}

// argumentError returns the error of a function's argument. A function's errors end without a full stop.
func argumentError(position int64, err error) *function.FuncError {
	text := detailOf(err).Error()
	if hint := kindOf(err).hint; hint != "" {
		text += ". " + hint
	}
	return function.NewArgumentFuncError(position, strings.TrimSuffix(text, "."))
}

// sentence writes an error with a capital letter and a full stop.
func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	// A word that is a name, such as ingressIPs.us[3] or a URL, keeps its case.
	if word, _, _ := strings.Cut(text, " "); !strings.ContainsAny(word, "_.:[/") {
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// notChosen is why an argument of a component that is not chosen has no effect.
const notChosen = "components does not include the component that it belongs to"

// warnUnused adds a warning for each argument that has no effect.
func warnUnused(diags *diag.Diagnostics, reason string, unused ...string) {
	for _, argument := range unused {
		diags.AddAttributeWarning(path.Root(argument), summaryUnused, fmt.Sprintf("%s has no effect, because %s.", argument, reason))
	}
}
