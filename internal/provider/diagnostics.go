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

// addError adds an error at the argument that it names.
func addError(diags *diag.Diagnostics, err error) {
	known := problem.Of(err)
	add(diags, known.Argument, diag.NewErrorDiagnostic(known.Summary, detail(known)))
}

// addErrorAt adds an error at the value that a validator looks at.
func addErrorAt(diags *diag.Diagnostics, at path.Path, err error) {
	known := problem.Of(err)
	diags.AddAttributeError(at, known.Summary, detail(known))
}

// addWarning adds a warning at the argument that it names.
func addWarning(diags *diag.Diagnostics, warning error) {
	known := problem.Of(warning)
	add(diags, known.Argument, diag.NewWarningDiagnostic(known.Summary, detail(known)))
}

func add(diags *diag.Diagnostics, argument string, diagnostic diag.Diagnostic) {
	if argument != "" {
		diagnostic = diag.WithPath(path.Root(argument), diagnostic)
	}
	diags.Append(diagnostic)
}

// protocolDiagnostic returns the diagnostic of a read.
func protocolDiagnostic(severity tfprotov6.DiagnosticSeverity, err error) *tfprotov6.Diagnostic {
	known := problem.Of(err)
	diagnostic := &tfprotov6.Diagnostic{Severity: severity, Summary: known.Summary, Detail: detail(known)}
	if known.Argument != "" && severity == tfprotov6.DiagnosticSeverityError {
		diagnostic.Attribute = tftypes.NewAttributePath().WithAttributeName(known.Argument)
	}
	return diagnostic
}

// detail returns what happened and what to do, in sentences. Of what is too long the advice stays.
func detail(known *problem.Problem) string {
	what := known.What
	first, size := utf8.DecodeRuneInString(what)
	// A word that is a name, such as ingressIPs.us[3], a URL or an argument, keeps its case.
	if word, _, _ := strings.Cut(what, " "); word != known.Argument && !strings.ContainsAny(word, "_.:[/") {
		what = string(unicode.ToUpper(first)) + what[size:]
	}
	return strings.TrimSuffix(cleantext.Text(strings.TrimSuffix(what, ".")+".", maxDetail-len(known.Advice)-1)+" "+known.Advice, " ")
}

// functionText returns both as the error of a function, which ends without a full stop.
func functionText(known *problem.Problem) string {
	return cleantext.Text(strings.TrimSuffix(strings.TrimSuffix(known.What+". "+known.Advice, " "), "."), maxDetail)
}

// fault returns the error of a mistake in this provider.
func fault(summary string, err error) error {
	return problem.New(summary, "%v", err).Advise("This is a fault of the provider; please report it at %s/issues.", projectURL)
}
