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

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/dynamicplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/numberplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

//go:embed schemas
var schemaFiles embed.FS

// providerFile is schemas/<provider>/provider.json: the settings that the tests write, all of them text, and the blocks
// that must be there.
type providerFile struct {
	Sources    []string                 `json:"sources"`
	Address    string                   `json:"address"`
	Attributes map[string]attributeFile `json:"attributes"`
	Blocks     []string                 `json:"blocks"`
}

// resourceFile is schemas/<provider>/<resource type>.json.
type resourceFile struct {
	Sources    []string                 `json:"sources"`
	Attributes map[string]attributeFile `json:"attributes"`
	Blocks     map[string]blockFile     `json:"blocks"`
}

// attributeFile is one argument or attribute. It has a type, or a nesting with attributes of its own.
type attributeFile struct {
	Type       json.RawMessage          `json:"type"`
	Nesting    string                   `json:"nesting"`
	Attributes map[string]attributeFile `json:"attributes"`
	Required   bool                     `json:"required"`
	Optional   bool                     `json:"optional"`
	Computed   bool                     `json:"computed"`
	Sensitive  bool                     `json:"sensitive"`
	// Replace says that the page has "forces a new resource".
	Replace bool `json:"replace"`
	// Example is what a cloud would answer for a computed text.
	Example string `json:"example"`
}

// blockFile is one nested block and how often it may occur.
type blockFile struct {
	Nesting    string                   `json:"nesting"`
	Min        int                      `json:"min"`
	Max        int                      `json:"max"`
	Attributes map[string]attributeFile `json:"attributes"`
	Blocks     map[string]blockFile     `json:"blocks"`
}

type catalogue struct {
	Provider  providerFile
	Resources map[string]resourceFile
}

func load(name string) (catalogue, error) {
	folder := path.Join("schemas", name)
	entries, err := fs.ReadDir(schemaFiles, folder)
	if err != nil {
		return catalogue{}, fmt.Errorf("no stand-in for provider %q: %w", name, err)
	}
	loaded := catalogue{Resources: map[string]resourceFile{}}
	for _, entry := range entries {
		file := path.Join(folder, entry.Name())
		if entry.Name() == "provider.json" {
			err = decode(file, &loaded.Provider)
		} else {
			var resource resourceFile
			err = decode(file, &resource)
			loaded.Resources[strings.TrimSuffix(entry.Name(), ".json")] = resource
		}
		if err != nil {
			return catalogue{}, err
		}
	}
	return loaded, nil
}

func decode(file string, into any) error {
	text, err := fs.ReadFile(schemaFiles, file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("decoding %s: %w", file, err)
	}
	return nil
}

func (f resourceFile) schema() (schema.Schema, error) {
	attributes, err := buildAttributes(f.Attributes)
	if err != nil {
		return schema.Schema{}, err
	}
	blocks, err := buildBlocks(f.Blocks)
	if err != nil {
		return schema.Schema{}, err
	}
	return schema.Schema{
		Attributes:          attributes,
		Blocks:              blocks,
		MarkdownDescription: strings.Join(f.Sources, " "),
	}, nil
}

func buildAttributes(files map[string]attributeFile) (map[string]schema.Attribute, error) {
	built := make(map[string]schema.Attribute, len(files))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		attribute, err := files[name].build()
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", name, err)
		}
		built[name] = attribute
	}
	return built, nil
}

func (f attributeFile) build() (schema.Attribute, error) {
	if f.Nesting != "" {
		return f.buildNested()
	}
	kind, err := parseType(f.Type)
	if err != nil {
		return nil, err
	}
	switch kind := kind.(type) {
	case types.ListType:
		return schema.ListAttribute{
			ElementType: kind.ElemType, Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.List](f, listplanmodifier.UseStateForUnknown(), listplanmodifier.RequiresReplace()),
		}, nil
	case types.SetType:
		return schema.SetAttribute{
			ElementType: kind.ElemType, Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.Set](f, setplanmodifier.UseStateForUnknown(), setplanmodifier.RequiresReplace()),
		}, nil
	case types.MapType:
		return schema.MapAttribute{
			ElementType: kind.ElemType, Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.Map](f, mapplanmodifier.UseStateForUnknown(), mapplanmodifier.RequiresReplace()),
		}, nil
	}
	switch kind {
	case types.StringType:
		return schema.StringAttribute{
			Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.String](f, stringplanmodifier.UseStateForUnknown(), stringplanmodifier.RequiresReplace()),
		}, nil
	case types.NumberType:
		return schema.NumberAttribute{
			Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.Number](f, numberplanmodifier.UseStateForUnknown(), numberplanmodifier.RequiresReplace()),
		}, nil
	case types.BoolType:
		return schema.BoolAttribute{
			Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.Bool](f, boolplanmodifier.UseStateForUnknown(), boolplanmodifier.RequiresReplace()),
		}, nil
	default:
		return schema.DynamicAttribute{
			Required: f.Required, Optional: f.Optional, Computed: f.Computed, Sensitive: f.Sensitive,
			PlanModifiers: modifiers[planmodifier.Dynamic](f, dynamicplanmodifier.UseStateForUnknown(), dynamicplanmodifier.RequiresReplace()),
		}, nil
	}
}

func (f attributeFile) buildNested() (schema.Attribute, error) {
	attributes, err := buildAttributes(f.Attributes)
	if err != nil {
		return nil, err
	}
	switch f.Nesting {
	case "single":
		return schema.SingleNestedAttribute{
			Attributes: attributes, Required: f.Required, Optional: f.Optional, Computed: f.Computed,
			PlanModifiers: modifiers[planmodifier.Object](f, objectplanmodifier.UseStateForUnknown(), objectplanmodifier.RequiresReplace()),
		}, nil
	case "list":
		return schema.ListNestedAttribute{
			NestedObject: schema.NestedAttributeObject{Attributes: attributes},
			Required:     f.Required, Optional: f.Optional, Computed: f.Computed,
			PlanModifiers: modifiers[planmodifier.List](f, listplanmodifier.UseStateForUnknown(), listplanmodifier.RequiresReplace()),
		}, nil
	default:
		return nil, fmt.Errorf("nesting %q, want single or list", f.Nesting)
	}
}

func modifiers[M any](f attributeFile, keep, replace M) []M {
	var chosen []M
	if f.Computed {
		chosen = append(chosen, keep)
	}
	if f.Replace {
		chosen = append(chosen, replace)
	}
	return chosen
}

func buildBlocks(files map[string]blockFile) (map[string]schema.Block, error) {
	built := make(map[string]schema.Block, len(files))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		block, err := files[name].build()
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", name, err)
		}
		built[name] = block
	}
	return built, nil
}

func (f blockFile) build() (schema.Block, error) {
	attributes, err := buildAttributes(f.Attributes)
	if err != nil {
		return nil, err
	}
	blocks, err := buildBlocks(f.Blocks)
	if err != nil {
		return nil, err
	}
	object := schema.NestedBlockObject{Attributes: attributes, Blocks: blocks}
	switch f.Nesting {
	case "list":
		block := schema.ListNestedBlock{NestedObject: object}
		if f.Min > 0 {
			block.Validators = append(block.Validators, listvalidator.IsRequired())
		}
		if f.Max > 0 {
			block.Validators = append(block.Validators, listvalidator.SizeAtMost(f.Max))
		}
		return block, nil
	case "set":
		block := schema.SetNestedBlock{NestedObject: object}
		if f.Min > 0 {
			block.Validators = append(block.Validators, setvalidator.IsRequired())
		}
		return block, nil
	default:
		return nil, fmt.Errorf("nesting %q, want list or set", f.Nesting)
	}
}

// parseType reads a type as Terraform's own JSON form writes it: "string", or ["set", "string"].
func parseType(text json.RawMessage) (attr.Type, error) {
	var name string
	if json.Unmarshal(text, &name) == nil {
		switch name {
		case "string":
			return types.StringType, nil
		case "number":
			return types.NumberType, nil
		case "bool":
			return types.BoolType, nil
		case "dynamic":
			return types.DynamicType, nil
		}
	}
	var parts [2]json.RawMessage
	if json.Unmarshal(text, &parts) == nil && json.Unmarshal(parts[0], &name) == nil {
		element, err := parseType(parts[1])
		if err != nil {
			return nil, err
		}
		switch name {
		case "list":
			return types.ListType{ElemType: element}, nil
		case "set":
			return types.SetType{ElemType: element}, nil
		case "map":
			return types.MapType{ElemType: element}, nil
		}
	}
	return nil, fmt.Errorf("unknown type %s", text)
}
