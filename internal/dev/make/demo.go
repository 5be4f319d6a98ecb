package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const example = "examples/quickstart"

// demo shows the main job: real Terraform reads an address list through this provider and prints what the network
// needs.
//
// It builds the provider, publishes a realistic list on a loopback port, applies examples/quickstart in a scratch folder
// and prints the rules. With LIVE=1 in the environment it reads Konnect's own list. Nothing of the user's Terraform
// configuration is read or touched, and nothing is left behind.
func demo(ctx context.Context, out io.Writer, _ []string) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	root, err := tfrun.Root()
	if err != nil {
		return err
	}
	if err := errors.Join(
		workspace.CopyFrom(filepath.Join(root, filepath.FromSlash(example))),
		workspace.OverrideWithBuild(ctx, provider.Source),
	); err != nil {
		return err
	}
	live := os.Getenv("LIVE") != ""
	if live {
		fmt.Fprintln(out, "This reads Konnect's own list, now.")
		workspace.InheritNetwork()
	} else {
		server := listserver.Start()
		defer server.Close()
		fmt.Fprintln(out, "These addresses are made up, from a list on this machine. To read Konnect's own: make demo LIVE=1")
		workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	}
	cli := workspace.CLI()
	fmt.Fprintf(out, "%s %s applies %s.\n\n", cli.Product, cli.Version, example)
	applied, err := workspace.Run(ctx, "apply", "-auto-approve", "-json")
	if err != nil {
		return err
	}
	if applied.ExitCode != 0 {
		err := errors.New(firstError(applied.Stdout + applied.Stderr))
		if live {
			return fmt.Errorf("%w Without a way to the internet leave LIVE=1 out: make demo", err)
		}
		return err
	}
	state, err := workspace.Output(ctx, "show", "-json")
	if err != nil {
		return err
	}
	if err := printRules(out, []byte(state)); err != nil {
		return err
	}
	fmt.Fprintln(out, "Next: make install, then copy a firewall from examples/firewalls.")
	return nil
}

// firstError returns the first error in what Terraform prints as JSON, one line of it each message, in one line. Where
// there is none it returns all.
func firstError(printed string) string {
	for line := range strings.Lines(printed) {
		var message struct {
			Diagnostic struct{ Severity, Summary, Detail string }
		}
		if json.Unmarshal([]byte(line), &message) == nil && message.Diagnostic.Severity == "error" {
			return strings.Join(strings.Fields(message.Diagnostic.Summary+": "+message.Diagnostic.Detail), " ")
		}
	}
	return printed
}

// needs are what the example's data source says, as Terraform's state has it.
type needs struct {
	Outbound  map[string]rule `json:"outbound_rules"`
	Inbound   map[string]rule `json:"inbound_rules"`
	Hostnames []string        `json:"hostnames"`
	UpdatedAt string          `json:"updated_at"`
}

type rule struct {
	Protocol   string       `json:"protocol"`
	Port       int          `json:"port"`
	CIDR       netip.Prefix `json:"cidr"`
	Components []string     `json:"components"`
	Regions    []string     `json:"regions"`
}

// printRules prints the rules of `terraform show -json` as tables: who connects to whom.
func printRules(out io.Writer, state []byte) error {
	var document struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Type   string `json:"type"`
					Values needs  `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	if err := json.Unmarshal(state, &document); err != nil {
		return fmt.Errorf("reading Terraform's state: %w", err)
	}
	if resources := document.Values.RootModule.Resources; len(resources) != 1 || resources[0].Type != "konnect_network_requirements" {
		return fmt.Errorf("%s holds %v, wanted one konnect_network_requirements", example, resources)
	}
	read := document.Values.RootModule.Resources[0].Values
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "outbound, from your network to Konnect: %d rules\n", len(read.Outbound))
	fmt.Fprintln(table, "  FROM\tTO\tPORT\tREGION\tFOR")
	for _, rule := range sorted(read.Outbound) {
		rule.print(table, rule.host(), rule.CIDR.String())
	}
	fmt.Fprintf(table, "\ninbound, into your network: %d rules\n", len(read.Inbound))
	fmt.Fprintln(table, "  FROM\tTO\tPORT\tREGION\tFOR")
	for _, rule := range sorted(read.Inbound) {
		rule.print(table, rule.caller(), rule.host())
	}
	fmt.Fprintf(table, "\nthe names behind the outbound addresses, for a proxy or a firewall that looks at names: %d\n", len(read.Hostnames))
	for _, name := range read.Hostnames {
		fmt.Fprintf(table, "  %s\n", name)
	}
	fmt.Fprintf(table, "\nthe list was last changed: %s\n\n", read.UpdatedAt)
	return table.Flush()
}

// sorted orders rules by port, then by address.
func sorted(rules map[string]rule) []rule {
	return slices.SortedFunc(maps.Values(rules), func(a, b rule) int {
		return cmp.Or(cmp.Compare(a.Protocol, b.Protocol), cmp.Compare(a.Port, b.Port), a.CIDR.Compare(b.CIDR))
	})
}

func (r rule) print(out io.Writer, from, to string) {
	region := strings.Join(r.Regions, ", ")
	fmt.Fprintf(out, "  %s\t%s\t%s/%d\t%s\t%s\n", from, to, r.Protocol, r.Port, cmp.Or(region, "-"), strings.Join(r.Components, ", "))
}

const collector = "your collector"

// host is the user's end of a rule. Audit logs come to a collector, which is another host than a data plane.
func (r rule) host() string {
	if slices.Equal(r.Components, []string{"audit_logging"}) {
		return collector
	}
	return "your data planes"
}

// caller is who connects to the user's host.
func (r rule) caller() string {
	if r.host() == collector {
		return "Konnect " + r.CIDR.String()
	}
	return "your clients " + r.CIDR.String()
}
