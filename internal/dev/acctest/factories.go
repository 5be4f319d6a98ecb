package acctest

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// ProtoV6ProviderFactories serves a provider to resource.UnitTest under its type
// name. Each Terraform command gets a provider of its own, as it does in use.
// The constructor is given so that this room imports no other: any room's tests
// may use it.
func ProtoV6ProviderFactories(newProvider func() provider.Provider) map[string]func() (tfprotov6.ProviderServer, error) {
	var metadata provider.MetadataResponse

	newProvider().Metadata(context.Background(), provider.MetadataRequest{}, &metadata)

	return map[string]func() (tfprotov6.ProviderServer, error){
		metadata.TypeName: func() (tfprotov6.ProviderServer, error) {
			return providerserver.NewProtocol6(newProvider())(), nil
		},
	}
}
