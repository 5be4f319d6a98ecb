package provider

import (
	"bytes"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// TestDecode has the framework read each configuration too: both models must be the same.
func TestDecode(t *testing.T) {
	t.Parallel()
	decodesAsFramework[ipRangesModel](t, ipRangesDataSource())
	decodesAsFramework[publishedIPRangesModel](t, publishedIPRangesDataSource())
	decodesAsFramework[networkRequirementsModel](t, networkRequirementsDataSource())
	decodesAsFramework[hostnamesModel](t, hostnamesDataSource())
	decodesAsFramework[portsModel](t, portsDataSource())
	decodesAsFramework[regionsModel](t, regionsDataSource())
	decodesAsFramework[ipUpdatesModel](t, ipUpdatesDataSource())
	decodesAsFramework[privateLinkModel](t, privateLinkDataSource())
}

// decodesAsFramework decodes a configuration in which every set of texts has two, every other text is one, and all else is null.
func decodesAsFramework[Model any](t *testing.T, source datasource.DataSource) {
	t.Helper()
	var response datasource.SchemaResponse
	source.Schema(t.Context(), datasource.SchemaRequest{}, &response)
	of := response.Schema.Type()
	values := map[string]tftypes.Value{}
	for name, attribute := range response.Schema.GetAttributes() {
		kind := attribute.GetType().TerraformType(t.Context())
		values[name] = tftypes.NewValue(kind, nil)
		text := tftypes.NewValue(tftypes.String, "US")
		switch {
		case kind.Is(tftypes.String):
			values[name] = text
		case kind.Is(tftypes.Set{ElementType: tftypes.String}):
			values[name] = tftypes.NewValue(kind, []tftypes.Value{text, tftypes.NewValue(tftypes.String, "eu")})
		}
	}
	config := tfsdk.Config{Schema: response.Schema, Raw: tftypes.NewValue(of.TerraformType(t.Context()), values)}
	var got, want Model
	if diags := config.Get(t.Context(), &want); diags.HasError() {
		t.Fatal(diags)
	}
	if err := decode(t.Context(), of, config.Raw, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("decoded %+v, %v\nwant %+v", got, err, want)
	}
}

// TestEncode compares the bytes with those of terraform-plugin-go, for one value of each kind. Its maps are in no order, so
// these have one key.
func TestEncode(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 300)
	entry := objectType{"text": types.StringType, "port": types.Int64Type}
	type embedded struct {
		Text types.String `tfsdk:"text"`
		Null types.Set    `tfsdk:"null"`
	}
	model := struct {
		embedded

		Number types.Number `tfsdk:"number"`
		Truth  types.Bool   `tfsdk:"truth"`
		Set    types.Set    `tfsdk:"set"`
		List   types.List   `tfsdk:"list"`
		Map    types.Map    `tfsdk:"map"`
		Empty  types.Map    `tfsdk:"empty"`
	}{
		embedded: embedded{types.StringValue(long), types.SetNull(types.StringType)},
		Number:   types.NumberValue(big.NewFloat(443)),
		Truth:    types.BoolValue(true),
		Set:      stringSet([]string{"b", "a", ""}),
		List: objectList(entry, []int64{0, 127, 128, 65_536, -1}, func(n int64) map[string]attr.Value {
			return map[string]attr.Value{"text": types.StringNull(), "port": types.Int64Value(n)}
		}),
		Map:   types.MapValueMust(types.StringType, map[string]attr.Value{"tcp/443": types.StringValue(long)}),
		Empty: types.MapValueMust(types.StringType, map[string]attr.Value{}),
	}
	of := types.ObjectType{AttrTypes: map[string]attr.Type{
		"text": types.StringType, "null": setOfStrings(), "number": types.NumberType, "truth": types.BoolType, "set": setOfStrings(),
		"list": types.ListType{ElemType: entry.object()}, "map": types.MapType{ElemType: types.StringType},
		"empty": types.MapType{ElemType: types.StringType},
	}}
	got, err := encode(t.Context(), &model)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]tftypes.Value{}
	for name, value := range map[string]attr.Value{
		"text": model.Text, "null": model.Null, "number": model.Number, "truth": model.Truth, "set": model.Set, "list": model.List,
		"map": model.Map, "empty": model.Empty,
	} {
		if values[name], err = value.ToTerraformValue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	object := of.TerraformType(t.Context())
	want, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil || !bytes.Equal(got.MsgPack, want.MsgPack) {
		t.Errorf("%q, %v\nwant %q", got.MsgPack, err, want.MsgPack)
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	for want, model := range map[string]any{
		"a value is unknown": &struct {
			Text types.String `tfsdk:"text"`
		}{types.StringUnknown()},
		"the attribute text is a string": &struct {
			Text string `tfsdk:"text"`
		}{"a"},
	} {
		if _, err := encode(t.Context(), model); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
