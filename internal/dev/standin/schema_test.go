package main

import (
	"io/fs"
	"net/url"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// TestSchemas loads every provider as Terraform would and checks that each file names the public page it was taken
// from.
func TestSchemas(t *testing.T) {
	t.Parallel()
	folders, err := fs.ReadDir(schemaFiles, "schemas")
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) == 0 {
		t.Fatal("no provider under schemas")
	}
	for _, folder := range folders {
		t.Run(folder.Name(), func(t *testing.T) {
			t.Parallel()
			loaded, err := load(folder.Name())
			if err != nil {
				t.Fatal(err)
			}
			checkSources(t, "provider", loaded.Provider.Sources)
			for typeName, resource := range loaded.Resources {
				checkSources(t, typeName, resource.Sources)
			}
			server, err := providerserver.NewProtocol6WithError(&standIn{name: folder.Name(), catalogue: loaded})()
			if err != nil {
				t.Fatal(err)
			}
			response, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
			if err != nil {
				t.Fatal(err)
			}
			for _, diagnostic := range response.Diagnostics {
				t.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail)
			}
			if got, want := len(response.ResourceSchemas), len(loaded.Resources); got != want {
				t.Errorf("%d resource schemas, want %d", got, want)
			}
		})
	}
}

func checkSources(t *testing.T, what string, sources []string) {
	t.Helper()
	if len(sources) == 0 {
		t.Errorf("%s names no source", what)
	}
	for _, source := range sources {
		if address, err := url.Parse(source); err != nil || address.Scheme != "https" || address.Host == "" {
			t.Errorf("%s: source %q, want an https address", what, source)
		}
	}
}

func TestProviderName(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		program, want string
		fails         bool
	}{
		{program: "/mirror/terraform-provider-aws_v6.0.0", want: "aws"},
		{program: "terraform-provider-google", want: "google"},
		{program: "terraform-provider-azurerm_v4.0.0_x5.exe", want: "azurerm"},
		{program: "standin", fails: true},
	} {
		got, err := providerName([]string{test.program})
		if got != test.want || (err != nil) != test.fails {
			t.Errorf("providerName(%q) = %q, %v; want %q, failure %t", test.program, got, err, test.want, test.fails)
		}
	}
}
