package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// TestFunctionArgumentsOfOpenTofu calls functions as OpenTofu does: a null argument has no data, and an unknown value can lie
// inside a known argument.
func TestFunctionArgumentsOfOpenTofu(t *testing.T) {
	t.Parallel()
	server := provider.NewServer(testVersion)
	set := tftypes.Set{ElementType: tftypes.String}
	argument := func(elements ...any) *tfprotov6.DynamicValue {
		values := make([]tftypes.Value, len(elements))
		for i, element := range elements {
			values[i] = tftypes.NewValue(tftypes.String, element)
		}
		value, err := tfprotov6.NewDynamicValue(set, tftypes.NewValue(set, values))
		if err != nil {
			t.Fatal(err)
		}
		return &value
	}
	call := func(arguments ...*tfprotov6.DynamicValue) tftypes.Value {
		response, err := server.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{Name: "hostnames", Arguments: arguments})
		if err != nil || response.Error != nil {
			t.Fatal(err, response.Error)
		}
		result, err := response.Result.Unmarshal(set)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}

	null := tftypes.NewValue(set, nil)
	msgpackNull, err := tfprotov6.NewDynamicValue(set, null)
	if err != nil {
		t.Fatal(err)
	}
	want := call(argument("us"), &msgpackNull)
	for name, without := range map[string]*tfprotov6.DynamicValue{"no data": {}, "empty data": {MsgPack: []byte{}}, "no value": nil} {
		if got := call(argument("us"), without); !got.Equal(want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if got := call(argument("us", tftypes.UnknownValue), &msgpackNull); got.IsKnown() {
		t.Errorf("an unknown region gives %s", got)
	}
}

// TestStateAfterAnError reads what fails after a state could have been built: none may leave the server.
func TestStateAfterAnError(t *testing.T) {
	t.Parallel()
	list := listserver.NewServer(t)
	list.Handle(listserver.Status(404))
	s := openSession(t, map[string]any{"ip_addresses_url": list.URL()})
	state, diagnostics := s.read(t.Context(), "konnect_ip_ranges", nil)
	if len(diagnostics) != 1 || state["cidrs"] != nil {
		t.Errorf("%v, %v", state, diagnostics)
	}
}
