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

// asIn refers to the attribute that describes the other fields.
var asIn = regexp.MustCompile("as in `([a-z_]+)`")

// checkObjects looks for each field of an object in its attribute's description, or in that of the attribute that it refers
// to, and returns how many objects there are. An argument has descriptions of its own, or takes what another attribute gives.
func checkObjects[A interface {
	GetMarkdownDescription() string
	GetType() attr.Type
	IsComputed() bool
}](t *testing.T, owner string, attributes map[string]A) int {
	t.Helper()
	objects := 0
	for name, attribute := range attributes {
		object, ok := objectOf(attribute.GetType())
		if !ok || !attribute.IsComputed() {
			continue
		}
		objects++
		text := attribute.GetMarkdownDescription()
		for reference := asIn.FindStringSubmatch(text); reference != nil; {
			more := attributes[reference[1]].GetMarkdownDescription()
			text, reference = text+more, asIn.FindStringSubmatch(more)
		}
		for field := range object.AttrTypes {
			if !strings.Contains(text, "`"+field+"`") {
				t.Errorf("%s: the description of %s does not name its field %s", owner, name, field)
			}
		}
	}
	return objects
}

// TestObjectFields looks for the meaning of each field in the schemas: the pages have no tables of their own.
func TestObjectFields(t *testing.T) {
	t.Parallel()
	objects := 0
	for name, schema := range dataSources(t) {
		objects += checkObjects(t, name, schema.Schema.Attributes)
	}
	for name, schema := range resources(t) {
		objects += checkObjects(t, name, schema.Schema.Attributes)
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
		target, _, _ := strings.Cut(link.target, "#")
		linked[target] = true
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

var bold = regexp.MustCompile(`\*\*(.+?)\*\*`)

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
			summaries := bold.FindAllStringSubmatch(row[0], -1)
			if summaries == nil {
				t.Errorf("%s: %q has no summary in bold", page.path, row[0])
			}
			for _, summary := range summaries {
				listed++
				if !strings.Contains(code.String(), fmt.Sprintf("%q", summary[1])) {
					t.Errorf("%s: no diagnostic has the summary %q", page.path, summary[1])
				}
			}
		}
	}
	if listed == 0 {
		t.Error("no summary was found")
	}
}
