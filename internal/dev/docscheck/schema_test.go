package docscheck

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// fieldTypes names the types of an object's fields as the tables do.
func fieldTypes(object tftypes.Object) map[string]string {
	named := map[string]string{}
	for name, fieldType := range object.AttributeTypes {
		named[name] = typeName(fieldType)
	}
	return named
}

func typeName(t tftypes.Type) string {
	switch t := t.(type) {
	case tftypes.Set:
		return "set of " + typeName(t.ElementType)
	case tftypes.List:
		return "list of " + typeName(t.ElementType)
	case tftypes.Map:
		return "map of " + typeName(t.ElementType)
	}
	return strings.ToLower(strings.TrimPrefix(t.String(), "tftypes."))
}

// objectOf returns the object type that a type is or collects.
func objectOf(t tftypes.Type) (tftypes.Object, bool) {
	switch collection := t.(type) {
	case tftypes.Set:
		t = collection.ElementType
	case tftypes.List:
		t = collection.ElementType
	case tftypes.Map:
		t = collection.ElementType
	}
	object, ok := t.(tftypes.Object)
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

// served is what the provider says of itself, as Terraform asks for it.
func served(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	schema, err := provider.NewServer("test").GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(schema.DataSourceSchemas) == 0 || len(schema.ResourceSchemas) == 0 || len(schema.Functions) == 0 {
		t.Fatalf("%v, %v", schema, err)
	}
	return schema
}

// asIn refers to the attribute that describes the other fields.
var asIn = regexp.MustCompile("as in `([a-z_]+)`")

// TestObjectFields looks for each field of an object in its attribute's description, or in that of the attribute that it
// refers to: the pages have no tables of their own. An argument has descriptions of its own, or takes what another
// attribute gives.
func TestObjectFields(t *testing.T) {
	t.Parallel()
	objects := 0
	for _, schemas := range []map[string]*tfprotov6.Schema{served(t).DataSourceSchemas, served(t).ResourceSchemas} {
		for owner, schema := range schemas {
			descriptions := map[string]string{}
			for _, attribute := range schema.Block.Attributes {
				descriptions[attribute.Name] = attribute.Description
			}
			for _, attribute := range schema.Block.Attributes {
				object, ok := objectOf(attribute.ValueType())
				if !ok || !attribute.Computed {
					continue
				}
				objects++
				text := attribute.Description
				for reference := asIn.FindStringSubmatch(text); reference != nil; {
					more := descriptions[reference[1]]
					text, reference = text+more, asIn.FindStringSubmatch(more)
				}
				for field := range object.AttributeTypes {
					if !strings.Contains(text, "`"+field+"`") {
						t.Errorf("%s: the description of %s does not name its field %s", owner, attribute.Name, field)
					}
				}
			}
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
	for name, definition := range served(t).Functions {
		page := readPage(t, files, "templates/functions/"+name+".md.tmpl")
		want := map[string]string{}
		if object, ok := objectOf(definition.Return.Type); ok {
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
	for _, name := range slices.Sorted(maps.Keys(served(t).DataSourceSchemas)) {
		check("data-sources/"+strings.TrimPrefix(name, "konnect_")+".md", "examples/data-sources/"+name+"/data-source.tf")
	}
	for _, name := range slices.Sorted(maps.Keys(served(t).ResourceSchemas)) {
		check("resources/"+strings.TrimPrefix(name, "konnect_")+".md", "examples/resources/"+name+"/resource.tf")
	}
	for _, name := range slices.Sorted(maps.Keys(served(t).Functions)) {
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
