package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// echo is a resource that becomes what was planned.
type echo struct {
	typeName string
	file     resourceFile
}

func (r *echo) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.typeName
}

func (r *echo) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	built, err := r.file.schema()
	if err != nil {
		resp.Diagnostics.AddError("Broken Stand-In Schema", fmt.Sprintf("%s: %s.", r.typeName, err))
		return
	}
	resp.Schema = built
}

func (r *echo) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	stored, err := r.settle(req.Plan.Raw)
	if err != nil {
		resp.Diagnostics.AddError("Stand-In Failed", fmt.Sprintf("Creating %s: %s.", r.typeName, err))
		return
	}
	resp.State.Raw = stored
}

// Read leaves the state that the framework copied into the response.
func (r *echo) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
}

func (r *echo) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	stored, err := r.settle(req.Plan.Raw)
	if err != nil {
		resp.Diagnostics.AddError("Stand-In Failed", fmt.Sprintf("Updating %s: %s.", r.typeName, err))
		return
	}
	resp.State.Raw = stored
}

func (r *echo) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// settle gives every value that is still unknown a known one: the example of the documentation, or a text made from
// everything that is known.
func (r *echo) settle(planned tftypes.Value) (tftypes.Value, error) {
	sum := sha256.Sum256([]byte(r.typeName + canonical(planned)))
	digest := hex.EncodeToString(sum[:8])
	settled, err := tftypes.Transform(planned, func(at *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		var names []string
		for _, step := range at.Steps() {
			if name, ok := step.(tftypes.AttributeName); ok {
				names = append(names, string(name))
			}
		}
		return r.answer(value.Type(), names, digest), nil
	})
	if err != nil {
		return tftypes.Value{}, fmt.Errorf("settling unknown values: %w", err)
	}
	return settled, nil
}

func (r *echo) answer(kind tftypes.Type, at []string, digest string) tftypes.Value {
	if object, ok := kind.(tftypes.Object); ok {
		fields := make(map[string]tftypes.Value, len(object.AttributeTypes))
		for name, field := range object.AttributeTypes {
			fields[name] = r.answer(field, append(slices.Clone(at), name), digest)
		}
		return tftypes.NewValue(kind, fields)
	}
	switch {
	case kind.Is(tftypes.String):
		if example := r.example(at); example != "" {
			return tftypes.NewValue(kind, example)
		}
		return tftypes.NewValue(kind, strings.Join(at, ".")+"-"+digest)
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, 1)
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, false)
	case kind.Is(tftypes.Map{}):
		return tftypes.NewValue(kind, map[string]tftypes.Value{})
	case kind.Is(tftypes.List{}), kind.Is(tftypes.Set{}):
		return tftypes.NewValue(kind, []tftypes.Value{})
	default:
		return tftypes.NewValue(kind, nil)
	}
}

func (r *echo) example(at []string) string {
	attributes := r.file.Attributes
	for i, name := range at {
		attribute, ok := attributes[name]
		if !ok {
			return ""
		}
		if i == len(at)-1 {
			return attribute.Example
		}
		attributes = attribute.Attributes
	}
	return ""
}

// canonical writes a value so that equal values are written alike.
func canonical(value tftypes.Value) string {
	if !value.IsKnown() {
		return "?"
	}
	if value.IsNull() {
		return "null"
	}
	var fields map[string]tftypes.Value
	if value.As(&fields) == nil {
		parts := make([]string, 0, len(fields))
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			parts = append(parts, name+"="+canonical(fields[name]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	var elements []tftypes.Value
	if value.As(&elements) == nil {
		parts := make([]string, 0, len(elements))
		for _, element := range elements {
			parts = append(parts, canonical(element))
		}
		if value.Type().Is(tftypes.Set{}) {
			slices.Sort(parts)
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	return value.String()
}
