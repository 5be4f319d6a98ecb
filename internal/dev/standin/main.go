// Package main is one provider binary that stands in, in tests, for the cloud providers of the examples: started as
// terraform-provider-aws it serves hashicorp/aws, and so on.
//
// It is not a cloud and knows no cloud's rules. It serves the resources whose schemas lie under schemas/, each taken
// argument by argument from that provider's public documentation and naming the page, and it keeps what it is told:
// what was planned is what is stored, and a value that the cloud would choose is made from the rest. That is enough to
// run terraform test, apply and plan where the real provider cannot be had. Where it can, the same tests run with the
// real one.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	if err := run(os.Args); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	name, err := providerName(args)
	if err != nil {
		return err
	}
	catalogue, err := load(name)
	if err != nil {
		return err
	}
	return providerserver.Serve(
		context.Background(),
		func() provider.Provider { return &standIn{name: name, catalogue: catalogue} },
		providerserver.ServeOpts{Address: catalogue.Provider.Address, ProtocolVersion: 6},
	)
}

// providerName reads the provider from the file name under which Terraform started the binary, such as
// terraform-provider-aws_v6.0.0.
func providerName(args []string) (string, error) {
	const prefix = "terraform-provider-"
	if len(args) == 0 {
		return "", fmt.Errorf("no program name, want one such as %saws", prefix)
	}
	base := strings.TrimSuffix(filepath.Base(args[0]), ".exe")
	name, found := strings.CutPrefix(base, prefix)
	if !found {
		return "", fmt.Errorf("program name %q, want one such as %saws", base, prefix)
	}
	name, _, _ = strings.Cut(name, "_")
	return name, nil
}
