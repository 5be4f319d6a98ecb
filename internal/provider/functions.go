package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// providerFunction is what the file of a function has to say.
type providerFunction struct {
	name       string
	definition function.Definition
	// run returns the result. An error that names an argument, as its parameter is named, is that of the argument.
	run func(context.Context, function.ArgumentsData) (any, error)
}

func (f providerFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f providerFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = f.definition
}

func (f providerFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	result, err := f.run(ctx, req.Arguments)
	if err == nil {
		resp.Error = resp.Result.Set(ctx, result)
		return
	}
	if failure, ok := errors.AsType[*function.FuncError](err); ok {
		resp.Error = failure
		return
	}
	known := problem.Of(err)
	resp.Error = function.NewFuncError(functionText(known))
	position := slices.IndexFunc(f.definition.Parameters, func(p function.Parameter) bool { return p.GetName() == known.Argument })
	if position >= 0 {
		resp.Error = function.NewArgumentFuncError(int64(position), functionText(known))
	}
}

// textsOf returns the elements of a list argument, or an error for the first that is null.
func textsOf(name string, elements []types.String) ([]string, error) {
	texts := make([]string, len(elements))
	for i, element := range elements {
		if element.IsNull() {
			return nil, problem.At(name, problem.New(problem.SummaryInvalidValue, "element %d is null, not a string", i+1))
		}
		texts[i] = element.ValueString()
	}
	return texts, nil
}
