package provider_test

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const acceptedIPRanges = "konnect_accepted_ip_ranges"

// resourceState is a managed resource as Terraform keeps it from one run to the next. nil is none.
type resourceState struct {
	values  map[string]any
	private []byte
}

func (s *session) validateAccepted(t testing.TB, arguments map[string]any) []diagnostic {
	t.Helper()
	response, err := s.server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: acceptedIPRanges, Config: dynamicValue(s.schemas.ResourceSchemas[acceptedIPRanges], arguments),
	})
	if err != nil {
		t.Fatal(err)
	}
	return diagnosticsOf(response.Diagnostics)
}

// planAccepted plans as Terraform does, which proposes the configuration over the state. It returns what is planned,
// the state itself where that is not a change.
func (s *session) planAccepted(t testing.TB, before *resourceState, arguments map[string]any) (*resourceState, []diagnostic) {
	t.Helper()
	schema := s.schemas.ResourceSchemas[acceptedIPRanges]
	request := &tfprotov6.PlanResourceChangeRequest{TypeName: acceptedIPRanges, PriorState: before.of(t, schema)}
	proposed := map[string]any{}
	for _, attribute := range schema.Block.Attributes {
		switch {
		case !attribute.Computed, arguments[attribute.Name] != nil:
			proposed[attribute.Name] = arguments[attribute.Name]
		case before != nil:
			proposed[attribute.Name] = before.values[attribute.Name]
		default:
			proposed[attribute.Name] = unknown{}
		}
	}
	if before != nil {
		request.PriorPrivate = before.private
	}
	request.Config, request.ProposedNewState = dynamicValue(schema, arguments), dynamicValue(schema, proposed)
	response, err := s.server.PlanResourceChange(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	diagnostics := diagnosticsOf(response.Diagnostics)
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return nil, diagnostics
		}
	}
	planned := &resourceState{valuesOf(t, schema, response.PlannedState), response.PlannedPrivate}
	if before != nil && reflect.DeepEqual(planned.values, before.values) {
		return before, diagnostics
	}
	return planned, diagnostics
}

// applyAccepted applies what was planned, and has to get the same state.
func (s *session) applyAccepted(t testing.TB, before, planned *resourceState, arguments map[string]any) *resourceState {
	t.Helper()
	if planned == before {
		return before
	}
	schema := s.schemas.ResourceSchemas[acceptedIPRanges]
	response, err := s.server.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: acceptedIPRanges, PriorState: before.of(t, schema), Config: dynamicValue(schema, arguments),
		PlannedState: planned.of(t, schema), PlannedPrivate: planned.private,
	})
	if err != nil || len(response.Diagnostics) > 0 {
		t.Fatalf("%v, %v", err, diagnosticsOf(response.Diagnostics))
	}
	values := valuesOf(t, schema, response.NewState)
	if !reflect.DeepEqual(values, planned.values) {
		t.Fatalf("applied %v, planned %v", values, planned.values)
	}
	return &resourceState{values, response.Private}
}

// importAccepted imports and refreshes, as Terraform does.
func (s *session) importAccepted(t testing.TB, id string) (*resourceState, []diagnostic) {
	t.Helper()
	schema := s.schemas.ResourceSchemas[acceptedIPRanges]
	imported, err := s.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: acceptedIPRanges, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	if len(imported.Diagnostics) > 0 {
		return nil, diagnosticsOf(imported.Diagnostics)
	}
	read, err := s.server.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: acceptedIPRanges, CurrentState: imported.ImportedResources[0].State, Private: imported.ImportedResources[0].Private,
	})
	if err != nil || len(read.Diagnostics) > 0 {
		t.Fatalf("%v, %v", err, diagnosticsOf(read.Diagnostics))
	}
	return &resourceState{valuesOf(t, schema, read.NewState), read.Private}, nil
}

func (r *resourceState) of(t testing.TB, schema *tfprotov6.Schema) *tfprotov6.DynamicValue {
	t.Helper()
	if r != nil {
		return dynamicValue(schema, r.values)
	}
	null, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), nil))
	if err != nil {
		t.Fatal(err)
	}
	return &null
}

func valuesOf(t testing.TB, schema *tfprotov6.Schema, state *tfprotov6.DynamicValue) map[string]any {
	t.Helper()
	value, err := state.Unmarshal(schema.ValueType())
	if err != nil {
		t.Fatal(err)
	}
	values, _ := fromValue(value).(map[string]any)
	return values
}
