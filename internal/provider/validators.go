package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/konnect-network/terraform-provider-konnect/internal/catalog"
)

// textValidator refuses a text with the error of a parser of the rooms below.
type textValidator func(text string) error

// readBy refuses the texts that a parser refuses.
func readBy[T any](parse func(string) (T, error)) textValidator {
	return func(text string) error {
		_, err := parse(text)
		return err
	}
}

func (v textValidator) Description(context.Context) string {
	return "value must be one that the provider can read"
}

func (v textValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v textValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := v(req.ConfigValue.ValueString()); err != nil {
		addErrorAt(&resp.Diagnostics, req.Path, err)
	}
}

// elements are the validators of a set of texts that must not be empty where it is given.
func elements(each textValidator) []validator.Set {
	return append(optionalElements(each), setvalidator.SizeAtLeast(1))
}

// optionalElements are the validators of a set of texts that may be empty.
func optionalElements(each textValidator) []validator.Set {
	return []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(each)}
}

// documentedRegion accepts the regions of the catalogue, and what else stands in their place.
func documentedRegion(also ...string) textValidator {
	return readBy(func(code string) (string, error) { return catalog.ParseRegion(code, also...) })
}

func parseTime(text string) (time.Time, error) {
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%.40q is not a time in RFC 3339, such as %q", text, "2025-08-26T16:03:33Z")
	}
	return parsed, nil
}
