package refreshtest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
	"github.com/konnect-network/terraform-provider-konnect/internal/dev/tfrun"
)

// cloud is hashicorp/aws for these tests: an account that holds prefix lists in memory and outlives the Terraform runs,
// so that one run finds what another left and what the test changed behind Terraform's back. Its arguments are those of
// the provider's pages
// https://registry.terraform.io/providers/hashicorp/aws/6.45.0/docs/resources/ec2_managed_prefix_list,
// …/data-sources/ec2_managed_prefix_list and …/data-sources/ec2_managed_prefix_lists.
type cloud struct {
	mu    sync.Mutex
	made  int
	lists map[string]prefixList
}

type prefixList struct {
	name, family string
	maxEntries   int64
	cidrs        []string
}

func newCloud() *cloud { return &cloud{lists: map[string]prefixList{}} }

// put stores a list and returns its id, a new one when none is given.
func (c *cloud) put(id string, list prefixList) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if id == "" {
		c.made++
		id = fmt.Sprintf("pl-%017d", c.made)
	}
	list.cidrs = slices.Sorted(slices.Values(list.cidrs))
	c.lists[id] = list
	return id
}

func (c *cloud) get(id string) (prefixList, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list, found := c.lists[id]
	return list, found
}

func (c *cloud) remove(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.lists, id)
}

func (c *cloud) ids(named []string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	ids := []string{}
	for _, id := range slices.Sorted(maps.Keys(c.lists)) {
		if slices.Contains(named, c.lists[id].name) {
			ids = append(ids, id)
		}
	}
	return ids
}

// deployed are the entries of all lists.
func (c *cloud) deployed() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []string
	for _, list := range c.lists {
		all = append(all, list.cidrs...)
	}
	slices.Sort(all)
	return all
}

// serve has the Terraform of a workspace reach the cloud instead of starting a provider.
func (c *cloud) serve(t *testing.T, workspace *tfrun.Workspace) {
	t.Helper()
	source := acctest.TestCLI(t).RegistryHost() + "/hashicorp/aws"
	served := make(chan error, 1)
	reattach, closed := make(chan *plugin.ReattachConfig), make(chan struct{})
	go func() {
		served <- tf6server.Serve(source,
			providerserver.NewProtocol6(&cloudProvider{cloud: c}),
			tf6server.WithDebug(t.Context(), reattach, closed),
			tf6server.WithLoggingSink(t), tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	t.Cleanup(func() {
		if err := <-served; err != nil {
			t.Errorf("serving the cloud: %s", err)
		}
	})
	select {
	case at := <-reattach:
		type address struct{ Network, String string }
		text, err := json.Marshal(map[string]any{source: map[string]any{
			"Protocol": string(at.Protocol), "ProtocolVersion": at.ProtocolVersion, "Pid": at.Pid, "Test": at.Test,
			"Addr": address{Network: at.Addr.Network(), String: at.Addr.String()},
		}})
		if err != nil {
			t.Fatal(err)
		}
		workspace.Setenv("TF_REATTACH_PROVIDERS", string(text))
	case err := <-served:
		served <- nil
		t.Fatalf("serving the cloud: %v", err)
	}
}

type cloudProvider struct{ cloud *cloud }

func (*cloudProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "aws"
}

func (*cloudProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (p *cloudProvider) Configure(_ context.Context, _ provider.ConfigureRequest, _ *provider.ConfigureResponse) {
}

func (p *cloudProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return &listResource{cloud: p.cloud} }}
}

func (p *cloudProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		func() datasource.DataSource { return &listDataSource{cloud: p.cloud} },
		func() datasource.DataSource { return &listsDataSource{cloud: p.cloud} },
	}
}

type entryModel struct {
	CIDR        types.String `tfsdk:"cidr"`
	Description types.String `tfsdk:"description"`
}

func entryModels(cidrs []string) []entryModel {
	models := []entryModel{}
	for _, cidr := range cidrs {
		models = append(models, entryModel{CIDR: types.StringValue(cidr), Description: types.StringValue("")})
	}
	return models
}

type listResource struct{ cloud *cloud }

type listModel struct {
	ID            types.String `tfsdk:"id"`
	Name          types.String `tfsdk:"name"`
	AddressFamily types.String `tfsdk:"address_family"`
	MaxEntries    types.Int64  `tfsdk:"max_entries"`
	Entries       []entryModel `tfsdk:"entry"`
}

func (m listModel) list() prefixList {
	list := prefixList{name: m.Name.ValueString(), family: m.AddressFamily.ValueString(), maxEntries: m.MaxEntries.ValueInt64()}
	for _, entry := range m.Entries {
		list.cidrs = append(list.cidrs, entry.CIDR.ValueString())
	}
	return list
}

func (*listResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_ec2_managed_prefix_list"
}

func (*listResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"name": schema.StringAttribute{Required: true},
			"address_family": schema.StringAttribute{
				Required: true, PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"max_entries": schema.Int64Attribute{Required: true},
		},
		Blocks: map[string]schema.Block{
			"entry": schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"cidr":        schema.StringAttribute{Required: true},
				"description": schema.StringAttribute{Optional: true},
			}}},
		},
	}
}

func (r *listResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model listModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	model.ID = types.StringValue(r.cloud.put("", model.list()))
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

func (r *listResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var model listModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	list, found := r.cloud.get(model.ID.ValueString())
	if !found {
		resp.State.RemoveResource(ctx)
		return
	}
	model.Entries = nil
	for _, cidr := range list.cidrs {
		model.Entries = append(model.Entries, entryModel{CIDR: types.StringValue(cidr)})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

func (r *listResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var model listModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	r.cloud.put(model.ID.ValueString(), model.list())
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

func (r *listResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var id types.String
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("id"), &id)...)
	r.cloud.remove(id.ValueString())
}

type listDataSource struct{ cloud *cloud }

type listDataModel struct {
	ID            types.String `tfsdk:"id"`
	Name          types.String `tfsdk:"name"`
	AddressFamily types.String `tfsdk:"address_family"`
	MaxEntries    types.Int64  `tfsdk:"max_entries"`
	Entries       []entryModel `tfsdk:"entries"`
}

func (*listDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "aws_ec2_managed_prefix_list"
}

func (*listDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	entry := types.ObjectType{AttrTypes: map[string]attr.Type{"cidr": types.StringType, "description": types.StringType}}
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"id":             dataschema.StringAttribute{Required: true},
		"name":           dataschema.StringAttribute{Computed: true},
		"address_family": dataschema.StringAttribute{Computed: true},
		"max_entries":    dataschema.Int64Attribute{Computed: true},
		"entries":        dataschema.SetAttribute{Computed: true, ElementType: entry},
	}}
}

func (d *listDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model listDataModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	list, found := d.cloud.get(model.ID.ValueString())
	if !found {
		resp.Diagnostics.AddError("No Such Prefix List", fmt.Sprintf("No managed prefix list has the id %s.", model.ID))
		return
	}
	model.Name, model.AddressFamily = types.StringValue(list.name), types.StringValue(list.family)
	model.MaxEntries, model.Entries = types.Int64Value(list.maxEntries), entryModels(list.cidrs)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

type listsDataSource struct{ cloud *cloud }

type filterModel struct {
	Name   string   `tfsdk:"name"`
	Values []string `tfsdk:"values"`
}

type listsDataModel struct {
	ID      types.String  `tfsdk:"id"`
	IDs     []string      `tfsdk:"ids"`
	Filters []filterModel `tfsdk:"filter"`
}

func (*listsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "aws_ec2_managed_prefix_lists"
}

func (*listsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{
		Attributes: map[string]dataschema.Attribute{
			"id":  dataschema.StringAttribute{Computed: true},
			"ids": dataschema.ListAttribute{Computed: true, ElementType: types.StringType},
		},
		Blocks: map[string]dataschema.Block{
			"filter": dataschema.SetNestedBlock{NestedObject: dataschema.NestedBlockObject{Attributes: map[string]dataschema.Attribute{
				"name":   dataschema.StringAttribute{Required: true},
				"values": dataschema.SetAttribute{Required: true, ElementType: types.StringType},
			}}},
		},
	}
}

func (d *listsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model listsDataModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}

	// The field of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html.
	if len(model.Filters) != 1 || model.Filters[0].Name != "prefix-list-name" {
		resp.Diagnostics.AddError("Unknown Filter", fmt.Sprintf("Want one filter, prefix-list-name, got %v.", model.Filters))
		return
	}
	model.ID, model.IDs = types.StringValue("eu-central-1"), d.cloud.ids(model.Filters[0].Values)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}
