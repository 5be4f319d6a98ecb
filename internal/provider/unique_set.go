package provider

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// uniqueSetType is a set of strings on which the framework does not spend the square of its size. Each time that the framework
// looks at a set it compares the elements pair by pair in search of duplicates (types/basetypes/set_type.go of v1.19.0), some
// ten times for a block: 4,000 addresses would take 14 s. Terraform's sets and this provider's have no duplicates, so none are
// looked for, and two sets are compared as a whole. All arguments are of it, and the state of resources.
type uniqueSetType struct{ basetypes.SetType }

// uniqueSet is a value of uniqueSetType.
type uniqueSet struct{ basetypes.SetValue }

var (
	_ basetypes.SetTypable                    = uniqueSetType{}
	_ basetypes.SetValuableWithSemanticEquals = uniqueSet{}
)

func uniqueSetOfStrings() uniqueSetType { return uniqueSetType{setOfStrings()} }

func newUniqueSet[T ~string](texts []T) uniqueSet { return uniqueSet{stringSet(texts)} }

// Equal reports whether the other type is one of such sets too.
func (t uniqueSetType) Equal(other attr.Type) bool {
	same, ok := other.(uniqueSetType)
	return ok && t.SetType.Equal(same.SetType)
}

// Validate finds nothing wrong.
func (t uniqueSetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics {
	return nil
}

// ValueFromSet returns the set as one of this type.
func (t uniqueSetType) ValueFromSet(_ context.Context, set basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return uniqueSet{set}, nil
}

// ValueFromTerraform reads a set.
func (t uniqueSetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.SetType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	set, ok := value.(types.Set)
	if !ok {
		return nil, fmt.Errorf("a set is expected, not %T", value)
	}
	return uniqueSet{set}, nil
}

// ValueType returns a value of the type.
func (t uniqueSetType) ValueType(context.Context) attr.Value { return uniqueSet{} }

// Type returns the type of the value.
func (s uniqueSet) Type(context.Context) attr.Type { return uniqueSetOfStrings() }

// Equal reports whether the other value is a set with the same elements.
func (s uniqueSet) Equal(other attr.Value) bool {
	same, ok := other.(uniqueSet)
	return ok && s.IsNull() == same.IsNull() && s.IsUnknown() == same.IsUnknown() && maps.Equal(s.members(), same.members())
}

func (s uniqueSet) members() map[attr.Value]bool {
	members := make(map[attr.Value]bool, len(s.Elements()))
	for _, element := range s.Elements() {
		members[element] = true
	}
	return members
}

// SetSemanticEquals reports whether the other set has the same elements.
func (s uniqueSet) SetSemanticEquals(_ context.Context, other basetypes.SetValuable) (bool, diag.Diagnostics) {
	return s.Equal(other), nil
}
