package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// BenchmarkReadDataSource measures one read over the protocol server, once the list has been fetched: selection,
// composition and the encoding of the state.
func BenchmarkReadDataSource(b *testing.B) {
	server := listserver.NewServer(b)
	b.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	for _, name := range []string{"konnect_ip_ranges", "konnect_network_requirements"} {
		b.Run(name, func(b *testing.B) {
			protocol := provider.NewServer(testVersion)
			schemas, err := protocol.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
			if err != nil {
				b.Fatal(err)
			}
			regions := tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, []tftypes.Value{tftypes.NewValue(tftypes.String, "us")})
			empty := configValue(b, schemas.Provider.ValueType(), nil)
			if _, err := protocol.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{Config: empty}); err != nil {
				b.Fatal(err)
			}
			request := &tfprotov6.ReadDataSourceRequest{
				TypeName: name,
				Config:   configValue(b, schemas.DataSourceSchemas[name].ValueType(), map[string]tftypes.Value{"regions": regions}),
			}
			for b.Loop() {
				response, err := protocol.ReadDataSource(b.Context(), request)
				if err != nil || len(response.Diagnostics) > 0 {
					b.Fatalf("%v, %v", err, response.Diagnostics)
				}
			}
		})
	}
}

// configValue returns an object of the type with these attributes, the others null.
func configValue(tb testing.TB, of tftypes.Type, attributes map[string]tftypes.Value) *tfprotov6.DynamicValue {
	tb.Helper()
	object, ok := of.(tftypes.Object)
	if !ok {
		tb.Fatalf("%s is no object", of)
	}
	values := map[string]tftypes.Value{}
	for name, attributeType := range object.AttributeTypes {
		values[name] = tftypes.NewValue(attributeType, nil)
		if value, ok := attributes[name]; ok {
			values[name] = value
		}
	}
	config, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, values))
	if err != nil {
		tb.Fatal(err)
	}
	return &config
}
