package provider

import (
	"bytes"
	"context"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// TestStateIsTheFrameworks has the framework write each model too: both states must be the same value.
func TestStateIsTheFrameworks(t *testing.T) {
	list := listserver.NewServer(t)
	t.Setenv(envIPAddressesURL, list.URL())
	t.Setenv(envUpdatesURL, list.UpdatesURL())
	regions := map[string]tftypes.Value{
		attrRegions: tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, []tftypes.Value{tftypes.NewValue(tftypes.String, "EU")}),
	}
	for _, test := range []struct { //nolint:paralleltest // The test sets the environment.
		create    func() datasource.DataSource
		model     any
		arguments map[string]tftypes.Value
	}{
		{newIPRangesDataSource, &ipRangesModel{}, regions},
		{newNetworkRequirementsDataSource, &networkRequirementsModel{}, regions},
		{newHostnamesDataSource, &hostnamesModel{}, regions},
		{newPortsDataSource, &portsModel{}, nil},
		{newRegionsDataSource, &regionsModel{}, nil},
		{newIPUpdatesDataSource, &ipUpdatesModel{}, nil},
		{newPrivateLinkDataSource, &privateLinkModel{}, nil},
	} {
		name, described := describe(t.Context(), test.create())
		t.Run(name, func(t *testing.T) {
			written := readOver(t, name, described, test.arguments)
			state := tfsdk.State{Schema: described, Raw: written}
			if diags := state.Get(t.Context(), test.model); diags.HasError() {
				t.Fatal(diags)
			}
			// And decoded the same: a configuration has the same type as a state.
			decoded := reflect.New(reflect.TypeOf(test.model).Elem()).Interface()
			if diags := decodeConfig(t.Context(), tfsdk.Config{Schema: described, Raw: written}, decoded); diags.HasError() {
				t.Fatal(diags)
			}
			if !reflect.DeepEqual(decoded, test.model) {
				t.Errorf("decoded %+v, want %+v", decoded, test.model)
			}
			framework := tfsdk.State{Schema: described, Raw: tftypes.NewValue(written.Type(), nil)}
			if diags := framework.Set(t.Context(), test.model); diags.HasError() {
				t.Fatal(diags)
			}
			if !framework.Raw.Equal(written) {
				differences, err := framework.Raw.Diff(written)
				t.Errorf("%v, %v", differences, err)
			}
		})
	}
}

func describe(ctx context.Context, source datasource.DataSource) (string, schema.Schema) {
	var metadata datasource.MetadataResponse
	source.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: typeName}, &metadata)
	var described datasource.SchemaResponse
	source.Schema(ctx, datasource.SchemaRequest{}, &described)
	return metadata.TypeName, described.Schema
}

// readOver reads over the protocol, with the arguments given and the others null.
func readOver(t *testing.T, name string, described schema.Schema, arguments map[string]tftypes.Value) tftypes.Value {
	t.Helper()
	server := NewServer("test")
	configure(t, server)
	config := map[string]tftypes.Value{}
	for attribute, kind := range described.GetAttributes() {
		config[attribute] = tftypes.NewValue(kind.GetType().TerraformType(t.Context()), nil)
		if value, ok := arguments[attribute]; ok {
			config[attribute] = value
		}
	}
	of := described.Type().TerraformType(t.Context())
	response, err := server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: dynamic(t, of, config)})
	if err != nil || len(response.Diagnostics) > 0 {
		t.Fatal(err, response.Diagnostics)
	}
	state, err := response.State.Unmarshal(of)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func configure(t *testing.T, server tfprotov6.ProviderServer) {
	t.Helper()
	described := providerSchema()
	settings := map[string]tftypes.Value{}
	for attribute, kind := range described.GetAttributes() {
		settings[attribute] = tftypes.NewValue(kind.GetType().TerraformType(t.Context()), nil)
	}
	of := described.Type().TerraformType(t.Context())
	response, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: dynamic(t, of, settings)})
	if err != nil || len(response.Diagnostics) > 0 {
		t.Fatal(err, response.Diagnostics)
	}
}

func dynamic(t *testing.T, of tftypes.Type, attributes map[string]tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	value, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, attributes))
	if err != nil {
		t.Fatal(err)
	}
	return &value
}

// TestEncode compares the bytes with those of terraform-plugin-go, for one value of each kind. Its maps are in no order, so
// these have one key.
func TestEncode(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 300)
	object := objectType{"text": types.StringType, "port": types.Int64Type}
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
		List: objectList(object, []int64{0, 127, 128, 65_536, -1}, func(n int64) map[string]attr.Value {
			return map[string]attr.Value{"text": types.StringNull(), "port": types.Int64Value(n)}
		}),
		Map:   stringMap(map[string]string{"tcp/443": long}),
		Empty: stringMap(nil),
	}
	of := types.ObjectType{AttrTypes: map[string]attr.Type{
		"text": types.StringType, "null": setOfStrings(), "number": types.NumberType, "truth": types.BoolType, "set": setOfStrings(),
		"list": types.ListType{ElemType: object.object()}, "map": types.MapType{ElemType: types.StringType},
		"empty": types.MapType{ElemType: types.StringType},
	}}
	got, err := encode(t.Context(), of, &model)
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
	if want := dynamic(t, of.TerraformType(t.Context()), values); !bytes.Equal(got.MsgPack, want.MsgPack) {
		t.Errorf("%q\nwant %q", got.MsgPack, want.MsgPack)
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	type model struct {
		Text types.String `tfsdk:"text"`
	}
	text := model{types.StringValue("a")}
	of := func(attributes objectType) attr.Type { return attributes.object() }
	for want, test := range map[string]struct {
		of    attr.Type
		model any
	}{
		"the schema is of type basetypes.StringType":       {types.StringType, &text},
		`the field Text does not fit "text" of the schema`: {of(objectType{"text": types.BoolType}), &text},
		"the model has 1 of 2 attributes":                  {of(objectType{"text": types.StringType, "more": types.StringType}), &text},
		"a value is unknown":                               {of(objectType{"text": types.StringType}), &model{types.StringUnknown()}},
	} {
		if _, err := encode(t.Context(), test.of, test.model); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
