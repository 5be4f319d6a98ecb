package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

type cidrContainsFunction struct{}

func newCIDRContainsFunction() function.Function { return &cidrContainsFunction{} }

func (f *cidrContainsFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "cidr_contains"
}

func (f *cidrContainsFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
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
	}
}

func (f *cidrContainsFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var cidrs []types.String
	var text string
	if resp.Error = req.Arguments.Get(ctx, &cidrs, &text); resp.Error != nil {
		return
	}
	set, funcError := setOf(0, cidrs)
	if funcError != nil {
		resp.Error = funcError
		return
	}
	prefix, err := ipset.Parse(text)
	if err != nil {
		resp.Error = argumentError(1, err)
		return
	}
	resp.Error = resp.Result.Set(ctx, set.Covers(prefix))
}
