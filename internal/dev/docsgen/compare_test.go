package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	generated := map[string]string{"index.md": "one\ntwo\n", "functions/merge.md": "merge\n"}
	tests := map[string]struct {
		have map[string]string
		want []string
	}{
		"same": {have: generated},
		"no folder": {
			want: []string{"functions/merge.md: missing", "index.md: missing"},
		},
		"edited": {
			have: map[string]string{"index.md": "one\n2\n", "functions/merge.md": "merge\n"},
			want: []string{`index.md: line 2 is "2", generated is "two"`},
		},
		"shorter": {
			have: map[string]string{"index.md": "one", "functions/merge.md": "merge\n"},
			want: []string{`index.md: ends before line 2, "two"`},
		},
		"longer": {
			have: map[string]string{"index.md": "one\ntwo\n\n", "functions/merge.md": "merge\n"},
			want: []string{"index.md: goes on after line 3"},
		},
		"left over": {
			have: map[string]string{"index.md": "one\ntwo\n", "functions/merge.md": "merge\n", "guides/old.md": ""},
			want: []string{"guides/old.md: not generated from anything"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := differences(folder(t, test.have), folder(t, generated))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// folder makes a folder of files; of none, one that does not exist.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "docs")
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestRenamed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		exported, want, fault string
	}{
		"one provider": {
			exported: `{"format_version":"1.0","provider_schemas":{"registry.example/a/b":{"functions":{"f":{}}}}}`,
			want:     `{"format_version":"1.0","provider_schemas":{"b":{"functions":{"f":{}}}}}`,
		},
		"an old Terraform": {
			exported: `{"format_version":"1.0","provider_schemas":{"registry.example/a/b":{}}}`,
			fault: "the schema holds no functions, so their pages would be lost; " +
				"use Terraform 1.8 or later, or OpenTofu 1.7 or later",
		},
		"no provider": {
			exported: `{"format_version":"1.0"}`,
			fault:    "the schema holds 0 providers, wanted 1",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := renamed([]byte(test.exported), "b")
			var fault string
			if err != nil {
				fault = err.Error()
			}
			if fault != test.fault {
				t.Errorf("error %q, want %q", fault, test.fault)
			}
			if string(got) != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
