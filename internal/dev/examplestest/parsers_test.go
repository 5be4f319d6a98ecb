package examplestest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// parser is a program that reads what an example writes, and the Debian package that has it.
type parser struct{ program, debian string }

// find says where the parser is. A machine of the continuous integration has it; elsewhere what it would read is left
// out.
func find(t *testing.T, parser parser) (string, bool) {
	t.Helper()
	for _, name := range []string{parser.program, "/usr/sbin/" + parser.program} {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	if ci, _ := strconv.ParseBool(os.Getenv("CI")); ci && runtime.GOOS == "linux" {
		t.Errorf("no %s: install the package %s", parser.program, parser.debian)
	} else {
		t.Logf("NOT CHECKED: no %s. Debian has it in the package %s", parser.program, parser.debian)
	}
	return "", false
}

// inNamespace runs a shell script with the parsers in a network namespace of its own: netfilter's parsers ask the
// kernel, and must not touch the machine's rules. It says whether it could.
func inNamespace(t *testing.T, parsers []parser, script string, arguments ...string) (tfrun.Result, bool) {
	t.Helper()
	for _, parser := range parsers {
		if _, found := find(t, parser); !found {
			return tfrun.Result{}, false
		}
	}

	// Root of the machine, root of a namespace of one's own, and the root that a hosted runner lends.
	for _, enter := range [][]string{{"unshare", "--net"}, {"unshare", "--map-root-user", "--net"}, {"sudo", "-n", "unshare", "--net"}} {
		if exec.CommandContext(t.Context(), enter[0], slices.Concat(enter[1:], []string{"true"})...).Run() != nil {
			continue
		}
		shell := []string{"sh", "-c", "PATH=$PATH:/usr/sbin:/sbin\n" + script}
		return ask(t, enter[0], slices.Concat(enter[1:], shell, arguments)...), true
	}
	t.Log("NOT CHECKED: no network namespace can be made here")
	return tfrun.Result{}, false
}

// ask runs a parser, which must be content.
func ask(t *testing.T, program string, arguments ...string) tfrun.Result {
	t.Helper()
	result, err := tfrun.Execute(t.Context(), exec.CommandContext(t.Context(), program, arguments...), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if result.ExitCode != 0 {
		t.Fatalf("%s %s ended with exit code %d:\n%s%s", program, strings.Join(arguments, " "), result.ExitCode, result.Stdout, result.Stderr)
	}
	return result
}

func save(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
