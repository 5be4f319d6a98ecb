package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
)

const (
	attrPublished           = "published"
	attrAsOf                = "as_of"
	attrRemovalGrace        = "removal_grace"
	attrMaxRemovedPercent   = "max_removed_percent"
	attrHoldAdditions       = "hold_additions"
	attrApprovedContentHash = "approved_content_hash"
	attrPendingRemovals     = "pending_removals"
	attrPendingAdditions    = "pending_additions"
)

// The defaults of a policy.
const (
	defaultRemovalGrace      = 168 * time.Hour
	defaultMaxRemovedPercent = 50
)

// acceptedIPRangesResource keeps the decisions of internal/acceptance in the state. They are made in the plan, so that all
// outputs are known there. Terraform plans again in the apply and must get the same: so no clock is read and nothing is fetched.
type acceptedIPRangesResource struct{}

var (
	_ resource.ResourceWithModifyPlan  = (*acceptedIPRangesResource)(nil)
	_ resource.ResourceWithImportState = (*acceptedIPRangesResource)(nil)
)

func newAcceptedIPRangesResource() resource.Resource { return &acceptedIPRangesResource{} }

func (r *acceptedIPRangesResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName + "_accepted_ip_ranges"
}

func (r *acceptedIPRangesResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	computedSet := func(description string) schema.SetAttribute {
		return schema.SetAttribute{Computed: true, CustomType: uniqueSetOfStrings(), ElementType: types.StringType, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{
		// A change of what the state holds gets the next version and an upgrade from each one before.
		Version: 1,
		MarkdownDescription: "The published addresses that you have accepted. An outage of the list changes nothing. New addresses are" +
			" accepted at once, and missing ones are removed after a grace. A large removal is held until somebody approves it. The resource makes" +
			" no request. It decides in the plan, from its configuration and its state.",
		Attributes: map[string]schema.Attribute{
			attrPublished: schema.ObjectAttribute{
				Required: true, AttributeTypes: publishedType(),
				MarkdownDescription: "The list now: `snapshot` of a `konnect_ip_ranges` with `on_failure = \"warn\"`. An object of" +
					" `regions`, a map of sets of CIDRs, null if no list can be used; `all_regions`, a bool; `content_hash` and" +
					" `updated_at`, strings. The state has the list of the last decision.",
				Validators: []validator.Object{publishedValidator{}},
			},
			attrAsOf: schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "The time of the plan in RFC 3339: `plantimestamp()`. The state has the time of the last decision.",
				Validators:          []validator.String{timeValidator()},
			},
			attrRemovalGrace: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "How long an entry stays accepted after the list lacks it: a Go duration, such as `48h`. `0s`" +
					" removes it at once. Default `168h`.",
				Validators: []validator.String{graceValidator()},
			},
			attrMaxRemovedPercent: schema.Float64Attribute{
				Optional: true,
				MarkdownDescription: "The share of one region's accepted entries that the list may lack, `0` to `100`. If it lacks more, all missing" +
					" entries of the region are held until they are approved. Entries whose addresses the list still covers do not count." +
					" Default `50`.",
				Validators: []validator.Float64{float64validator.Between(0, 100)},
			},
			attrHoldAdditions: schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether new entries wait for approval. The first list and a region that you add do not wait. Default" +
					" `false`.",
			},
			attrApprovedContentHash: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "The `published.content_hash` of the list whose held changes are approved. The warning shows it. Changes of" +
					" any other list stay held. Default: none.",
				Validators: []validator.String{contentHashValidator()},
			},
			"cidrs":          computedSet("All accepted prefixes in CIDR notation, hosts as /32 and /128. May be empty."),
			attrIPv4CIDRs:    computedSet("The IPv4 prefixes of `cidrs`. May be empty."),
			attrIPv6CIDRs:    computedSet("The IPv6 prefixes of `cidrs`. May be empty."),
			"ipv4_addresses": computedSet("The same as `ipv4_cidrs`, with hosts as bare addresses, for firewalls that refuse /32."),
			"ipv6_addresses": computedSet("The same as `ipv6_cidrs`, with hosts as bare addresses, for firewalls that refuse /128."),
			"by_region": schema.MapAttribute{
				Computed: true, ElementType: uniqueSetOfStrings(),
				MarkdownDescription: "The accepted prefixes of each region, keyed by region code: sets of CIDRs. A region without accepted" +
					" entries has no key.",
			},
			attrContentHash: schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "`sha256:` and the hexadecimal SHA-256 of the accepted `cidrs`, sorted by address, IPv4 first, each followed" +
					" by a newline. It changes when, and only when, the set does.",
			},
			attrPendingRemovals: schema.MapAttribute{
				Computed: true, ElementType: pendingRemovalType().object(),
				MarkdownDescription: "Accepted entries that the list lacks, keyed by CIDR: objects of `regions`, the regions whose list" +
					" lacks it; `missing_since` and `removal_due` in RFC 3339; `held`, whether it stays until it is approved; `approved`," +
					" whether its removal is approved.",
			},
			attrPendingAdditions: schema.MapAttribute{
				Computed: true, ElementType: pendingAdditionType().object(),
				MarkdownDescription: "Entries of the list that wait for approval, keyed by CIDR: objects of `regions`, the regions whose list" +
					" has it, and `first_seen` in RFC 3339.",
			},
			"held": schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether something waits for approval."},
		},
	}
}

// ModifyPlan decides. It leaves the outputs unknown where something that is decided by is.
func (r *acceptedIPRangesResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || !req.Config.Raw.IsFullyKnown() {
		return
	}
	var config acceptedIPRangesModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var before *acceptedIPRangesModel
	var prior *acceptance.State
	if !req.State.Raw.IsNull() {
		before = &acceptedIPRangesModel{}
		resp.Diagnostics.Append(req.State.Get(ctx, before)...)
		memory, diags := req.Private.GetKey(ctx, memoryKey)
		resp.Diagnostics.Append(diags...)
		if resp.Diagnostics.HasError() {
			return
		}
		state, err := before.accepted(memory)
		if err != nil {
			addErrorAt(&resp.Diagnostics, path.Empty(), err)
			return
		}
		prior = &state
	}
	query, at, err := config.query()
	if err != nil {
		addErrorAt(&resp.Diagnostics, at, err)
		return
	}
	decision, err := query.policy.Decide(prior, query.published, query.asOf)
	if err != nil {
		addErrorAt(&resp.Diagnostics, path.Root(attrPublished), err)
		return
	}
	warnHeld(&resp.Diagnostics, decision.Holds, query)
	warnApproved(&resp.Diagnostics, decision)
	config.set(decision.State, query.policy)
	config.keep(before, decision.Anew, query)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &config)...)
	if decision.Anew {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, memoryKey, config.memory(decision.State))...)
	}
}

// Create writes what was planned. Where that is all there is to know of the decision, as in a first one, nothing is remembered
// beside it.
func (r *acceptedIPRangesResource) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
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
	state, err := parseImport(req.ID)
	if err != nil {
		addErrorAt(&resp.Diagnostics, path.Empty(), err)
		return
	}
	model := acceptedIPRangesModel{Published: types.ObjectNull(publishedType())}
	model.set(state, acceptance.Policy{})
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}
