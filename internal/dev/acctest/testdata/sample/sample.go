// Package sample is a provider that is just large enough to test this room: one data source that requests a URL and
// says what it was configured with.
package sample

import (
	"context"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// New returns the provider.
func New() provider.Provider { return sample{} }

type sample struct{}

func (sample) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "sample"
}

func (sample) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (sample) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (sample) Resources(context.Context) []func() resource.Resource { return nil }

func (sample) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return status{} }}
}

type status struct{}

type statusModel struct {
	URL  types.String `tfsdk:"url"`
	Code types.Int64  `tfsdk:"code"`
}

func (status) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "sample_status"
}

func (status) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = datasourceschema.Schema{Attributes: map[string]datasourceschema.Attribute{
		"url":  datasourceschema.StringAttribute{Required: true},
		"code": datasourceschema.Int64Attribute{Computed: true},
	}}
}

func (status) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model statusModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	code, err := get(ctx, model.URL.ValueString())
	if err != nil {
		resp.Diagnostics.AddError("Request Failed", err.Error())
		return
	}
	model.Code = types.Int64Value(int64(code))
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

func get(ctx context.Context, url string) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, fmt.Errorf("requesting %s: %w", url, err)
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	return response.StatusCode, nil
}
