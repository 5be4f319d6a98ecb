package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRename(t *testing.T) {
	t.Parallel()
	for exported, want := range map[string]string{
		`{"format_version":"1.0","provider_schemas":{"registry.example/a/b":{"functions":{"f":{}}}}}`: `{"format_version":"1.0","provider_schemas":{"konnect":{"functions":{"f":{}}}}}`,
		`{"format_version":"1.0","provider_schemas":{"registry.example/a/b":{}}}`:                     "use Terraform 1.8 or later, or OpenTofu 1.7 or later",
		`{"format_version":"1.0"}`: "the export holds no provider",
		`no JSON`:                  "reading what Terraform exported: ",
	} {
		var out bytes.Buffer
		got := ""
		if err := rename(&out, exported); err != nil {
			got = err.Error()
		}
		if got += out.String(); !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %s", exported, got, want)
		}
	}
}
