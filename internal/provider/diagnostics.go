package provider

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// maxDetail is the size of the longest detail, in bytes. With its summary a diagnostic stays under 4 KB.
const maxDetail = 3800

// addError adds an error diagnostic for an error of the rooms below, at the argument that it names.
func addError(diags *diag.Diagnostics, err error) {
	at := path.Empty()
	if argument := tell(err).argument; argument != "" {
		at = path.Root(argument)
	}
	addErrorAt(diags, at, err)
}

// addErrorAt adds an error diagnostic at a place that is known already.
func addErrorAt(diags *diag.Diagnostics, at path.Path, err error) {
	told := tell(err)
	add(diags, diag.NewErrorDiagnostic(told.summary, told.detail()), at)
}

// addWarning adds a warning at the argument that the problem names.
func addWarning(diags *diag.Diagnostics, warning *problem.Problem) {
	told := tell(warning)
	add(diags, diag.NewWarningDiagnostic(told.summary, told.detail()), path.Root(told.argument))
}

// addWarningAt adds a warning that no error stands for.
func addWarningAt(diags *diag.Diagnostics, attribute, summary, detail string) {
	add(diags, diag.NewWarningDiagnostic(summary, cleantext.Text(detail, maxDetail)), path.Root(attribute))
}

func add(diags *diag.Diagnostics, diagnostic diag.Diagnostic, at path.Path) {
	if len(at.Steps()) > 0 {
		diagnostic = diag.WithPath(at, diagnostic)
	}
	diags.Append(diagnostic)
}

// fault returns the error of a mistake in this provider.
func fault(summary string, err error) error {
	return problem.New(summary, "%v", err).Advise("This is a fault of the provider; please report it at %s/issues.", projectURL)
}

// protocolDiagnostic returns the diagnostic of a read.
func protocolDiagnostic(severity tfprotov6.DiagnosticSeverity, err error) *tfprotov6.Diagnostic {
	told := tell(err)
	diagnostic := &tfprotov6.Diagnostic{Severity: severity, Summary: told.summary, Detail: told.detail()}
	if told.argument != "" && severity == tfprotov6.DiagnosticSeverityError {
		diagnostic.Attribute = tftypes.NewAttributePath().WithAttributeName(told.argument)
	}
	return diagnostic
}

// told is what a user is told of an error.
type told struct {
	summary string
	// argument is the one at fault, empty where none is.
	argument string
	// what happened, and what to do about it. hint is in whole sentences, or empty.
	what, hint string
}

// detail returns both, in sentences. Of what is too long the hint stays.
func (t told) detail() string {
	what := t.what
	first, size := utf8.DecodeRuneInString(what)
	// A word that is a name, such as ingressIPs.us[3], a URL or an argument, keeps its case.
	if word, _, _ := strings.Cut(what, " "); word != t.argument && !strings.ContainsAny(word, "_.:[/") {
		what = string(unicode.ToUpper(first)) + what[size:]
	}
	if !strings.HasSuffix(what, ".") {
		what += "."
	}
	if t.hint == "" {
		return cleantext.Text(what, maxDetail)
	}
	return cleantext.Text(what, maxDetail-len(t.hint)-1) + " " + t.hint
}

// functionText returns both as the error of a function, which ends without a full stop.
func (t told) functionText() string {
	text := t.what
	if t.hint != "" {
		text += ". " + t.hint
	}
	return cleantext.Text(strings.TrimSuffix(text, "."), maxDetail)
}

// tell says what a user is told of an error.
func tell(err error) told {
	t := told{summary: problem.SummaryInvalidValue}
	// The argument's name is left out of the text: the place of the diagnostic shows it.
	if argument, ok := errors.AsType[*requirements.ArgumentError](err); ok {
		t.argument, err = argument.Argument, argument.Err
	}
	if known, ok := errors.AsType[*problem.Problem](err); ok {
		t.argument = cmp.Or(known.Argument, t.argument)
		t.summary, t.what, t.hint = known.Summary, known.What, known.Advice
		return t
	}
	t.what = err.Error()
	if known, ok := errors.AsType[summarized](err); ok {
		t.summary = known.Summary()
		attribute, hint := advise(known)
		t.argument, t.hint = cmp.Or(t.argument, attribute), hint
	}
	return t
}

// summarized is an error that has a summary of its own. Of several in a chain the outermost counts.
type summarized interface {
	error
	Summary() string
}

// advise returns the argument at fault, where the error does not name its argument itself, and what to do. The names of
// settings stand here and nowhere below.
func advise(err summarized) (attribute, hint string) {
	if hint := adviseOnArgument(err); hint != "" {
		return "", hint
	}
	switch err := err.(type) {
	case *addresslist.EntryError:
		return "", adviseOnEntry(err)
	case *addresslist.RegionError:
		if len(err.Available) == 0 {
			return attrRegions, "Check that " + attrIPAddressesURL + " leads to the whole list."
		}
		return attrRegions, "Choose among these, or leave the region out until Konnect publishes its addresses."
	case *addresslist.HostnameError:
		return attrHostnames, ""
	case *addresslist.StaleError:
		return attrMinimumUpdateDate, "Either this copy is stale or was rolled back: bring it up to date. Or Konnect has not updated the" +
			" list since: lower minimum_update_date."
	case *addresslist.DateError:
		if !err.Minimum.IsZero() {
			return attrMinimumUpdateDate, "Leave minimum_update_date out until the list has a date that can be read."
		}
		return "", "The addresses are used, and updated_at is null."
	case *addresslist.KeysError:
		return "", "Report them to Kong."
	case *addresslist.SizeError:
		return "", "Choose fewer regions, and check that " + attrIPAddressesURL + " leads to Konnect's list."
	case *addresslist.CoverError:
		return "", "Check that " + attrIPAddressesURL + " leads to Konnect's list."
	}
	return "", ""
}

// adviseOnArgument says what to do about arguments that name themselves.
func adviseOnArgument(err summarized) string {
	switch err := err.(type) {
	case *requirements.OptionalAloneError:
		return "Set regions, or leave optional_regions out."
	case *requirements.HostnamesOfEgressError:
		return `Leave hostnames out, or set direction = "ingress".`
	case *requirements.RulesError:
		return "Choose fewer regions, components or clients in a block, or set aggregate."
	case *requirements.NoAddressError:
		return "Give at least one address, or leave the argument out."
	case *requirements.MissingArgumentError:
		return "Set " + err.Missing + " too."
	case *requirements.ConflictError:
		return "Leave out this argument or " + err.Other + "."
	case *requirements.WithoutEgressError:
		return "Ask Kong for the addresses, and allow them with a rule of your own."
	case *requirements.UndocumentedRegionError:
		return "Check that the region is right."
	}
	return ""
}

func adviseOnEntry(err *addresslist.EntryError) string {
	hint := "Every selected entry must be a public address or prefix. Compare the list with Konnect's documentation and report" +
		" the entry to Kong. Until it is fixed, set " + attrIPAddressesURL + " to a copy without the entry."
	prefix, ok := errors.AsType[*ipset.NotPublicError](err.Err)
	if !ok || prefix.MinLength == 0 {
		return hint
	}
	least, shortest := attrMinIPv4, addresslist.MaxCoverIPv4
	if prefix.Prefix.Addr().Is6() {
		least, shortest = attrMinIPv6, addresslist.MaxCoverIPv6
	}
	// Nobody is told how to let in more than a whole list may cover.
	if prefix.Prefix.Bits() >= shortest {
		hint += fmt.Sprintf(" If the prefix is right, set %s = %d in the provider block.", least, prefix.Prefix.Bits())
	}
	return hint
}

// notChosen is why an argument of a component that is not chosen has no effect.
const notChosen = "components does not include the component that it belongs to"

// unused returns a warning for each argument that has no effect.
func unused(reason string, arguments []string) []error {
	var warnings []error
	for _, argument := range arguments {
		warnings = append(warnings, problem.At(argument, problem.New("Argument Without Effect", "%s has no effect, because %s", argument, reason)))
	}
	return warnings
}
