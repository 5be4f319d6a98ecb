package provider

import (
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// stringSet returns a known set, empty where there are no texts.
func stringSet[T ~string](texts []T) types.Set {
	return types.SetValueMust(types.StringType, textValues(texts))
}

// setOrNull returns null for nil.
func setOrNull(texts []string) types.Set {
	if texts == nil {
		return types.SetNull(types.StringType)
	}
	return stringSet(texts)
}

// stringList returns a known list, empty where there are no texts.
func stringList[T ~string](texts []T) types.List {
	return types.ListValueMust(types.StringType, textValues(texts))
}

func textValues[T ~string](texts []T) []attr.Value {
	values := make([]attr.Value, len(texts))
	for i, text := range texts {
		values[i] = types.StringValue(string(text))
	}
	return values
}

func cidrSet(set ipset.Set) types.Set { return stringSet(set.CIDRs()) }

// textOrNull returns null for the empty text.
func textOrNull[T ~string](text T) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(string(text))
}

// timeOrNull returns a time in RFC 3339, in whole seconds, or null for the zero time.
func timeOrNull(at time.Time) types.String {
	if at.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339))
}

// objectType is the type of the objects in a map or list, with its fields named once.
type objectType map[string]attr.Type

func (t objectType) object() types.ObjectType { return types.ObjectType{AttrTypes: t} }

// with returns the type with further fields.
func (t objectType) with(further objectType) objectType {
	all := maps.Clone(t)
	maps.Copy(all, further)
	return all
}

// objectMap returns a known map from the items, each under its key.
func objectMap[T any](t objectType, items []T, entry func(T) (key string, fields map[string]attr.Value)) types.Map {
	values := make(map[string]attr.Value, len(items))
	for _, item := range items {
		key, fields := entry(item)
		values[key] = types.ObjectValueMust(t, fields)
	}
	return types.MapValueMust(t.object(), values)
}

// objectList returns a known list from the items.
func objectList[T any](t objectType, items []T, fields func(T) map[string]attr.Value) types.List {
	values := make([]attr.Value, len(items))
	for i, item := range items {
		values[i] = types.ObjectValueMust(t, fields(item))
	}
	return types.ListValueMust(t.object(), values)
}

// texts returns the elements of a known set or list of texts, nil where it is null. A null element, which validation refuses where it
// is an argument of this provider's own, is the empty text.
func texts(collection interface {
	IsNull() bool
	Elements() []attr.Value
},
) []string {
	if collection.IsNull() {
		return nil
	}
	values := make([]string, 0, len(collection.Elements()))
	for _, element := range collection.Elements() {
		if text, ok := element.(types.String); ok {
			values = append(values, text.ValueString())
		}
	}
	return values
}

// textLists returns the elements of a map of lists of texts, nil where a list is null.
func textLists(value attr.Value) map[string][]string {
	lists := map[string][]string{}
	if known, ok := value.(types.Map); ok {
		for key, element := range known.Elements() {
			if list, ok := element.(types.List); ok {
				lists[key] = texts(list)
			}
		}
	}
	return lists
}

func textOr(value types.String, otherwise string) string {
	if value.IsNull() {
		return otherwise
	}
	return value.ValueString()
}
