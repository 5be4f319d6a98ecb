package provider_test

import (
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, provider.Source)) }

// testVersion is the version of the provider under test.
const testVersion = "1.2.3"

// factories serve the provider to resource.UnitTest. Each Terraform command gets a server of its own, as it does in use.
func factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"konnect": func() (tfprotov6.ProviderServer, error) { return provider.NewServer(testVersion), nil },
	}
}
