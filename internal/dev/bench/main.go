// Command bench measures whole plans: real Terraform, this provider and a loopback address list, for 0, 1, 50 and 200 data
// blocks, and for 1 and 200 blocks of a bare provider. Machines are noisy, so times are medians of rounds in turn, and ratios to
// the empty plan of the same run count more than seconds.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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
)

const (
	rounds    = 7
	namespace = "konnect-network/"
	prefix    = "terraform-provider-"
)

// scenario is a plan to measure.
type scenario struct {
	name   string
	config string

	workspace *tfrun.Workspace
	times     []time.Duration
	memoryKiB int
	requests  int
}

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
	binaries, err := build(ctx, folder)
	if err != nil {
		return err
	}
	server, err := listserver.Start()
	if err != nil {
		return fmt.Errorf("starting the loopback server: %w", err)
	}
	defer server.Close()

	scenarios := []*scenario{
		{name: "no block", config: terraformBlock("konnect")},
		{name: "1 block, bare provider", config: terraformBlock("bare") + bareBlocks(1)},
		{name: "1 block", config: terraformBlock("konnect") + blocks(1)},
		{name: "50 blocks", config: terraformBlock("konnect") + blocks(50)},
		{name: "200 blocks", config: terraformBlock("konnect") + blocks(200)},
		{name: "200 blocks, bare provider", config: terraformBlock("bare") + bareBlocks(200)},
	}
	defer func() {
		for _, s := range scenarios {
			err = errors.Join(err, s.close())
		}
	}()
	for _, s := range scenarios {
		if err := s.prepare(cli, server, binaries); err != nil {
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
		if err := s.weigh(ctx, binaries, filepath.Join(folder, "memory")); err != nil {
			return err
		}
	}
	return report(out, cli, scenarios, binaries.size)
}

// binaries are the executables of a run, each in a folder of its own.
type binaries struct {
	provider, bare, meter string
	// size is the stripped provider's, in bytes.
	size int64
}

func build(ctx context.Context, folder string) (binaries, error) {
	built := binaries{}
	for _, target := range []struct {
		path   *string
		source string
		name   string
	}{
		{&built.provider, ".", prefix + "konnect"},
		{&built.bare, "internal/dev/bench/bare", prefix + "bare"},
		{&built.meter, "internal/dev/bench/meter", prefix + "konnect"},
	} {
		path, err := repository.Build(ctx, target.source, filepath.Join(folder, filepath.Base(target.source)+"-bin"), target.name)
		if err != nil {
			return binaries{}, fmt.Errorf("building %s: %w", target.name, err)
		}
		*target.path = path
	}
	info, err := os.Stat(built.provider)
	if err != nil {
		return binaries{}, fmt.Errorf("measuring the provider's size: %w", err)
	}
	built.size = info.Size()
	return built, nil
}

func terraformBlock(name string) string {
	return fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n", name, namespace+name)
}

// blocks returns data blocks of both kinds that read the address list, with different arguments.
func blocks(n int) string {
	regions := []string{"au", "eu", "in", "me", "sg", "us"}
	var text strings.Builder
	for i := range n {
		kind, region := "konnect_network_requirements", regions[i%len(regions)]
		if i%2 == 1 {
			kind = "konnect_ip_ranges"
		}
		fmt.Fprintf(&text, "data %q \"b%d\" {\n  regions   = [%q]\n  aggregate = %t\n}\n", kind, i, region, i%3 == 0)
	}
	return text.String()
}

// bareBlocks returns data blocks of the bare provider. What many of them cost is Terraform's and the framework's share.
func bareBlocks(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "data \"bare_static\" \"b%d\" {}\n", i)
	}
	return text.String()
}

func (s *scenario) prepare(cli tfrun.CLI, server *listserver.Server, built binaries) error {
	var err error
	if s.workspace, err = tfrun.NewWorkspace(cli); err != nil {
		return fmt.Errorf("making a workspace: %w", err)
	}
	s.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	s.workspace.Setenv("BENCH_PROVIDER", built.provider)
	return errors.Join(
		s.workspace.Write("main.tf", s.config),
		s.workspace.DevOverride(namespace+"konnect", filepath.Dir(built.provider)),
		s.workspace.DevOverride(namespace+"bare", filepath.Dir(built.bare)),
	)
}

func (s *scenario) close() error {
	if s.workspace == nil {
		return nil
	}
	return s.workspace.Close() //nolint:wrapcheck // The error says all.
}

func (s *scenario) plan(ctx context.Context) error {
	result, err := s.workspace.Run(ctx, "plan", "-no-color", "-refresh=true")
	if err != nil {
		return fmt.Errorf("planning %s: %w", s.name, err)
	}
	if result.ExitCode != 0 {
		return fmt.Errorf("planning %s: exit code %d\n%s", s.name, result.ExitCode, result.Stderr)
	}
	return nil
}

// measure times one plan and counts its requests.
func (s *scenario) measure(ctx context.Context, server *listserver.Server) error {
	server.Reset()
	start := time.Now()
	if err := s.plan(ctx); err != nil {
		return err
	}
	s.times = append(s.times, time.Since(start))
	s.requests = max(s.requests, len(server.Requests()))
	return nil
}

// weigh makes one more plan, with the meter in the provider's place.
func (s *scenario) weigh(ctx context.Context, built binaries, notes string) error {
	if err := os.RemoveAll(notes); err != nil {
		return fmt.Errorf("removing old measurements: %w", err)
	}
	s.workspace.Setenv("BENCH_MEMORY", notes)
	if err := s.workspace.DevOverride(namespace+"konnect", filepath.Dir(built.meter)); err != nil {
		return fmt.Errorf("installing the meter: %w", err)
	}
	if err := s.plan(ctx); err != nil {
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

func (s *scenario) median() time.Duration {
	slices.Sort(s.times)
	return s.times[len(s.times)/2]
}

func report(out io.Writer, cli tfrun.CLI, scenarios []*scenario, size int64) error {
	const mebi = 1 << 20
	fmt.Fprintf(out, "%s %s, medians of %d plans each, in turn\n\n", cli.Product, cli.Version, rounds)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "plan\ttime\tto no block\tprovider's peak memory\trequests\t")
	empty := scenarios[0].median()
	for _, s := range scenarios {
		memory := "-"
		if s.memoryKiB > 0 {
			memory = fmt.Sprintf("%.1f MiB", float64(s.memoryKiB)/(mebi>>10))
		}
		fmt.Fprintf(table, "%s\t%d ms\t%.2f\t%s\t%d\t\n", s.name, s.median().Milliseconds(), ratio(s.median(), empty), memory, s.requests)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	bareOne, one, most, bareMost := scenarios[1].median(), scenarios[2].median(), scenarios[4].median(), scenarios[5].median()
	fmt.Fprintf(out, "\n200 blocks to 1 block: %.2f (bare provider: %.2f)\n", ratio(most, one), ratio(bareMost, bareOne))
	fmt.Fprintf(out, "1 block to the bare provider's: %.2f\n", ratio(one, bareOne))
	fmt.Fprintf(out, "stripped binary: %.1f MB\n", float64(size)/1e6)
	return nil
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
