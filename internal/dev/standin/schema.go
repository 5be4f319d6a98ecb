package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

//go:embed schemas
var schemaFiles embed.FS

// block is what a file under schemas holds: provider.json the settings that the tests write, the others a resource or a data
// source; and a block in it, with how often it may occur.
type block struct {
	DataSource bool                 `json:"data_source"`
	Sources    []string             `json:"sources"`
	Address    string               `json:"address"`
	Nesting    string               `json:"nesting"`
	Min        int64                `json:"min"`
	Max        int64                `json:"max"`
	Attributes map[string]attribute `json:"attributes"`
	Blocks     map[string]block     `json:"blocks"`
}

// attribute is one argument or attribute. It has a type, or a nesting with attributes of its own.
type attribute struct {
	Type       any                  `json:"type"`
	Nesting    string               `json:"nesting"`
	Attributes map[string]attribute `json:"attributes"`
	Required   bool                 `json:"required"`
	Optional   bool                 `json:"optional"`
	Computed   bool                 `json:"computed"`
	Sensitive  bool                 `json:"sensitive"`
	// Replace says that the page has "forces a new resource".
	Replace bool `json:"replace"`
	// Example is what a cloud would answer for a computed text.
	Example string `json:"example"`
	// Answer is what a data source has there.
	Answer json.RawMessage `json:"answer"`
}

// load reads the files of one provider.
func load(name string) (*standIn, error) {
	folder := path.Join("schemas", name)
	entries, err := fs.ReadDir(schemaFiles, folder)
	if err != nil {
		return nil, fmt.Errorf("no stand-in for provider %q: %w", name, err)
	}
	loaded := &standIn{files: map[string]block{}, schemas: map[string]*tfprotov6.Schema{}, dataSources: map[string]*tfprotov6.Schema{}}
	for _, entry := range entries {
		file := path.Join(folder, entry.Name())
		text, err := fs.ReadFile(schemaFiles, file)
		if err != nil {
			return nil, err
		}
		var read block
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&read); err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		schema, err := read.schema()
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		typeName := strings.TrimSuffix(entry.Name(), ".json")
		if typeName == "provider" {
			loaded.address, loaded.settings = read.Address, &tfprotov6.Schema{Block: schema}
			continue
		}
		loaded.files[typeName] = read
		if read.DataSource {
			loaded.dataSources[typeName] = &tfprotov6.Schema{Block: schema}
		} else {
			loaded.schemas[typeName] = &tfprotov6.Schema{Block: schema}
		}
	}
	return loaded, nil
}

func (b block) schema() (*tfprotov6.SchemaBlock, error) {
	attributes, err := schemas(b.Attributes)
	if err != nil {
		return nil, err
	}
	built := &tfprotov6.SchemaBlock{Attributes: attributes}
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		inner := b.Blocks[name]
		schema, err := inner.schema()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		nesting, found := map[string]tfprotov6.SchemaNestedBlockNestingMode{
			"list": tfprotov6.SchemaNestedBlockNestingModeList, "set": tfprotov6.SchemaNestedBlockNestingModeSet,
		}[inner.Nesting]
		if !found {
			return nil, fmt.Errorf("%s: nesting %q, want list or set", name, inner.Nesting)
		}
		built.BlockTypes = append(built.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: name, Block: schema, Nesting: nesting, MinItems: inner.Min, MaxItems: inner.Max,
		})
	}
	return built, nil
}

func schemas(attributes map[string]attribute) ([]*tfprotov6.SchemaAttribute, error) {
	var built []*tfprotov6.SchemaAttribute
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		schema, err := attributes[name].schema()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		schema.Name = name
		built = append(built, schema)
	}
	return built, nil
}

func (a attribute) schema() (schema *tfprotov6.SchemaAttribute, err error) {
	schema = &tfprotov6.SchemaAttribute{Required: a.Required, Optional: a.Optional, Computed: a.Computed, Sensitive: a.Sensitive}
	if a.Nesting == "" {
		schema.Type, err = parseType(a.Type)
		return schema, err
	}
	nesting, found := map[string]tfprotov6.SchemaObjectNestingMode{
		"single": tfprotov6.SchemaObjectNestingModeSingle, "list": tfprotov6.SchemaObjectNestingModeList,
	}[a.Nesting]
	if !found {
		return nil, fmt.Errorf("nesting %q, want single or list", a.Nesting)
	}
	attributes, err := schemas(a.Attributes)
	schema.NestedType = &tfprotov6.SchemaObject{Attributes: attributes, Nesting: nesting}
	return schema, err
}

// parseType reads a type as Terraform's own JSON form writes it: "string", or ["set", "string"].
func parseType(written any) (tftypes.Type, error) {
	if parts, ok := written.([]any); ok && len(parts) == 2 {
		element, err := parseType(parts[1])
		if err != nil {
			return nil, err
		}
		switch parts[0] {
		case "list":
			return tftypes.List{ElementType: element}, nil
		case "set":
			return tftypes.Set{ElementType: element}, nil
		case "map":
			return tftypes.Map{ElementType: element}, nil
		}
	}
	switch written {
	case "string":
		return tftypes.String, nil
	case "number":
		return tftypes.Number, nil
	case "bool":
		return tftypes.Bool, nil
	case "dynamic":
		return tftypes.DynamicPseudoType, nil
	}
	return nil, fmt.Errorf("unknown type %v", written)
}

// at returns the attribute that a path leads to, and whether it or one above it forces a new resource.
func (b block) at(at *tftypes.AttributePath) (found attribute, replace bool) {
	for _, step := range at.Steps() {
		name, ok := step.(tftypes.AttributeName)
		if !ok {
			continue // An element of a list or set.
		}
		if inner, ok := b.Blocks[string(name)]; ok {
			b = inner
			continue
		}
		found = b.Attributes[string(name)]
		b.Attributes = found.Attributes
		replace = replace || found.Replace
	}
	return found, replace
}
