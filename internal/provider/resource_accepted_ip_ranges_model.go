package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

// The defaults and bounds of the policy.
const (
	defaultRemovalGrace      = 168 * time.Hour
	maxRemovalGrace          = 8760 * time.Hour
	defaultMaxRemovedPercent = 50
	maxPercent               = 100
)

// The fields of what is pending.
const (
	keyCIDR         = "cidr"
	keyMissingSince = "missing_since"
	keyRemovalDue   = "removal_due"
	keyHeld         = "held"
	keyFirstSeen    = "first_seen"
)

// acceptedIPRangesModel is the state, which carries what was decided from one plan to the next: accepted what is accepted, the
// pending maps since when it is missing or waits. What these do not have is in the private state.
type acceptedIPRangesModel struct {
	Published         types.Object `tfsdk:"published"`
	AsOf              types.String `tfsdk:"as_of"`
	RemovalGrace      types.String `tfsdk:"removal_grace"`
	MaxRemovedPercent types.Number `tfsdk:"max_removed_percent"`
	HoldAdditions     types.Bool   `tfsdk:"hold_additions"`
	ApprovedChanges   types.String `tfsdk:"approved_changes"`

	Accepted         types.Object `tfsdk:"accepted"`
	IngressCIDRs     uniqueSet    `tfsdk:"ingress_cidrs"`
	EgressCIDRs      uniqueSet    `tfsdk:"egress_cidrs"`
	ContentHash      types.String `tfsdk:"content_hash"`
	PendingRemovals  types.Map    `tfsdk:"pending_removals"`
	PendingAdditions types.Map    `tfsdk:"pending_additions"`
	HeldChanges      types.String `tfsdk:"held_changes"`
	DecidedAt        types.String `tfsdk:"decided_at"`
}

func pendingType() objectType {
	return objectType{attrDirection: types.StringType, attrRegion: types.StringType, keyCIDR: types.StringType}
}

func pendingRemovalType() objectType {
	return pendingType().with(objectType{keyMissingSince: types.StringType, keyRemovalDue: types.StringType, keyHeld: types.BoolType})
}

func pendingAdditionType() objectType {
	return pendingType().with(objectType{keyFirstSeen: types.StringType})
}

// parseAsOf reads a time. Its years leave room for zones, and for what is added to it.
func parseAsOf(text string) (time.Time, error) {
	at, err := parseTime(text)
	if err != nil {
		return time.Time{}, err
	}
	if at = at.UTC().Truncate(time.Second); at.Year() < 1970 || at.Year() > 9998 {
		return time.Time{}, fmt.Errorf("%.40q is not a time in the years 1970 to 9998 in UTC; set as_of = plantimestamp()", text)
	}
	return at, nil
}

func parseGrace(text string) (time.Duration, error) {
	grace, err := time.ParseDuration(text)
	if err != nil || grace < 0 || grace > maxRemovalGrace {
		return 0, fmt.Errorf("%.40q is not a duration from \"0s\" to \"8760h\", such as %q%s", text, "48h", suggest.Duration(text, 0, maxRemovalGrace))
	}
	return grace, nil
}

var hashForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func parseHash(text string) (string, error) {
	if !hashForm.MatchString(text) {
		return "", fmt.Errorf("%.80q is not a hash of held changes, which is \"sha256:\" and 64 hexadecimal digits in lower case", text)
	}
	return text, nil
}

// acceptanceQuery is what a plan decides by, beside the state.
type acceptanceQuery struct {
	policy    acceptance.Policy
	published acceptance.Published
	asOf      time.Time
	// refused has, for each list with a refused entry, why it can't be used.
	refused map[acceptance.List]error
}

// query reads the configuration.
func (m *acceptedIPRangesModel) query(bounds ipset.Bounds) (acceptanceQuery, error) {
	query := acceptanceQuery{policy: acceptance.Policy{
		RemovalGrace: defaultRemovalGrace, MaxRemovedPercent: int(valueOr(m.MaxRemovedPercent, defaultMaxRemovedPercent)),
		HoldAdditions: m.HoldAdditions.ValueBool(), ApprovedChanges: m.ApprovedChanges.ValueString(),
	}}
	var err error
	if !m.RemovalGrace.IsNull() {
		if query.policy.RemovalGrace, err = parseGrace(m.RemovalGrace.ValueString()); err != nil {
			return query, problem.At(attrRemovalGrace, err)
		}
	}
	if query.asOf, err = parseAsOf(m.AsOf.ValueString()); err != nil {
		return query, problem.At(attrAsOf, err)
	}
	if err := query.parsePublished(m.Published, bounds); err != nil {
		return query, problem.At(attrPublished, err)
	}
	return query, nil
}

// parsePublished reads what is published. A list without a key, with a null or with an entry that is refused can't be used.
func (q *acceptanceQuery) parsePublished(published types.Object, bounds ipset.Bounds) error {
	fields := published.Attributes()
	q.published.Lists, q.refused = map[acceptance.List]*ipset.Set{}, map[acceptance.List]error{}
	all, _ := fields["all_regions"].(types.Bool)
	q.published.AllRegions = all.ValueBool()
	if date, _ := fields[attrUpdatedAt].(types.String); !date.IsNull() {
		at, err := addresslist.ParseDate(date.ValueString())
		if err != nil {
			return fmt.Errorf("%s: %w", attrUpdatedAt, err)
		}
		q.published.UpdatedAt = at.Truncate(time.Second)
	}
	ranges, err := rangesOf(fields)
	if err != nil {
		return err
	}
	lists, _ := fields[attrLists].(types.List)
	for _, name := range texts(lists) {
		list, err := parseList(name)
		if err != nil {
			return err
		}
		q.published.Lists[list] = nil
		cidrs, ok := ranges[list]
		if !ok {
			continue
		}
		if set, err := judge(cidrs, bounds); err == nil {
			q.published.Lists[list] = &set
		} else {
			q.refused[list] = err
		}
	}
	return nil
}

func parseList(name string) (acceptance.List, error) {
	direction, region, _ := strings.Cut(catalog.Lower(name), "/")
	if _, err := addresslist.ParseDirection(direction); err != nil || !catalog.IsLabel(region) {
		return acceptance.List{}, fmt.Errorf("%s has %.60q, which is not a direction and a region, such as %q", attrLists, name, "ingress/us")
	}
	return acceptance.List{Direction: direction, Region: region}, nil
}

// rangesOf returns the lists of both directions that are not null.
func rangesOf(fields map[string]attr.Value) (map[acceptance.List][]string, error) {
	ranges, seen := map[acceptance.List][]string{}, map[acceptance.List]bool{}
	for _, direction := range []addresslist.Direction{addresslist.Ingress, addresslist.Egress} {
		for name, cidrs := range textLists(fields[string(direction)]) {
			list := acceptance.List{Direction: string(direction), Region: catalog.Lower(name)}
			if seen[list] || !catalog.IsLabel(list.Region) {
				return nil, fmt.Errorf("%s has a key twice in different case, or one that is not a region code: %.40q", direction, list.Region)
			}
			if seen[list] = true; cidrs != nil {
				ranges[list] = cidrs
			}
		}
	}
	return ranges, nil
}

// judge reads entries as those of a document are.
func judge(texts []string, bounds ipset.Bounds) (ipset.Set, error) {
	set, err := ipset.ParseAll(texts)
	if err != nil {
		return ipset.Set{}, err
	}
	for _, prefix := range set.Prefixes() {
		if err := ipset.CheckPublic(prefix, bounds); err != nil {
			return ipset.Set{}, err
		}
	}
	return set, nil
}

// keep plans what the state has: the values of the creation, and an approval that is not set any more. Terraform allows a value in
// place of the configured one where it is the prior one and neither is null, as after an import.
func (m *acceptedIPRangesModel) keep(before acceptedIPRangesModel) {
	if !before.Published.IsNull() {
		m.Published = before.Published
	}
	if !before.AsOf.IsNull() {
		m.AsOf = before.AsOf
	}
	if m.ApprovedChanges.IsNull() {
		m.ApprovedChanges = before.ApprovedChanges
	}
}

func (m *acceptedIPRangesModel) setUnknown() {
	m.Accepted = types.ObjectUnknown(acceptedRangesType())
	m.IngressCIDRs, m.EgressCIDRs = uniqueSet{types.SetUnknown(types.StringType)}, uniqueSet{types.SetUnknown(types.StringType)}
	m.PendingRemovals, m.PendingAdditions = types.MapUnknown(pendingRemovalType().object()), types.MapUnknown(pendingAdditionType().object())
	m.ContentHash, m.HeldChanges, m.DecidedAt = types.StringUnknown(), types.StringUnknown(), types.StringUnknown()
}

// set writes the outputs.
func (m *acceptedIPRangesModel) set(state acceptance.State) {
	regions := map[string]map[string]attr.Value{string(addresslist.Ingress): {}, string(addresslist.Egress): {}}
	sets := map[string][]ipset.Set{}
	removals, additions := map[string]attr.Value{}, map[string]attr.Value{}
	for list, entries := range state.Lists {
		if set := ipset.Of(slices.Collect(maps.Keys(entries.Accepted))...); set.Len() > 0 {
			regions[list.Direction][list.Region] = stringList(set.CIDRs())
			sets[list.Direction] = append(sets[list.Direction], set)
		}
		for prefix, entry := range entries.Accepted {
			if entry.Missing() {
				addPending(removals, pendingRemovalType(), list, prefix, map[string]attr.Value{
					keyMissingSince: timeOrNull(entry.MissingSince), keyRemovalDue: timeOrNull(entry.Due), keyHeld: types.BoolValue(entry.Held),
				})
			}
		}
		for prefix, seen := range entries.Waiting {
			addPending(additions, pendingAdditionType(), list, prefix, map[string]attr.Value{keyFirstSeen: timeOrNull(seen)})
		}
	}
	fields, cidrs, lines := map[string]attr.Value{}, map[string][]string{}, []string{}
	for direction, lists := range regions {
		fields[direction] = types.MapValueMust(listOfStrings(), lists)
		cidrs[direction] = ipset.Union(sets[direction]...).CIDRs()
		for _, cidr := range cidrs[direction] {
			lines = append(lines, direction+" "+cidr)
		}
	}
	slices.Sort(lines)
	m.Accepted, m.ContentHash = types.ObjectValueMust(acceptedRangesType(), fields), types.StringValue(ipset.Hash(lines))
	m.IngressCIDRs, m.EgressCIDRs = newUniqueSet(cidrs[string(addresslist.Ingress)]), newUniqueSet(cidrs[string(addresslist.Egress)])
	m.PendingRemovals = types.MapValueMust(pendingRemovalType().object(), removals)
	m.PendingAdditions = types.MapValueMust(pendingAdditionType().object(), additions)
	m.HeldChanges, m.DecidedAt = textOrNull(state.HeldChanges()), timeOrNull(state.DecidedAt)
}

func keyOf(list acceptance.List, prefix netip.Prefix) string {
	return list.String() + "/" + prefix.String()
}

func addPending(to map[string]attr.Value, of objectType, list acceptance.List, prefix netip.Prefix, fields map[string]attr.Value) {
	fields[attrDirection], fields[attrRegion] = types.StringValue(list.Direction), types.StringValue(list.Region)
	fields[keyCIDR] = types.StringValue(prefix.String())
	to[keyOf(list, prefix)] = types.ObjectValueMust(of, fields)
}

// state reads what was decided from the outputs and the memory beside them. Without the memory all that is accepted is settled, and
// the lists of which something is accepted or waits are those that were asked for.
func (m *acceptedIPRangesModel) state(memory []byte) (acceptance.State, error) {
	ranges, err := rangesOf(m.Accepted.Attributes())
	if err != nil {
		return acceptance.State{}, fmt.Errorf("the state can't be read: %w", err)
	}
	sets := map[acceptance.List]ipset.Set{}
	for list, cidrs := range ranges {
		if sets[list], err = ipset.ParseAll(cidrs); err != nil {
			return acceptance.State{}, fmt.Errorf("the state can't be read: %w", err)
		}
	}
	state := acceptance.Adopt(sets)
	state.DecidedAt = timeOf(m.DecidedAt)
	eachPending(m.PendingRemovals, func(list acceptance.List, prefix netip.Prefix, fields map[string]attr.Value) {
		if _, accepted := state.Lists[list].Accepted[prefix]; accepted {
			held, _ := fields[keyHeld].(types.Bool)
			entry := acceptance.Entry{
				Settled: true, MissingSince: timeOf(fields[keyMissingSince]), Due: timeOf(fields[keyRemovalDue]), Held: held.ValueBool(),
			}
			entry.Restarts = entry.Due.IsZero() && !entry.Held // Nothing else has no due time.
			state.Lists[list].Accepted[prefix] = entry
		}
	})
	eachPending(m.PendingAdditions, func(list acceptance.List, prefix netip.Prefix, fields map[string]attr.Value) {
		entries := state.Lists[list]
		if entries.Waiting == nil {
			entries.Waiting = map[netip.Prefix]time.Time{}
		}
		entries.Waiting[prefix] = timeOf(fields[keyFirstSeen])
		state.Lists[list], state.Asked[list] = entries, true
	})
	return state, recall(memory, &state)
}

// timeOf returns the zero time for null, as textOf returns an empty text.
func timeOf(value attr.Value) time.Time {
	at, err := parseTime(textOf(value))
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

func textOf(value attr.Value) string {
	text, _ := value.(types.String)
	return text.ValueString()
}

func eachPending(pending types.Map, each func(list acceptance.List, prefix netip.Prefix, fields map[string]attr.Value)) {
	for _, value := range pending.Elements() {
		object, _ := value.(types.Object)
		fields := object.Attributes()
		if prefix, err := netip.ParsePrefix(textOf(fields[keyCIDR])); err == nil {
			each(acceptance.List{Direction: textOf(fields[attrDirection]), Region: textOf(fields[attrRegion])}, prefix, fields)
		}
	}
}

// memoryKey is where the private state has the memory.
const memoryKey = "acceptance"

// decisionMemory is what a decision must remember beside the outputs.
type decisionMemory struct {
	Lists        []string                   `json:"lists"`
	AllRegions   bool                       `json:"all_regions,omitempty"`
	DocumentDate time.Time                  `json:"document_date,omitzero"`
	Entries      map[string]rememberedEntry `json:"entries"`
}

type rememberedEntry struct {
	Since    time.Time `json:"since,omitzero"`
	Settled  bool      `json:"settled,omitempty"`
	Approved bool      `json:"approved,omitempty"`
	Restarts bool      `json:"restarts,omitempty"`
}

func memoryOf(state acceptance.State) ([]byte, error) {
	memory := decisionMemory{AllRegions: state.AllRegions, DocumentDate: state.DocumentDate, Entries: map[string]rememberedEntry{}}
	for list := range state.Asked {
		memory.Lists = append(memory.Lists, list.String())
	}
	slices.Sort(memory.Lists)
	for list, entries := range state.Lists {
		for prefix, entry := range entries.Accepted {
			memory.Entries[keyOf(list, prefix)] = rememberedEntry{entry.Since, entry.Settled, entry.Approved, entry.Restarts}
		}
	}
	text, err := json.Marshal(memory)
	if err != nil {
		return nil, fmt.Errorf("the private state can't be written: %w", err)
	}
	return text, nil
}

// recall adds what is remembered to the state.
func recall(text []byte, state *acceptance.State) error {
	if len(text) == 0 {
		return nil
	}
	var memory decisionMemory
	if err := json.Unmarshal(text, &memory); err != nil {
		return fmt.Errorf("the private state can't be read: %w", err)
	}
	state.AllRegions, state.DocumentDate, state.Asked = memory.AllRegions, memory.DocumentDate, map[acceptance.List]bool{}
	for _, name := range memory.Lists {
		list, err := parseList(name)
		if err != nil {
			return fmt.Errorf("the private state can't be read: %w", err)
		}
		state.Asked[list] = true
	}
	for list, entries := range state.Lists {
		for prefix, entry := range entries.Accepted {
			if kept, ok := memory.Entries[keyOf(list, prefix)]; ok {
				entry.Since, entry.Settled, entry.Approved, entry.Restarts = kept.Since, kept.Settled, kept.Approved, kept.Restarts
				entries.Accepted[prefix] = entry
			}
		}
	}
	return nil
}

// importForm is a value of the import ID.
const importForm = `jsonencode({ ingress = { us = ["18.220.4.10"] } })`

// parseImport reads what is deployed.
func parseImport(id string, bounds ipset.Bounds) (acceptance.State, error) {
	var ranges map[string]map[string][]string
	if err := json.Unmarshal([]byte(id), &ranges); err != nil {
		return acceptance.State{}, fmt.Errorf("the import ID is not a JSON object of directions, regions and their CIDRs, such as %s: %w", importForm, err)
	}
	sets := map[acceptance.List]ipset.Set{}
	for direction, regions := range ranges {
		if _, err := addresslist.ParseDirection(direction); err != nil {
			return acceptance.State{}, fmt.Errorf("the import ID has the key %.40q, which is neither %q nor %q", direction, addresslist.Ingress, addresslist.Egress)
		}
		for name, cidrs := range regions {
			region, err := catalog.NormalizeRegion(name)
			if err != nil {
				return acceptance.State{}, err
			}
			list := acceptance.List{Direction: direction, Region: region}
			if _, twice := sets[list]; twice {
				return acceptance.State{}, fmt.Errorf("the import ID has %s twice", list)
			}
			if len(cidrs) == 0 {
				return acceptance.State{}, fmt.Errorf("the import ID has no CIDR for %s; leave it out", list)
			}
			if sets[list], err = judge(cidrs, bounds); err != nil {
				known := *problem.Of(err)
				known.What = fmt.Sprintf("%s of the import ID: %s", list, known.What)
				return acceptance.State{}, &known
			}
		}
	}
	switch state := acceptance.Adopt(sets); {
	case len(sets) == 0:
		return acceptance.State{}, fmt.Errorf("the import ID has no region; it is a JSON object such as %s", importForm)
	case state.Count() > acceptance.MaxEntries:
		return acceptance.State{}, fmt.Errorf("the import ID has %d entries; the limit is %d", state.Count(), acceptance.MaxEntries)
	default:
		return state, nil
	}
}
