package provider

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
	"github.com/konnect-network/terraform-provider-konnect/internal/cleantext"
	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
	"github.com/konnect-network/terraform-provider-konnect/internal/suggest"
)

const (
	attrIPAddressesURL  = "ip_addresses_url"
	attrUpdatesURL      = "updates_url"
	attrRequestTimeout  = "request_timeout"
	attrMaxRetries      = "max_retries"
	attrCACertPEM       = "ca_cert_pem"
	attrMinIPv4         = addresslist.SettingMinIPv4
	attrMinIPv6         = addresslist.SettingMinIPv6
	envIPAddressesURL   = "KONNECT_IP_ADDRESSES_URL"
	envUpdatesURL       = "KONNECT_UPDATES_URL"
	projectURL          = "https://github.com/konnect-network/terraform-provider-konnect"
	defaultAddressesURL = "https://ip-addresses.origin.konghq.com/ip-addresses.json"
	defaultUpdatesURL   = "https://ip-addresses.origin.konghq.com/rss"
)

const (
	defaultTimeout    = 30 * time.Second
	minTimeout        = time.Second
	maxTimeout        = 10 * time.Minute
	defaultMaxRetries = 3
	maxMaxRetries     = 10
	defaultMinIPv4    = 24
	defaultMinIPv6    = 48
	ipv4Bits          = 32
	ipv6Bits          = 128
)

type providerModel struct {
	IPAddressesURL      types.String `tfsdk:"ip_addresses_url"`
	UpdatesURL          types.String `tfsdk:"updates_url"`
	RequestTimeout      types.String `tfsdk:"request_timeout"`
	MaxRetries          types.Number `tfsdk:"max_retries"`
	CACertPEM           types.String `tfsdk:"ca_cert_pem"`
	MinIPv4PrefixLength types.Number `tfsdk:"min_ipv4_prefix_length"`
	MinIPv6PrefixLength types.Number `tfsdk:"min_ipv6_prefix_length"`
}

func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "What a network must allow for Kong Konnect: hostnames for each region, ports with their protocols, and the" +
			" published ingress and egress addresses. It needs no credentials, reads none from the environment and sends none. The whole" +
			" block is optional. A proxy is read from the environment variables `HTTPS_PROXY` and `NO_PROXY`.",
		Attributes: map[string]schema.Attribute{
			attrIPAddressesURL: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "URL of Konnect's published address list, or of a mirror of it. `https://`, `http://` for a loopback host" +
					" only, or `file:///…` for a copy on disk. No user information, no fragment. A query is never shown and never in the state." +
					" Environment variable `" + envIPAddressesURL + "`. Default `" + defaultAddressesURL + "`.",
				Validators: []validator.String{readBy(fetch.ParseLocation)},
			},
			attrUpdatesURL: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "URL of Konnect's change announcements, or of a mirror of them, as `" + attrIPAddressesURL + "`." +
					" A value that can't be used, or is not known in the plan, is an error of `konnect_ip_updates` only." +
					" Environment variable `" + envUpdatesURL + "`. Default `" + defaultUpdatesURL + "`.",
			},
			attrRequestTimeout: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Longest time of one fetch, with all retries and waits: a Go duration such as `45s` or `2m`, from `1s` to `10m`." +
					" Each request gets at most an equal share of the remaining time. Default `30s`.",
				Validators: []validator.String{readBy(parseTimeout)},
			},
			attrMaxRetries: schema.NumberAttribute{
				Optional: true,
				MarkdownDescription: "Number of retries after a transient fault: a connection that failed, stalled or broke" +
					" off, or status 408, 425, 429 or 5xx. `0` to `10`. Default `3`.",
				Validators: wholeNumber(0, maxMaxRetries),
			},
			attrCACertPEM: schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "PEM certificates to trust in addition to the system's roots, for a mirror with a private certificate" +
					" authority or a proxy that inspects TLS. Default: the system's roots only.",
				Validators: []validator.String{readBy(parseCertificates)},
			},
			attrMinIPv4: schema.NumberAttribute{
				Optional: true,
				MarkdownDescription: "Shortest prefix length, in bits, of a published IPv4 prefix. A shorter one, which covers" +
					" more addresses, is refused. `0` to `32`. Default `24`: Konnect publishes single addresses.",
				Validators: wholeNumber(0, ipv4Bits),
			},
			attrMinIPv6: schema.NumberAttribute{
				Optional: true,
				MarkdownDescription: "Shortest prefix length, in bits, of a published IPv6 prefix. A shorter one, which covers" +
					" more addresses, is refused. `0` to `128`. Default `48`.",
				Validators: wholeNumber(0, ipv6Bits),
			},
		},
	}
}

// sources are what data sources read from. Each is fetched at most once.
type sources struct {
	addresses *fetch.Shared[*addresslist.Document]
	// announcements give an error where their setting can't be used, too: no firewall depends on them.
	announcements *fetch.Shared[[]announcements.Entry]
	// bounds are the shortest prefixes that are accepted in a list.
	bounds ipset.Bounds
}

func (m providerModel) sources(version string) (*sources, diag.Diagnostics) {
	var diags diag.Diagnostics
	addresses, err := locate(attrIPAddressesURL, m.IPAddressesURL, envIPAddressesURL, defaultAddressesURL)
	switch {
	case err != nil && m.IPAddressesURL.IsNull():
		addError(&diags, err) // There is no place in the configuration to point at.
	case err != nil:
		addError(&diags, problem.At(attrIPAddressesURL, err))
	}
	updates, refused := locate(attrUpdatesURL, m.UpdatesURL, envUpdatesURL, defaultUpdatesURL)
	timeout := defaultTimeout
	if text := m.RequestTimeout.ValueString(); text != "" {
		if timeout, err = parseTimeout(text); err != nil {
			addError(&diags, problem.At(attrRequestTimeout, err))
		}
	}
	roots, err := rootCAs(m.CACertPEM.ValueString())
	if err != nil {
		addError(&diags, problem.At(attrCACertPEM, err))
	}
	if diags.HasError() {
		return nil, diags
	}
	fetcher := fetch.New(fetch.Options{
		Timeout:    timeout,
		MaxRetries: int(valueOr(m.MaxRetries, defaultMaxRetries)),
		RootCAs:    roots,
		UserAgent:  "terraform-provider-konnect/" + version + " (+" + projectURL + ")",
		Log:        tflog.Info,
	})
	bounds := ipset.Bounds{
		MinIPv4: int(valueOr(m.MinIPv4PrefixLength, defaultMinIPv4)),
		MinIPv6: int(valueOr(m.MinIPv6PrefixLength, defaultMinIPv6)),
	}
	return &sources{
		addresses: fetch.NewShared(func(ctx context.Context) (*addresslist.Document, error) {
			return addresslist.Read(ctx, fetcher, addresses, bounds)
		}),
		announcements: fetch.NewShared(func(ctx context.Context) ([]announcements.Entry, error) {
			if refused != nil {
				return nil, refused
			}
			return announcements.Read(ctx, fetcher, updates)
		}),
		bounds: bounds,
	}, diags
}

// unknown returns the settings whose value comes from something not applied yet, but for updates_url, which stops the
// announcements only.
func (m providerModel) unknown() []string {
	var names []string
	for _, setting := range []struct {
		name  string
		value attr.Value
	}{
		{attrIPAddressesURL, m.IPAddressesURL},
		{attrRequestTimeout, m.RequestTimeout},
		{attrMaxRetries, m.MaxRetries},
		{attrCACertPEM, m.CACertPEM},
		{attrMinIPv4, m.MinIPv4PrefixLength},
		{attrMinIPv6, m.MinIPv6PrefixLength},
	} {
		if setting.value.IsUnknown() {
			names = append(names, setting.name)
		}
	}
	return names
}

func unknownSetting(name string) *problem.Problem {
	return problem.New("Unknown Provider Setting",
		"the value of %s depends on something that is known only after apply, and nothing is read from a guess", name).
		Advise("Set it to a value that is known when the plan is made, or apply what it depends on first.")
}

// locate returns where a document is read: by the setting, else by the environment, else by default.
func locate(name string, configured types.String, environment, standard string) (fetch.Location, error) {
	if configured.IsUnknown() {
		return fetch.Location{}, unknownSetting(name)
	}
	text, variable, from := configured.ValueString(), "", ""
	if configured.IsNull() {
		text = standard
		if value := os.Getenv(environment); value != "" {
			text, variable, from = value, environment, " in the environment variable "+environment
		}
	}
	location, err := fetch.ParseLocation(text)
	if err != nil {
		refused := *problem.Of(err)
		refused.What = fmt.Sprintf("the value of %s%s can't be used: %s", name, from, refused.What)
		return location, &refused
	}
	location.Setting, location.Variable = name, variable
	return location, nil
}

// maxQuoted is how many characters of a setting an error repeats.
const maxQuoted = 100

func parseTimeout(text string) (time.Duration, error) {
	timeout, err := time.ParseDuration(text)
	if err == nil && timeout >= minTimeout && timeout <= maxTimeout {
		return timeout, nil
	}
	quoted := cleantext.Quote(text, maxQuoted)
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		if _, err := parseTimeout(text + "s"); err == nil {
			return 0, fmt.Errorf("%s has no unit; for seconds write %q", quoted, text+"s")
		}
	}
	return 0, fmt.Errorf("%s is not a duration from %q to %q, such as %q%s", quoted, "1s", "10m", "45s", suggest.Duration(text, minTimeout, maxTimeout))
}

// parseCertificates reads the setting where it is given.
func parseCertificates(pem string) (*x509.CertPool, error) {
	if strings.TrimSpace(pem) == "" {
		return nil, errors.New("the text is empty; leave the setting out, or give PEM certificates")
	}
	return rootCAs(pem)
}

// rootCAs returns the system's certificates with those in the PEM text, or nil, which stands for the system's alone.
func rootCAs(pem string) (*x509.CertPool, error) {
	if pem == "" {
		return nil, nil //nolint:nilnil // nil is what crypto/tls takes for the system's roots.
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("the system's certificates could not be read: %w", err)
	}
	if !roots.AppendCertsFromPEM([]byte(pem)) {
		return nil, fmt.Errorf("the text holds no PEM certificate, which starts with %q", "-----BEGIN CERTIFICATE-----")
	}
	return roots, nil
}

// valueOr returns a whole number, as numberValidator accepts it.
func valueOr(value types.Number, otherwise int64) int64 {
	number := value.ValueBigFloat()
	if number == nil {
		return otherwise
	}
	whole, _ := number.Int64()
	return whole
}
