// Command provider serves the sample provider to Terraform.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest/testdata/sample"
)

func main() {
	err := providerserver.Serve(context.Background(), sample.New, providerserver.ServeOpts{
		Address:         "registry.terraform.io/konnect-network/sample",
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}
