// Docsgen makes the docs folder from the provider's schema, the templates and the examples. With -check it writes
// nothing and fails when a page is not what it would write.
//
// The schema is exported by Terraform from a provider built for the purpose, in a scratch folder; the pages are written
// by the tfplugindocs executable that -tfplugindocs names.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tool"
	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func main() {
	check := flag.Bool("check", false, "compare the docs folder with what would be written, and write nothing")
	generator := flag.String("tfplugindocs", "tfplugindocs", "the tfplugindocs executable")
	flag.Parse()
	tool.Main(func(ctx context.Context) error { return run(ctx, *generator, *check) })
}

func run(ctx context.Context, executable string, check bool) (err error) {
	root, err := tfrun.Root()
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "konnect-docsgen-")
	if err != nil {
		return fmt.Errorf("making a scratch folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	schema, err := exportSchema(ctx, scratch)
	if err != nil {
		return err
	}
	g := generator{executable: executable, root: root, schema: schema}
	docs := filepath.Join(root, "docs")
	if check {
		docs = filepath.Join(scratch, "docs")
	}
	if err := g.generate(ctx, docs); err != nil {
		return err
	}
	if check {
		stale, err := differences(filepath.Join(root, "docs"), docs)
		if err != nil {
			return err
		}
		if len(stale) > 0 {
			return &staleError{files: stale}
		}
	}
	return g.validate(ctx)
}

// exportSchema builds the provider and writes its schema, as Terraform sees it, to a file in the scratch folder.
func exportSchema(ctx context.Context, scratch string) (file string, err error) {
	workspace, err := tfrun.Open(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	if err := errors.Join(
		workspace.OverrideWithBuild(ctx, provider.Source),
		workspace.Require(typeName(), provider.Source),
	); err != nil {
		return "", err
	}
	exported, err := workspace.Output(ctx, "providers", "schema", "-json")
	if err != nil {
		return "", fmt.Errorf("exporting the schema: %w", err)
	}
	schema, err := renamed([]byte(exported), typeName())
	if err != nil {
		return "", fmt.Errorf("exporting the schema with %s %s: %w", workspace.CLI().Product, workspace.CLI().Version, err)
	}
	file = filepath.Join(scratch, "schema.json")
	if err := os.WriteFile(file, schema, 0o600); err != nil {
		return "", fmt.Errorf("exporting the schema: %w", err)
	}
	return file, nil
}

// renamed puts the only provider of an exported schema under its type name: by its full address tfplugindocs finds only
// HashiCorp's own (terraform-plugin-docs v0.25.0, internal/provider/generate.go).
func renamed(exported []byte, name string) ([]byte, error) {
	var document struct {
		FormatVersion string                     `json:"format_version"`
		Schemas       map[string]json.RawMessage `json:"provider_schemas"`
	}
	if err := json.Unmarshal(exported, &document); err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	if len(document.Schemas) != 1 {
		return nil, fmt.Errorf("the schema holds %d providers, wanted 1", len(document.Schemas))
	}
	var own json.RawMessage
	for _, schema := range document.Schemas {
		own = schema
	}
	var content struct {
		Functions map[string]json.RawMessage `json:"functions"`
	}
	if err := json.Unmarshal(own, &content); err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	if len(content.Functions) == 0 {
		return nil, errors.New("the schema holds no functions, so their pages would be lost; use Terraform 1.8 or later, or OpenTofu 1.7 or later")
	}
	document.Schemas = map[string]json.RawMessage{name: own}
	return json.Marshal(document)
}

func typeName() string { return path.Base(provider.Source) }

type generator struct {
	executable string
	root       string
	schema     string
}

func (g generator) generate(ctx context.Context, docs string) error {
	// It is named from the repository's root, and must exist.
	relative, err := filepath.Rel(g.root, docs)
	if err != nil {
		return fmt.Errorf("generating the pages: %w", err)
	}
	if err := os.MkdirAll(docs, 0o755); err != nil {
		return fmt.Errorf("generating the pages: %w", err)
	}
	return g.run(ctx, "generate", "--rendered-website-dir", relative)
}

func (g generator) validate(ctx context.Context) error {
	return g.run(ctx, "validate")
}

func (g generator) run(ctx context.Context, subcommand string, args ...string) error {
	arguments := slices.Concat(
		[]string{subcommand, "--provider-dir", g.root, "--provider-name", typeName(), "--providers-schema", g.schema},
		args,
	)
	command := exec.CommandContext(ctx, g.executable, arguments...)
	command.Dir = g.root
	output, err := command.CombinedOutput()
	if err != nil {
		return fmt.Errorf("tfplugindocs %s: %w\n%s", subcommand, err, output)
	}
	return nil
}
