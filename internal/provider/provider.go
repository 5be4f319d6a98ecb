// Package provider is the Terraform face: it reads configuration, calls one function of the rooms below, and writes state.
//
// Each data source, resource and function has a file. Start with data_source_regions.go, which is the smallest, then see data_source.go
// for what all have in common and server.go for who calls it.
package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// Source is where the provider stands in a registry, as configurations name it, and Address the same with the host of
// Terraform's own. A publisher under another namespace changes it here, and in the examples.
const (
	Source  = "konnect-network/" + typeName
	Address = "registry.terraform.io/" + Source
)

// typeName starts the names of all data sources and resources.
const typeName = "konnect"

// konnectProvider is the provider as the framework serves it. NewServer makes it.
type konnectProvider struct {
	version string
	// configured takes what the data sources read from.
	configured func(*sources)
}

var (
	_ provider.Provider              = (*konnectProvider)(nil)
	_ provider.ProviderWithFunctions = (*konnectProvider)(nil)
)

func (p *konnectProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = typeName
	resp.Version = p.version
}

func (p *konnectProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

func (p *konnectProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var model providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if unknown := model.unknown(); len(unknown) > 0 {
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &provider.Deferred{Reason: provider.DeferredReasonProviderConfigUnknown}
			return
		}
		for _, name := range unknown {
			addError(&resp.Diagnostics, problem.At(name, unknownSetting(name)))
		}
		return
	}
	sources, diags := model.sources(p.version)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	p.configured(sources)
	resp.ResourceData = sources
}

// dataSources returns all data sources.
func dataSources() []readable {
	return []readable{
		ipRangesDataSource(),
		publishedIPRangesDataSource(),
		networkRequirementsDataSource(),
		hostnamesDataSource(),
		portsDataSource(),
		privateLinkDataSource(),
		regionsDataSource(),
		ipUpdatesDataSource(),
	}
}

func (p *konnectProvider) DataSources(context.Context) []func() datasource.DataSource {
	var all []func() datasource.DataSource
	for _, source := range dataSources() {
		all = append(all, func() datasource.DataSource { return source })
	}
	return all
}

func (p *konnectProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{newAcceptedIPRangesResource}
}

func (p *konnectProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{
		parseListenFunction, parseEndpointFunction, dataPlaneConfigFunction, hostnamesFunction, cidrMergeFunction, cidrContainsFunction,
	}
}
