// Command bench measures what a plan costs: real Terraform, this provider and a loopback address list, for many blocks and
// for long lists. Each plan is measured beside the same plan with a provider that only replays the answers (floor).
//
// A cost is the user and system time of the whole plan, Terraform's own included. Machines are noisy, so costs are medians
// of rounds in turn, and ratios within one run count more than seconds.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/repository"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

const rounds = 5

// regions are the regions of the list, one for each length to measure, and those of the small list.
var (
	regions = []string{"au", "eu", "in", "me", "sg", "us"}
	lengths = map[string]int{"k1": 1_000, "k2": 2_000, "k10": 10_000, "k50": 50_000}
)

// scenario is a plan to measure.
type scenario struct {
	name, blocks string

	ours, floor *tfrun.Workspace
	costs       costs
	memoryKiB   int
	requests    int
}

type costs struct{ ours, floor []time.Duration }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called.
	}
}

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
	server.Serve(longLists())

	scenarios := []*scenario{
		{name: "no block"},
		{name: "1 konnect_ip_ranges", blocks: blocks(1, "konnect_ip_ranges")},
		{name: "200 konnect_ip_ranges", blocks: blocks(200, "konnect_ip_ranges")},
		{name: "200 konnect_network_requirements", blocks: blocks(200, "konnect_network_requirements")},
		{name: "200 mixed", blocks: blocks(200, "konnect_ip_ranges", "konnect_network_requirements")},
		{name: "konnect_ip_ranges, 1,000 prefixes", blocks: block("konnect_ip_ranges", 0, "k1", false)},
		{name: "konnect_ip_ranges, 10,000 prefixes", blocks: block("konnect_ip_ranges", 0, "k10", false)},
		{name: "konnect_ip_ranges, 50,000 prefixes", blocks: block("konnect_ip_ranges", 0, "k50", false)},
		{name: "konnect_network_requirements, 2,000 prefixes", blocks: block("konnect_network_requirements", 0, "k2", false)},
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

// longLists returns the list of the tests, with a region for each length to measure.
func longLists() listserver.Document {
	document := listserver.DemoDocument()
	first := netip.MustParseAddr("20.0.0.0").As4()
	next := uint32(first[0]) << 24
	for region, length := range lengths {
		for range length {
			next += 2 // Not adjacent, so that nothing could be merged.
			address := netip.AddrFrom4([4]byte{byte(next >> 24), byte(next >> 16), byte(next >> 8), byte(next)})
			document.IngressIPs[region] = append(document.IngressIPs[region], address.String())
		}
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
		executable, err := repository.Build(ctx, source, filepath.Join(folder, filepath.Base(source)+"-bin"), "terraform-provider-konnect")
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
	var text strings.Builder
	for i := range n {
		text.WriteString(block(kinds[i%len(kinds)], i, regions[i%len(regions)], i%3 == 0))
	}
	return text.String()
}

func block(kind string, number int, region string, aggregate bool) string {
	return fmt.Sprintf("data %q \"b%d\" {\n  regions   = [%q]\n  aggregate = %t\n}\n", kind, number, region, aggregate)
}

// prepare makes the workspaces, and has the floor record its answers.
func (s *scenario) prepare(ctx context.Context, cli tfrun.CLI, server *listserver.Server, built executables, answers string) error {
	for workspace, executable := range map[**tfrun.Workspace]string{&s.ours: built.provider, &s.floor: built.floor} {
		made, err := tfrun.NewWorkspace(cli)
		if err != nil {
			return fmt.Errorf("making a workspace: %w", err)
		}
		*workspace = made
		made.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
		made.Setenv("BENCH_PROVIDER", built.provider)
		made.Setenv("BENCH_ANSWERS", answers)
		configuration := fmt.Sprintf("terraform {\n  required_providers {\n    konnect = { source = %q }\n  }\n}\n%s", provider.Source, s.blocks)
		if err := errors.Join(made.Write("main.tf", configuration), made.DevOverride(provider.Source, filepath.Dir(executable))); err != nil {
			return fmt.Errorf("preparing a workspace: %w", err)
		}
	}
	_, err := s.plan(ctx, s.floor)
	return err
}

func (s *scenario) close() error {
	var err error
	for _, workspace := range []*tfrun.Workspace{s.ours, s.floor} {
		if workspace != nil {
			err = errors.Join(err, workspace.Close())
		}
	}
	return err
}

func (s *scenario) plan(ctx context.Context, workspace *tfrun.Workspace) (time.Duration, error) {
	result, err := workspace.Run(ctx, "plan", "-no-color")
	if err != nil {
		return 0, fmt.Errorf("planning %s: %w", s.name, err)
	}
	if result.ExitCode != 0 {
		return 0, fmt.Errorf("planning %s: exit code %d\n%s", s.name, result.ExitCode, result.Stderr)
	}
	return result.CPU, nil
}

// measure plans once with this provider, whose requests it counts, and once with the floor.
func (s *scenario) measure(ctx context.Context, server *listserver.Server) error {
	server.Reset()
	ours, err := s.plan(ctx, s.ours)
	if err != nil {
		return err
	}
	s.requests = max(s.requests, len(server.Requests()))
	floor, err := s.plan(ctx, s.floor)
	if err != nil {
		return err
	}
	s.costs.ours, s.costs.floor = append(s.costs.ours, ours), append(s.costs.floor, floor)
	return nil
}

// weigh makes one more plan, with the meter in the provider's place.
func (s *scenario) weigh(ctx context.Context, built executables, notes string) error {
	if err := os.RemoveAll(notes); err != nil {
		return fmt.Errorf("removing old measurements: %w", err)
	}
	s.ours.Setenv("BENCH_MEMORY", notes)
	if err := s.ours.DevOverride(provider.Source, filepath.Dir(built.meter)); err != nil {
		return fmt.Errorf("installing the meter: %w", err)
	}
	if _, err := s.plan(ctx, s.ours); err != nil {
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
	fmt.Fprintln(table, "plan\tCPU\tfloor\tto the floor\tprovider's peak memory\trequests\t")
	byName := map[string]*scenario{}
	for _, s := range scenarios {
		byName[s.name] = s
		memory := "-"
		if s.memoryKiB > 0 {
			memory = fmt.Sprintf("%.1f MiB", float64(s.memoryKiB)/1024)
		}
		fmt.Fprintf(table, "%s\t%d ms\t%d ms\t%.2f\t%s\t%d\t\n", s.name, median(s.costs.ours).Milliseconds(),
			median(s.costs.floor).Milliseconds(), ratio(s.costs.ours, s.costs.floor), memory, s.requests)
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
		fmt.Fprintf(out, "%s to %s: %.2f\n", pair[0], pair[1], ratio(byName[pair[0]].costs.ours, byName[pair[1]].costs.ours))
	}
	// Measured once, in one run on one machine, on 2026-11-25.
	fmt.Fprintln(out, "others, seconds of a plan with 1, 50 and 200 blocks: data \"http\" 0.49, 1.65, 3.80; kong/konnect 0.69, 1.07, 2.15")
	fmt.Fprintf(out, "stripped binary: %.1f MB\n", float64(size)/1e6)
	return nil
}
