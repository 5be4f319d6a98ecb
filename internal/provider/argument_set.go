package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// argumentSet is the type of an argument that is a set of strings. Each time that the framework looks at a set it compares the
// elements pair by pair in search of duplicates (types/basetypes/set_type.go of v1.19.0), some ten times for a block: 4,000
// addresses would take 14 s, and a published list can hold 50,000. Terraform has removed duplicates already.
type argumentSet struct{ types.SetType }

func setArgument() argumentSet { return argumentSet{setOfStrings()} }

// Validate finds nothing.
func (argumentSet) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// Equal reports whether the other is a set of strings, be it an argument or not: their values are the same.
func (t argumentSet) Equal(other attr.Type) bool {
	if argument, ok := other.(argumentSet); ok {
		other = argument.SetType
	}
	return t.SetType.Equal(other)
}
