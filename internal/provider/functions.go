package provider

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// textsOf returns the elements of a list argument, or an error for the first that is null.
func textsOf(position int64, elements []types.String) ([]string, *function.FuncError) {
	texts := make([]string, len(elements))
	for i, element := range elements {
		if element.IsNull() {
			return nil, function.NewArgumentFuncError(position, fmt.Sprintf("element %d is null, not a string", i+1))
		}
		texts[i] = element.ValueString()
	}
	return texts, nil
}

// errorAt returns the error of the argument that it names, of those that stand in the order of the function's arguments.
func errorAt(err error, arguments ...string) *function.FuncError {
	if argument, ok := errors.AsType[*requirements.ArgumentError](err); ok {
		for position, name := range arguments {
			if name == argument.Argument {
				return argumentError(int64(position), err)
			}
		}
	}
	return functionError(err)
}
