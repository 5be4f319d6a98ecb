package provider_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// TestTwoConfigurations reads the same of two lists: the answer of one configuration is not given in the other.
func TestTwoConfigurations(t *testing.T) {
	t.Parallel()
	list := listserver.NewServer(t)
	document := smallDocument()
	list.Serve(document)
	document.IngressIPs["us"] = []string{"192.0.2.7"}
	list.ServeAt("/other.json", document)
	settings := map[string]any{"ip_addresses_url": list.URL()}
	s := openSession(t, settings)
	read := func(want ...any) {
		t.Helper()
		state, diagnostics := s.read(t.Context(), "konnect_ip_ranges", map[string]any{"regions": set("us")})
		if diff := cmp.Diff(want, state["cidrs"]); diff != "" || len(diagnostics) > 0 {
			t.Errorf("%s\n%v", diff, diagnostics)
		}
	}
	read("18.220.4.10/32", "18.220.4.11/32")
	settings["ip_addresses_url"] = list.BaseURL() + "/other.json"
	if diagnostics := s.configure(t, settings); len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	read("192.0.2.7/32")
}

// TestReadsOfTheFramework has reads that the framework answers: of what the provider lacks, and before it is configured.
func TestReadsOfTheFramework(t *testing.T) {
	t.Parallel()
	s := newSession(t)
	arguments := map[string]any{"regions": set("us")}
	want := []diagnostic{failure("Provider Not Configured", "", "The provider was asked for data before it was configured. This is a fault of the"+
		" program that runs it.")}
	_, diagnostics := s.read(t.Context(), "konnect_hostnames", arguments)
	if diff := cmp.Diff(want, diagnostics); diff != "" {
		t.Errorf("before a configuration: diagnostics (-want +got):\n%s", diff)
	}
	if diagnostics := s.configure(t, nil); len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	if state, diagnostics := s.read(t.Context(), "konnect_hostnames", arguments); state == nil || len(diagnostics) > 0 {
		t.Errorf("after it: state %v, diagnostics %v", state, diagnostics)
	}
	response, err := s.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: "konnect_nothing", Config: dynamicValue(s.schemas.DataSourceSchemas["konnect_hostnames"], arguments),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := diagnosticsOf(response.Diagnostics); len(got) != 1 || got[0].Summary != "Data Source Type Not Found" {
		t.Errorf("of another name: %v", got)
	}
	// A configuration that fails leaves none.
	if diagnostics := s.configure(t, map[string]any{"request_timeout": unknown{}}); len(diagnostics) == 0 {
		t.Fatal("an unknown setting is taken")
	}
	if _, diagnostics = s.read(t.Context(), "konnect_hostnames", arguments); cmp.Diff(want, diagnostics) != "" {
		t.Errorf("after a bad one: diagnostics %v", diagnostics)
	}
}

// TestWholeProtocol holds that the server answers all that the framework's does: terraform-plugin-go asks for some parts of the
// protocol by interfaces of their own.
func TestWholeProtocol(t *testing.T) {
	t.Parallel()
	framework, ours := reflect.TypeOf(providerserver.NewProtocol6(nil)()), reflect.TypeOf(provider.NewServer(testVersion))
	for method := range framework.Methods() {
		if _, ok := ours.MethodByName(method.Name); !ok {
			t.Errorf("%s is lost", method.Name)
		}
	}
}
