package examplestest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

const source = "konnect-network/konnect"

// added is the address that the list gains in region us.
const added = "198.51.100.99"

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, source)) }

// cloud is a provider that stands beside ours, in the version whose documentation the stand-in was made from.
type cloud struct{ source, version string }

var (
	aws        = cloud{source: "hashicorp/aws", version: "6.45.0"}
	google     = cloud{source: "hashicorp/google", version: "7.0.0"}
	azurerm    = cloud{source: "hashicorp/azurerm", version: "4.73.0"}
	kubernetes = cloud{source: "hashicorp/kubernetes", version: "2.38.0"}
	local      = cloud{source: "hashicorp/local", version: "2.6.1"}
	panos      = cloud{source: "PaloAltoNetworks/panos", version: "2.0.0"}
	fortios    = cloud{source: "fortinetdev/fortios", version: "1.22.0"}
	kong       = cloud{source: "kong/konnect", version: "3.5.0"}
	tfe        = cloud{source: "hashicorp/tfe", version: "0.70.0"}
)

// example is one folder below examples and what a change of the list must do.
type example struct {
	folder string
	clouds []cloud
	// needs is the oldest Terraform that the example's versions.tf allows, where that is not 1.0.
	needs string
	// settings is the file that an apply needs and a mocked test does not.
	settings  string
	variables map[string]string
	// touched maps the address of every managed instance that one address more in the list may touch to the actions on
	// it.
	touched map[string]string
}

var examples = []example{
	{
		folder:    "firewalls/aws-security-group-rules",
		clouds:    []cloud{aws},
		variables: map[string]string{"regions": `["us"]`, "security_group_id": "sg-0123456789abcdef0", "client_cidrs": `["10.0.0.0/8"]`},
		touched:   map[string]string{`aws_vpc_security_group_egress_rule.konnect["tcp/443/198.51.100.99/32"]`: "create"},
	},
	{
		folder:    "firewalls/aws-managed-prefix-lists",
		clouds:    []cloud{aws},
		variables: map[string]string{"regions": `["us", "eu"]`, "security_group_id": "sg-0123456789abcdef0"},
		touched:   map[string]string{"aws_ec2_managed_prefix_list.ipv4": "update"},
	},
	{
		folder:    "firewalls/aws-network-firewall",
		clouds:    []cloud{aws},
		variables: map[string]string{"regions": `["us"]`},
	},
	{
		folder:    "firewalls/google-vpc-firewall",
		clouds:    []cloud{google},
		variables: map[string]string{"regions": `["us", "eu"]`, "network": "default", "client_cidrs": `["10.0.0.0/8"]`},
		touched:   map[string]string{`google_compute_firewall.outbound["tcp/443/ipv4"]`: "update"},
	},
	{
		folder:    "firewalls/google-firewall-policy-fqdns",
		clouds:    []cloud{google},
		needs:     "1.2.0",
		variables: map[string]string{"regions": `["us"]`, "firewall_policy": "data-planes", "control_plane_dns_prefixes": `["9e0353434a"]`},
	},
	{
		folder:   "firewalls/azure-nsg",
		clouds:   []cloud{azurerm},
		settings: "provider \"azurerm\" {\n  features {}\n}\n",
		variables: map[string]string{
			"regions": `["us"]`, "resource_group_name": "network", "network_security_group_name": "data-plane", "client_cidrs": `["10.0.0.0/8"]`,
		},
		touched: map[string]string{`azurerm_network_security_rule.outbound["tcp/443/ipv4"]`: "update"},
	},
	{
		folder:    "firewalls/azure-firewall",
		clouds:    []cloud{azurerm},
		settings:  "provider \"azurerm\" {\n  features {}\n}\n",
		variables: map[string]string{"regions": `["us"]`, "firewall_policy_id": "outbound", "source_addresses": `["10.1.0.0/24"]`},
		touched:   map[string]string{"azurerm_firewall_policy_rule_collection_group.konnect": "update"},
	},
	{
		folder:    "firewalls/kubernetes-network-policy",
		clouds:    []cloud{kubernetes},
		variables: map[string]string{"regions": `["us"]`, "client_cidrs": `["10.0.0.0/8"]`},
		touched:   map[string]string{"kubernetes_network_policy_v1.konnect": "update"},
	},
	{
		folder:    "firewalls/cilium-network-policy",
		clouds:    []cloud{kubernetes},
		variables: map[string]string{"regions": `["us"]`},
	},
	{
		folder:    "firewalls/calico-network-policy",
		clouds:    []cloud{kubernetes},
		variables: map[string]string{"regions": `["us"]`, "client_cidrs": `["10.0.0.0/8"]`},
		touched:   map[string]string{"kubernetes_manifest.konnect": "update"},
	},
	{
		folder:    "firewalls/istio-service-entry",
		clouds:    []cloud{kubernetes},
		variables: map[string]string{"regions": `["us"]`},
	},
	{
		folder:    "firewalls/nftables",
		clouds:    []cloud{local},
		variables: map[string]string{"regions": `["us"]`, "client_cidrs": `["10.0.0.0/8"]`},
		// The only instance: hashicorp/local has no update.
		touched: map[string]string{"local_file.konnect": "replace"},
	},
	{
		folder:    "firewalls/squid",
		clouds:    []cloud{local},
		variables: map[string]string{"regions": `["us"]`},
	},
	{
		folder:    "firewalls/paloalto-address-objects",
		clouds:    []cloud{panos},
		needs:     "1.8.0",
		variables: map[string]string{"regions": `["us"]`},
		touched:   map[string]string{`panos_address.cidr["198.51.100.99/32"]`: "create"},
	},
	{
		folder:    "firewalls/fortios",
		clouds:    []cloud{fortios},
		variables: map[string]string{"regions": `["us"]`},
		touched: map[string]string{
			`fortios_firewall_address.konnect["198.51.100.99/32"]`:         "create",
			`fortios_firewall_addrgrp.konnect["konnect-out-tcp-443-ipv4"]`: "update",
		},
	},
	{
		folder:    "text",
		clouds:    []cloud{local},
		needs:     "1.8.0",
		variables: map[string]string{"regions": `["us"]`, "client_cidrs": `["10.0.0.0/8"]`},
		// hashicorp/local has no update. The lists of the clients stay.
		touched: map[string]string{
			"terraform_data.since":                      "replace",
			`local_file.outbound_list["tcp/443/ipv4"]`:  "replace",
			"local_file.change_request":                 "replace",
			`local_file.rules["konnect.asa"]`:           "replace",
			`local_file.rules["konnect.csv"]`:           "replace",
			`local_file.rules["konnect.ipset"]`:         "replace",
			`local_file.rules["konnect.pf"]`:            "replace",
			"module.connection_check.local_file.script": "replace",
		},
	},
	{
		folder: "text/connection-check",
		clouds: []cloud{local},
	},
	{
		folder:    "modules/konnect-egress",
		clouds:    []cloud{aws},
		needs:     "1.2.0",
		variables: map[string]string{"regions": `["us"]`, "security_group_id": "sg-0123456789abcdef0"},
		touched:   map[string]string{`aws_vpc_security_group_egress_rule.this["tcp/443/198.51.100.99/32"]`: "create"},
	},
	{
		folder: "modules/rules-from-requirements",
		clouds: []cloud{aws},
	},
	{
		folder:    "kong-konnect",
		clouds:    []cloud{kong, aws},
		variables: map[string]string{"name": "orders", "region": "us", "security_group_id": "sg-0123456789abcdef0"},
		touched:   map[string]string{`aws_vpc_security_group_egress_rule.konnect["tcp/443/198.51.100.99/32"]`: "create"},
	},
	{
		folder: "private-link",
		clouds: []cloud{aws},
		needs:  "1.8.0",
		variables: map[string]string{
			"name": "orders", "aws_region": "us-east-1", "regions": `["us"]`, "vpc_id": "vpc-0123456789abcdef0",
			"subnet_ids": `["subnet-0123456789abcdef0"]`, "endpoint_cidrs": `["10.0.8.0/28"]`,
			"data_plane_security_group_id": "sg-0123456789abcdef0", "control_plane_endpoint": "https://f47a4e996f.us.cp.konghq.com",
		},
	},
	{folder: "refresh/accepted-ranges", needs: "1.5.0"},
	{folder: "refresh/accepted-ranges/consumer", clouds: []cloud{aws}, needs: "1.5.0"},
	{folder: "refresh/check-drift", needs: "1.5.0"},
	{folder: "refresh/announcements", needs: "1.5.0"},
	{folder: "refresh/hcp-terraform", clouds: []cloud{tfe}, needs: "1.3.0"},
	{folder: "refresh/air-gapped"},
	{folder: "refresh/air-gapped/mirror"},
}

// TestExamples runs the examples: valid, their own tests, and a list that changes under an applied configuration.
func TestExamples(t *testing.T) {
	t.Parallel()
	standIn := buildStandIn(t)
	for _, example := range examples {
		t.Run(example.folder, func(t *testing.T) {
			t.Parallel()
			server := listserver.NewServer(t)
			run := newRun(t, example, server.URL(), standIn)
			if !run.allowed(example.needs) {
				run.must(1, "init")
				return
			}
			run.must(0, "init")
			run.must(0, "validate")

			// Older ones have no mock_provider.
			if run.allowed("1.7.0", "1.8.0") {
				run.must(0, "test")
			}

			// What takes the requirements as input reads no list by itself.
			if registry() || example.variables == nil {
				return
			}
			run.touch(example, server)
		})
	}
}

// touch counts what a reordered list and then one more address touch.
func (r run) touch(example example, server *listserver.Server) {
	r.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(example.variables)) {
		r.arguments = append(r.arguments, fmt.Sprintf("-var=%s=%s", name, example.variables[name]))
	}
	r.write("settings.tf", example.settings)
	r.apply()
	published := listserver.DemoDocument()
	published.UpdateDate = "2026-02-03-04-05-06"
	for _, lists := range []map[string][]string{published.IngressIPs, published.EgressIPs} {
		for _, list := range lists {
			slices.Reverse(list)
		}
	}
	server.Serve(published)
	if changes := r.plan().managed(); len(changes) > 0 {
		r.t.Errorf("a reordered list touches %v, want nothing", changes)
	}
	published.IngressIPs["us"] = append([]string{added}, published.IngressIPs["us"]...)
	server.Serve(published)
	want := example.touched
	if want == nil {
		want = map[string]string{}
	}
	if diff := cmp.Diff(want, r.plan().managed()); diff != "" {
		r.t.Errorf("instances touched by one address more (-want +got):\n%s", diff)
	}
	r.must(0, "apply", savedPlan)
	if changes := r.plan().managed(); len(changes) > 0 {
		r.t.Errorf("a second plan touches %v, want nothing", changes)
	}
}

// TestPrefixListsStayUnderTheQuota reads the number that AWS will count.
func TestPrefixListsStayUnderTheQuota(t *testing.T) {
	t.Parallel()
	const quota = 60
	run := open(t, "firewalls/aws-managed-prefix-lists", listserver.NewServer(t), `-var=regions=["us", "eu"]`, "-var=security_group_id=sg-0123456789abcdef0")
	run.apply()
	var counted map[string]int
	run.decode(&counted, "output", "-json", "outbound_rules_counted")
	want := map[string]int{"tcp/443/ipv4": 12, "tcp/443/ipv6": 1}
	if diff := cmp.Diff(want, counted); diff != "" {
		t.Errorf("rules counted (-want +got):\n%s", diff)
	}
	for family, rules := range counted {
		if rules >= quota {
			t.Errorf("%s: %d rules, want fewer than %d", family, rules, quota)
		}
	}
}

// TestUnknownEndpoint shows what kong-konnect/README.md says: the data source waits for the apply, for_each over its
// names cannot, and either way out works.
func TestUnknownEndpoint(t *testing.T) {
	t.Parallel()
	run := open(t, "kong-konnect", listserver.NewServer(t), "-var=name=orders", "-var=region=us", "-var=security_group_id=sg-0123456789abcdef0")
	changes := run.plan().changes
	for address, want := range map[string]string{
		"data.konnect_hostnames.this":                                          "read",
		"konnect_gateway_control_plane.this":                                   "create",
		`aws_vpc_security_group_egress_rule.konnect["tcp/443/18.220.4.10/32"]`: "create",
	} {
		if changes[address] != want {
			t.Errorf("first plan: %s is %q, want %q", address, changes[address], want)
		}
	}
	run.write("names.tf", `resource "terraform_data" "name" {
  for_each = data.konnect_hostnames.this.hostnames
}
`)
	run.plan().expect(t, 1, "Invalid for_each argument")
	run.apply("-target=konnect_gateway_control_plane.this")
	run.apply().expect(t, 0)
	run.plan().expect(t, 0)
}
