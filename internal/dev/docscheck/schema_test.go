package docscheck

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	konnect "github.com/konnect-network/terraform-provider-konnect/internal/provider"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// fieldTypes names the types of an object's fields as the tables do.
func fieldTypes(object types.ObjectType) map[string]string {
	named := map[string]string{}
	for name, fieldType := range object.AttrTypes {
		named[name] = typeName(fieldType)
	}
	return named
}

func typeName(t attr.Type) string {
	switch {
	case t.Equal(types.StringType):
		return "string"
	case t.Equal(types.BoolType):
		return "bool"
	case t.Equal(types.Int64Type):
		return "number"
	}
	switch element := elementOf(t); t.TerraformType(context.Background()).(type) {
	case tftypes.Set:
		return "set of " + element
	case tftypes.Map:
		return "map of " + element
	}
	return t.String()
}

func elementOf(t attr.Type) string {
	if collection, ok := t.(attr.TypeWithElementType); ok {
		return typeName(collection.ElementType())
	}
	return ""
}

// objectOf returns the object type that a type is or collects.
func objectOf(t attr.Type) (types.ObjectType, bool) {
	if collection, ok := t.(attr.TypeWithElementType); ok {
		t = collection.ElementType()
	}
	object, ok := t.(types.ObjectType)
	return object, ok
}

// documentedFields reads a table of fields.
func documentedFields(lines []string) map[string]string {
	documented := map[string]string{}
	for _, row := range rows(lines, "field", "type", "meaning") {
		documented[strings.Trim(row[0], "`")] = row[1]
	}
	return documented
}

var codeText = regexp.MustCompile("`([^`]+)`")

// objectsOn returns the fields of each attribute's objects as a page has them: in a table under the attribute's
// heading, or in one table for several attributes, with a column that names those which have the field.
func objectsOn(p page) map[string]map[string]string {
	section := p.section("## Objects")
	objects := map[string]map[string]string{}
	for _, line := range section {
		if heading, ok := strings.CutPrefix(line, "### "); ok {
			objects[strings.Trim(heading, "`")] = documentedFields(p.section(line))
		}
	}
	for _, row := range rows(section, "field", "type", "in", "meaning") {
		for _, attribute := range codeText.FindAllStringSubmatch(row[2], -1) {
			if objects[attribute[1]] == nil {
				objects[attribute[1]] = map[string]string{}
			}
			objects[attribute[1]][strings.Trim(row[0], "`")] = row[1]
		}
	}
	return objects
}

func newProvider() provider.Provider { return konnect.New("test") }

// dataSources returns the schemas by name, without the provider's prefix.
func dataSources(t *testing.T) map[string]datasource.SchemaResponse {
	t.Helper()
	found := map[string]datasource.SchemaResponse{}
	for _, create := range newProvider().DataSources(t.Context()) {
		dataSource := create()
		var metadata datasource.MetadataResponse
		dataSource.Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "konnect"}, &metadata)
		var schema datasource.SchemaResponse
		dataSource.Schema(t.Context(), datasource.SchemaRequest{}, &schema)
		found[strings.TrimPrefix(metadata.TypeName, "konnect_")] = schema
	}
	return found
}

// resources returns the schemas by name, without the provider's prefix.
func resources(t *testing.T) map[string]resource.SchemaResponse {
	t.Helper()
	found := map[string]resource.SchemaResponse{}
	for _, create := range newProvider().Resources(t.Context()) {
		made := create()
		var metadata resource.MetadataResponse
		made.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "konnect"}, &metadata)
		var schema resource.SchemaResponse
		made.Schema(t.Context(), resource.SchemaRequest{}, &schema)
		found[strings.TrimPrefix(metadata.TypeName, "konnect_")] = schema
	}
	return found
}

func functions(t *testing.T) map[string]function.Definition {
	t.Helper()
	with, ok := newProvider().(provider.ProviderWithFunctions)
	if !ok {
		t.Fatal("the provider has no functions")
	}
	found := map[string]function.Definition{}
	for _, create := range with.Functions(t.Context()) {
		f := create()
		var metadata function.MetadataResponse
		f.Metadata(t.Context(), function.MetadataRequest{}, &metadata)
		var definition function.DefinitionResponse
		f.Definition(t.Context(), function.DefinitionRequest{}, &definition)
		found[metadata.Name] = definition.Definition
	}
	return found
}

// TestObjectFields compares the tables of object fields with the schemas.
func TestObjectFields(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	attributes := map[string]map[string]attr.Type{}
	add := func(page, attribute string, of attr.Type) {
		if attributes[page] == nil {
			attributes[page] = map[string]attr.Type{}
		}
		attributes[page][attribute] = of
	}
	for name, schema := range dataSources(t) {
		for attribute, definition := range schema.Schema.Attributes {
			add("data-sources/"+name, attribute, definition.GetType())
		}
	}
	for name, schema := range resources(t) {
		for attribute, definition := range schema.Schema.Attributes {
			add("resources/"+name, attribute, definition.GetType())
		}
	}
	objects := 0
	for name, ofPage := range attributes {
		page := readPage(t, files, "templates/"+name+".md.tmpl")
		described := objectsOn(page)
		for attribute, of := range ofPage {
			object, ok := objectOf(of)
			if !ok {
				continue
			}
			objects++
			if diff := cmp.Diff(fieldTypes(object), described[attribute]); diff != "" {
				t.Errorf("%s: the fields of %s are not the schema's (-schema +page):\n%s", page.path, attribute, diff)
			}
			delete(described, attribute)
		}
		for attribute := range described {
			t.Errorf("%s describes the fields of %s, which has none", page.path, attribute)
		}
	}
	if objects == 0 {
		t.Error("the schemas have no object")
	}
}

// TestFunctionFields compares the tables of result fields with the functions' results.
func TestFunctionFields(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	objects := 0
	for name, definition := range functions(t) {
		page := readPage(t, files, "templates/functions/"+name+".md.tmpl")
		want := map[string]string{}
		if object, ok := objectOf(definition.Return.GetType()); ok {
			objects++
			want = fieldTypes(object)
		}
		if diff := cmp.Diff(want, documentedFields(page.section("## Result"))); diff != "" {
			t.Errorf("%s: the table is not the result's (-result +page):\n%s", page.path, diff)
		}
	}
	if objects == 0 {
		t.Error("no function returns an object")
	}
}

// TestDataPlaneSettings compares the table of settings with those that the function makes.
func TestDataPlaneSettings(t *testing.T) {
	t.Parallel()
	page := readPage(t, repositoryFiles(t), "templates/functions/data_plane_config.md.tmpl")
	documented := map[string]string{}
	for _, row := range rows(page.section("## Result"), "setting", "value") {
		documented[strings.Trim(row[0], "`")] = strings.Trim(row[1], "`")
	}
	settings, err := requirements.DataPlaneConfig("prefix.region.cp.konghq.com", "prefix.region.tp.konghq.com")
	if err != nil {
		t.Fatal(err)
	}
	for setting, value := range settings {
		settings[setting] = strings.NewReplacer("prefix.", "PREFIX.", "region.", "REGION.").Replace(value)
	}
	if diff := cmp.Diff(settings, documented); diff != "" {
		t.Errorf("%s: the table is not the function's (-function +page):\n%s", page.path, diff)
	}
}

// TestEverythingHasPages looks for the page, the example and the row in the index.
func TestEverythingHasPages(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	index := readPage(t, files, "templates/index.md.tmpl")
	linked := map[string]bool{}
	for _, link := range index.links() {
		linked[link.target] = true
	}
	check := func(page, example string) {
		t.Helper()
		for _, file := range []string{"templates/" + page + ".tmpl", "docs/" + page, example} {
			if problem := checkFile(files, file); problem != "" {
				t.Error(problem)
			}
		}
		if !linked[page] {
			t.Errorf("%s has no link to %s", index.path, page)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(dataSources(t))) {
		check("data-sources/"+name+".md", "examples/data-sources/konnect_"+name+"/data-source.tf")
	}
	for _, name := range slices.Sorted(maps.Keys(resources(t))) {
		check("resources/"+name+".md", "examples/resources/konnect_"+name+"/resource.tf")
	}
	for _, name := range slices.Sorted(maps.Keys(functions(t))) {
		check("functions/"+name+".md", "examples/functions/"+name+"/function.tf")
	}
}

var boldCell = regexp.MustCompile(`^\*\*(.+?)\*\*`)

// TestErrorSummaries looks for the summaries that the pages list in the product's code.
func TestErrorSummaries(t *testing.T) {
	t.Parallel()
	files := repositoryFiles(t)
	var code strings.Builder
	sources, err := fs.Glob(files, "internal/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range sources {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			code.Write(text)
		}
	}
	listed := 0
	for _, page := range pages(t, files) {
		for _, row := range rows(page.lines, "error", "why", "what to do") {
			summary := boldCell.FindStringSubmatch(row[0])
			if summary == nil {
				t.Errorf("%s: %q is not a summary in bold", page.path, row[0])
				continue
			}
			listed++
			if !strings.Contains(code.String(), fmt.Sprintf("%q", summary[1])) {
				t.Errorf("%s: no diagnostic has the summary %q", page.path, summary[1])
			}
		}
	}
	if listed == 0 {
		t.Error("no summary was found")
	}
}
