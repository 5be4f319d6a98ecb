package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"reflect"
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

	ours, floor costs
	requests    int
	memoryKiB   int
}

// costs are the times of the plans with one provider.
type costs struct {
	cpu, wall []time.Duration
}

// bench measures what a plan costs: real Terraform, this provider and a loopback address list, for many blocks and for
// long lists. Each plan is measured beside the same plan with the floor.
//
// CPU is the user and system time of the whole plan, Terraform's own included. Machines are noisy, so times are medians of
// rounds in turn, and ratios within one run count more than seconds.
func bench(ctx context.Context, out io.Writer, _ []string) (err error) {
	folder, err := os.MkdirTemp("", "konnect-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	provided, err := tfrun.BuildProvider(ctx, filepath.Join(folder, "provider"))
	if err != nil {
		return err
	}
	own, err := os.Executable()
	if err != nil {
		return err
	}
	actor := filepath.Join(folder, "actor", filepath.Base(provided))
	if err := errors.Join(os.Mkdir(filepath.Dir(actor), 0o755), tfrun.Link(own, actor)); err != nil {
		return err
	}
	server := listserver.Start()
	defer server.Close()
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	b := benchmark{workspace: workspace, server: server, provider: provided, actor: actor, folder: folder}
	scenarios := scenarios()
	for range rounds {
		for i := range scenarios {
			if err := b.measure(ctx, &scenarios[i]); err != nil {
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
	workspace *tfrun.Workspace
	server    *listserver.Server
	// actor is this executable under the provider's name, for what actAsProvider does.
	provider, actor, folder string
}

// measure plans once with this provider and once with the floor. The first time it makes two more plans: one whose answers
// the floor writes down, and one with the meter.
func (b benchmark) measure(ctx context.Context, s *scenario) error {
	document := listserver.DemoDocument()
	if s.prefixes > 0 {
		document.IngressIPs["us"] = listserver.Addresses(0, s.prefixes)
		delete(document.Regions, "us")
	}
	b.server.Serve(document)
	configuration := fmt.Sprintf("terraform {\n  required_providers {\n    konnect = { source = %q }\n  }\n}\n%s", provider.Source, s.blocks)
	if err := b.workspace.Write("main.tf", configuration); err != nil {
		return err
	}
	recorded := filepath.Join(b.folder, s.name)
	if len(s.ours.cpu) == 0 {
		memory := filepath.Join(b.folder, "memory")
		err := errors.Join(
			os.Mkdir(recorded, 0o755),
			b.plan(ctx, b.actor, map[string]string{answers: recorded, record: "yes"}, nil),
			b.plan(ctx, b.actor, map[string]string{metered: b.provider, notes: memory}, nil))
		if err != nil {
			return err
		}
		if s.memoryKiB, err = highest(memory); err != nil {
			return err
		}
	}
	b.server.Reset()
	if err := b.plan(ctx, b.provider, nil, &s.ours); err != nil {
		return err
	}
	s.requests = len(b.server.Requests())
	return b.plan(ctx, b.actor, map[string]string{answers: recorded}, &s.floor)
}

// plan plans once, in this environment beside the usual one, and notes what it costs.
func (b benchmark) plan(ctx context.Context, executable string, environment map[string]string, noted *costs) error {
	if err := b.workspace.DevOverride(provider.Source, filepath.Dir(executable)); err != nil {
		return err
	}
	for _, name := range []string{answers, record, metered, notes} {
		b.workspace.Setenv(name, environment[name])
	}
	start := time.Now()
	result, err := b.workspace.Run(ctx, "plan", "-no-color")
	if err == nil && result.ExitCode != 0 {
		err = errors.New(result.Stderr)
	}
	if noted != nil {
		noted.cpu, noted.wall = append(noted.cpu, result.CPU), append(noted.wall, time.Since(start))
	}
	return err
}

// The environment in which this executable acts as a provider: the folder of the floor's answers and whether to record
// them, or the provider that the meter runs and the file for its notes.
const (
	answers = "BENCH_ANSWERS"
	record  = "BENCH_RECORD"
	metered = "BENCH_METERED"
	notes   = "BENCH_NOTES"
)

// actAsProvider is the floor or the meter where the environment asks for one.
func actAsProvider() (acted bool, err error) {
	if folder := os.Getenv(answers); folder != "" {
		return true, serveFloor(folder, os.Getenv(record) != "")
	}
	if executable := os.Getenv(metered); executable != "" {
		return true, meter(executable)
	}
	return false, nil
}

// meter runs the provider in its own place, and adds its peak memory in KiB, as Linux counts it, to the notes.
func meter(executable string) error {
	signal.Ignore(os.Interrupt) // Terraform ends its providers itself; the signal is for them.
	command := exec.Command(executable)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		return err
	}
	file, err := os.OpenFile(os.Getenv(notes), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, reflect.Indirect(reflect.ValueOf(command.ProcessState.SysUsage())).FieldByName("Maxrss"))
	return errors.Join(err, file.Close())
}

// highest is the highest number in a file, which it removes.
func highest(file string) (int, error) {
	text, err := os.ReadFile(file)
	most := 0
	for field := range strings.FieldsSeq(string(text)) {
		number, invalid := strconv.Atoi(field)
		most, err = max(most, number), errors.Join(err, invalid)
	}
	return most, errors.Join(err, os.Remove(file))
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func report(out io.Writer, cli tfrun.CLI, scenarios []scenario) error {
	fmt.Fprintf(out, "%s %s, medians of %d plans each, in turn\n\n", cli.Product, cli.Version, rounds)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "plan\tCPU\tfloor's\tratio\ttime\tfloor's\tprovider's peak memory\trequests\t")
	for _, s := range scenarios {
		cpu, least := median(s.ours.cpu), median(s.floor.cpu)
		fmt.Fprintf(table, "%s\t%d ms\t%d ms\t%.2f\t%d ms\t%d ms\t%.1f MiB\t%d\t\n", s.name,
			cpu.Milliseconds(), least.Milliseconds(), float64(cpu)/float64(least),
			median(s.ours.wall).Milliseconds(), median(s.floor.wall).Milliseconds(), float64(s.memoryKiB)/1024, s.requests)
	}
	return table.Flush()
}
