package examplestest

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

var fenced = regexp.MustCompile("(?s)```[a-z]+\n(.*?)```")

// pageBlocks returns the code blocks of a page by the heading above them, without one those at the start.
func pageBlocks(t *testing.T, page string) map[string][]string {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "templates", filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	for section := range strings.SplitSeq("\n"+string(text), "\n## ") {
		title, _, _ := strings.Cut(section, "\n")
		for _, block := range fenced.FindAllStringSubmatch(section, -1) {
			blocks[title] = append(blocks[title], block[1])
		}
	}
	return blocks
}

// pageRun makes a run for what a page shows, which leaves out what each user has: the providers and a security group.
func pageRun(t *testing.T, server *listserver.Server, standIn, providers string) run {
	t.Helper()
	run := run{t: t, workspace: acctest.NewTestWorkspace(t), cli: acctest.TestCLI(t), folder: "."}
	if !run.allowed("1.5.0") {
		t.Skip("older ones have no import block")
	}
	run.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	run.mirror(source, "0.1.0", acctest.ProviderBinary(t))
	for _, other := range []cloud{aws, kong, {source: "hashicorp/http", version: "3.5.0"}} {
		run.mirror(other.source, other.version, standIn)
	}
	run.write("versions.tf", "terraform {\n  required_providers {\n    "+providers+
		"\n  }\n}\n\nvariable \"security_group_id\" {\n  default = \"sg-0123456789abcdef0\"\n}\n")
	return run
}

const ourProvider = `konnect = { source = "konnect-network/konnect" }`

// TestExamplesOfAcceptedRanges runs what the page of the resource says to write, and looks in an outage where the page says
// that it shows.
func TestExamplesOfAcceptedRanges(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	run := pageRun(t, server, buildStandIn(t), ourProvider)
	run.write("main.tf", pageBlocks(t, "resources/accepted_ip_ranges.md.tmpl")["Write this"][0])
	run.must(0, "init")
	if made := run.apply().managed(); len(made) != 1+len(listserver.DemoDocument().IngressIPs["us"])+len(listserver.DemoDocument().IngressIPs["eu"]) {
		t.Errorf("made %v", made)
	}
	for _, published := range []listserver.Document{listserver.DemoDocument(), {}} {
		server.Serve(published)
		planned := run.plan()
		if planned.exitCode != 0 {
			t.Errorf("a plan changes %v, %v", planned.changes, planned.errors)
		}
		var shown struct {
			Checks []struct {
				Status string `json:"status"`
			} `json:"checks"`
		}
		run.decode(&shown, "show", "-json", savedPlan)
		want := "pass"
		if published.UpdateDate == "" {
			want = "fail"
		}
		if len(shown.Checks) != 1 || shown.Checks[0].Status != want {
			t.Errorf("checks %v, want %s", shown.Checks, want)
		}
	}
}

// TestExamplesOfTheNetwork plans the blocks of the guide.
func TestExamplesOfTheNetwork(t *testing.T) {
	t.Parallel()
	published := listserver.DemoDocument()
	want := map[string]string{}
	for _, address := range published.EgressIPs["eu"] {
		want[`aws_vpc_security_group_ingress_rule.gitlab["`+address+`/32"]`] = "create"
	}
	run := pageRun(t, listserver.NewServer(t), buildStandIn(t), ourProvider)
	blocks := pageBlocks(t, "guides/network.md")
	run.write("addresses.tf", blocks["Only configuration and telemetry"][0])
	run.write("servers.tf", blocks["Servers of yours that Konnect calls"][0])
	run.write("outputs.tf", "output \"cidrs\" {\n  value = data.konnect_network_requirements.this.ingress_ipv4_cidrs\n}\n")
	run.must(0, "init")
	if diff := cmp.Diff(want, run.apply().managed()); diff != "" {
		t.Errorf("what is made (-want +got):\n%s", diff)
	}
	var allowed, named []string
	run.decode(&allowed, "output", "-json", "cidrs")
	for _, hostname := range []string{"us.cp.konghq.com", "us.tp.konghq.com"} {
		for _, address := range published.Regions["us"][hostname] {
			named = append(named, address+"/32")
		}
	}
	slices.Sort(named)
	if diff := cmp.Diff(named, allowed); diff != "" {
		t.Errorf("the addresses of configuration and telemetry (-want +got):\n%s", diff)
	}
}

// TestExamplesOfMoving follows the guide: each source of addresses is applied, replaced by what the page says, and planned.
// Then the rules get the keys of konnect_network_requirements.
func TestExamplesOfMoving(t *testing.T) {
	t.Parallel()
	const rule = `aws_vpc_security_group_egress_rule.konnect["`
	page, standIn := pageBlocks(t, "guides/coming-from.md"), buildStandIn(t)
	published := listserver.DemoDocument()
	described := map[string]string{}
	for _, address := range published.IngressIPs["us"] {
		described[rule+"tcp/443/"+address+`/32"]`] = "update"
	}
	accepted := map[string]string{"konnect_accepted_ip_ranges.this": "update"}
	for _, address := range published.IngressIPs["us"] {
		accepted[rule+address+`/32"]`] = "create"
	}
	waiting := map[string]string{rule + `tcp/443/192.0.2.200/32"]`: "update"}
	maps.Copy(waiting, described)
	delete(accepted, rule+`18.220.4.10/32"]`)
	delete(accepted, rule+`192.0.2.66/32"]`)
	for _, test := range []struct {
		heading, providers string
		want, described    map[string]string
	}{
		{
			heading:   `From data "http"`,
			providers: ourProvider,
			want:      map[string]string{},
			described: described,
		},
		{
			heading:   "From kong/konnect",
			providers: "konnect = { source = \"kong/konnect\" }\n    konnect-network = { source = \"konnect-network/konnect\" }",
			want:      map[string]string{},
		},
		{
			heading:   "From a hand-written list",
			providers: ourProvider,
			want:      accepted,
			described: waiting,
		},
	} {
		t.Run(test.heading, func(t *testing.T) {
			t.Parallel()
			run := pageRun(t, listserver.NewServer(t), standIn, test.providers)
			run.write("rules.tf", page[""][0])
			run.write("addresses.tf", page[test.heading][0])
			run.must(0, "init")
			run.apply()
			run.write("addresses.tf", page[test.heading][1])
			run.must(0, "init")
			if diff := cmp.Diff(test.want, run.plan().managed()); diff != "" {
				t.Errorf("the plan after the move (-want +got):\n%s", diff)
			}
			run.must(0, "apply", savedPlan)
			if test.described == nil {
				return
			}
			run.moveKeys(page["Then to rules with ports and descriptions"], len(test.want) > 0)
			if diff := cmp.Diff(test.described, run.plan().managed()); diff != "" {
				t.Errorf("the plan with other keys (-want +got):\n%s", diff)
			}
		})
	}
}

// moveKeys runs the page's shell command, whose first part lists the rules in the state, and writes its configuration. With accepted
// ranges the data source takes them.
func (r run) moveKeys(blocks []string, accepted bool) {
	r.t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		r.t.Skip("without a shell")
	}
	list, rest, _ := strings.Cut(blocks[0], "|\n")
	command := exec.CommandContext(r.t.Context(), shell, "-c", rest)
	command.Dir = r.workspace.Dir
	command.Stdin = strings.NewReader(r.must(0, strings.Fields(list)[1:]...).Stdout)
	if output, err := command.CombinedOutput(); err != nil {
		r.t.Fatalf("%s: %s", err, output)
	}
	rules := blocks[1]
	if accepted {
		rules = strings.Replace(rules, "  components = [\"gateway\"]\n", "  components = [\"gateway\"]\n  accepted   = local.accepted\n", 1)
	} else {
		r.write("addresses.tf", "")
	}
	r.write("rules.tf", rules)
}
