package provider

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/vmihailenco/msgpack/v5"
)

// A model is a pointer to a struct, whose fields have the schema's types and its names as tfsdk tags.

// attributes returns the fields of a model, those of embedded structs too, by the names of their attributes.
func attributes(model any) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		structure := reflect.ValueOf(model).Elem()
		for _, field := range reflect.VisibleFields(structure.Type()) {
			if name, ok := field.Tag.Lookup("tfsdk"); ok && !yield(name, structure.FieldByIndex(field.Index)) {
				return
			}
		}
	}
}

// decode reads a configuration of that type into a model. The framework's own way converts by reflection and compiles a regular
// expression for each field.
func decode(ctx context.Context, of attr.Type, config tftypes.Value, model any) error {
	value, err := of.ValueFromTerraform(ctx, config)
	if err != nil {
		return err
	}
	object, ok := value.(types.Object)
	if !ok {
		return fmt.Errorf("the configuration is a %T", value)
	}
	values := object.Attributes()
	for name, field := range attributes(model) {
		field.Set(reflect.ValueOf(values[name]))
	}
	return nil
}

// encode writes a model in the bytes that the framework makes of it, but with the keys of maps in order. Unlike the framework
// it compares nothing, as the provider's sets are made without duplicates, and goes no way round terraform-plugin-go's values,
// which costs five times as much.
func encode(ctx context.Context, model any) (*tfprotov6.DynamicValue, error) {
	values := map[string]attr.Value{}
	for name, field := range attributes(model) {
		value, ok := reflect.TypeAssert[attr.Value](field)
		if !ok {
			return nil, fmt.Errorf("the attribute %s is a %s", name, field.Type())
		}
		values[name] = value
	}
	var buffer bytes.Buffer
	if err := encodeMap(ctx, msgpack.NewEncoder(&buffer), values); err != nil {
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
