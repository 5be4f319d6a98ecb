package provider

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// acceptedIPRangesModel is the state, which carries what was decided from one plan to the next: by_region what is accepted,
// pending_removals and pending_additions since when it is missing or waits. What these do not tell is in a memory beside them.
type acceptedIPRangesModel struct {
	Published           types.Object  `tfsdk:"published"`
	AsOf                types.String  `tfsdk:"as_of"`
	RemovalGrace        types.String  `tfsdk:"removal_grace"`
	MaxRemovedPercent   types.Float64 `tfsdk:"max_removed_percent"`
	HoldAdditions       types.Bool    `tfsdk:"hold_additions"`
	ApprovedContentHash types.String  `tfsdk:"approved_content_hash"`

	CIDRs            uniqueSet    `tfsdk:"cidrs"`
	IPv4CIDRs        uniqueSet    `tfsdk:"ipv4_cidrs"`
	IPv6CIDRs        uniqueSet    `tfsdk:"ipv6_cidrs"`
	IPv4Addresses    uniqueSet    `tfsdk:"ipv4_addresses"`
	IPv6Addresses    uniqueSet    `tfsdk:"ipv6_addresses"`
	ByRegion         types.Map    `tfsdk:"by_region"`
	ContentHash      types.String `tfsdk:"content_hash"`
	PendingRemovals  types.Map    `tfsdk:"pending_removals"`
	PendingAdditions types.Map    `tfsdk:"pending_additions"`
	Held             types.Bool   `tfsdk:"held"`
}

// publishedType is that of the snapshot.
func publishedType() objectType {
	return objectType{
		attrRegions: types.MapType{ElemType: uniqueSetOfStrings()}, "all_regions": types.BoolType,
		attrContentHash: types.StringType, attrUpdatedAt: types.StringType,
	}
}

func pendingRemovalType() objectType {
	return objectType{
		attrRegions: uniqueSetOfStrings(), "missing_since": types.StringType, "removal_due": types.StringType,
		"held": types.BoolType, "approved": types.BoolType,
	}
}

func pendingAdditionType() objectType {
	return objectType{attrRegions: uniqueSetOfStrings(), "first_seen": types.StringType}
}

func graceValidator() textValidator {
	return textValidator{"a Go duration of 0s or more", parses(parseGrace)}
}

func contentHashValidator() textValidator {
	return textValidator{"a content hash", parses(parseContentHash)}
}

// publishedValidator refuses what can't be read, and more than can be accepted before the framework compares it with the state:
// that takes the square of the number of entries.
type publishedValidator struct{}

func (publishedValidator) Description(context.Context) string {
	return "value must be a snapshot of konnect_ip_ranges"
}

func (v publishedValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (publishedValidator) ValidateObject(ctx context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if value, err := req.ConfigValue.ToTerraformValue(ctx); err != nil || !value.IsFullyKnown() {
		return
	}
	published, err := parsePublished(req.ConfigValue)
	count := 0
	for _, set := range published.Regions {
		if set != nil {
			count += set.Len()
		}
	}
	if err := cmp.Or(err, acceptance.CheckLimit(count)); err != nil {
		addErrorAt(&resp.Diagnostics, req.Path, err)
	}
}

func parseGrace(text string) (time.Duration, error) {
	grace, err := time.ParseDuration(text)
	if err != nil || grace < 0 {
		return 0, fmt.Errorf("%.40q is not a duration of \"0s\" or more, such as %q or %q", text, "48h", "90m")
	}
	return grace, nil
}

var contentHash = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func parseContentHash(text string) (string, error) {
	if !contentHash.MatchString(text) {
		return "", fmt.Errorf("%.80q is not a content hash, which is \"sha256:\" and 64 hexadecimal digits in lower case", text)
	}
	return text, nil
}

// acceptanceQuery is what a plan decides by, beside the state.
type acceptanceQuery struct {
	policy    acceptance.Policy
	published acceptance.Published
	asOf      time.Time
}

// query reads the configuration. The path is that of the attribute at fault.
func (m *acceptedIPRangesModel) query() (acceptanceQuery, path.Path, error) {
	query := acceptanceQuery{policy: acceptance.Policy{
		RemovalGrace: defaultRemovalGrace, MaxRemovedPercent: defaultMaxRemovedPercent,
		HoldAdditions: m.HoldAdditions.ValueBool(), ApprovedContentHash: m.ApprovedContentHash.ValueString(),
	}}
	if !m.MaxRemovedPercent.IsNull() {
		query.policy.MaxRemovedPercent = m.MaxRemovedPercent.ValueFloat64()
	}
	var err error
	if !m.RemovalGrace.IsNull() {
		if query.policy.RemovalGrace, err = parseGrace(m.RemovalGrace.ValueString()); err != nil {
			return query, path.Root(attrRemovalGrace), err
		}
	}
	if query.asOf, err = parseTime(m.AsOf.ValueString()); err != nil {
		return query, path.Root(attrAsOf), err
	}
	query.asOf = query.asOf.UTC().Truncate(time.Second)
	query.published, err = parsePublished(m.Published)
	return query, path.Root(attrPublished), err
}

func parsePublished(published types.Object) (acceptance.Published, error) {
	fields := published.Attributes()
	text := func(name string) string {
		value, _ := fields[name].(types.String)
		return value.ValueString()
	}
	all, _ := fields["all_regions"].(types.Bool)
	parsed := acceptance.Published{AllRegions: all.ValueBool(), ContentHash: text(attrContentHash)}
	regions, _ := fields[attrRegions].(types.Map)
	if regions.IsNull() {
		return parsed, nil
	}
	parsed.Regions = make(map[string]*ipset.Set, len(regions.Elements()))
	for name, value := range regions.Elements() {
		region := catalog.Lower(name)
		if _, twice := parsed.Regions[region]; twice || !catalog.IsLabel(region) {
			return parsed, fmt.Errorf("regions has the key %.40q, which is not the code of one region", name)
		}
		parsed.Regions[region] = nil
		cidrs, _ := value.(uniqueSet)
		if cidrs.IsNull() {
			continue
		}
		set, err := ipset.ParseAll(texts(cidrs))
		if err != nil {
			return parsed, fmt.Errorf("regions.%s: %w", region, err)
		}
		parsed.Regions[region] = &set
	}
	return parsed, nil
}

func (m *acceptedIPRangesModel) set(state acceptance.State, policy acceptance.Policy) {
	all := state.All()
	ipv4, ipv6 := all.IPv4(), all.IPv6()
	m.CIDRs, m.IPv4CIDRs, m.IPv6CIDRs = newUniqueSet(all.CIDRs()), newUniqueSet(ipv4.CIDRs()), newUniqueSet(ipv6.CIDRs())
	m.IPv4Addresses, m.IPv6Addresses = newUniqueSet(ipv4.Addresses()), newUniqueSet(ipv6.Addresses())
	m.ContentHash = types.StringValue(addresslist.ContentHash(all.CIDRs()))
	m.Held = types.BoolValue(state.Held())
	regions := make(map[string]attr.Value, len(state.Accepted))
	for region, entries := range state.Accepted {
		regions[region] = newUniqueSet(ipset.Of(slices.Collect(maps.Keys(entries))...).CIDRs())
	}
	m.ByRegion = types.MapValueMust(uniqueSetOfStrings(), regions)
	removals, additions := state.Removals(), state.Additions()
	m.PendingRemovals = objectMap(pendingRemovalType(), slices.Collect(maps.Keys(removals)), func(prefix netip.Prefix) (string, map[string]attr.Value) {
		removal := removals[prefix]
		return prefix.String(), map[string]attr.Value{
			attrRegions:     newUniqueSet(removal.Regions),
			"missing_since": timeValue(removal.MissingSince),
			"removal_due":   timeValue(removal.MissingSince.Add(policy.RemovalGrace)),
			"held":          types.BoolValue(removal.Held),
			"approved":      types.BoolValue(removal.Approved),
		}
	})
	m.PendingAdditions = objectMap(pendingAdditionType(), slices.Collect(maps.Keys(additions)), func(prefix netip.Prefix) (string, map[string]attr.Value) {
		return prefix.String(), map[string]attr.Value{
			attrRegions: newUniqueSet(additions[prefix].Regions), "first_seen": timeValue(additions[prefix].FirstSeen),
		}
	})
}

func timeValue(at time.Time) types.String { return types.StringValue(at.Format(time.RFC3339)) }

// keep plans published and as_of as they were where nothing was decided anew, so that the plan is empty. Terraform allows it
// where neither is null. A list that can't be used never replaces one that could.
func (m *acceptedIPRangesModel) keep(before *acceptedIPRangesModel, anew bool, query acceptanceQuery) {
	if before == nil || before.Published.IsNull() || before.AsOf.IsNull() {
		return
	}
	if !anew {
		m.AsOf, m.Published = before.AsOf, before.Published
	}
	if query.published.Regions == nil {
		m.Published = before.Published
	}
}

// accepted returns what the state says was accepted, with the memory beside it.
func (m *acceptedIPRangesModel) accepted(memory []byte) (acceptance.State, error) {
	state, err := m.told()
	if err != nil {
		return acceptance.State{}, err
	}
	var kept decisionMemory
	if len(memory) > 0 {
		if err := json.Unmarshal(memory, &kept); err != nil {
			return acceptance.State{}, fmt.Errorf("the private state can't be read: %w", err)
		}
	}
	if kept.Known != nil {
		state.Known = map[string]bool{}
		for _, region := range kept.Known {
			state.Known[region] = true
		}
	}
	for _, exception := range kept.Entries {
		prefix, err := netip.ParsePrefix(exception.CIDR)
		if err != nil {
			return acceptance.State{}, fmt.Errorf("the private state can't be read: %w", err)
		}
		if entry, accepted := state.Accepted[exception.Region][prefix]; accepted && entry.Missing() {
			state.Accepted[exception.Region][prefix] = exception.entry()
		}
	}
	return state, nil
}

// told returns what the attributes alone say was accepted.
func (m *acceptedIPRangesModel) told() (acceptance.State, error) {
	regions := map[string]ipset.Set{}
	for region, value := range m.ByRegion.Elements() {
		cidrs, _ := value.(uniqueSet)
		set, err := ipset.ParseAll(texts(cidrs))
		if err != nil {
			return acceptance.State{}, fmt.Errorf("by_region.%s in the state can't be read: %w", region, err)
		}
		regions[region] = set
	}
	state, err := acceptance.Adopt(regions)
	if err != nil {
		return acceptance.State{}, err
	}
	if err := m.addPending(&state); err != nil {
		return acceptance.State{}, err
	}
	published, err := parsePublished(m.Published)
	if err != nil || published.Regions == nil {
		return state, err
	}
	state.AllRegions = published.AllRegions
	for region, set := range published.Regions {
		if set != nil && !published.AllRegions {
			state.Known[region] = true
		}
	}
	return state, nil
}

func (m *acceptedIPRangesModel) addPending(state *acceptance.State) error {
	err := eachPending(m.PendingRemovals, "missing_since", func(prefix netip.Prefix, region string, since time.Time, fields map[string]attr.Value) {
		held, _ := fields["held"].(types.Bool)
		approved, _ := fields["approved"].(types.Bool)
		if entries := state.Accepted[region]; entries != nil {
			entries[prefix] = acceptance.Entry{MissingSince: since, Held: held.ValueBool(), Approved: approved.ValueBool(), Of: len(entries)}
		}
	})
	if err != nil {
		return err
	}
	return eachPending(m.PendingAdditions, "first_seen", func(prefix netip.Prefix, region string, seen time.Time, _ map[string]attr.Value) {
		if state.Waiting[region] == nil {
			state.Waiting[region] = map[netip.Prefix]time.Time{}
		}
		state.Waiting[region][prefix] = seen
		state.Known[region] = true
	})
}

// eachPending reads a map of what is pending, with the time that each has in a field.
func eachPending(
	pending types.Map, timeField string, each func(prefix netip.Prefix, region string, at time.Time, fields map[string]attr.Value),
) error {
	for key, value := range pending.Elements() {
		object, _ := value.(types.Object)
		fields := object.Attributes()
		text, _ := fields[timeField].(types.String)
		at, err := parseTime(text.ValueString())
		prefix, errPrefix := netip.ParsePrefix(key)
		if err := errors.Join(err, errPrefix); err != nil {
			return fmt.Errorf("%.60q in the state can't be read: %w", key, err)
		}
		regions, _ := fields[attrRegions].(uniqueSet)
		for _, region := range texts(regions) {
			each(prefix, region, at.UTC(), fields)
		}
	}
	return nil
}

// memoryKey is where the private state has the memory.
const memoryKey = "acceptance"

// decisionMemory is what a decision must be remembered by and the attributes do not tell: which regions are known that have
// nothing, and entries of several regions that differ from one region to the next, or went missing when the region had more or
// fewer entries than now.
type decisionMemory struct {
	Known   []string          `json:"known,omitempty"`
	Entries []rememberedEntry `json:"entries,omitempty"`
}

type rememberedEntry struct {
	Region       string    `json:"region"`
	CIDR         string    `json:"cidr"`
	MissingSince time.Time `json:"missing_since"`
	Held         bool      `json:"held,omitempty"`
	Approved     bool      `json:"approved,omitempty"`
	Of           int       `json:"of"`
}

func (e rememberedEntry) entry() acceptance.Entry {
	return acceptance.Entry{MissingSince: e.MissingSince.UTC(), Held: e.Held, Approved: e.Approved, Of: e.Of}
}

// memory returns what the model, which is that of the state, does not tell of it.
func (m *acceptedIPRangesModel) memory(state acceptance.State) []byte {
	told, err := m.told()
	if err != nil {
		panic(fmt.Sprintf("a state that was just made can't be read: %s", err))
	}
	var memory decisionMemory
	if !maps.Equal(told.Known, state.Known) {
		memory.Known = slices.Sorted(maps.Keys(state.Known))
	}
	for region, entries := range state.Accepted {
		for prefix, entry := range entries {
			if entry != told.Accepted[region][prefix] {
				memory.Entries = append(memory.Entries, rememberedEntry{
					region, prefix.String(), entry.MissingSince, entry.Held, entry.Approved, entry.Of,
				})
			}
		}
	}
	slices.SortFunc(memory.Entries, func(a, b rememberedEntry) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.CIDR, b.CIDR))
	})
	text, err := json.Marshal(memory)
	if err != nil {
		panic(err) // No time here is out of the range that JSON has.
	}
	return text
}

const importForm = `{"us":["18.220.4.10/32"]}`

// parseImport reads what is deployed.
func parseImport(id string) (acceptance.State, error) {
	var regions map[string][]string
	if err := json.Unmarshal([]byte(id), &regions); err != nil {
		return acceptance.State{}, fmt.Errorf("the import ID is no JSON object of regions and their CIDRs, such as %s: %w", importForm, err)
	}
	sets := map[string]ipset.Set{}
	for name, cidrs := range regions {
		region, err := catalog.NormalizeRegion(name)
		if err != nil {
			return acceptance.State{}, err
		}
		if _, twice := sets[region]; twice {
			return acceptance.State{}, fmt.Errorf("the import ID has region %q twice", region)
		}
		if len(cidrs) == 0 {
			return acceptance.State{}, fmt.Errorf("the import ID has no CIDR for region %q; leave the region out", region)
		}
		set, err := ipset.ParseAll(cidrs)
		if err != nil {
			return acceptance.State{}, fmt.Errorf("region %q of the import ID: %w", region, err)
		}
		sets[region] = set
	}
	if len(sets) == 0 {
		return acceptance.State{}, fmt.Errorf("the import ID has no region; it is a JSON object of regions and their CIDRs, such as %s", importForm)
	}
	return acceptance.Adopt(sets)
}
