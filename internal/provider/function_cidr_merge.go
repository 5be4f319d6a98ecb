package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

const descCIDRList = "Prefixes in CIDR notation, IPv4 and IPv6. A bare address means its /32 or /128."

type cidrMergeFunction struct{}

func newCIDRMergeFunction() function.Function { return &cidrMergeFunction{} }

func (f *cidrMergeFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "cidr_merge"
}

func (f *cidrMergeFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Shortest list of prefixes that covers the same addresses.",
		MarkdownDescription: "Merges adjacent and overlapping prefixes. Returns the shortest list of CIDRs that covers exactly the same addresses," +
			" sorted by address, IPv4 first. A prefix with host bits, a zone or an IPv4 address in IPv6 form is an error.",
		Parameters: []function.Parameter{
			function.ListParameter{Name: "cidrs", ElementType: types.StringType, MarkdownDescription: descCIDRList},
		},
		Return: function.ListReturn{ElementType: types.StringType},
	}
}

func (f *cidrMergeFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var cidrs []types.String
	if resp.Error = req.Arguments.Get(ctx, &cidrs); resp.Error != nil {
		return
	}
	set, funcError := setOf(0, cidrs)
	if funcError != nil {
		resp.Error = funcError
		return
	}
	resp.Error = resp.Result.Set(ctx, stringList(set.Merge().CIDRs()))
}

// setOf reads a list argument of CIDRs.
func setOf(position int64, cidrs []types.String) (ipset.Set, *function.FuncError) {
	texts, funcError := textsOf(position, cidrs)
	if funcError != nil {
		return ipset.Set{}, funcError
	}
	set, err := ipset.ParseAll(texts)
	if err != nil {
		return ipset.Set{}, argumentError(position, err)
	}
	return set, nil
}
