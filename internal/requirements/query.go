package requirements

import (
	"fmt"
	"regexp"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
)

// Query says what a network uses of Konnect, as texts that a user writes.
type Query struct {
	NamesQuery

	// ProxyListen and StreamListen are the data planes' settings of these names.
	ProxyListen, StreamListen string
	// ClientCIDRs are the addresses and prefixes that may reach the proxy and stream ports.
	ClientCIDRs []string
	// AuditLogPort is the port on which the user's collector receives audit-log webhooks, 0 where there is none.
	AuditLogPort uint16
	// NamePrefix starts the name of every rule.
	NamePrefix string
	// IncludeIPRanges asks for Konnect's addresses.
	IncludeIPRanges bool
	// IngressCIDRs and EgressCIDRs take the place of the published list. nil stands for none given.
	IngressCIDRs, EgressCIDRs []string
	// Aggregate merges Konnect's adjacent and overlapping prefixes without loss.
	Aggregate bool
	// MinimumUpdateDate is the oldest date that the published list may have, empty for any.
	MinimumUpdateDate string
}

// arguments are those of a Query in typed values, each checked.
type arguments struct {
	regions           []string
	names             Names
	outbound, inbound []flow
	clients           ipset.Set
	auditLogPort      uint16
	namePrefix        string
	// ingress and egress are the given addresses.
	ingress, egress ipset.Set
	aggregate       bool
	minimum         time.Time
}

// parse reads every argument. Errors are of type *ArgumentError.
func (query Query) parse() (arguments, error) {
	args := arguments{auditLogPort: query.AuditLogPort, aggregate: query.Aggregate}
	knows := catalog.KnowsRegion
	if query.ReadsList() || query.GivesAddresses() {
		// Which regions there are, the list or the user says.
		knows = func(string) bool { return true }
	}
	selection, err := query.NamesQuery.parse(knows)
	if err != nil {
		return arguments{}, err
	}
	args.regions, args.names = selection.regions, selection.names()
	if args.outbound, args.inbound, err = query.flows(); err != nil {
		return arguments{}, err
	}
	if query.AuditLogPort != 0 {
		args.inbound = append(args.inbound, flow{
			protocol: catalog.TCP, port: query.AuditLogPort, component: catalog.AuditLogging,
			purpose: "audit-log webhooks from Konnect", peer: konnectEgress,
		})
	}
	if args.clients, err = parsePrefixes(ArgClientCIDRs, query.ClientCIDRs); err != nil {
		return arguments{}, err
	}
	if args.namePrefix, err = parseArgument(ArgNamePrefix, query.NamePrefix, ParseNamePrefix); err != nil {
		return arguments{}, err
	}
	if err := query.CheckGivenAddresses(); err != nil {
		return arguments{}, err
	}
	if args.ingress, err = parsePrefixes(ArgIngressCIDRs, query.IngressCIDRs); err != nil {
		return arguments{}, err
	}
	if args.egress, err = parsePrefixes(ArgEgressCIDRs, query.EgressCIDRs); err != nil {
		return arguments{}, err
	}
	if query.MinimumUpdateDate != "" {
		if args.minimum, err = parseArgument(ArgMinimumUpdateDate, query.MinimumUpdateDate, addresslist.ParseDate); err != nil {
			return arguments{}, err
		}
	}
	return args, nil
}

// ReadsList reports whether the query needs the published list.
func (query Query) ReadsList() bool { return query.IncludeIPRanges && !query.GivesAddresses() }

// GivesAddresses reports whether the query has addresses of its own, in place of the published list.
func (query Query) GivesAddresses() bool {
	return query.IngressCIDRs != nil || query.EgressCIDRs != nil
}

// CheckGivenAddresses refuses given addresses that are too few, or that stand beside what only the published list can
// meet. The addresses themselves are not read. Errors are of type *ArgumentError.
func (query Query) CheckGivenAddresses() error {
	bad := func(argument string, err error) error { return &ArgumentError{argument, err} }
	switch {
	case !query.GivesAddresses():
		return nil
	case query.IngressCIDRs == nil:
		return bad(ArgEgressCIDRs, &MissingArgumentError{ArgIngressCIDRs, "egress addresses can't be given alone"})
	case len(query.IngressCIDRs) == 0:
		return bad(ArgIngressCIDRs, &NoAddressError{})
	case query.EgressCIDRs != nil && len(query.EgressCIDRs) == 0:
		return bad(ArgEgressCIDRs, &NoAddressError{})
	case !query.IncludeIPRanges:
		return bad(ArgIngressCIDRs, &ConflictError{
			ArgIncludeIPRanges, "no addresses are asked for, because " + ArgIncludeIPRanges + " is false",
		})
	case query.EgressCIDRs == nil && query.AuditLogPort != 0:
		return bad(ArgAuditLogPort, &MissingArgumentError{
			ArgEgressCIDRs, "audit-log webhooks come from Konnect's egress addresses, and " + ArgIngressCIDRs + " alone gives none",
		})
	case query.MinimumUpdateDate != "":
		return bad(ArgMinimumUpdateDate, &ConflictError{
			ArgIngressCIDRs, "no list is read that has a date, because " + ArgIngressCIDRs + " gives the addresses",
		})
	}
	return nil
}

// NoAddressError is an empty set of addresses, which gives no rule.
type NoAddressError struct{}

// Summary is the summary of a diagnostic.
func (*NoAddressError) Summary() string { return "Empty Set" }

func (*NoAddressError) Error() string { return "the set is empty, so it gives no rule" }

// MissingArgumentError is an argument that needs another one.
type MissingArgumentError struct {
	Missing string
	// Reason says why it is needed.
	Reason string
}

// Summary is the summary of a diagnostic.
func (*MissingArgumentError) Summary() string { return "Missing Argument" }

func (e *MissingArgumentError) Error() string { return e.Reason }

// ConflictError is an argument that can't stand beside another one.
type ConflictError struct {
	Other string
	// Reason says why.
	Reason string
}

// Summary is the summary of a diagnostic.
func (*ConflictError) Summary() string { return "Conflicting Arguments" }

func (e *ConflictError) Error() string { return e.Reason }

// Unused returns the arguments that are set but have no effect with the chosen components.
func (query Query) Unused() []string {
	unused := query.NamesQuery.Unused()
	if !lacks(query.Components, catalog.Gateway) {
		return unused
	}
	if !opensTheSame(kongconf.ProxyListen, query.ProxyListen, kongconf.DefaultProxyListen) {
		unused = append(unused, ArgProxyListen)
	}
	if !opensTheSame(kongconf.StreamListen, query.StreamListen, kongconf.DefaultStreamListen) {
		unused = append(unused, ArgStreamListen)
	}
	if len(query.ClientCIDRs) > 0 {
		unused = append(unused, ArgClientCIDRs)
	}
	return unused
}

// UnusedWithoutAddresses returns the arguments that are set but have no effect without addresses of Konnect's.
func (query Query) UnusedWithoutAddresses() []string {
	var unused []string
	if query.Aggregate {
		unused = append(unused, ArgAggregate)
	}
	if query.AuditLogPort != 0 {
		unused = append(unused, ArgAuditLogPort)
	}
	if query.MinimumUpdateDate != "" {
		unused = append(unused, ArgMinimumUpdateDate)
	}
	return unused
}

// DefaultNamePrefix starts the names of rules where no other prefix is given.
const DefaultNamePrefix = "konnect"

// maxNamePrefix leaves room for the longest name: a full IPv6 prefix on a port of five digits makes 63 characters, the
// most that firewalls allow.
const maxNamePrefix = 12

var namePrefixForm = regexp.MustCompile(`^[a-z]([-a-z0-9]*[a-z0-9])?$`)

// NamePrefixError is a text that can't start the names of rules.
type NamePrefixError struct{ Text string }

// Summary is the summary of a diagnostic.
func (*NamePrefixError) Summary() string { return "Invalid Name Prefix" }

func (e *NamePrefixError) Error() string {
	return fmt.Sprintf("%.40q can't start the names of rules; give a lower-case letter and then letters, digits and inner hyphens,"+
		" at most %d characters in all, such as %q", e.Text, maxNamePrefix, DefaultNamePrefix)
}

// ParseNamePrefix returns the text where it can start the names of rules.
func ParseNamePrefix(text string) (string, error) {
	if len(text) > maxNamePrefix || !namePrefixForm.MatchString(text) {
		return "", &NamePrefixError{text}
	}
	return text, nil
}
