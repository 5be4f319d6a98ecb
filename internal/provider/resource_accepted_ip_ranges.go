package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

const (
	attrPublished         = "published"
	attrAsOf              = "as_of"
	attrRemovalGrace      = "removal_grace"
	attrMaxRemovedPercent = "max_removed_percent"
	attrApprovedChanges   = "approved_changes"
	attrAccepted          = "accepted"
	attrPendingRemovals   = "pending_removals"
	attrPendingAdditions  = "pending_additions"
)

// acceptedIPRangesResource keeps the decisions of internal/acceptance in the state. They are made in the plan, so that all
// outputs are known there. Terraform plans again in the apply and must get the same: so no clock is read and nothing is fetched.
type acceptedIPRangesResource struct{ bounds ipset.Bounds }

var (
	_ resource.ResourceWithConfigure   = (*acceptedIPRangesResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*acceptedIPRangesResource)(nil)
	_ resource.ResourceWithImportState = (*acceptedIPRangesResource)(nil)
)

func newAcceptedIPRangesResource() resource.Resource { return &acceptedIPRangesResource{} }

func (r *acceptedIPRangesResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName + "_accepted_ip_ranges"
}

// Configure takes the limits of prefixes. Terraform validates before it configures.
func (r *acceptedIPRangesResource) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if from, ok := req.ProviderData.(*sources); ok {
		r.bounds = from.bounds
	}
}

func (r *acceptedIPRangesResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	computedSet := func(description string) schema.SetAttribute {
		return schema.SetAttribute{Computed: true, CustomType: uniqueSetOfStrings(), ElementType: types.StringType, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The published addresses that you have accepted. An outage of the list changes nothing. New addresses are accepted at" +
			" once, unless they are too many or too wide. Missing ones are removed after a grace. A large removal, and what comes with it, is" +
			" held until a person approves it. The resource makes no request: it decides in the plan, from its configuration and its state.",
		Attributes: map[string]schema.Attribute{
			attrPublished: schema.ObjectAttribute{
				Required: true, AttributeTypes: publishedRangesType(),
				MarkdownDescription: "What is published now: `ranges` of a `konnect_published_ip_ranges`. In the state it keeps the value of the" +
					" creation.",
			},
			attrAsOf: schema.StringAttribute{
				Required: true,
				MarkdownDescription: "The time of the plan in RFC 3339: `plantimestamp()`. In the state it keeps the value of the creation; `decided_at`" +
					" has the time of the last change.",
				Validators: []validator.String{readBy(parseAsOf)},
			},
			attrRemovalGrace: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "How long an entry stays accepted after its list stopped naming it: a Go duration up to `8760h`, such as `48h`. `0s`" +
					" removes it at once. Default `168h`.",
				Validators: []validator.String{readBy(parseGrace)},
			},
			attrMaxRemovedPercent: schema.NumberAttribute{
				Optional: true,
				MarkdownDescription: "The share of the settled entries of one list, one direction of one region, that may be lost: a whole number from `0`" +
					" to `100`. If more are lost, all of them are held until they are approved. Default `50`.",
				Validators: wholeNumber(0, maxPercent),
			},
			"hold_additions": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether new entries wait for approval. Those of the first document, and of a region that you add, do not wait." +
					" Default `false`.",
			},
			attrApprovedChanges: schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "The `held_changes` that you have seen and approved. Any other changes stay held. Remove the argument after it was used:" +
					" left in place, it would approve the same changes again. Then it keeps its last value here, without effect.",
				Validators: []validator.String{readBy(parseHash)},
			},
			attrAccepted: schema.ObjectAttribute{
				Computed: true, AttributeTypes: acceptedRangesType(),
				MarkdownDescription: "What is accepted now, for `accepted` of `konnect_network_requirements`: an object of `ingress` and `egress`, maps of" +
					" lists of CIDRs, keyed by region code. A region without accepted entries has no key.",
			},
			"ingress_cidrs": computedSet("The accepted ingress prefixes of all regions, for targets that take CIDRs alone. May be empty."),
			"egress_cidrs":  computedSet("The accepted egress prefixes of all regions. May be empty."),
			attrContentHash: schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "`sha256:` and the hexadecimal SHA-256 of the sorted lines `egress CIDR` and `ingress CIDR` of `egress_cidrs` and" +
					" `ingress_cidrs`, each followed by a newline. It changes only if one of these sets does.",
			},
			attrPendingRemovals: schema.MapAttribute{
				Computed: true, ElementType: pendingRemovalType().object(),
				MarkdownDescription: "Accepted entries that their list does not name any more, keyed `ingress/us/18.220.4.10/32`: objects of `direction`," +
					" `region`, `cidr`, `missing_since` and `removal_due` in RFC 3339, and `held`, whether the entry stays until it is approved." +
					" `removal_due` is null while the entry is held, and while an addition that waits covers it.",
			},
			attrPendingAdditions: schema.MapAttribute{
				Computed: true, ElementType: pendingAdditionType().object(),
				MarkdownDescription: "Published entries that wait for approval, keyed `ingress/us/18.220.4.10/32`: objects of `direction`, `region`, `cidr`," +
					" and `first_seen` in RFC 3339.",
			},
			"held_changes": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "`sha256:` and the hexadecimal SHA-256 of all that waits for approval: the sorted lines `- ingress us CIDR` (removals)" +
					" and `+ ingress us CIDR` (additions), each followed by a newline. Null where nothing waits.",
			},
			"decided_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The time of the last plan that changed what is accepted, pending, waiting or remembered, in RFC 3339.",
			},
		},
	}
}

// ModifyPlan decides. published and as_of are planned as they are in the state: so a plan in which nothing is decided is empty, and
// what is unknown in the plan and known in the apply gives the same in both. Where anything is unknown, the outputs are.
func (r *acceptedIPRangesResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var config acceptedIPRangesModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	planned := config
	var prior *acceptance.State
	if !req.State.Raw.IsNull() {
		var before acceptedIPRangesModel
		resp.Diagnostics.Append(req.State.Get(ctx, &before)...)
		memory, diags := req.Private.GetKey(ctx, memoryKey)
		resp.Diagnostics.Append(diags...)
		if resp.Diagnostics.HasError() {
			return
		}
		state, err := before.state(memory)
		if err != nil {
			addError(&resp.Diagnostics, err)
			return
		}
		prior = &state
		planned.keep(before)
	}
	if !req.Config.Raw.IsFullyKnown() {
		warnUnknown(&resp.Diagnostics, config)
		planned.setUnknown()
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &planned)...)
		return
	}
	query, err := config.query(r.bounds)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	decision := query.policy.Decide(prior, query.published, query.asOf)
	report(&resp.Diagnostics, query, prior, decision)
	if resp.Diagnostics.HasError() {
		return
	}
	planned.set(decision.State)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &planned)...)
	if decision.Changed {
		resp.Diagnostics.Append(remember(ctx, resp.Private, decision.State)...)
	}
}

// remember keeps the memory of the state in the private state.
func remember(
	ctx context.Context, private interface {
		SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
	}, state acceptance.State,
) (diags diag.Diagnostics) {
	memory, err := memoryOf(state)
	if err != nil {
		addError(&diags, err)
		return diags
	}
	return private.SetKey(ctx, memoryKey, memory)
}

// Create writes what was planned. Terraform drops the private state of a planned creation, so it is decided once more.
func (r *acceptedIPRangesResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var planned acceptedIPRangesModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &planned)...)
	if resp.Diagnostics.HasError() {
		return
	}
	query, err := planned.query(r.bounds)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	decision := query.policy.Decide(nil, query.published, query.asOf)
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(remember(ctx, resp.Private, decision.State)...)
}

// Read keeps the state: nothing outside of it can have changed.
func (r *acceptedIPRangesResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
}

// Update writes what was planned.
func (r *acceptedIPRangesResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

// Delete forgets the state, which is all there is.
func (r *acceptedIPRangesResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// ImportState takes what is deployed for what is accepted.
func (r *acceptedIPRangesResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	state, err := parseImport(req.ID, r.bounds)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	model := acceptedIPRangesModel{Published: types.ObjectNull(publishedRangesType())}
	model.set(state)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}
