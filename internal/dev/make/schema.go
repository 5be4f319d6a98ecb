package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// schema prints the provider's schema, as Terraform sees it, for the generator of the docs.
func schema(ctx context.Context, out io.Writer, _ []string) (err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	if err := errors.Join(
		workspace.OverrideWithBuild(ctx, provider.Source),
		workspace.Require("konnect", provider.Source),
	); err != nil {
		return err
	}
	exported, err := workspace.Output(ctx, "providers", "schema", "-json")
	if err != nil {
		return err
	}
	return rename(out, exported)
}

// rename puts the only provider of an exported schema under its type name: by its full address tfplugindocs finds only
// HashiCorp's own (terraform-plugin-docs v0.25.0, internal/provider/generate.go).
func rename(out io.Writer, exported string) error {
	var document struct {
		FormatVersion string                    `json:"format_version"`
		Schemas       map[string]map[string]any `json:"provider_schemas"`
	}
	if err := json.Unmarshal([]byte(exported), &document); err != nil {
		return fmt.Errorf("reading what Terraform exported: %w", err)
	}
	for address, content := range document.Schemas {
		if content["functions"] == nil {
			return errors.New("it holds no functions, so their pages would be lost; use Terraform 1.8 or later, or OpenTofu 1.7 or later")
		}
		delete(document.Schemas, address)
		document.Schemas[path.Base(provider.Source)] = content
		return json.NewEncoder(out).Encode(document)
	}
	return errors.New("the export holds no provider")
}
