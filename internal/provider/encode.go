package provider

import (
	"context"
	"fmt"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// encode writes a model, a pointer to a struct whose fields have tfsdk tags, as a value of the type. Unlike the framework it
// compares nothing: the provider's sets are made without duplicates.
func encode(ctx context.Context, of tftypes.Type, model any) (*tfprotov6.DynamicValue, error) {
	attributes := map[string]tftypes.Value{}
	if err := collect(ctx, reflect.ValueOf(model).Elem(), attributes); err != nil {
		return nil, err
	}
	if err := tftypes.ValidateValue(of, attributes); err != nil {
		return nil, fmt.Errorf("the model does not fit the schema: %w", err)
	}
	value, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, attributes))
	if err != nil {
		return nil, fmt.Errorf("encoding the state: %w", err)
	}
	return &value, nil
}

// collect gathers the fields of a struct, and of those embedded in it, under their tags.
func collect(ctx context.Context, model reflect.Value, attributes map[string]tftypes.Value) error {
	for field, value := range model.Fields() {
		if field.Anonymous {
			if err := collect(ctx, value, attributes); err != nil {
				return err
			}
			continue
		}
		attribute, ok := reflect.TypeAssert[attr.Value](value)
		if !ok {
			return fmt.Errorf("the field %s is no attribute value", field.Name)
		}
		encoded, err := attribute.ToTerraformValue(ctx)
		if err != nil {
			return fmt.Errorf("encoding %s: %w", field.Tag.Get("tfsdk"), err)
		}
		attributes[field.Tag.Get("tfsdk")] = encoded
	}
	return nil
}
