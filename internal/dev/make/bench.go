package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const rounds = 5

// scenario is a plan to measure.
type scenario struct {
	name, blocks string
	// prefixes is how many the list has for the region us, 0 for the list of the tests.
	prefixes int

	ours, floor []time.Duration
	requests    int
	memoryKiB   int
}

// bench measures what a plan costs: real Terraform, this provider and a loopback address list, for many blocks and for
// long lists. Each plan is measured beside the same plan with a provider that only replays the answers (floor).
//
// It measures the user and system time of the whole plan, Terraform's own included. Machines are noisy, so times are
// medians of rounds in turn, and ratios within one run count more than seconds.
func bench(ctx context.Context, out io.Writer, _ []string) (err error) {
	folder, err := os.MkdirTemp("", "konnect-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	ours, err := tfrun.BuildProvider(ctx, filepath.Join(folder, "ours"))
	if err != nil {
		return err
	}
	floor, err := tfrun.Build(ctx, "internal/dev/make/floor", filepath.Join(folder, "floor"), product)
	if err != nil {
		return err
	}
	server := listserver.Start()
	defer server.Close()
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	b := benchmark{workspace: workspace, server: server, folder: folder, ours: ours, floor: floor}
	scenarios := scenarios()
	for round := range 1 + rounds {
		for i := range scenarios {
			if err := b.measure(ctx, &scenarios[i], round); err != nil {
				return fmt.Errorf("measuring %s: %w", scenarios[i].name, err)
			}
		}
	}
	return report(out, workspace.CLI(), scenarios)
}

func scenarios() []scenario {
	const ranges, requirements = "konnect_ip_ranges", "konnect_network_requirements"
	return []scenario{
		{name: "no block"},
		{name: "1 konnect_ip_ranges", blocks: blocks(1, ranges)},
		{name: "200 equal konnect_ip_ranges", blocks: strings.ReplaceAll(blocks(1, ranges), "{\n", "{\n  count = 200\n")},
		{name: "200 konnect_ip_ranges", blocks: blocks(200, ranges)},
		{name: "200 konnect_network_requirements", blocks: blocks(200, requirements)},
		{name: "200 mixed", blocks: blocks(200, ranges, requirements)},
		{name: "konnect_ip_ranges, 1,000 prefixes", blocks: block(ranges, 0, "us", false), prefixes: 1_000},
		{name: "konnect_ip_ranges, 10,000 prefixes", blocks: block(ranges, 0, "us", false), prefixes: 10_000},
		{name: "konnect_ip_ranges, 50,000 prefixes", blocks: block(ranges, 0, "us", false), prefixes: 50_000},
		{name: "konnect_network_requirements, 2,000 prefixes", blocks: block(requirements, 0, "us", false), prefixes: 2_000},
	}
}

// blocks returns data blocks of these kinds in turn, with different arguments.
func blocks(n int, kinds ...string) string {
	regions := []string{"au", "eu", "in", "me", "sg", "us"}
	var text strings.Builder
	for i := range n {
		text.WriteString(block(kinds[i%len(kinds)], i, regions[i%len(regions)], i%3 == 0))
	}
	return text.String()
}

// block returns a data block that differs from that of any other number.
func block(kind string, number int, region string, aggregate bool) string {
	oldest := time.Date(2020, time.January, number+1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)
	return fmt.Sprintf("data %q \"b%d\" {\n  regions             = [%q]\n  aggregate           = %t\n  minimum_update_date = %q\n}\n",
		kind, number, region, aggregate, oldest)
}

// benchmark is what all scenarios share.
type benchmark struct {
	workspace           *tfrun.Workspace
	server              *listserver.Server
	folder, ours, floor string
}

// measure plans once with each provider. In round 0 the floor records the answers of this one, and then its memory.
func (b benchmark) measure(ctx context.Context, s *scenario, round int) error {
	document := listserver.DemoDocument()
	if s.prefixes > 0 {
		document.IngressIPs["us"] = listserver.Addresses(0, s.prefixes)
		delete(document.Regions, "us")
	}
	b.server.Serve(document)
	b.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", b.server.URL())
	notes := filepath.Join(b.folder, strings.ReplaceAll(s.name, " ", "-"))
	b.workspace.Setenv("BENCH_ANSWERS", notes)
	b.workspace.Setenv("BENCH_METERED", "")
	configuration := fmt.Sprintf("terraform {\n  required_providers {\n    konnect = { source = %q }\n  }\n}\n%s", provider.Source, s.blocks)
	if err := b.workspace.Write("main.tf", configuration); err != nil {
		return err
	}
	floor, err := b.plan(ctx, b.floor)
	if err != nil {
		return err
	}
	if round == 0 {
		b.workspace.Setenv("BENCH_METERED", b.ours)
		b.workspace.Setenv("BENCH_MEMORY", notes+".memory")
		if _, err := b.plan(ctx, b.floor); err != nil {
			return err
		}
		s.memoryKiB, err = memory(notes + ".memory")
		return err
	}
	b.server.Reset()
	ours, err := b.plan(ctx, b.ours)
	s.requests = max(s.requests, len(b.server.Requests()))
	s.ours, s.floor = append(s.ours, ours), append(s.floor, floor)
	return err
}

func (b benchmark) plan(ctx context.Context, executable string) (time.Duration, error) {
	if err := b.workspace.DevOverride(provider.Source, filepath.Dir(executable)); err != nil {
		return 0, err
	}
	result, err := b.workspace.Run(ctx, "plan", "-no-color")
	if err == nil && result.ExitCode != 0 {
		err = errors.New(result.Stderr)
	}
	return result.CPU, err
}

// memory is the highest of what the processes of a plan have noted.
func memory(notes string) (int, error) {
	text, err := os.ReadFile(notes)
	if err != nil && !errors.Is(err, os.ErrNotExist) { // Without a block no provider runs.
		return 0, err
	}
	highest := 0
	for field := range strings.FieldsSeq(string(text)) {
		peak, err := strconv.Atoi(field)
		if err != nil {
			return 0, err
		}
		highest = max(highest, peak)
	}
	return highest, nil
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func report(out io.Writer, cli tfrun.CLI, scenarios []scenario) error {
	fmt.Fprintf(out, "%s %s, medians of %d plans each, in turn\n\n", cli.Product, cli.Version, rounds)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "plan\tCPU\tfloor's\tratio\tprovider's peak memory\trequests\t")
	for _, s := range scenarios {
		ours, floor := median(s.ours), median(s.floor)
		fmt.Fprintf(table, "%s\t%d ms\t%d ms\t%.2f\t%.1f MiB\t%d\t\n", s.name, ours.Milliseconds(), floor.Milliseconds(),
			float64(ours)/float64(floor), float64(s.memoryKiB)/1024, s.requests)
	}
	return table.Flush()
}
