package acctest_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest/testdata/sample"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// With and without a terraform block: the sources that a configuration states and those that terraform-plugin-testing
// adds must both reach the factory.
func TestProtoV6ProviderFactories(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	check := []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("code", knownvalue.Int64Exact(200))}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.ProtoV6ProviderFactories("sample", providerserver.NewProtocol6(sample.New())),
		Steps: []resource.TestStep{
			{
				Config: `
data "sample_status" "this" { url = "` + server.URL() + `" }
output "code" { value = data.sample_status.this.code }
`,
				ConfigStateChecks: check,
			},
			{
				Config: `
terraform {
  required_providers {
    sample = {
      source  = "konnect-network/sample"
      version = ">= 0.0.0"
    }
  }
}
data "sample_status" "this" { url = "` + server.URL() + `" }
output "code" { value = data.sample_status.this.code }
`,
				ConfigStateChecks: check,
			},
		},
	})
}
