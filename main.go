// Terraform-provider-konnect serves the provider to Terraform and OpenTofu,
// which start it and speak plugin protocol 6 with it.
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

// The release build sets both through the linker.
var (
	version = "dev"
	commit  = ""
)

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	debugger := flag.Bool("debug", false, "wait for a debugger and print how to attach Terraform to this process")
	flag.Parse()

	if *showVersion {
		fmt.Println(versionLine())

		return
	}

	err := providerserver.Serve(context.Background(), provider.New(buildVersion()), providerserver.ServeOpts{
		Address: provider.Address,
		Debug:   *debugger,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func versionLine() string {
	line := "terraform-provider-konnect " + buildVersion()
	if commit != "" {
		line += " (" + commit + ")"
	}

	return line
}

// buildVersion is the linker's version or else the one that `go install
// module@version` and builds in a git checkout leave in the executable.
func buildVersion() string {
	if version != "dev" {
		return version
	}

	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return version
	}

	return info.Main.Version
}
