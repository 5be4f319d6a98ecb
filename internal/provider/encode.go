package provider

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/vmihailenco/msgpack/v5"
)

// encode writes a model, a pointer to a struct whose fields have tfsdk tags, as a value of the schema's type, in the bytes that
// the framework makes of it but with the keys of maps in order. Unlike the framework it compares nothing, as the provider's
// sets are made without duplicates, and goes no way round terraform-plugin-go's values, which costs five times as much.
func encode(ctx context.Context, of attr.Type, model any) (*tfprotov6.DynamicValue, error) {
	object, ok := of.(attr.TypeWithAttributeTypes)
	if !ok {
		return nil, fmt.Errorf("the schema is of type %s", of)
	}
	wanted, attributes := object.AttributeTypes(), map[string]attr.Value{}
	structure := reflect.ValueOf(model).Elem()
	for _, field := range reflect.VisibleFields(structure.Type()) {
		name, ok := field.Tag.Lookup("tfsdk")
		if !ok {
			continue // It is embedded, and its own fields follow.
		}
		value, ok := reflect.TypeAssert[attr.Value](structure.FieldByIndex(field.Index))
		if !ok || wanted[name] == nil || !wanted[name].Equal(value.Type(ctx)) {
			return nil, fmt.Errorf("the field %s does not fit %q of the schema", field.Name, name)
		}
		attributes[name] = value
	}
	if len(attributes) != len(wanted) {
		return nil, fmt.Errorf("the model has %d of %d attributes", len(attributes), len(wanted))
	}
	var buffer bytes.Buffer
	if err := encodeMap(ctx, msgpack.NewEncoder(&buffer), attributes); err != nil {
		return nil, err
	}
	return &tfprotov6.DynamicValue{MsgPack: buffer.Bytes()}, nil
}

// encodeValue follows marshalMsgPack in tftypes/value_msgpack.go of terraform-plugin-go.
func encodeValue(ctx context.Context, encoder *msgpack.Encoder, value attr.Value) error {
	if value.IsUnknown() {
		return errors.New("a value is unknown")
	}
	if value.IsNull() {
		return encoder.EncodeNil()
	}
	switch value := value.(type) {
	case types.String:
		return encoder.EncodeString(value.ValueString())
	case types.Int64:
		return encoder.EncodeInt(value.ValueInt64())
	case types.Bool:
		return encoder.EncodeBool(value.ValueBool())
	case uniqueSet:
		return encodeList(ctx, encoder, value.Elements())
	case types.Set:
		return encodeList(ctx, encoder, value.Elements())
	case types.List:
		return encodeList(ctx, encoder, value.Elements())
	case types.Map:
		return encodeMap(ctx, encoder, value.Elements())
	case types.Object:
		return encodeMap(ctx, encoder, value.Attributes())
	}
	// Numbers, which are few.
	other, err := value.ToTerraformValue(ctx)
	if err != nil {
		return err
	}
	encoded, err := tfprotov6.NewDynamicValue(other.Type(), other)
	if err != nil {
		return err
	}
	return encoder.Encode(msgpack.RawMessage(encoded.MsgPack))
}

func encodeList(ctx context.Context, encoder *msgpack.Encoder, elements []attr.Value) error {
	if err := encoder.EncodeArrayLen(len(elements)); err != nil {
		return err
	}
	for _, element := range elements {
		if err := encodeValue(ctx, encoder, element); err != nil {
			return err
		}
	}
	return nil
}

func encodeMap(ctx context.Context, encoder *msgpack.Encoder, elements map[string]attr.Value) error {
	if err := encoder.EncodeMapLen(len(elements)); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(elements)) {
		if err := errors.Join(encoder.EncodeString(key), encodeValue(ctx, encoder, elements[key])); err != nil {
			return err
		}
	}
	return nil
}

// decodeConfig reads a configuration into a model, a pointer to a struct whose fields have tfsdk tags and the types of the
// schema's attributes. The framework's own way converts by reflection and compiles a regular expression for each field.
func decodeConfig(ctx context.Context, config tfsdk.Config, model any) diag.Diagnostics {
	fail := func(format string, arguments ...any) diag.Diagnostics {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Configuration Not Read", fmt.Sprintf(format, arguments...)+
			". This is a fault of the provider; please report it at "+projectURL+"/issues.")}
	}
	var values map[string]tftypes.Value
	if err := config.Raw.As(&values); err != nil {
		return fail("The configuration is no object: %v", err)
	}
	attributes := config.Schema.GetAttributes()
	structure := reflect.ValueOf(model).Elem()
	for _, field := range reflect.VisibleFields(structure.Type()) {
		name, ok := field.Tag.Lookup("tfsdk")
		if !ok {
			continue // It is embedded, and its own fields follow.
		}
		attribute, ok := attributes[name]
		if !ok {
			return fail("The field %s is no attribute", field.Name)
		}
		value, err := attribute.GetType().ValueFromTerraform(ctx, values[name])
		if err != nil {
			return fail("The attribute %s could not be read: %v", name, err)
		}
		into := structure.FieldByIndex(field.Index)
		if !reflect.TypeOf(value).AssignableTo(into.Type()) {
			return fail("The attribute %s is a %T, not a %s", name, value, into.Type())
		}
		into.Set(reflect.ValueOf(value))
	}
	return nil
}
