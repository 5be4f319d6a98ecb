package main

import (
	"io/fs"
	"net/url"
	"testing"
)

// TestSchemas loads every provider and checks that each file names the public page it was taken from.
func TestSchemas(t *testing.T) {
	t.Parallel()
	folders, err := fs.ReadDir(schemaFiles, "schemas")
	if err != nil || len(folders) == 0 {
		t.Fatalf("%d providers, %v", len(folders), err)
	}
	for _, folder := range folders {
		loaded, err := load(folder.Name())
		if err != nil {
			t.Fatal(err)
		}
		if loaded.address == "" || len(loaded.files) == 0 {
			t.Errorf("%s: address %q, %d resources", folder.Name(), loaded.address, len(loaded.files))
		}
		for typeName, file := range loaded.files {
			if len(file.Sources) == 0 {
				t.Errorf("%s names no source", typeName)
			}
			for _, source := range file.Sources {
				if address, err := url.Parse(source); err != nil || address.Scheme != "https" || address.Host == "" {
					t.Errorf("%s: source %q, want an https address", typeName, source)
				}
			}
		}
	}
}

func TestProviderName(t *testing.T) {
	t.Parallel()
	for program, want := range map[string]string{
		"/mirror/terraform-provider-aws_v6.0.0":    "aws",
		"terraform-provider-google":                "google",
		"terraform-provider-azurerm_v4.0.0_x5.exe": "azurerm",
		"standin": "",
	} {
		if got, err := providerName(program); got != want || (err != nil) != (want == "") {
			t.Errorf("providerName(%q) = %q, %v; want %q", program, got, err, want)
		}
	}
}
