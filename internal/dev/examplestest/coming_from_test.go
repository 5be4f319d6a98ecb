package examplestest

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

var (
	heading = regexp.MustCompile(`\n#+ `)
	fenced  = regexp.MustCompile("(?s)```[a-z]+\n(.*?)```")
)

// movingPage returns the code blocks of the guide for people who come from elsewhere, by the heading above them.
func movingPage(t *testing.T) map[string][]string {
	t.Helper()
	root, err := tfrun.Root()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "templates", "guides", "coming-from.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	for _, section := range heading.Split(string(text), -1) {
		title, _, _ := strings.Cut(section, "\n")
		for _, block := range fenced.FindAllStringSubmatch(section, -1) {
			blocks[title] = append(blocks[title], block[1])
		}
	}
	return blocks
}

// TestExamplesOfMoving follows the guide: each source of addresses is applied, replaced by what the page says, and planned.
// Then the rules get the keys of konnect_network_requirements.
func TestExamplesOfMoving(t *testing.T) {
	t.Parallel()
	const rule = `aws_vpc_security_group_egress_rule.konnect["`
	http, page, standIn := cloud{source: "hashicorp/http", version: "3.5.0"}, movingPage(t), buildStandIn(t)
	published := listserver.DemoDocument()
	described := map[string]string{}
	for _, address := range published.IngressIPs["us"] {
		described[rule+"tcp/443/"+address+`/32"]`] = "update"
	}
	accepted := map[string]string{"konnect_accepted_ip_ranges.this": "update"}
	for _, address := range append(published.IngressIPs["us"], published.IngressIPs["global"]...) {
		accepted[rule+address+`/32"]`] = "create"
	}
	delete(accepted, rule+`18.220.4.10/32"]`)
	delete(accepted, rule+`192.0.2.66/32"]`)
	for _, test := range []struct {
		heading, providers string
		want               map[string]string
	}{
		{
			heading:   `From data "http"`,
			providers: `konnect = { source = "konnect-network/konnect" }`,
			want:      map[string]string{},
		},
		{
			heading:   "From kong/konnect",
			providers: "konnect = { source = \"kong/konnect\" }\n    konnect-network = { source = \"konnect-network/konnect\" }",
			want:      map[string]string{},
		},
		{
			heading:   "From a hand-written list",
			providers: `konnect = { source = "konnect-network/konnect" }`,
			want:      accepted,
		},
	} {
		t.Run(test.heading, func(t *testing.T) {
			t.Parallel()
			run := run{t: t, workspace: acctest.NewTestWorkspace(t), cli: acctest.TestCLI(t), folder: "."}
			if !run.allowed("1.5.0") {
				t.Skip("older ones have no import block")
			}
			run.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", listserver.NewServer(t).URL())
			run.mirror(source, "0.1.0", acctest.ProviderBinary(t))
			for _, other := range []cloud{aws, kong, http} {
				run.mirror(other.source, other.version, standIn)
			}
			run.write("versions.tf", "terraform {\n  required_providers {\n    "+test.providers+
				"\n  }\n}\n\nvariable \"security_group_id\" {\n  default = \"sg-0123456789abcdef0\"\n}\n")
			run.write("rules.tf", page["Coming from elsewhere"][0])
			run.write("addresses.tf", page[test.heading][0])
			run.must(0, "init")
			run.apply()
			run.write("addresses.tf", page[test.heading][1])
			run.must(0, "init")
			if diff := cmp.Diff(test.want, run.plan().managed()); diff != "" {
				t.Errorf("the plan after the move (-want +got):\n%s", diff)
			}
			run.must(0, "apply", savedPlan)
			if test.heading != `From data "http"` {
				return
			}
			run.moveKeys(page["Then to rules with ports and descriptions"])
			if diff := cmp.Diff(described, run.plan().managed()); diff != "" {
				t.Errorf("the plan with other keys (-want +got):\n%s", diff)
			}
		})
	}
}

// moveKeys runs the page's shell command, whose first part lists the rules in the state, and writes its configuration.
func (r run) moveKeys(blocks []string) {
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
	r.write("addresses.tf", "")
	r.write("rules.tf", blocks[1])
}
