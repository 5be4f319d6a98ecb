package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestUniqueSetEqual compares each set with each, in both ways that the framework asks.
func TestUniqueSetEqual(t *testing.T) {
	t.Parallel()
	sets := map[string]attr.Value{
		"a":         newUniqueSet([]string{"a"}),
		"a, b":      newUniqueSet([]string{"a", "b"}),
		"b":         newUniqueSet([]string{"b"}),
		"empty":     newUniqueSet([]string{}),
		"null":      uniqueSet{types.SetNull(types.StringType)},
		"unknown":   uniqueSet{types.SetUnknown(types.StringType)},
		"not known": uniqueSet{types.SetValueMust(types.StringType, []attr.Value{types.StringUnknown()})},
		"framework": stringSet([]string{"a"}),
	}
	for one, a := range sets {
		for other, b := range sets {
			if got := a.Equal(b); got != (one == other) {
				t.Errorf("{%s} equals {%s}: %t", one, other, got)
			}
			unique, ok := b.(uniqueSet)
			if s, also := a.(uniqueSet); ok && also {
				if got, diags := s.SetSemanticEquals(t.Context(), unique); got != (one == other) || diags.HasError() {
					t.Errorf("{%s} equals {%s} in meaning: %t, %v", one, other, got, diags)
				}
			}
		}
	}
	if !newUniqueSet([]string{"a", "b"}).Equal(newUniqueSet([]string{"b", "a"})) {
		t.Error("the order of the elements counts")
	}
}
