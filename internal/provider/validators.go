package provider

import (
	"context"
	"fmt"
	"math/big"
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

// numberValidator accepts whole numbers. Terraform's may be fractions, and of any size: for those the framework's integers would
// blame this provider.
type numberValidator struct {
	least, most int64
	// refuse says what is wrong with a number. Without it that is said as the framework says it.
	refuse func(got string) error
}

func wholeNumber(least, most int64) []validator.Number {
	return []validator.Number{numberValidator{least, most, nil}}
}

func (v numberValidator) Description(context.Context) string {
	return fmt.Sprintf("value must be a whole number from %d to %d", v.least, v.most)
}

func (v numberValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v numberValidator) ValidateNumber(_ context.Context, req validator.NumberRequest, resp *validator.NumberResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	number := req.ConfigValue.ValueBigFloat()
	got, kind := number.Text('g', 10), ""
	switch whole, accuracy := number.Int64(); {
	case accuracy == big.Exact && whole >= v.least && whole <= v.most:
		return
	case v.refuse != nil:
		addErrorAt(&resp.Diagnostics, req.Path, v.refuse(got))
		return
	case !number.IsInt():
		kind = "a whole number "
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid Attribute Value",
		fmt.Sprintf("Attribute %s value must be %sbetween %d and %d, got: %s", req.Path, kind, v.least, v.most, got))
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
