// Command terraform-provider-konnect is a Terraform provider that tells a network what Kong Konnect needs.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// development is the version of a build that no release made.
const development = "dev"

// version is set by the linker in releases.
var version = development

func main() {
	debugger := flag.Bool("debug", false, "print how to attach Terraform to this process, for use under a debugger")
	printVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *printVersion {
		fmt.Println(buildVersion())
		return
	}
	options := providerserver.ServeOpts{Address: provider.Address, Debug: *debugger, ProtocolVersion: 6}
	if err := providerserver.Serve(context.Background(), provider.New(buildVersion()), options); err != nil {
		fmt.Fprintln(os.Stderr, "terraform-provider-konnect:", err)
		os.Exit(1)
	}
}

// buildVersion returns the release's version, or that of the module where the go command built it from one.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if version != development || !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return version
	}
	return info.Main.Version
}
