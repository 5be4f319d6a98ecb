// Package main is one provider binary that stands in, in tests, for the cloud providers of the examples: started as
// terraform-provider-aws it serves hashicorp/aws, and so on.
//
// It is not a cloud and knows no cloud's rules. It serves the resources and data sources whose schemas lie under
// schemas/, each taken argument by argument from that provider's public documentation and naming the page. What was
// planned is what is stored, a value that the cloud would choose is made from the rest, and a data source answers what
// its file says. That is enough to run terraform test, apply and plan where the real provider can't be had. Where it
// can, the same tests run with the real one.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

func main() {
	if err := run(os.Args[0]); err != nil {
		log.Fatal(err)
	}
}

func run(program string) error {
	name, err := providerName(program)
	if err != nil {
		return err
	}
	served, err := load(name)
	if err != nil {
		return err
	}
	return tf6server.Serve(served.address, func() tfprotov6.ProviderServer { return served })
}

// providerName reads the provider from the file name under which Terraform started the binary, such as
// terraform-provider-aws_v6.0.0.
func providerName(program string) (string, error) {
	const prefix = "terraform-provider-"
	base := strings.TrimSuffix(filepath.Base(program), ".exe")
	name, found := strings.CutPrefix(base, prefix)
	if !found {
		return "", fmt.Errorf("program name %q, want one such as %saws", base, prefix)
	}
	name, _, _ = strings.Cut(name, "_")
	return name, nil
}
