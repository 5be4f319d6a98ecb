package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func TestMain(m *testing.M) { os.Exit(acctest.Main(m, provider.Source)) }

func TestRun(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run(t.Context(), &out, []string{"terraform", "version"}); err != nil || !strings.Contains(out.String(), acctest.TestCLI(t).Version) {
		t.Errorf("%v, %s", err, out.String())
	}
	unformatted := filepath.Join(t.TempDir(), "main.tf")
	if err := os.WriteFile(unformatted, []byte("locals {\nx = 1\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for arguments, want := range map[string]string{
		"":                                    "usage: make COMMAND; the commands are bench, demo, ",
		"deploy":                              "usage: make COMMAND; the commands are bench, demo, ",
		"terraform fmt -check " + unformatted: "terraform: exit status 3",
	} {
		if err := run(t.Context(), &out, strings.Fields(arguments)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", arguments, err, want)
		}
	}
}
