package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// namesArguments are the arguments that hostnames follow from.
type namesArguments struct {
	Regions                 uniqueSet  `tfsdk:"regions"`
	Components              uniqueSet  `tfsdk:"components"`
	ControlPlaneDNSPrefixes uniqueSet  `tfsdk:"control_plane_dns_prefixes"`
	ControlPlaneEndpoints   uniqueSet  `tfsdk:"control_plane_endpoints"`
	PortalIDs               uniqueSet  `tfsdk:"portal_ids"`
	IncludeLegacyHostnames  types.Bool `tfsdk:"include_legacy_hostnames"`
}

func (a namesArguments) query() requirements.Query {
	return requirements.Query{
		Regions:       texts(a.Regions),
		Components:    texts(a.Components),
		DNSPrefixes:   texts(a.ControlPlaneDNSPrefixes),
		Endpoints:     texts(a.ControlPlaneEndpoints),
		PortalIDs:     texts(a.PortalIDs),
		IncludeLegacy: a.IncludeLegacyHostnames.IsNull() || a.IncludeLegacyHostnames.ValueBool(),
	}
}

// namesResults are hostnames in the forms of firewalls.
type namesResults struct {
	Hostnames types.Set `tfsdk:"hostnames"`
	FQDNs     types.Set `tfsdk:"fqdns"`
	Wildcards types.Set `tfsdk:"wildcards"`
	Suffixes  types.Set `tfsdk:"suffixes"`
	Domains   types.Set `tfsdk:"domains"`
}

func resultsOf(names requirements.Names) namesResults {
	return namesResults{
		Hostnames: stringSet(names.All()),
		FQDNs:     stringSet(names.FQDNs()),
		Wildcards: stringSet(names.Wildcards()),
		Suffixes:  stringSet(names.Suffixes()),
		Domains:   stringSet(names.Domains()),
	}
}

// namesAttributes returns the attributes of namesArguments, but for regions, and of namesResults, with further ones.
func namesAttributes(further map[string]schema.Attribute) map[string]schema.Attribute {
	further[attrComponents] = componentsAttribute()
	further[requirements.ArgDNSPrefixes] = setArgument(optionalElements(readBy(catalog.ParseDNSPrefix)), descDNSPrefixes)
	further[requirements.ArgEndpoints] = setArgument(optionalElements(readBy(catalog.ParseControlPlaneEndpoint)), descEndpoints)
	further[requirements.ArgPortalIDs] = setArgument(optionalElements(readBy(catalog.ParsePortal)), descPortalIDs)
	further["include_legacy_hostnames"] = schema.BoolAttribute{Optional: true, MarkdownDescription: descIncludeLegacy}
	further[attrHostnames], further[attrFQDNs] = computedSet(descHostnames), computedSet(descFQDNs)
	further[attrWildcards], further[attrSuffixes] = computedSet(descWildcards), computedSet(descSuffixes)
	further[attrDomains] = computedSet(descDomains)
	return further
}

func componentsAttribute() schema.SetAttribute {
	return setArgument(elements(readBy(catalog.ParseComponent)), descComponents())
}

type hostnamesModel struct {
	namesArguments
	namesResults

	Entries types.Map `tfsdk:"entries"`
}

func hostnameEntryType() objectType {
	return objectType{
		"component": types.StringType, attrRegion: types.StringType, "purpose": types.StringType, attrProtocol: types.StringType,
		attrPort: types.Int64Type, "wildcard": types.BoolType, attrLegacy: types.BoolType,
	}
}

func hostnamesDataSource() readable {
	return dataSource[hostnamesModel]{name: "hostnames", read: (*hostnamesModel).read, schema: schema.Schema{
		MarkdownDescription: "The hostnames to which a network opens connections for Konnect, as Kong documents them. No request" +
			" is made.",
		Attributes: namesAttributes(map[string]schema.Attribute{
			attrRegions: required(setArgument(elements(documentedRegion()), descRegions())),
			attrEntries: computedMap(hostnameEntryType(),
				"What each name is for, keyed by hostname: objects of `component`, `region` (null for"+
					" names without one), `purpose`, `protocol` (`tcp`), `port` (443), `wildcard` and `legacy`."),
		}),
	}}
}

func (m *hostnamesModel) read(context.Context, *sources) ([]error, error) {
	query := m.query()
	names, err := requirements.Hostnames(query)
	if err != nil {
		return nil, err
	}
	m.namesResults = resultsOf(names)
	m.Entries = objectMap(hostnameEntryType(), names, func(name requirements.Name) (string, map[string]attr.Value) {
		return name.Hostname, map[string]attr.Value{
			"component":  types.StringValue(string(name.Component)),
			attrRegion:   textOrNull(name.Region),
			"purpose":    types.StringValue(name.Purpose),
			attrProtocol: types.StringValue(catalog.TCP),
			attrPort:     types.Int64Value(catalog.HTTPSPort),
			"wildcard":   types.BoolValue(name.Wildcard),
			attrLegacy:   types.BoolValue(name.Legacy),
		}
	})
	return query.Unused(), nil
}
