package examplestest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const mockFile = "modules/testing/konnect.tfmock.hcl"

// asked is a block of every data source for what the mocks answer: region us
// with the component gateway.
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
  regions    = ["us"]
  components = ["gateway"]
}

data "konnect_hostnames" "this" {
  regions    = ["us"]
  components = ["gateway"]
}

data "konnect_ports" "this" {
  components = ["gateway"]
}

data "konnect_regions" "this" {}

data "konnect_ip_updates" "this" {}
`

// TestMocks compares the mocks that module authors copy with the provider: they
// must have every computed attribute of every data source, in its type, and
// where the answer needs no network it must be the real one.
func TestMocks(t *testing.T) {
	t.Parallel()

	run := newMockRun(t)
	run.must(0, "init")

	types := run.computedTypes()
	mocks := readMocks(t)

	if got, want := slices.Sorted(maps.Keys(mocks)), slices.Sorted(maps.Keys(types)); !slices.Equal(got, want) {
		t.Fatalf("mocks are for %q, data sources are %q", got, want)
	}

	run.must(0, "apply", "-auto-approve")

	provided := run.answers(slices.Sorted(maps.Keys(types)))

	for dataSource, attributes := range types {
		for name := range mocks[dataSource].AsValueMap() {
			if _, ok := attributes[name]; !ok {
				t.Errorf("%s: the mock has %s, which is no computed attribute", dataSource, name)
			}
		}

		for name, kind := range attributes {
			if !mocks[dataSource].Type().HasAttribute(name) {
				t.Errorf("%s: the mock has no %s", dataSource, name)

				continue
			}

			mocked, err := convert.Convert(mocks[dataSource].GetAttr(name), kind)
			if err != nil {
				t.Errorf("%s.%s: the mock is not of the attribute's type: %s", dataSource, name, err)

				continue
			}

			switch dataSource {
			case "konnect_hostnames", "konnect_ports", "konnect_regions":
				if want := provided[dataSource].value(t, name, kind); !mocked.RawEquals(want) {
					t.Errorf("%s.%s: the mock is %#v, the provider answers %#v", dataSource, name, mocked, want)
				}
			}
		}
	}
}

// TestMocksAreAccepted has terraform test itself load them.
func TestMocksAreAccepted(t *testing.T) {
	t.Parallel()

	run := newMockRun(t)
	if !run.allowed("1.7.0", "1.8.0") {
		return
	}

	text, err := os.ReadFile(filepath.Join(examplesFolder(t), filepath.FromSlash(mockFile)))
	if err != nil {
		t.Fatal(err)
	}

	run.write("tests/mocks.tftest.hcl", "mock_provider \"konnect\" {\n"+string(text)+`}

run "every_data_source_answers" {
  assert {
    condition     = length(data.konnect_ip_ranges.this.cidrs) == 3 && length(data.konnect_network_requirements.this.outbound_rules) == 3
    error_message = "The mocked addresses are missing."
  }

  assert {
    condition     = length(data.konnect_hostnames.this.entries) == 5 && length(data.konnect_ports.this.inbound) == 2 && length(data.konnect_regions.this.regions) == 6
    error_message = "The mocked tables are missing."
  }

  assert {
    condition     = data.konnect_ip_updates.this.entries[0].published_at == data.konnect_ip_updates.this.latest_published_at
    error_message = "The mocked announcement is missing."
  }
}
`)
	run.must(0, "init")
	run.must(0, "test")
}

func newMockRun(t *testing.T) run {
	t.Helper()

	server := listserver.NewServer(t)
	run := run{t: t, workspace: acctest.NewTestWorkspace(t), cli: acctest.TestCLI(t), folder: "."}
	run.mirror(source, "0.1.0", acctest.ProviderBinary(t))
	run.workspace.Setenv("KONNECT_IP_ADDRESSES_URL", server.URL())
	run.workspace.Setenv("KONNECT_UPDATES_URL", server.UpdatesURL())
	run.write("main.tf", asked)

	return run
}

// computedTypes asks the provider for the attributes that a mock must fill.
func (r run) computedTypes() map[string]map[string]cty.Type {
	r.t.Helper()

	var schemas struct {
		Providers map[string]struct {
			DataSources map[string]struct {
				Block struct {
					Attributes map[string]struct {
						Type     json.RawMessage `json:"type"`
						Computed bool            `json:"computed"`
						Optional bool            `json:"optional"`
					} `json:"attributes"`
				} `json:"block"`
			} `json:"data_source_schemas"`
		} `json:"provider_schemas"`
	}

	r.decode(&schemas, "providers", "schema", "-json")

	found := map[string]map[string]cty.Type{}

	for name, dataSource := range schemas.Providers[r.cli.RegistryHost()+"/"+source].DataSources {
		found[name] = map[string]cty.Type{}

		for attribute, schema := range dataSource.Block.Attributes {
			if !schema.Computed || schema.Optional {
				continue
			}

			kind, err := ctyjson.UnmarshalType(schema.Type)
			if err != nil {
				r.t.Fatalf("%s.%s: %s", name, attribute, err)
			}

			found[name][attribute] = kind
		}
	}

	return found
}

// answer is what a data source gave, as show prints it.
type answer map[string]json.RawMessage

func (a answer) value(t *testing.T, attribute string, kind cty.Type) cty.Value {
	t.Helper()

	value, err := ctyjson.Unmarshal(a[attribute], kind)
	if err != nil {
		t.Fatalf("%s: %s", attribute, err)
	}

	return value
}

func (r run) answers(dataSources []string) map[string]answer {
	r.t.Helper()

	var state struct {
		Values struct {
			Root struct {
				Resources []struct {
					Type   string `json:"type"`
					Values answer `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}

	r.decode(&state, "show", "-json")

	found := map[string]answer{}
	for _, resource := range state.Values.Root.Resources {
		found[resource.Type] = resource.Values
	}

	if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, dataSources) {
		r.t.Fatalf("data sources read: %q, want %q", got, dataSources)
	}

	return found
}

// readMocks evaluates the defaults of every mock_data block.
func readMocks(t *testing.T) map[string]cty.Value {
	t.Helper()

	name := filepath.Join(examplesFolder(t), filepath.FromSlash(mockFile))

	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	file, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}

	content, diagnostics := file.Body.Content(&hcl.BodySchema{
		Blocks: []hcl.BlockHeaderSchema{{Type: "mock_data", LabelNames: []string{"type"}}},
	})
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}

	mocks := map[string]cty.Value{}

	for _, block := range content.Blocks {
		attributes, diagnostics := block.Body.JustAttributes()
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}

		defaults, ok := attributes["defaults"]
		if !ok {
			t.Fatal(fmt.Errorf("%s: no defaults", strings.Join(block.Labels, ".")))
		}

		value, diagnostics := defaults.Expr.Value(nil)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}

		mocks[block.Labels[0]] = value
	}

	return mocks
}
