package examplestest

import (
	"encoding/csv"
	"fmt"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
)

// The configurations whose files are read: all that a file can hold, and the least.
var textVariables = map[string]map[string]string{
	"everything": {
		"regions":                    `["us", "eu"]`,
		"components":                 `["gateway", "audit_logging"]`,
		"client_cidrs":               `["9.0.0.0/8", "10.0.0.0/8", "2001:db8:1::/48"]`,
		"audit_log_destination_port": "6514",
	},
	"least": {"regions": `["us"]`},
}

// TestTextFiles reads the files of examples/text as their readers do, and compares those that no parser here reads. After
// a change that is meant: go test ./internal/dev/examplestest -run TestTextFiles -update.
func TestTextFiles(t *testing.T) {
	t.Parallel()
	for name, variables := range textVariables {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := open(t, "text", listserver.NewServer(t))
			written := run.written(variables)
			lists := checkLists(t, written)
			checkCSV(t, written["konnect.csv"], lists)
			checkNetfilter(t, written, lists)
			if name != "everything" {
				return
			}
			for _, file := range []string{"change-request.md", "konnect.asa", "konnect.pf"} {
				checkKept(t, filepath.Join("testdata", "text", file), written[file])
			}
		})
	}
}

// TestChangeRequestSaysWhatChanged serves lists with a later date: the same addresses keep theirs, others get the new
// one. Each request is compared with the one before.
func TestChangeRequestSaysWhatChanged(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	run := open(t, "text", server)
	published := listserver.DemoDocument()
	request := ""
	for _, step := range []struct{ date, since, address, changes string }{
		{"2026-01-02-03-04-05", "2026-01-02T03:04:05Z", "", ""},
		{"2026-02-03-04-05-06", "2026-01-02T03:04:05Z", "", "None.\n"},
		{"2026-03-04-05-06-07", "2026-03-04T05:06:07Z", added, "| change | rule | regions |\n| --- | --- | --- |\n| add | Outbound TCP 443 to `198.51.100.99/32` | us |\n"},
		{"2026-03-04-05-06-07", "2026-03-04T05:06:07Z", "", "None.\n"},
	} {
		published.UpdateDate = step.date
		if step.address != "" {
			published.IngressIPs["us"] = append([]string{step.address}, published.IngressIPs["us"]...)
		}
		server.Serve(published)
		variables := maps.Clone(textVariables["least"])
		if request != "" {
			variables["last_change_request"] = request
		}
		request = run.written(variables)["change-request.md"]
		_, changes, _ := strings.Cut(request, "\n## Changes since the last request\n\n")
		changes, _, _ = strings.Cut(changes, "\n## ")
		if changes != step.changes {
			t.Errorf("list of %s: changes %q, want %q", step.date, changes, step.changes)
		}
		if !strings.Contains(request, "list of addresses of "+step.since+".") {
			t.Errorf("list of %s: not since %s:\n%s", step.date, step.since, request)
		}
	}
}

// TestNftablesFile loads what examples/firewalls/nftables writes, in the ruleset of its README. A second load, of the
// file or of the whole ruleset, changes nothing, and what an earlier file held is gone.
func TestNftablesFile(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(examplesFolder(t), "firewalls", "nftables", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "\n\n```\n")
	ruleset, _, _ := strings.Cut(rest, "```")
	for name, variables := range textVariables {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := open(t, "firewalls/nftables", listserver.NewServer(t))
			text := run.written(variables)["konnect.nft"]
			path := save(t, "konnect.nft", text)
			earlier := save(t, "earlier.nft", strings.ReplaceAll(text, "{ 18.220.4.10/32", "{ 192.0.2.250/32"))
			ruleset := strings.ReplaceAll(ruleset, "/etc/nftables.d/konnect.nft", path)
			if !strings.Contains(ruleset, path) {
				t.Fatalf("README.md does not include the file:\n%s", ruleset)
			}
			const script = `set -e
nft --check --file "$0"
for file in "$0" "$1" "$1" "$0"; do
	nft --file "$file"
	nft list ruleset
	echo ---
	nft --file "$2"
done`
			loaded, asked := inNamespace(t, []parser{{"nft", "nftables"}}, script, save(t, "nftables.conf", ruleset), path, earlier)
			if !asked {
				return
			}
			rulesets := strings.Split(loaded.Stdout, "---\n")
			for _, again := range rulesets[1:4] {
				if diff := cmp.Diff(rulesets[0], again); diff != "" {
					t.Errorf("ruleset after another load (-first +later):\n%s", diff)
				}
			}
			if want := "tcp dport 443 accept"; !strings.Contains(rulesets[0], want) {
				t.Errorf("no rule %q in the kernel:\n%s", want, rulesets[0])
			}
		})
	}
}

// TestSquidFile lets squid read what examples/firewalls/squid writes, with the rules of its README.
func TestSquidFile(t *testing.T) {
	t.Parallel()
	for name, variables := range map[string]map[string]string{
		"suffixes": {"regions": `["us", "eu"]`},
		"names":    {"regions": `["us"]`, "control_plane_dns_prefixes": `["9e0353434a"]`},
		"all components": {
			"regions":    `["us", "eu"]`,
			"components": `["platform", "gateway", "dev_portal", "audit_logging", "mesh", "event_gateway", "identity", "ingress_controller", "mcp"]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := open(t, "firewalls/squid", listserver.NewServer(t))
			path := save(t, "konnect.txt", run.written(variables)["konnect.txt"])
			squid, found := find(t, parser{"squid", "squid"})
			if !found {
				return
			}
			configuration := save(t, "squid.conf", fmt.Sprintf("acl konnect dstdomain %q\nhttp_access allow konnect\nhttp_access deny all\n", path))
			result := ask(t, squid, "-k", "parse", "-f", configuration)
			for line := range strings.Lines(result.Stderr) {
				if strings.Contains(line, "ERROR: ") || strings.Contains(line, "WARNING: ") {
					t.Errorf("squid says: %s", line)
				}
			}
		})
	}
}

// checkLists reads the external dynamic lists, which are CIDRs, in the order of their numbers, and nothing else. It
// returns them by the name of their rule.
func checkLists(t *testing.T, written map[string]string) map[string][]netip.Prefix {
	t.Helper()
	lists := map[string][]netip.Prefix{}
	for _, name := range slices.Sorted(maps.Keys(written)) {
		rule, isList := strings.CutSuffix(name, ".txt")
		if !isList {
			continue
		}
		for line := range strings.Lines(written[name]) {
			text, ended := strings.CutSuffix(line, "\n")
			prefix, err := netip.ParsePrefix(text)
			if err != nil || !ended || prefix.Masked().String() != text {
				t.Errorf("%s: line %q is not a CIDR (%v)", name, line, err)
			}
			lists[rule] = append(lists[rule], prefix)
		}
		if !slices.IsSortedFunc(lists[rule], netip.Prefix.Compare) || len(lists[rule]) == 0 {
			t.Errorf("%s is empty or not sorted by number: %s", name, lists[rule])
		}
	}
	if len(lists) == 0 {
		t.Error("no lists")
	}
	return lists
}

// checkCSV looks for a row for each CIDR of the lists, in the columns of the header.
func checkCSV(t *testing.T, text string, lists map[string][]netip.Prefix) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := []string{"direction", "protocol", "port", "family", "cidr", "name", "components", "regions", "description"}
	if diff := cmp.Diff(header, rows[0]); diff != "" {
		t.Fatalf("columns (-want +got):\n%s", diff)
	}
	got := map[string][]netip.Prefix{}
	for _, row := range rows[1:] {
		direction, protocol, port, family, cidr, name := row[0], row[1], row[2], row[3], row[4], row[5]
		if want := fmt.Sprintf("konnect-%s-%s-%s-%s", strings.TrimSuffix(direction, "bound"), protocol, port, family); name != want {
			t.Errorf("row %q: name %q, want %q", row, name, want)
		}
		if clients := row[2] == "8000" || row[2] == "8443"; row[6] == "" || row[8] == "" || (row[7] == "") != clients {
			t.Errorf("row %q: no component or no description, or regions for clients or none for Konnect", row)
		}
		got[name] = append(got[name], netip.MustParsePrefix(cidr))
	}
	if diff := cmp.Diff(lists, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		t.Errorf("CSV and lists (-lists +CSV):\n%s", diff)
	}
}

// checkKept compares a file with the one that is kept, or keeps it.
func checkKept(t *testing.T, file, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), text); diff != "" {
		t.Errorf("%s (-kept +made):\n%s", file, diff)
	}
}

// checkNetfilter runs the commands of the README twice in a network namespace and reads the sets and chains back.
func checkNetfilter(t *testing.T, written map[string]string, lists map[string][]netip.Prefix) {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(examplesFolder(t), "text", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "iptables and ipset:\n\n```\n")
	load, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("README.md does not load the files")
	}
	load = strings.NewReplacer(
		"konnect/konnect.ipset", save(t, "konnect.ipset", written["konnect.ipset"]),
		"konnect/konnect.iptables", save(t, "konnect.iptables", written["konnect.iptables"]),
	).Replace(load)
	const interrupted = "ipset create konnect-new-ipv4 hash:net family inet\nipset add konnect-new-ipv4 192.0.2.250\n"
	script := "set -e\n" + load + interrupted + load + "ipset save\niptables-save\nip6tables-save"
	result, asked := inNamespace(t, []parser{{"ipset", "ipset"}, {"iptables-restore", "iptables"}}, script)
	if !asked {
		return
	}
	sets := map[string][]netip.Prefix{}
	rules, jumps := map[string]string{}, map[string]int{}
	for line := range strings.Lines(result.Stdout) {
		words := strings.Fields(line)
		switch {
		case len(words) > 2 && words[0] == "add":
			sets[words[1]] = append(sets[words[1]], parsePrefix(t, words[2]))
		case len(words) == 4 && words[0] == "-A":
			jumps[words[1]+" "+words[3]]++
		case len(words) > 2 && words[0] == "-A":
			name := words[slices.Index(words, "--match-set")+1]
			rules[name] += strings.Join(words, " ")
		}
	}
	for _, prefixes := range sets {
		slices.SortFunc(prefixes, netip.Prefix.Compare)
	}
	if diff := cmp.Diff(lists, sets, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		t.Errorf("sets in the kernel and lists (-lists +sets):\n%s", diff)
	}
	want := map[string]string{}
	for name := range lists {
		parts := strings.Split(name, "-")
		chain, side := "konnect-outbound", "dst"
		if parts[1] == "in" {
			chain, side = "konnect-inbound", "src"
		}
		want[name] = fmt.Sprintf("-A %s -p %s -m %s --dport %s -m set --match-set %s %s -j ACCEPT", chain, parts[2], parts[2], parts[3], name, side)
	}
	if diff := cmp.Diff(map[string]int{"OUTPUT konnect-outbound": 2, "INPUT konnect-inbound": 2}, jumps); diff != "" {
		t.Errorf("jumps of both families (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, rules); diff != "" {
		t.Errorf("rules in the kernel (-want +got):\n%s", diff)
	}
}

// parsePrefix reads a member of a set as ipset writes it: a host without a length.
func parsePrefix(t *testing.T, text string) netip.Prefix {
	t.Helper()
	if !strings.Contains(text, "/") {
		address, err := netip.ParseAddr(text)
		if err != nil {
			t.Fatal(err)
		}
		return netip.PrefixFrom(address, address.BitLen())
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		t.Fatal(err)
	}
	return prefix
}

// written applies with these variables and returns the text of each file by its name, from the state: the stand-in
// writes none.
func (r run) written(variables map[string]string) map[string]string {
	r.t.Helper()
	arguments := []string{}
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		arguments = append(arguments, fmt.Sprintf("-var=%s=%s", name, variables[name]))
	}
	r.apply(arguments...)
	type module struct {
		Resources []struct {
			Type   string `json:"type"`
			Values struct {
				Filename string `json:"filename"`
				Content  string `json:"content"`
			} `json:"values"`
		} `json:"resources"`
		Children []module `json:"child_modules"`
	}
	var state struct {
		Values struct {
			Root module `json:"root_module"`
		} `json:"values"`
	}
	r.decode(&state, "show", "-json")
	written := map[string]string{}
	for _, module := range append(state.Values.Root.Children, state.Values.Root) {
		for _, resource := range module.Resources {
			if resource.Type == "local_file" {
				written[filepath.Base(resource.Values.Filename)] = resource.Values.Content
			}
		}
	}
	return written
}
