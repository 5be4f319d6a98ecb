package acctest

import "github.com/hashicorp/terraform-plugin-go/tfprotov6"

// ProtoV6ProviderFactories serves a provider to resource.UnitTest under its type name. Each Terraform command gets a
// server of its own, as it does in use.
func ProtoV6ProviderFactories(typeName string, newServer func() tfprotov6.ProviderServer) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		typeName: func() (tfprotov6.ProviderServer, error) { return newServer(), nil },
	}
}
