package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

const descCIDRList = "Prefixes in CIDR notation, IPv4 and IPv6. A bare address means its /32 or /128."

func cidrMergeFunction() function.Function {
	return providerFunction{name: "cidr_merge", run: runCIDRMerge, definition: function.Definition{
		Summary: "Shortest list of prefixes that covers the same addresses.",
		MarkdownDescription: "Merges adjacent and overlapping prefixes. Returns the shortest list of CIDRs that covers exactly the same addresses," +
			" sorted by address, IPv4 first. A prefix with host bits, a zone or an IPv4 address in IPv6 form is an error.",
		Parameters: []function.Parameter{
			function.ListParameter{Name: "cidrs", ElementType: types.StringType, MarkdownDescription: descCIDRList},
		},
		Return: function.ListReturn{ElementType: types.StringType},
	}}
}

func runCIDRMerge(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var cidrs []types.String
	if err := arguments.Get(ctx, &cidrs); err != nil {
		return nil, err
	}
	set, err := setOf(cidrs)
	if err != nil {
		return nil, err
	}
	return stringList(set.Merge().CIDRs()), nil
}

// setOf reads the argument cidrs.
func setOf(cidrs []types.String) (ipset.Set, error) {
	texts, err := textsOf("cidrs", cidrs)
	if err != nil {
		return ipset.Set{}, err
	}
	set, err := ipset.ParseAll(texts)
	if err != nil {
		return ipset.Set{}, problem.At("cidrs", err)
	}
	return set, nil
}
