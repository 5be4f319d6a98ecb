package provider

import (
	"bytes"
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
		source    readable
		model     any
		arguments map[string]tftypes.Value
	}{
		{ipRangesDataSource(), &ipRangesModel{}, regions},
		{networkRequirementsDataSource(), &networkRequirementsModel{}, regions},
		{hostnamesDataSource(), &hostnamesModel{}, regions},
		{portsDataSource(), &portsModel{}, nil},
		{regionsDataSource(), &regionsModel{}, nil},
		{ipUpdatesDataSource(), &ipUpdatesModel{}, nil},
		{privateLinkDataSource(), &privateLinkModel{}, nil},
	} {
		var metadata datasource.MetadataResponse
		test.source.Metadata(t.Context(), datasource.MetadataRequest{}, &metadata)
		var response datasource.SchemaResponse
		test.source.Schema(t.Context(), datasource.SchemaRequest{}, &response)
		name, described := metadata.TypeName, response.Schema
		t.Run(name, func(t *testing.T) {
			written := readOver(t, name, described, test.arguments)
			state := tfsdk.State{Schema: described, Raw: written}
			if diags := state.Get(t.Context(), test.model); diags.HasError() {
				t.Fatal(diags)
			}
			// And decoded the same: a configuration has the same type as a state.
			decoded := reflect.New(reflect.TypeOf(test.model).Elem()).Interface()
			if err := decode(t.Context(), described.Type(), written, decoded); err != nil {
				t.Fatal(err)
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
	if want := dynamic(t, of.TerraformType(t.Context()), values); !bytes.Equal(got.MsgPack, want.MsgPack) {
		t.Errorf("%q\nwant %q", got.MsgPack, want.MsgPack)
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
