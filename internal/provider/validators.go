package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/kongconf"
	"github.com/konnect-network/terraform-provider-konnect/internal/requirements"
)

// textValidator refuses texts that a function of the rooms below refuses.
type textValidator struct {
	// want completes "value must be".
	want  string
	check func(string) error
}

func (v textValidator) Description(context.Context) string { return "value must be " + v.want }

func (v textValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v textValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := v.check(req.ConfigValue.ValueString()); err != nil {
		addErrorAt(&resp.Diagnostics, req.Path, err)
	}
}

// parses adapts a parser to the check of a textValidator.
func parses[T any](parse func(string) (T, error)) func(string) error {
	return func(text string) error {
		_, err := parse(text)
		return err
	}
}

// elements are the validators of a set of texts that must not be empty where it is given.
func elements(each textValidator) []validator.Set {
	return []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(each)}
}

// optionalElements are the validators of a set of texts that may be empty.
func optionalElements(each textValidator) []validator.Set {
	return []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(each)}
}

func locationValidator() textValidator {
	return textValidator{"an https URL, an http URL of a loopback host, or a file URL", parses(fetch.ParseLocation)}
}

func durationValidator() textValidator {
	return textValidator{"a Go duration from 1s to 10m", parses(parseTimeout)}
}

func certificatesValidator() textValidator {
	return textValidator{"PEM certificates", func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New("the text is empty; leave the setting out, or give PEM certificates")
		}
		_, err := rootCAs(text)
		return err
	}}
}

// documentedRegionValidator accepts the regions of the catalogue, and what else stands in their place.
func documentedRegionValidator(also ...string) textValidator {
	return textValidator{"the code of a documented region", func(code string) error {
		_, err := catalog.ParseRegion(code, also...)
		return err
	}}
}

// regionValidator accepts what may be a region, documented or new.
func regionValidator() textValidator {
	return textValidator{"a region code", parses(requirements.ParseRegion)}
}

// listKeyValidator accepts what may be the key of a list: a region, or what belongs to none.
func listKeyValidator() textValidator {
	return textValidator{"a region code", parses(catalog.NormalizeRegion)}
}

func directionValidator() textValidator {
	return textValidator{"ingress or egress", parses(addresslist.ParseDirection)}
}

func componentValidator() textValidator {
	return textValidator{"the name of a component", parses(catalog.ParseComponent)}
}

func dnsPrefixValidator() textValidator {
	return textValidator{"a DNS label", parses(catalog.ParseDNSPrefix)}
}

func portalIDValidator() textValidator {
	return textValidator{"a DNS label or a portal's default_domain", parses(catalog.ParsePortal)}
}

func endpointValidator() textValidator {
	return textValidator{"an endpoint of a control plane", parses(catalog.ParseControlPlaneEndpoint)}
}

func awsRegionValidator() textValidator {
	return textValidator{"an AWS region with PrivateLink services of Konnect's", parses(catalog.ParsePrivateLinkAWSRegion)}
}

func cidrValidator() textValidator {
	return textValidator{"an IP address or a prefix in CIDR notation", parses(ipset.Parse)}
}

func dateValidator() textValidator {
	return textValidator{"a date in the list's own form or in RFC 3339", parses(addresslist.ParseDate)}
}

func timeValidator() textValidator {
	return textValidator{"a time in RFC 3339", parses(parseTime)}
}

func parseTime(text string) (time.Time, error) {
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%.40q is not a time in RFC 3339, such as %q", text, "2025-08-26T16:03:33Z")
	}
	return parsed, nil
}

func listenValidator(setting kongconf.Setting) textValidator {
	return textValidator{"a value of " + string(setting), parses(func(text string) ([]kongconf.Listener, error) {
		return kongconf.Parse(setting, text)
	})}
}

func hostnameValidator() textValidator {
	return textValidator{"a hostname", parses(catalog.ParseHostname)}
}
