package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func cidrContainsFunction() function.Function {
	return providerFunction{name: "cidr_contains", run: runCIDRContains, definition: function.Definition{
		Summary: "Whether prefixes contain an address or a prefix.",
		MarkdownDescription: "Returns whether the prefixes of the first argument contain every address of the second. Several prefixes can contain it" +
			" together. IPv4 prefixes contain no IPv6 address, and the reverse.",
		Parameters: []function.Parameter{
			function.ListParameter{Name: "cidrs", ElementType: types.StringType, MarkdownDescription: descCIDRList},
			function.StringParameter{
				Name: "cidr_or_address", MarkdownDescription: "Address or prefix to look for, such as `18.220.4.10` or `192.0.2.0/24`.",
			},
		},
		Return: function.BoolReturn{},
	}}
}

func runCIDRContains(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var cidrs []types.String
	var text string
	if err := arguments.Get(ctx, &cidrs, &text); err != nil {
		return nil, err
	}
	set, err := setOf(cidrs)
	if err != nil {
		return nil, err
	}
	prefix, err := ipset.Parse(text)
	if err != nil {
		return nil, problem.At("cidr_or_address", err)
	}
	return set.Covers(prefix), nil
}
