// Terraform-provider-konnect serves the provider to Terraform and OpenTofu, which start it and speak plugin protocol 6
// with it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

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
	// A provider lives for one plan and holds little. Collecting less often saves 5 % of the CPU of a plan of 200 blocks, for
	// some megabytes; near the limit it collects as often as it must.
	const percent, limit = 400, 256 << 20
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(limit)
	var options []tf6server.ServeOpt
	if *debugger {
		options = append(options, tf6server.WithManagedDebug())
	} else if err := quiet(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	err := tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer { return provider.NewServer(buildVersion()) }, options...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// quiet turns the log off where no one asks for it. The provider would write some 200 lines for each block, which
// Terraform reads and throws away: half of the time of a plan with many blocks.
// https://developer.hashicorp.com/terraform/plugin/log/managing
func quiet() error {
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		if value != "" && !strings.EqualFold(value, "off") &&
			(name == "TF_LOG" || strings.HasPrefix(name, "TF_LOG_PROVIDER") || strings.HasPrefix(name, "TF_LOG_SDK")) {
			return nil
		}
	}
	return errors.Join(os.Setenv("TF_LOG_SDK", "off"), os.Setenv("TF_LOG_PROVIDER_KONNECT", "off"))
}

func versionLine() string {
	line := "terraform-provider-konnect " + buildVersion()
	if commit != "" {
		line += " (" + commit + ")"
	}
	return line
}

// buildVersion is the linker's version or else the one that `go install module@version` and builds in a git checkout
// leave in the executable.
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
