package examplestest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// What plan and apply say.
const (
	checkFailed = "Check block assertion failed: "
	unavailable = "Source Unavailable: "
)

// TestCheckDriftWarns reads the warning of the README. The example's own test has the outputs.
func TestCheckDriftWarns(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	run := open(t, "refresh/check-drift", server, `-var=regions=["me"]`, `-var=deployed_cidrs=["192.0.2.66/32"]`)
	document := listserver.DemoDocument()
	document.IngressIPs["me"] = []string{added}
	server.Serve(document)
	run.plan().expect(t, 2, checkFailed+"What is deployed is not what Konnect published on 2025-08-26T16:03:33Z. "+
		"Missing, so traffic to them is blocked: 198.51.100.99/32. Stale, so no longer Konnect's: 192.0.2.66/32.")
	server.Handle(listserver.Status(http.StatusNotFound))
	run.plan().expect(t, 1, unavailable)
}

// TestAnnouncements warns of what is newer than read_until, and only of that.
func TestAnnouncements(t *testing.T) {
	t.Parallel()
	server := listserver.NewServer(t)
	run := open(t, "refresh/announcements", server, `-var=regions=["us"]`)
	run.write("provider.tf", "provider \"konnect\" {\n  max_retries = 0\n}\n")
	newest := "-var=read_until=2025-08-26T16:03:33Z"
	run.apply(newest).expect(t, 0)
	again := run.plan(newest)
	again.expect(t, 2)
	if diff := cmp.Diff(map[string]string{"data.konnect_ip_updates.recent": "read"}, again.changes); diff != "" {
		t.Errorf("the check counts as a change and is the only one (-want +got):\n%s", diff)
	}
	run.plan("-var=read_until=2025-03-04T14:15:00Z").expect(t, 2, checkFailed+
		"Konnect has announced changes of its addresses. 2025-08-26T16:03:33Z: sg: addresses of a new region. "+
		"2025-06-11T09:30:00Z: eu: ingress address added. Once read, set read_until = \"2025-08-26T16:03:33Z\".")

	t.Log("announcements that can't be read cost a warning, and the addresses go on")
	server.HandlePath(listserver.UpdatesPath, listserver.Status(http.StatusNotFound))
	document := listserver.DemoDocument()
	document.IngressIPs["us"] = append(document.IngressIPs["us"], added)
	server.Serve(document)
	run.apply(newest).expect(t, 0, unavailable+server.UpdatesURL()+" answered with status 404 Not Found.")
	if cidrs := run.must(0, "output", "-json", "cidrs").Stdout; !strings.Contains(cidrs, added+"/32") {
		t.Errorf("after the apply cidrs is %s, want %s/32 in it", cidrs, added)
	}
}

// TestAirGapped reads a copy on disk, and a mirror whose certificate a private CA has signed.
func TestAirGapped(t *testing.T) {
	t.Parallel()
	mirror := listserver.NewTLSServer(t, listserver.TLSOptions{})
	run := open(t, "refresh/air-gapped", mirror, `-var=regions=["us"]`)
	file := "-var=ip_addresses_url=file://" + filepath.ToSlash(save(t, "ip-addresses.json", string(listserver.DemoDocument().JSON())))
	run.apply(file).expect(t, 0)
	run.plan(file).expect(t, 0)
	run.plan(file, "-var=minimum_update_date=2025-08-27-00-00-00").expect(t, 1, "Address List Too Old")
	run.write("ca.pem", mirror.CAPEM())
	url := "-var=ip_addresses_url=" + mirror.URL()
	run.plan(url).expect(t, 1, unavailable)
	run.apply(url, "-var=ca_cert_file=ca.pem").expect(t, 0)
}

// TestMirrorJob runs the job that keeps the mirror: what the provider accepts is published, and whatever it refuses
// leaves the published copy as it was.
func TestMirrorJob(t *testing.T) {
	t.Parallel()
	publisher := listserver.NewTLSServer(t, listserver.TLSOptions{})
	shell, found := newShell(t)
	if !found {
		return
	}
	if err := shell.CopyFrom(filepath.Join(examplesFolder(t), "refresh", "air-gapped", "mirror")); err != nil {
		t.Fatal(err)
	}
	if err := shell.Mirror(source, "0.1.0", acctest.ProviderBinary(t)); err != nil {
		t.Fatal(err)
	}
	shell.Setenv("SOURCE_URL", publisher.URL())
	shell.Setenv("CURL_CA_BUNDLE", save(t, "ca.pem", publisher.CAPEM()))
	shell.Setenv("TF_VAR_ingress_regions", `["us", "eu", "sg"]`)
	command(t, shell, true, "-c", "terraform init -input=false")

	published := filepath.Join(t.TempDir(), "ip-addresses.json")
	run := func(succeeds bool, want []byte) {
		t.Helper()
		command(t, shell, succeeds, "mirror.sh", published)
		got, err := os.ReadFile(published)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("published (%v):\n%s\nwant:\n%s", err, got, want)
		}
		entries, err := os.ReadDir(filepath.Dir(published))
		if err != nil || len(entries) != 1 {
			t.Errorf("the folder holds %v (%v), want the copy alone", entries, err)
		}
	}
	run(true, listserver.DemoDocument().JSON())
	newer := listserver.DemoDocument()
	newer.UpdateDate = "2025-09-01-00-00-00"
	publisher.Serve(newer)
	run(true, newer.JSON())
	if info, err := os.Stat(published); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("published with mode %v (%v), want 644: a web server reads it", info.Mode(), err)
	}
	older, private, gone := newer, listserver.DemoDocument(), listserver.DemoDocument()
	older.UpdateDate = "2025-08-31-23-59-59"
	private.UpdateDate, gone.UpdateDate = newer.UpdateDate, newer.UpdateDate
	private.EgressIPs["eu"][0] = "10.0.0.1"
	delete(gone.IngressIPs, "sg")
	for name, handler := range map[string]http.Handler{
		"not found":               listserver.Status(http.StatusNotFound),
		"a redirect":              listserver.Redirect(http.StatusFound, publisher.BaseURL()+"/elsewhere"),
		"a sign-in page":          listserver.HTML(http.StatusOK),
		"half a document":         listserver.EarlyEnd(true),
		"a list rolled back":      listserver.Body("application/json", older.JSON()),
		"a private address":       listserver.Body("application/json", private.JSON()),
		"a region that is missed": listserver.Body("application/json", gone.JSON()),
	} {
		t.Log(name)
		publisher.Handle(handler)
		run(false, newer.JSON())
	}
	publisher.Serve(newer)
	if err := os.WriteFile(published, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Log("a copy without a date")
	run(false, []byte("{}"))
}

// TestRefreshWorkflow runs the workflow's one step against a loopback server: it asks for one run of the one workspace,
// and a refusal fails the step.
func TestRefreshWorkflow(t *testing.T) {
	t.Parallel()
	const runsPath = "/api/v2/runs"
	server := listserver.NewServer(t)
	bodies := make(chan []byte, 1)
	server.HandlePath(runsPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		bodies <- body
		w.WriteHeader(http.StatusCreated)
	}))
	shell, found := newShell(t)
	if !found {
		return
	}
	workflow, err := os.ReadFile(filepath.Join(examplesFolder(t), "refresh", "hcp-terraform", "refresh.yml"))
	if err != nil {
		t.Fatal(err)
	}
	_, script, found := strings.Cut(string(workflow), "        run: |\n")
	if !found || strings.Contains(script, "- name:") {
		t.Fatal("refresh.yml: want one step with a script, and nothing after it")
	}
	script = strings.ReplaceAll("\n"+script, "\n          ", "\n")
	shell.Setenv("TFE_ADDRESS", server.BaseURL())
	shell.Setenv("TFE_TOKEN", "example-token")
	shell.Setenv("WORKSPACE_ID", "ws-CH5in3chf8RJjrVd")

	// As GitHub Actions starts a step without a shell of its own.
	command(t, shell, true, "-e", "-c", script)
	var got any
	if err := json.Unmarshal(<-bodies, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"data": map[string]any{
		"type":          "runs",
		"attributes":    map[string]any{"message": "Daily refresh of Konnect's addresses"},
		"relationships": map[string]any{"workspace": map[string]any{"data": map[string]any{"type": "workspaces", "id": "ws-CH5in3chf8RJjrVd"}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the step asks for (-want +got):\n%s", diff)
	}
	requests := server.Requests()
	if len(requests) != 1 || requests[0].Method != http.MethodPost ||
		requests[0].Header.Get("Authorization") != "Bearer example-token" ||
		requests[0].Header.Get("Content-Type") != "application/vnd.api+json" {
		t.Errorf("requests %+v, want one authorised POST of JSON:API", requests)
	}
	server.HandlePath(runsPath, listserver.Status(http.StatusUnauthorized))
	command(t, shell, false, "-e", "-c", script)
}

// newShell makes a workspace that runs the shell in the place of Terraform, which the shell finds on its PATH. It says
// whether curl is there for it.
func newShell(t *testing.T) (*tfrun.Workspace, bool) {
	t.Helper()
	if _, found := find(t, parser{"curl", "curl"}); !found {
		return nil, false
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	cli := acctest.TestCLI(t)
	bin := t.TempDir()
	if err := os.Symlink(cli.Path, filepath.Join(bin, tfrun.Terraform)); err != nil {
		t.Fatal(err)
	}
	workspace, err := tfrun.NewWorkspace(tfrun.CLI{Path: shell, Product: cli.Product, Version: cli.Version})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := workspace.Close(); err != nil {
			t.Error(err)
		}
	})
	workspace.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return workspace, true
}

// command runs the shell and ends the test unless it succeeds or fails as it should.
func command(t *testing.T, shell *tfrun.Workspace, succeeds bool, arguments ...string) {
	t.Helper()
	result, err := shell.Run(t.Context(), arguments...)
	if err != nil {
		t.Fatal(err)
	}
	if (result.ExitCode == 0) != succeeds {
		t.Fatalf("%q ended with exit code %d, want success: %t\n%s%s", arguments, result.ExitCode, succeeds, result.Stdout, result.Stderr)
	}
}
