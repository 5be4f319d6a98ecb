package provider_test

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// session speaks with a provider over the protocol, as Terraform does: it shows what Terraform's output wraps and leaves
// out. Its arguments are Go values: string, bool, int, []any, map[string]any, nil for null, unknown{}.
type session struct {
	server  tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// unknown stands for a value that is known only after apply.
type unknown struct{}

// diagnostic is a diagnostic as a user sees it.
type diagnostic struct {
	Severity tfprotov6.DiagnosticSeverity
	Summary  string
	Detail   string
	Path     string
}

func newSession(t testing.TB) *session {
	t.Helper()
	server := provider.NewServer(testVersion)
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(schemas.Diagnostics) > 0 {
		t.Fatalf("GetProviderSchema: %v, %v", err, diagnosticsOf(schemas.Diagnostics))
	}
	return &session{server, schemas}
}

// openSession returns a session with a configured provider.
func openSession(t testing.TB, settings map[string]any) *session {
	t.Helper()
	s := newSession(t)
	if diagnostics := s.configure(t, settings); len(diagnostics) > 0 {
		t.Fatalf("ConfigureProvider: %v", diagnostics)
	}
	return s
}

func (s *session) configure(t testing.TB, settings map[string]any) []diagnostic {
	t.Helper()
	response, err := s.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.4", Config: dynamicValue(s.schemas.Provider, settings),
	})
	if err != nil {
		t.Fatal(err)
	}
	return diagnosticsOf(response.Diagnostics)
}

func (s *session) validateProvider(t testing.TB, settings map[string]any) []diagnostic {
	t.Helper()
	response, err := s.server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{
		Config: dynamicValue(s.schemas.Provider, settings),
	})
	if err != nil {
		t.Fatal(err)
	}
	return diagnosticsOf(response.Diagnostics)
}

func (s *session) validate(t testing.TB, dataSource string, arguments map[string]any) []diagnostic {
	t.Helper()
	response, err := s.server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{
		TypeName: dataSource, Config: dynamicValue(s.schemas.DataSourceSchemas[dataSource], arguments),
	})
	if err != nil {
		t.Fatal(err)
	}
	return diagnosticsOf(response.Diagnostics)
}

// read returns the state, nil where there is none. It may be called from several goroutines.
func (s *session) read(ctx context.Context, dataSource string, arguments map[string]any) (map[string]any, []diagnostic) {
	schema := s.schemas.DataSourceSchemas[dataSource]
	response, err := s.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{
		TypeName: dataSource, Config: dynamicValue(schema, arguments),
	})
	if err != nil {
		panic(err)
	}
	diagnostics := diagnosticsOf(response.Diagnostics)
	if response.State == nil {
		return nil, diagnostics
	}
	value, err := response.State.Unmarshal(schema.ValueType())
	if err != nil {
		panic(err)
	}
	state, _ := fromValue(value).(map[string]any)
	return state, diagnostics
}

// call returns the error of a function, nil where there is none.
func (s *session) call(t testing.TB, name string, arguments ...any) *tfprotov6.FunctionError {
	t.Helper()
	request := &tfprotov6.CallFunctionRequest{Name: name}
	for i, parameter := range s.schemas.Functions[name].Parameters {
		value, err := tfprotov6.NewDynamicValue(parameter.Type, toValue(parameter.Type, arguments[i]))
		if err != nil {
			t.Fatal(err)
		}
		request.Arguments = append(request.Arguments, &value)
	}
	response, err := s.server.CallFunction(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return response.Error
}

// dynamicValue returns the object with these attributes, the others null.
func dynamicValue(schema *tfprotov6.Schema, attributes map[string]any) *tfprotov6.DynamicValue {
	all := map[string]any{}
	for _, attribute := range schema.Block.Attributes {
		all[attribute.Name] = nil
	}
	for name, value := range attributes {
		if _, ok := all[name]; !ok {
			panic(fmt.Sprintf("there is no attribute %q", name))
		}
		all[name] = value
	}
	value, err := tfprotov6.NewDynamicValue(schema.ValueType(), toValue(schema.ValueType(), all))
	if err != nil {
		panic(err)
	}
	return &value
}

func toValue(of tftypes.Type, value any) tftypes.Value {
	switch value := value.(type) {
	case unknown:
		return tftypes.NewValue(of, tftypes.UnknownValue)
	case int:
		return tftypes.NewValue(of, int64(value))
	case []any:
		elements := make([]tftypes.Value, len(value))
		for i, element := range value {
			elements[i] = toValue(elementOf(of), element)
		}
		return tftypes.NewValue(of, elements)
	case map[string]any:
		elements := map[string]tftypes.Value{}
		for key, element := range value {
			if object, ok := of.(tftypes.Object); ok {
				elements[key] = toValue(object.AttributeTypes[key], element)
			} else {
				elements[key] = toValue(elementOf(of), element)
			}
		}
		return tftypes.NewValue(of, elements)
	}
	return tftypes.NewValue(of, value)
}

func elementOf(of tftypes.Type) tftypes.Type {
	switch of := of.(type) {
	case tftypes.Set:
		return of.ElementType
	case tftypes.List:
		return of.ElementType
	case tftypes.Map:
		return of.ElementType
	}
	panic(fmt.Sprintf("%s has no elements", of))
}

// fromValue is the inverse of toValue, with the elements of sets in the order of their text.
func fromValue(value tftypes.Value) any {
	if !value.IsKnown() {
		return unknown{}
	}
	if value.IsNull() {
		return nil
	}
	as := func(target any) {
		if err := value.As(target); err != nil {
			panic(err)
		}
	}
	switch {
	case value.Type().Is(tftypes.String):
		var text string
		as(&text)
		return text
	case value.Type().Is(tftypes.Bool):
		var truth bool
		as(&truth)
		return truth
	case value.Type().Is(tftypes.Number):
		number := new(big.Float)
		as(&number)
		whole, _ := number.Int64()
		return int(whole)
	case value.Type().Is(tftypes.Set{}), value.Type().Is(tftypes.List{}):
		var elements []tftypes.Value
		as(&elements)
		list := make([]any, len(elements))
		for i, element := range elements {
			list[i] = fromValue(element)
		}
		if value.Type().Is(tftypes.Set{}) {
			slices.SortFunc(list, func(a, b any) int { return slices.Compare([]byte(fmt.Sprint(a)), []byte(fmt.Sprint(b))) })
		}
		return list
	}
	var fields map[string]tftypes.Value
	as(&fields)
	object := map[string]any{}
	for name, field := range fields {
		object[name] = fromValue(field)
	}
	return object
}

func diagnosticsOf(diagnostics []*tfprotov6.Diagnostic) []diagnostic {
	var all []diagnostic
	for _, d := range diagnostics {
		plain := diagnostic{Severity: d.Severity, Summary: d.Summary, Detail: d.Detail}
		if d.Attribute != nil {
			plain.Path = d.Attribute.String()
		}
		all = append(all, plain)
	}
	return all
}

// failure is an error diagnostic.
func failure(summary, path, detail string) diagnostic {
	return diagnostic{tfprotov6.DiagnosticSeverityError, summary, detail, path}
}

// warning is a warning diagnostic of a data source, which has no path.
func warning(summary, detail string) diagnostic {
	return diagnostic{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: summary, Detail: detail}
}

// set is a set or list argument.
func set(elements ...any) []any { return elements }
