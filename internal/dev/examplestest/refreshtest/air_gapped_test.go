package refreshtest

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/listserver"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// TestAirGappedFile reads a copy on disk.
func TestAirGappedFile(t *testing.T) {
	t.Parallel()
	e := open(t, "air-gapped", nil, `-var=regions=["us"]`)
	e.must("init", "-input=false")
	path := filepath.Join(t.TempDir(), "ip-addresses.json")
	write(t, path, listserver.DemoDocument().JSON())
	here := "-var=ip_addresses_url=" + fileURL(path)
	e.apply(here).expectNothing(t)
	e.plan(here).expectNothing(t)
	e.plan(here, "-var=minimum_update_date=2025-08-27-00-00-00").expectError(t, "Address List Too Old")
	document := listserver.DemoDocument()
	document.IngressIPs["us"][0] = "10.0.0.1"
	write(t, path, document.JSON())
	e.plan(here).expectError(t, "Address List Refused")
	e.plan("-var=ip_addresses_url="+fileURL(path)+".missing").expectError(t, "Source Unavailable")
}

// TestAirGappedMirror reads a mirror whose certificate a private CA has signed.
func TestAirGappedMirror(t *testing.T) {
	t.Parallel()
	mirror := listserver.NewTLSServer(t, listserver.TLSOptions{})
	e := open(t, "air-gapped", nil, `-var=regions=["us"]`, "-var=ip_addresses_url="+mirror.URL())
	e.must("init", "-input=false")
	if err := e.workspace.Write("ca.pem", mirror.CAPEM()); err != nil {
		t.Fatal(err)
	}
	trusting := "-var=ca_cert_file=ca.pem"
	e.plan().expectError(t, "Source Unavailable")
	if got := len(mirror.Requests()); got != 0 {
		t.Errorf("%d requests without the CA, want none", got)
	}
	e.apply(trusting).expectNothing(t)
	e.plan(trusting).expectNothing(t)
}

// TestMirrorJob runs the job that keeps the mirror: what the provider accepts is published, and whatever it refuses
// leaves the published copy as it was.
func TestMirrorJob(t *testing.T) {
	t.Parallel()
	publisher := listserver.NewTLSServer(t, listserver.TLSOptions{})
	job := newMirrorJob(t, publisher)
	job.publishes(listserver.DemoDocument().JSON())
	newer := listserver.DemoDocument()
	newer.UpdateDate = "2025-09-01-00-00-00"
	newer.IngressIPs["us"] = append(newer.IngressIPs["us"], added)
	publisher.Serve(newer)
	job.publishes(newer.JSON())
	job.publishes(newer.JSON())
	older := newer.Clone()
	older.UpdateDate = "2025-08-31-23-59-59"
	private := newer.Clone()
	private.IngressIPs["eu"][0] = "10.0.0.1"
	privateEgress := newer.Clone()
	privateEgress.EgressIPs["eu"][0] = "10.0.0.1"
	gone := newer.Clone()
	delete(gone.IngressIPs, "sg")
	unchecked := newer.Clone()
	unchecked.UpdateDate = "2025-09-02-00-00-00"
	failing := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		if _, err := w.Write(unchecked.JSON()); err != nil {
			panic(http.ErrAbortHandler)
		}
	})
	job.shell.Setenv("TF_VAR_ingress_regions", `["us", "eu", "sg"]`)
	for name, handler := range map[string]http.Handler{
		"not found":               listserver.Status(http.StatusNotFound),
		"a list with an error":    failing,
		"a redirect":              listserver.Redirect(http.StatusFound, publisher.BaseURL()+"/elsewhere"),
		"a sign-in page":          listserver.HTML(http.StatusOK),
		"half a document":         listserver.EarlyEnd(true),
		"nothing":                 listserver.Body("application/json", nil),
		"a list rolled back":      listserver.Body("application/json", older.JSON()),
		"a private address":       listserver.Body("application/json", private.JSON()),
		"a private egress":        listserver.Body("application/json", privateEgress.JSON()),
		"a region that is missed": listserver.Body("application/json", gone.JSON()),
	} {
		t.Log(name)
		publisher.Handle(handler)
		if job.run() {
			t.Errorf("%s: the job succeeded", name)
		}
		job.expectPublished(newer.JSON())
	}
	publisher.Serve(newer)
	write(t, job.published, []byte("{}"))
	if job.run() {
		t.Error("a copy without a date: the job succeeded")
	}
	job.expectPublished([]byte("{}"))
}

type mirrorJob struct {
	t         *testing.T
	shell     *tfrun.Workspace
	published string
}

func newMirrorJob(t *testing.T, publisher *listserver.Server) mirrorJob {
	t.Helper()
	job := mirrorJob{t: t, shell: newShell(t), published: filepath.Join(t.TempDir(), "ip-addresses.json")}
	authority := filepath.Join(t.TempDir(), "ca.pem")
	write(t, authority, []byte(publisher.CAPEM()))
	e := example{t: t, workspace: job.shell}
	e.prepare("air-gapped/mirror")
	e.must("-c", "terraform init -input=false")
	job.shell.Setenv("SOURCE_URL", publisher.URL())
	job.shell.Setenv("CURL_CA_BUNDLE", authority)
	return job
}

// run tells whether the job succeeded.
func (j mirrorJob) run() bool {
	j.t.Helper()
	result, err := j.shell.Run(j.t.Context(), "mirror.sh", j.published)
	if err != nil {
		j.t.Fatal(err)
	}
	j.t.Logf("%s%s", result.Stdout, result.Stderr)
	return result.ExitCode == 0
}

func (j mirrorJob) publishes(want []byte) {
	j.t.Helper()
	if !j.run() {
		j.t.Fatal("the job failed")
	}
	j.expectPublished(want)
}

// expectPublished fails the test unless the copy is as wanted, readable by a web server, and nothing lies beside it.
func (j mirrorJob) expectPublished(want []byte) {
	j.t.Helper()
	got, err := os.ReadFile(j.published)
	if err != nil {
		j.t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		j.t.Errorf("published:\n%s\nwant:\n%s", got, want)
	}
	info, err := os.Stat(j.published)
	if err != nil {
		j.t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o644 {
		j.t.Errorf("published with mode %o, want 644", mode)
	}
	entries, err := os.ReadDir(filepath.Dir(j.published))
	if err != nil {
		j.t.Fatal(err)
	}
	if len(entries) != 1 {
		j.t.Errorf("the folder holds %v, want the copy alone", entries)
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func fileURL(path string) string { return "file://" + filepath.ToSlash(path) }
