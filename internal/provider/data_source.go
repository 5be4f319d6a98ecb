package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// dataSource is what the file of a data source has to say. The framework serves the schema and validates, and the server reads:
// the framework would compare the elements of each set pair by pair, four times in a read (types/basetypes/set_type.go,
// internal/fwserver/schema_semantic_equality.go and server_readdatasource.go of v1.19.0), so that 10,000 addresses would take
// minutes.
type dataSource[Model any] struct {
	// name follows that of the provider.
	name   string
	schema schema.Schema
	// validate adds what is wrong with several arguments together, of which any may be unknown. It is nil where nothing can be.
	validate func(*Model, context.Context, *diag.Diagnostics)
	// read fills in the outputs of a model that has the arguments. Of an argument that an error names, the diagnostic has the
	// path. A warning has none: Pulumi takes a warning with a path for an error.
	read func(*Model, context.Context, *sources) (warnings []error, err error)
}

// readable is a dataSource of any model.
type readable interface {
	datasource.DataSource
	// answer reads the data source that has this configuration.
	answer(context.Context, *sources, *tfprotov6.DynamicValue) *tfprotov6.ReadDataSourceResponse
}

var _ datasource.DataSourceWithValidateConfig = dataSource[struct{}]{}

func (d dataSource[Model]) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_" + d.name
}

func (d dataSource[Model]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.schema
}

func (d dataSource[Model]) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	if d.validate == nil {
		return
	}
	var model Model
	if err := decode(ctx, req.Config.Schema.Type(), req.Config.Raw, &model); err != nil {
		addError(&resp.Diagnostics, fault("Configuration Not Read", err))
		return
	}
	d.validate(&model, ctx, &resp.Diagnostics)
}

// Read is what the framework has a read for where the server has none: before the provider is configured.
func (d dataSource[Model]) Read(_ context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	addError(&resp.Diagnostics, problem.New("Provider Not Configured", "the provider was asked for data before it was configured").
		Advise("This is a fault of the program that runs it."))
}

func (d dataSource[Model]) answer(ctx context.Context, from *sources, config *tfprotov6.DynamicValue) *tfprotov6.ReadDataSourceResponse {
	state, warnings, err := d.state(ctx, from, config)
	answer := &tfprotov6.ReadDataSourceResponse{State: state}
	for _, warning := range warnings {
		diagnostic := protocolDiagnostic(tfprotov6.DiagnosticSeverityWarning, warning)
		// The two directions of a list can give the same.
		if !slices.ContainsFunc(answer.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Detail == diagnostic.Detail }) {
			answer.Diagnostics = append(answer.Diagnostics, diagnostic)
		}
	}
	if err != nil {
		answer.Diagnostics = append(answer.Diagnostics, protocolDiagnostic(tfprotov6.DiagnosticSeverityError, err))
	}
	return answer
}

// state returns no state beside an error.
func (d dataSource[Model]) state(
	ctx context.Context, from *sources, config *tfprotov6.DynamicValue,
) (state *tfprotov6.DynamicValue, warnings []error, err error) {
	of := d.schema.Type()
	values, err := config.Unmarshal(of.TerraformType(ctx))
	if err != nil {
		return nil, nil, fault("Configuration Not Read", err)
	}
	var model Model
	if err := decode(ctx, of, values, &model); err != nil {
		return nil, nil, fault("Configuration Not Read", err)
	}
	if warnings, err = d.read(&model, ctx, from); err != nil {
		return nil, warnings, err
	}
	if state, err = encode(ctx, &model); err != nil {
		return nil, warnings, fault("State Not Written", err)
	}
	return state, warnings, nil
}

// setArgument returns an optional set of texts.
func setArgument(validators []validator.Set, description string) schema.SetAttribute {
	return schema.SetAttribute{Optional: true, CustomType: uniqueSetOfStrings(), MarkdownDescription: description, Validators: validators}
}

func required(argument schema.SetAttribute) schema.SetAttribute {
	argument.Required, argument.Optional = true, false
	return argument
}

// textArgument returns an optional text.
func textArgument(each textValidator, description string) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: description, Validators: []validator.String{each}}
}

func computedText(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

func computedSet(description string) schema.SetAttribute {
	return schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

func computedMap(of objectType, description string) schema.MapAttribute {
	return schema.MapAttribute{Computed: true, ElementType: of.object(), MarkdownDescription: description}
}
