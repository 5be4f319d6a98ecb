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

	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/feed"
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
	var target T
	return errors.As(err, &target)
}

// summaryOf names the kind of an error.
func summaryOf(err error) string {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "Read Cancelled"
	case as[*catalog.RegionError](err):
		return "Unknown Region"
	case as[*catalog.ComponentError](err):
		return "Unknown Component"
	case as[*catalog.LabelError](err):
		return "Invalid DNS Label"
	case as[*catalog.EndpointError](err):
		return "Invalid Endpoint"
	case as[*requirements.EndpointRegionError](err):
		return "Endpoint Outside Regions"
	case as[*kongconf.SyntaxError](err):
		return "Invalid Listener"
	case as[*fetch.LocationError](err):
		return "Invalid URL"
	case as[*feed.RegionError](err):
		return "Region Without Addresses"
	case as[*feed.HostnameError](err):
		return "Hostname Without Addresses"
	case as[*feed.StaleError](err):
		return "Address List Too Old"
	case as[*feed.EntryError](err):
		return "Address List Refused"
	case as[*feed.DocumentError](err):
		return "Invalid Address List"
	case as[*announcements.DocumentError](err):
		return "Invalid Announcements"
	case as[*fetch.Error](err):
		return "Source Unavailable"
	case as[*ipset.ParseError](err):
		return "Invalid CIDR"
	case errors.Is(err, requirements.ErrHostnamesOfEgress):
		return "Conflicting Arguments"
	}
	return summaryInvalidValue
}

// wayOut says what to do about an error that does not say so itself.
func wayOut(err error) string {
	const nothing = " Nothing was read from it, and the state is unchanged."
	if region, ok := errors.AsType[*catalog.RegionError](err); ok {
		if _, renamed := catalog.RenamedRegion(strings.ToLower(region.Code)); renamed {
			return ""
		}
		return " Use one of them. A region that Konnect opened since needs a newer version of this provider, or" +
			" konnect_ip_ranges, which takes the regions of the published list."
	}
	switch {
	case as[*feed.EntryError](err):
		return nothing + " Every selected entry must be a public address or prefix. Compare the list with Konnect's documentation" +
			" and report the entry to Kong; until it is mended, set ip_addresses_url to a copy that is known to be good."
	case as[*feed.DocumentError](err):
		return nothing + " Check that ip_addresses_url leads to Konnect's address list and that nothing in between," +
			" such as a proxy's login page, answers in its place."
	case as[*announcements.DocumentError](err):
		return " Check that updates_url leads to Konnect's announcements and that nothing in between answers in their place."
	case as[*feed.StaleError](err):
		return " The copy is stale or was rolled back. Bring the copy up to date, or lower minimum_update_date."
	case as[*feed.RegionError](err), as[*feed.HostnameError](err):
		return nothing
	}
	return ""
}

// attributeOf returns the name of the attribute at fault, empty where there is none.
func attributeOf(err error) string {
	var argument *requirements.ArgumentError
	switch {
	case errors.As(err, &argument):
		return argument.Argument
	case as[*feed.RegionError](err):
		return attrRegions
	case as[*feed.HostnameError](err):
		return attrHostnames
	case as[*feed.StaleError](err):
		return attrMinimumUpdateDate
	}
	return ""
}

// addError adds a diagnostic for an error of the rooms below. It is the only translation.
func addError(diags *diag.Diagnostics, err error) {
	detail := explain(err)
	if attribute := attributeOf(err); attribute != "" {
		diags.AddAttributeError(path.Root(attribute), summaryOf(err), detail)
		return
	}
	diags.AddError(summaryOf(err), detail)
}

// explain says what happened and what to do, in sentences.
func explain(err error) string { return sentence(detailOf(err)) + wayOut(err) }

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
	if further := wayOut(err); further != "" {
		text += "." + further
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

// warnUnused adds a warning for each argument that has no effect with the chosen components.
func warnUnused(diags *diag.Diagnostics, unused []string) {
	for _, argument := range unused {
		diags.AddAttributeWarning(path.Root(argument), summaryUnused,
			fmt.Sprintf("%s has no effect, because components does not include the component that it belongs to.", argument))
	}
}
