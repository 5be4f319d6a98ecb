package provider_test

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
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

// TestStateAfterAnError reads what fails after the framework has made a state of the configuration: none may leave the server,
// and the answer is not kept.
func TestStateAfterAnError(t *testing.T) {
	t.Parallel()
	list := listserver.NewServer(t)
	s := openSession(t, map[string]any{"ip_addresses_url": list.URL()})
	for range 2 {
		state, diagnostics := s.read(t.Context(), "konnect_ip_ranges", map[string]any{"regions": set("nowhere")})
		if len(diagnostics) != 1 || state != nil {
			t.Errorf("%v, %v", state, diagnostics)
		}
	}
}

// TestWholeProtocol holds that the server answers all that the framework's does: terraform-plugin-go asks for some parts of the
// protocol by interfaces of their own.
func TestWholeProtocol(t *testing.T) {
	t.Parallel()
	framework, ours := reflect.TypeOf(providerserver.NewProtocol6(provider.New(testVersion))()), reflect.TypeOf(provider.NewServer(testVersion))
	for method := range framework.Methods() {
		if _, ok := ours.MethodByName(method.Name); !ok {
			t.Errorf("%s is lost", method.Name)
		}
	}
}
