package provider

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
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
	known := problem.Of(err)
	return told{known.Summary, known.Argument, known.What, known.Advice}
}
