package main

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// standIn is the provider: a name and the resources read for it.
type standIn struct {
	name      string
	catalogue catalogue
}

func (p *standIn) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = p.name
}

func (p *standIn) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		Attributes: map[string]schema.Attribute{},
		Blocks:     map[string]schema.Block{},
	}
	for name, attribute := range p.catalogue.Provider.Attributes {
		resp.Schema.Attributes[name] = schema.StringAttribute{Optional: true, Sensitive: attribute.Sensitive}
	}
	for _, name := range p.catalogue.Provider.Blocks {
		resp.Schema.Blocks[name] = schema.ListNestedBlock{
			Validators: []validator.List{listvalidator.IsRequired(), listvalidator.SizeAtMost(1)},
		}
	}
}

func (p *standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p *standIn) DataSources(context.Context) []func() datasource.DataSource {
	return nil
}

func (p *standIn) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, typeName := range slices.Sorted(maps.Keys(p.catalogue.Resources)) {
		file := p.catalogue.Resources[typeName]
		all = append(all, func() resource.Resource {
			return &echo{typeName: typeName, file: file}
		})
	}
	return all
}
