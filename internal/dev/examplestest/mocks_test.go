package examplestest

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

var update = flag.Bool("update", false, "keep what the examples write now")

const mockFile = "modules/testing/konnect.tfmock.hcl"

// asked is what the mocks answer: a block of everything that the provider has, for the region us, which has no IPv6
// address, with the component audit_logging, on whose ports no name answers.
const asked = `terraform {
  required_providers {
    konnect = {
      source = "konnect-network/konnect"
    }
  }
}

data "konnect_ip_ranges" "this" {
  regions = ["us"]
}

data "konnect_network_requirements" "this" {
  regions                    = ["us"]
  components                 = ["gateway", "audit_logging"]
  client_cidrs               = ["198.51.100.0/24"]
  audit_log_destination_port = 6514
}

data "konnect_hostnames" "this" {
  regions    = ["us"]
  components = ["gateway", "audit_logging"]
}

data "konnect_ports" "this" {
  components = ["gateway", "audit_logging"]
}

data "konnect_private_link" "this" {
  aws_region = "us-east-1"
  regions    = ["us"]
}

data "konnect_regions" "this" {}

data "konnect_ip_updates" "this" {}

data "konnect_published_ip_ranges" "this" {
  regions    = ["us"]
  directions = ["ingress", "egress"]
}

resource "konnect_accepted_ip_ranges" "this" {
  published = data.konnect_published_ip_ranges.this.ranges
  as_of     = "2026-01-02T03:04:05Z"
}
`

// composed is what a module does with them.
const composed = `
locals {
  accepted = konnect_accepted_ip_ranges.this.accepted
}

data "konnect_network_requirements" "composed" {
  regions  = ["us"]
  accepted = local.accepted
}

resource "terraform_data" "rule" {
  for_each = data.konnect_network_requirements.composed.outbound_rules
  input    = each.value.cidr
}
`

const mockHead = `# What the provider answers, for tests that have no network:
#
#   mock_provider "konnect" {
#     source = "../testing"
#   }
#
# Terraform 1.11 is needed for override_during. OpenTofu does not know it, and has what is mocked in the plan without it.
#
# All of it is for the region us with the components gateway and audit_logging, from a list whose addresses are made up.
`

// TestMocks compares the mock data that module authors copy with what the provider answers. After a change that is
// meant: go test ./internal/dev/examplestest -run TestMocks -update.
func TestMocks(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	run := newMockRun(t, server)
	run.must(0, "init")
	run.must(0, "apply", "-auto-approve")
	checkKept(t, filepath.Join(examplesFolder(t), filepath.FromSlash(mockFile)), mockHead+run.mocks(server))
}

// TestMocksAreAccepted has terraform test itself load them, for a plan over rules that are composed of them.
func TestMocksAreAccepted(t *testing.T) {
	t.Parallel()
	run := newMockRun(t, listserver.NewServer(t))
	if !run.allowed("1.11.0", "1.8.0") {
		return
	}
	run.write("composed.tf", composed)
	run.write("tests/mocks.tftest.hcl", "mock_provider \"konnect\" {\n"+mockBlocks(t, run.cli)+`}

run "everything_answers" {
  command = plan

  assert {
    condition     = length(data.konnect_ip_ranges.this.cidrs) == 6 && length(terraform_data.rule) == 30
    error_message = "The mocked addresses are missing."
  }

  assert {
    condition     = keys(data.konnect_network_requirements.this.outbound_hostnames) == tolist(["tcp/443"]) && length(data.konnect_network_requirements.this.ingress_ipv6_cidrs) == 0
    error_message = "The region without IPv6 and the ports without names must show."
  }

  assert {
    condition     = length(data.konnect_hostnames.this.entries) == 5 && length(data.konnect_ports.this.inbound) == 2 && length(data.konnect_regions.this.regions) == 6
    error_message = "The mocked tables are missing."
  }

  assert {
    condition     = data.konnect_ip_updates.this.entries[0].published_at == data.konnect_ip_updates.this.latest_published_at
    error_message = "The mocked announcement is missing."
  }

  assert {
    condition     = keys(data.konnect_private_link.this.endpoints) == tolist(["us-east-1/global", "us-east-1/us"])
    error_message = "The mocked private endpoints are missing."
  }

  assert {
    condition     = local.accepted.ingress.us == data.konnect_published_ip_ranges.this.ranges.ingress.us && konnect_accepted_ip_ranges.this.held_changes == null
    error_message = "The mocked accepted ranges are missing."
  }
}

run "and_in_the_apply" {
  assert {
    condition     = length(terraform_data.rule) == 30
    error_message = "The apply must have what the plan had."
  }
}
`)
	run.must(0, "init")
	run.must(0, "test")
}

// mockBlocks reads the file as the README says how: OpenTofu gets it without a line that it refuses.
func mockBlocks(t *testing.T, cli tfrun.CLI) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examplesFolder(t), filepath.FromSlash(mockFile)))
	if err != nil {
		t.Fatal(err)
	}
	if cli.Product == tfrun.OpenTofu {
		return strings.ReplaceAll(string(text), overrideDuring, "")
	}
	return string(text)
}

const overrideDuring = "  override_during = plan\n"

func newMockRun(t *testing.T, server *listserver.Server) run {
	t.Helper()
	run := run{t: t, workspace: acctest.NewTestWorkspace(t), cli: acctest.TestCLI(t), folder: "."}
	run.mirror(source, "0.1.0", acctest.ProviderBinary(t))
	run.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	run.workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	run.write("main.tf", asked)
	return run
}

// mocks returns a block for each type in the state, with the attributes that the provider computes.
func (r run) mocks(server *listserver.Server) string {
	r.t.Helper()
	var state struct {
		Values struct {
			Root struct {
				Resources []struct {
					Mode   string         `json:"mode"`
					Type   string         `json:"type"`
					Values map[string]any `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	r.decode(&state, "show", "-json")
	computed := r.computed()
	blocks := map[string]string{}
	for _, resource := range state.Values.Root.Resources {
		kind := "mock_" + map[string]string{"data": "data", "managed": "resource"}[resource.Mode]
		attributes, ok := computed[resource.Mode][resource.Type]
		if !ok {
			r.t.Fatalf("the provider has no %s %s", resource.Mode, resource.Type)
		}
		delete(computed[resource.Mode], resource.Type)
		var text strings.Builder
		fmt.Fprintf(&text, "\n%s %q {\n", kind, resource.Type)
		if resource.Mode == "managed" {
			text.WriteString(overrideDuring + "\n")
		}
		text.WriteString("  defaults = {\n")
		for _, name := range attributes {
			value := resource.Values[name]
			if value == server.URL() {
				value = "https://ip-addresses.origin.konghq.com/ip-addresses.json"
			}
			writeAttribute(&text, name, value)
		}
		blocks[kind+resource.Type] = text.String() + "  }\n}\n"
	}
	for mode, left := range computed {
		for name := range left {
			r.t.Errorf("nothing asks for the %s %s", mode, name)
		}
	}
	var all strings.Builder
	for _, key := range slices.Sorted(maps.Keys(blocks)) {
		all.WriteString(blocks[key])
	}
	r.write("mocks.tf", all.String())
	r.must(0, "fmt", "mocks.tf")
	formatted, err := os.ReadFile(filepath.Join(r.workspace.Dir, "mocks.tf"))
	if err != nil {
		r.t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(r.workspace.Dir, "mocks.tf")); err != nil {
		r.t.Fatal(err)
	}
	return string(formatted)
}

// writeAttribute writes a map of objects with one object a line, and everything else on one line.
func writeAttribute(text *strings.Builder, name string, value any) {
	entries, ok := value.(map[string]any)
	if !ok || len(entries) == 0 {
		fmt.Fprintf(text, "    %s = %s\n", name, expression(value))
		return
	}
	fmt.Fprintf(text, "    %s = {\n", name)
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		fmt.Fprintf(text, "      %q = %s\n", key, expression(entries[key]))
	}
	text.WriteString("    }\n")
}

func expression(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		return strings.ReplaceAll(strconv.Quote(value), "${", "$${")
	case []any:
		parts := make([]string, len(value))
		for i, element := range value {
			parts[i] = expression(element)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		parts := make([]string, 0, len(value))
		for _, key := range slices.Sorted(maps.Keys(value)) {
			parts = append(parts, key+" = "+expression(value[key]))
		}
		if len(parts) == 0 {
			return "{}"
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	default:
		return fmt.Sprint(value)
	}
}

// computed asks the provider for the attributes that a mock must fill, by mode and type, sorted.
func (r run) computed() map[string]map[string][]string {
	r.t.Helper()
	type blocks map[string]struct {
		Block struct {
			Attributes map[string]struct {
				Computed bool `json:"computed"`
				Optional bool `json:"optional"`
			} `json:"attributes"`
		} `json:"block"`
	}
	var schemas struct {
		Providers map[string]struct {
			DataSources blocks `json:"data_source_schemas"`
			Resources   blocks `json:"resource_schemas"`
		} `json:"provider_schemas"`
	}
	r.decode(&schemas, "providers", "schema", "-json")
	provider := schemas.Providers[r.cli.RegistryHost()+"/"+source]
	found := map[string]map[string][]string{"data": {}, "managed": {}}
	for mode, all := range map[string]blocks{"data": provider.DataSources, "managed": provider.Resources} {
		for name, schema := range all {
			found[mode][name] = []string{}
			for _, attribute := range slices.Sorted(maps.Keys(schema.Block.Attributes)) {
				// What Terraform draws for a computed attribute of a resource differs in the plan and in the apply.
				if a := schema.Block.Attributes[attribute]; a.Computed && (!a.Optional || mode == "managed") {
					found[mode][name] = append(found[mode][name], attribute)
				}
			}
		}
	}
	return found
}
