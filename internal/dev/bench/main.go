// Command bench measures what a plan costs: real Terraform, this provider and a loopback address list, for many blocks
// and for long lists. Each plan is measured beside the same plan with a provider that only replays the answers (floor).
//
// CPU is the user and system time of the whole plan, Terraform's own included. Machines are noisy, so times are medians
// of rounds in turn, and ratios within one run count more than seconds.
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
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const rounds = 5

// scenario is a plan to measure.
type scenario struct {
	name, blocks string
	// prefixes is how many the list has for the region us, 0 for the list of the tests.
	prefixes int

	ours, floor planner
	memoryKiB   int
	requests    int
}

// planner plans with one provider.
type planner struct {
	workspace *tfrun.Workspace
	cpu, wall []time.Duration
}

func main() { tool.Main(func(ctx context.Context) error { return run(ctx, os.Stdout) }) }

func run(ctx context.Context, out io.Writer) (err error) {
	cli, err := tfrun.FindCLI(ctx)
	if err != nil {
		return fmt.Errorf("finding Terraform: %w", err)
	}
	folder, err := os.MkdirTemp("", "konnect-bench-")
	if err != nil {
		return fmt.Errorf("making a scratch folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	built, err := build(ctx, folder)
	if err != nil {
		return err
	}
	server, err := listserver.Start()
	if err != nil {
		return fmt.Errorf("starting the loopback server: %w", err)
	}
	defer server.Close()
	scenarios := []*scenario{
		{name: "no block"},
		{name: "1 konnect_ip_ranges", blocks: blocks(1, "konnect_ip_ranges")},
		{name: "200 equal konnect_ip_ranges", blocks: strings.ReplaceAll(blocks(1, "konnect_ip_ranges"), "{\n", "{\n  count = 200\n")},
		{name: "200 konnect_ip_ranges", blocks: blocks(200, "konnect_ip_ranges")},
		{name: "200 konnect_network_requirements", blocks: blocks(200, "konnect_network_requirements")},
		{name: "200 mixed", blocks: blocks(200, "konnect_ip_ranges", "konnect_network_requirements")},
		{name: "konnect_ip_ranges, 1,000 prefixes", blocks: block("konnect_ip_ranges", 0, "us", false), prefixes: 1_000},
		{name: "konnect_ip_ranges, 10,000 prefixes", blocks: block("konnect_ip_ranges", 0, "us", false), prefixes: 10_000},
		{name: "konnect_ip_ranges, 50,000 prefixes", blocks: block("konnect_ip_ranges", 0, "us", false), prefixes: 50_000},
		{name: "konnect_network_requirements, 2,000 prefixes", blocks: block("konnect_network_requirements", 0, "us", false), prefixes: 2_000},
	}
	defer func() {
		for _, s := range scenarios {
			err = errors.Join(err, s.close())
		}
	}()
	for i, s := range scenarios {
		if err := s.prepare(ctx, cli, server, built, filepath.Join(folder, "answers"+strconv.Itoa(i))); err != nil {
			return err
		}
	}
	for range rounds {
		for _, s := range scenarios {
			if err := s.measure(ctx, server); err != nil {
				return err
			}
		}
	}
	for _, s := range scenarios {
		if err := s.weigh(ctx, built, filepath.Join(folder, "memory")); err != nil {
			return err
		}
	}
	return report(out, cli, scenarios, built.size)
}

// list returns the list of the tests, with this many prefixes for one region where there are any to add.
func list(prefixes int) listserver.Document {
	document := listserver.DemoDocument()
	if prefixes > 0 {
		document.IngressIPs["us"] = listserver.Addresses(0, prefixes)
		delete(document.Regions, "us")
	}
	return document
}

// executables of a run, each in a folder of its own.
type executables struct {
	provider, floor, meter string
	// size is the stripped provider's, in bytes.
	size int64
}

func build(ctx context.Context, folder string) (executables, error) {
	built := executables{}
	for source, path := range map[string]*string{
		".": &built.provider, "internal/dev/bench/floor": &built.floor, "internal/dev/bench/meter": &built.meter,
	} {
		executable, err := tfrun.Build(ctx, source, filepath.Join(folder, filepath.Base(source)+"-bin"), "terraform-provider-konnect")
		if err != nil {
			return executables{}, fmt.Errorf("building %s: %w", source, err)
		}
		*path = executable
	}
	info, err := os.Stat(built.provider)
	if err != nil {
		return executables{}, fmt.Errorf("measuring the provider's size: %w", err)
	}
	built.size = info.Size()
	return built, nil
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

// prepare serves the list, makes the workspaces, and has the floor record its answers.
func (s *scenario) prepare(ctx context.Context, cli tfrun.CLI, server *listserver.Server, built executables, answers string) error {
	path := "/" + filepath.Base(answers) + ".json"
	server.ServeAt(path, list(s.prefixes))
	for planner, executable := range map[*planner]string{&s.ours: built.provider, &s.floor: built.floor} {
		made, err := tfrun.NewWorkspace(cli)
		if err != nil {
			return fmt.Errorf("making a workspace: %w", err)
		}
		planner.workspace = made
		made.Setenv("KONNECT_IP_ADDRESSES_URL", server.BaseURL()+path)
		made.Setenv("BENCH_PROVIDER", built.provider)
		made.Setenv("BENCH_ANSWERS", answers)
		configuration := fmt.Sprintf("terraform {\n  required_providers {\n    konnect = { source = %q }\n  }\n}\n%s", provider.Source, s.blocks)
		if err := errors.Join(made.Write("main.tf", configuration), made.DevOverride(provider.Source, filepath.Dir(executable))); err != nil {
			return fmt.Errorf("preparing a workspace: %w", err)
		}
	}
	return s.plan(ctx, &planner{workspace: s.floor.workspace})
}

func (s *scenario) close() error {
	var err error
	for _, planner := range []planner{s.ours, s.floor} {
		if planner.workspace != nil {
			err = errors.Join(err, planner.workspace.Close())
		}
	}
	return err
}

// plan plans once and notes the times.
func (s *scenario) plan(ctx context.Context, with *planner) error {
	start := time.Now()
	result, err := with.workspace.Run(ctx, "plan", "-no-color")
	if err != nil {
		return fmt.Errorf("planning %s: %w", s.name, err)
	}
	if result.ExitCode != 0 {
		return fmt.Errorf("planning %s: exit code %d\n%s", s.name, result.ExitCode, result.Stderr)
	}
	with.cpu, with.wall = append(with.cpu, result.CPU), append(with.wall, time.Since(start))
	return nil
}

// measure plans once with this provider, whose requests it counts, and once with the floor.
func (s *scenario) measure(ctx context.Context, server *listserver.Server) error {
	server.Reset()
	if err := s.plan(ctx, &s.ours); err != nil {
		return err
	}
	s.requests = max(s.requests, len(server.Requests()))
	return s.plan(ctx, &s.floor)
}

// weigh makes one more plan, with the meter in the provider's place.
func (s *scenario) weigh(ctx context.Context, built executables, notes string) error {
	if err := os.RemoveAll(notes); err != nil {
		return fmt.Errorf("removing old measurements: %w", err)
	}
	workspace := s.ours.workspace
	workspace.Setenv("BENCH_MEMORY", notes)
	if err := workspace.DevOverride(provider.Source, filepath.Dir(built.meter)); err != nil {
		return fmt.Errorf("installing the meter: %w", err)
	}
	if err := s.plan(ctx, &planner{workspace: workspace}); err != nil {
		return err
	}
	text, err := os.ReadFile(notes)
	if errors.Is(err, os.ErrNotExist) {
		return nil // The plan started no process of this provider.
	}
	if err != nil {
		return fmt.Errorf("reading the measurements: %w", err)
	}
	for field := range strings.FieldsSeq(string(text)) {
		peak, err := strconv.Atoi(field)
		if err != nil {
			return fmt.Errorf("reading the measurements: %w", err)
		}
		s.memoryKiB = max(s.memoryKiB, peak)
	}
	return nil
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func ratio(a, b []time.Duration) float64 { return float64(median(a)) / float64(median(b)) }

func report(out io.Writer, cli tfrun.CLI, scenarios []*scenario, size int64) error {
	fmt.Fprintf(out, "%s %s, medians of %d plans each, in turn\n\n", cli.Product, cli.Version, rounds)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "plan\tCPU\tfloor's\tratio\ttime\tfloor's\tprovider's peak memory\trequests\t")
	byName := map[string]*scenario{}
	for _, s := range scenarios {
		byName[s.name] = s
		memory := "-"
		if s.memoryKiB > 0 {
			memory = fmt.Sprintf("%.1f MiB", float64(s.memoryKiB)/1024)
		}
		fmt.Fprintf(table, "%s\t%d ms\t%d ms\t%.2f\t%d ms\t%d ms\t%s\t%d\t\n", s.name, median(s.ours.cpu).Milliseconds(),
			median(s.floor.cpu).Milliseconds(), ratio(s.ours.cpu, s.floor.cpu),
			median(s.ours.wall).Milliseconds(), median(s.floor.wall).Milliseconds(), memory, s.requests)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	fmt.Fprintln(out)
	for _, pair := range [][2]string{
		{"200 konnect_ip_ranges", "1 konnect_ip_ranges"},
		{"konnect_ip_ranges, 10,000 prefixes", "konnect_ip_ranges, 1,000 prefixes"},
		{"konnect_ip_ranges, 50,000 prefixes", "konnect_ip_ranges, 10,000 prefixes"},
	} {
		ours, other := byName[pair[0]].ours, byName[pair[1]].ours
		fmt.Fprintf(out, "%s to %s: CPU %.2f, time %.2f\n", pair[0], pair[1], ratio(ours.cpu, other.cpu), ratio(ours.wall, other.wall))
	}
	// Measured once, in one run on one machine, on 2026-11-25.
	fmt.Fprintln(out, "others, seconds of a plan with 1, 50 and 200 blocks: data \"http\" 0.49, 1.65, 3.80; kong/konnect 0.69, 1.07, 2.15")
	fmt.Fprintf(out, "stripped binary: %.1f MB\n", float64(size)/1e6)
	return nil
}
