package provider_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// The ends of messages that name all that could have been meant.
const (
	mistakenRegion    = " is not one of: au, eu, in, me, sg, us"
	mistakenCloud     = " Konnect's regions are its own: give that of the control plane, wherever the data planes run."
	mistakenNewer     = " A region that Konnect opened since needs a newer version of this provider."
	mistakenComponent = " is not one of: audit_logging, dev_portal, event_gateway, gateway, identity, ingress_controller, mcp, mesh, platform"
	mistakenEndpoint  = `; accepted are "https://PREFIX.REGION.cp.konghq.com" (configuration), "https://PREFIX.REGION.tp.konghq.com" (telemetry), their` +
		` former names with cp0 and tp0, other hostnames of Konnect's, and the PrivateLink form "REGION.svc.konghq.com/cp/PREFIX", each with or` +
		" without https://, wss:// or grpcs://, port and path"
)

// TestMistakes makes the mistakes that people make, each where they make it, and holds the whole message that mends it.
func TestMistakes(t *testing.T) {
	t.Parallel()
	session := newSession(t)
	for _, mistake := range []struct {
		where, argument string
		value           any
		summary, want   string
	}{
		{"konnect_hostnames", "regions", set("us-east-1"), "Unknown Region", `Region "us-east-1"` + mistakenRegion + ` (did you mean "us"?).` + mistakenCloud},
		{"konnect_hostnames", "regions", set("ap-southeast-2"), "Unknown Region", `Region "ap-southeast-2"` + mistakenRegion + ` (did you mean "au"?).` + mistakenCloud},
		{"konnect_hostnames", "regions", set("eastus"), "Unknown Region", `Region "eastus"` + mistakenRegion + ` (did you mean "us"?).` + mistakenCloud},
		{"konnect_hostnames", "regions", set("westeurope"), "Unknown Region", `Region "westeurope"` + mistakenRegion + ` (did you mean "eu"?).` + mistakenCloud},
		{"konnect_hostnames", "regions", set("asia-south1"), "Unknown Region", `Region "asia-south1"` + mistakenRegion + ` (did you mean "in"?).` + mistakenCloud},
		{"konnect_hostnames", "regions", set("europe-west1"), "Unknown Region", `Region "europe-west1"` + mistakenRegion + ` (did you mean "eu"?).` + mistakenCloud},
		{"konnect_hostnames", "regions", set("sgp"), "Unknown Region", `Region "sgp"` + mistakenRegion + ` (did you mean "sg"?).` + mistakenNewer},
		{"konnect_hostnames", "regions", set("usa"), "Unknown Region", `Region "usa"` + mistakenRegion + ` (did you mean "us"?).` + mistakenNewer},
		{"konnect_hostnames", "regions", set("Europe"), "Unknown Region", `Region "Europe"` + mistakenRegion + ` (did you mean "eu", Europe?).` + mistakenNewer},
		{"konnect_hostnames", "regions", set("uk"), "Unknown Region", `Region "uk"` + mistakenRegion + "." + mistakenNewer},
		{"konnect_hostnames", "regions", set("ap"), "Unknown Region", `Region "ap" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us.`},
		{"konnect_hostnames", "regions", set("global"), "Unknown Region", `"global" can't be chosen, because components decide: its names and addresses come with platform, mesh, mcp. Leave it out.`},
		{"konnect_network_requirements", "regions", set("global"), "Unknown Region", `"global" can't be chosen, because components decide: its names and addresses come with platform, mesh, mcp. Leave it out.`},
		{"konnect_hostnames", "regions", set(""), "Unknown Region", "The region is empty; give one of: au, eu, in, me, sg, us."},
		{"konnect_ports", "components", set("kic"), "Unknown Component", `Component "kic"` + mistakenComponent + ` (did you mean "ingress_controller"?).`},
		{"konnect_ports", "components", set("data_plane"), "Unknown Component", `Component "data_plane"` + mistakenComponent + ` (did you mean "gateway"?).`},
		{"konnect_ports", "components", set("control-plane"), "Unknown Component", `Component "control-plane"` + mistakenComponent + ` (did you mean "gateway"?).`},
		{"konnect_ports", "components", set("portal"), "Unknown Component", `Component "portal"` + mistakenComponent + ` (did you mean "dev_portal"?).`},
		{"konnect_ports", "components", set("dev-portal"), "Unknown Component", `Component "dev-portal"` + mistakenComponent + ` (did you mean "dev_portal"?).`},
		{"konnect_ports", "components", set("Gateway"), "Unknown Component", `Component "Gateway"` + mistakenComponent + ` (did you mean "gateway"?).`},
		{"konnect_ports", "components", set("audit_logs"), "Unknown Component", `Component "audit_logs"` + mistakenComponent + ` (did you mean "audit_logging"?).`},
		{"konnect_ports", "components", set("kuma"), "Unknown Component", `Component "kuma"` + mistakenComponent + ` (did you mean "mesh"?).`},
		{"konnect_ports", "components", set("kong_identity"), "Unknown Component", `Component "kong_identity"` + mistakenComponent + ` (did you mean "identity"?).`},
		{"konnect_ports", "components", set("mcp-server"), "Unknown Component", `Component "mcp-server"` + mistakenComponent + ` (did you mean "mcp"?).`},
		{"konnect_ports", "components", set("gatway"), "Unknown Component", `Component "gatway"` + mistakenComponent + ` (did you mean "gateway"?).`},
		{"konnect_hostnames", "control_plane_dns_prefixes", set("https://f47a4e996f.us.cp.konghq.com"), "Invalid DNS Label", `Control plane DNS prefix "https://f47a4e996f.us.cp.konghq.com" is a whole endpoint; put it in control_plane_endpoints, or write "f47a4e996f".`},
		{"konnect_network_requirements", "control_plane_dns_prefixes", set("us.svc.konghq.com/cp/f47a4e996f"), "Invalid DNS Label", `Control plane DNS prefix "us.svc.konghq.com/cp/f47a4e996f" is a whole endpoint; put it in control_plane_endpoints, or write "f47a4e996f".`},
		{"konnect_hostnames", "control_plane_dns_prefixes", set("d6a3e6b6bc64.us.kongportals.com"), "Invalid DNS Label", `Control plane DNS prefix "d6a3e6b6bc64.us.kongportals.com" is the domain of a Dev Portal; put it in portal_ids.`},
		{"konnect_hostnames", "control_plane_dns_prefixes", set("ca9e25a5-67ed-4b3e-b94a-3f8977557780"), "Invalid DNS Label", `Control plane DNS prefix "ca9e25a5-67ed-4b3e-b94a-3f8977557780" is a UUID, which no hostname contains;` +
			` give the first label of the control plane's config.control_plane_endpoint, such as "f47a4e996f".`},
		{"konnect_hostnames", "control_plane_endpoints", set("f47a4e996f"), "Invalid Endpoint", `"f47a4e996f" is a label, not an endpoint; put it in control_plane_dns_prefixes, or write the whole endpoint, such as` +
			` "https://f47a4e996f.REGION.cp.konghq.com".`},
		{"konnect_network_requirements", "control_plane_endpoints", set("ca9e25a5-67ed-4b3e-b94a-3f8977557780"), "Invalid Endpoint", `"ca9e25a5-67ed-4b3e-b94a-3f8977557780" is not an endpoint of Konnect's: it is a UUID, which no hostname contains;` +
			" give the control plane's config.control_plane_endpoint" + mistakenEndpoint + "."},
		{"konnect_hostnames", "control_plane_endpoints", set("http://f47a4e996f.us.cp.konghq.com"), "Invalid Endpoint", `"http://f47a4e996f.us.cp.konghq.com" is not an endpoint of Konnect's: the scheme is "http", not https, wss or grpcs` +
			mistakenEndpoint + "."},
		{"konnect_hostnames", "control_plane_endpoints", set("https://us.api.konghq.com"), "Invalid Endpoint", `The endpoint "us.api.konghq.com" belongs to no single control plane; give one of the form "https://PREFIX.REGION.cp.konghq.com".`},
		{"konnect_hostnames", "control_plane_endpoints", set("us.svc.konghq.com"), "Invalid Endpoint", `The endpoint "us.svc.konghq.com" belongs to no single control plane; give one of the form "https://PREFIX.REGION.cp.konghq.com".`},
		{"konnect_hostnames", "control_plane_endpoints", set("us.cp.konghq.com"), "Invalid Endpoint", `"us.cp.konghq.com" is not an endpoint of Konnect's: "us" is a region, and the control plane's DNS prefix is missing` +
			mistakenEndpoint + "."},
		{"konnect_hostnames", "control_plane_endpoints", set("us.svc.konghq.com/f47a4e996f"), "Invalid Endpoint", `"us.svc.konghq.com/f47a4e996f" is not an endpoint of Konnect's: the path "/f47a4e996f" is not /cp/PREFIX, /tp/PREFIX or` +
			" /api" + mistakenEndpoint + "."},
		{"konnect_hostnames", "control_plane_endpoints", set("*.us.cp.konghq.com"), "Invalid Endpoint", `"*.us.cp.konghq.com" is not an endpoint of a control plane or data plane: the hostname "*.us.cp.konghq.com" is a wildcard,` +
			" which stands for many" + mistakenEndpoint + "."},
		{"konnect_hostnames", "control_plane_endpoints", set("d6a3e6b6bc64.us.kongportals.com"), "Invalid Endpoint", `The endpoint "d6a3e6b6bc64.us.kongportals.com" belongs to a Dev Portal; put it in portal_ids.`},
		{"konnect_hostnames", "control_plane_endpoints", set("f47a4e996f.us.tp.konghq.com:8443"), "Invalid Endpoint", `The endpoint "f47a4e996f.us.tp.konghq.com" has port 8443; Konnect's control planes answer on 443 only.`},
		{"konnect_hostnames", "portal_ids", set("ca9e25a5-67ed-4b3e-b94a-3f8977557780"), "Invalid DNS Label", `Portal id "ca9e25a5-67ed-4b3e-b94a-3f8977557780" is a UUID, which no hostname contains; give the first label of the portal's` +
			` default_domain, such as "d6a3e6b6bc64".`},
		{"konnect_hostnames", "portal_ids", set("developers.example.com"), "Invalid Portal", `"developers.example.com" is not a portal's default_domain; give one of the form "PORTAL.REGION.kongportals.com", or its first` +
			` label alone, such as "d6a3e6b6bc64".`},
		{"konnect_ports", "proxy_listen", "8000", "Invalid Listener", `proxy_listen entry 1, "8000": "8000" has no address; write ADDRESS:PORT, for example "0.0.0.0:8000".`},
		{"konnect_ports", "proxy_listen", "0.0.0.0:8443 SSL", "Invalid Listener", `proxy_listen entry 1, "0.0.0.0:8443 SSL": unknown flag "SSL" (flags are lower-case; did you mean "ssl"?).`},
		{"konnect_ports", "stream_listen", "0.0.0.0:5432 http2", "Invalid Listener", `stream_listen entry 1, "0.0.0.0:5432 http2": flag "http2" belongs to proxy_listen and the other HTTP settings; stream_listen` +
			" takes udp, ssl, proxy_protocol, bind, reuseport, backlog=NUMBER, ipv6only=on|off, so_keepalive=on|off|IDLE:INTERVAL:COUNT."},
		{"konnect_network_requirements", "client_cidrs", set("10.0.0.1/8"), "Invalid CIDR", `"10.0.0.1/8" has bits set beyond its prefix length; the network is "10.0.0.0/8", the single address "10.0.0.1/32".`},
		{"konnect_network_requirements", "client_cidrs", set("10.0.0.0/255.0.0.0"), "Invalid CIDR", `"10.0.0.0/255.0.0.0" is not a prefix in CIDR notation, such as "192.0.2.0/24" or "2001:db8::/32".`},
		{"konnect_network_requirements", "audit_log_destination_port", big.NewFloat(6514.5), "Invalid Port", "A port must be between 1 and 65535, without a fraction, such as 6514; got 6514.5."},
		{"konnect_network_requirements", "name_prefix", "Konnect_EU", "Invalid Name Prefix", `"Konnect_EU" can't start the names of rules; give a lower-case letter and then letters, digits and inner hyphens, at most 12` +
			` characters in all, such as "konnect".`},
		{"konnect_ip_ranges", "direction", "outbound", "Invalid Value", `"outbound" is seen from your network; the list's own words are seen from Konnect: use "ingress", the addresses at which Konnect` +
			" receives, the destinations of your outbound rules."},
		{"konnect_ip_ranges", "hostnames", set("https://us.api.konghq.com"), "Invalid Hostname", `"https://us.api.konghq.com" is not a hostname, such as "us.api.konghq.com".`},
		{"konnect_ip_ranges", "minimum_update_date", "2025-08-26", "Invalid Value", `"2025-08-26" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z".`},
		{"konnect_ip_updates", "limit", big.NewFloat(2.5), "Invalid Attribute Value", "Attribute limit value must be a whole number between 1 and 1000, got: 2.5"},
		{"konnect_private_link", "aws_region", "us", "AWS Region Without PrivateLink", `Kong documents no PrivateLink service in the AWS region "us"; it does in: ap-east-1, ap-northeast-1, ap-northeast-2,` +
			" ap-northeast-3, ap-southeast-1, ap-southeast-2, eu-central-1, eu-west-1, eu-west-2, us-east-1, us-east-2, us-west-2."},
		{"konnect_ip_ranges", "regions", set("AP"), "Unknown Region", `Region "AP" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us.`},
		{"konnect_ip_ranges", "regions", set("u s"), "Unknown Region", `Region "u s"` + mistakenRegion + ` (did you mean "us"?).`},
		{"konnect_private_link", "regions", set("ap"), "Unknown Region", `Region "ap" was renamed to "au"; use "au". The regions are: au, eu, in, me, sg, us.`},
		{"konnect_hostnames", "regions", set("zz-top"), "Unknown Region", `Region "zz-top"` + mistakenRegion + "." + mistakenNewer},
		{"konnect_hostnames", "components", set("kafka-proxy"), "Unknown Component", `Component "kafka-proxy"` + mistakenComponent + "."},
		{"konnect_hostnames", "control_plane_dns_prefixes", set("a.b"), "Invalid DNS Label", `Control plane DNS prefix "a.b" is not a DNS label: letters, digits and inner hyphens, at most 63 of them.`},
		{"konnect_hostnames", "control_plane_endpoints", set("https://konnect.example"), "Invalid Endpoint", `"https://konnect.example" is not an endpoint of Konnect's: the hostname "konnect.example" is not Konnect's` +
			mistakenEndpoint + "."},
		{"konnect_hostnames", "portal_ids", set("-x"), "Invalid DNS Label", `Portal id "-x" is not a DNS label: letters, digits and inner hyphens, at most 63 of them.`},
		{"konnect_network_requirements", "proxy_listen", "0.0.0.0:8443 SSL", "Invalid Listener", `proxy_listen entry 1, "0.0.0.0:8443 SSL": unknown flag "SSL" (flags are lower-case; did you mean "ssl"?).`},
		{"konnect_network_requirements", "stream_listen", "0.0.0.0:8443 sll", "Invalid Listener", `stream_listen entry 1, "0.0.0.0:8443 sll": unknown flag "sll" (did you mean "ssl"?).`},
		{"konnect_network_requirements", "minimum_update_date", "", "Invalid Value", `"" is not a date such as "2025-08-26-16-03-33" (UTC) or "2025-08-26T16:03:33Z".`},
		{"konnect_network_requirements", "audit_log_destination_port", 0, "Invalid Port", "A port must be between 1 and 65535, without a fraction, such as 6514; got 0."},
		{"konnect_network_requirements", "audit_log_destination_port", 65536, "Invalid Port", "A port must be between 1 and 65535, without a fraction, such as 6514; got 65536."},
		{"konnect_ip_ranges", "direction", "inbound", "Invalid Value", `"inbound" is seen from your network; the list's own words are seen from Konnect: use "egress", the addresses from which Konnect` +
			" sends, the sources of your inbound rules."},
		{"konnect_ip_updates", "since", "2025-08-26-16-03-33", "Invalid Value", `"2025-08-26-16-03-33" is not a time in RFC 3339, such as "2025-08-26T16:03:33Z".`},
		{"konnect_ip_updates", "limit", 0, "Invalid Attribute Value", "Attribute limit value must be between 1 and 1000, got: 0"},
		{"konnect_ip_updates", "limit", 1001, "Invalid Attribute Value", "Attribute limit value must be between 1 and 1000, got: 1001"},
		{"provider", "request_timeout", "30 s", "Invalid Value", `"30 s" is not a duration from "1s" to "10m", such as "45s" (did you mean "30s"?).`},
		{"provider", "request_timeout", "5 minutes", "Invalid Value", `"5 minutes" is not a duration from "1s" to "10m", such as "45s" (did you mean "5m"?).`},
		{"provider", "request_timeout", "1d", "Invalid Value", `"1d" is not a duration from "1s" to "10m", such as "45s".`},
		{"provider", "max_retries", big.NewFloat(0.5), "Invalid Attribute Value", "Attribute max_retries value must be a whole number between 0 and 10, got: 0.5"},
		{"konnect_accepted_ip_ranges", "removal_grace", "7d", "Invalid Value", `"7d" is not a duration from "0s" to "8760h", such as "48h" (did you mean "168h"?).`},
		{"konnect_accepted_ip_ranges", "removal_grace", "1d", "Invalid Value", `"1d" is not a duration from "0s" to "8760h", such as "48h" (did you mean "24h"?).`},
		{"konnect_accepted_ip_ranges", "removal_grace", "2 weeks", "Invalid Value", `"2 weeks" is not a duration from "0s" to "8760h", such as "48h" (did you mean "336h"?).`},
		{"konnect_accepted_ip_ranges", "max_removed_percent", big.NewFloat(0.5), "Invalid Attribute Value", "Attribute max_removed_percent value must be a whole number between 0 and 100, got: 0.5"},
		{"konnect_accepted_ip_ranges", "max_removed_percent", 101, "Invalid Attribute Value", "Attribute max_removed_percent value must be between 0 and 100, got: 101"},
	} {
		arguments := map[string]any{mistake.argument: mistake.value}
		if schema := session.schemas.DataSourceSchemas[mistake.where]; schema != nil && mistake.argument != "regions" {
			for _, attribute := range schema.Block.Attributes {
				if attribute.Name == "regions" && attribute.Required {
					arguments["regions"] = set("us")
				}
			}
		}
		place := fmt.Sprintf("AttributeName(%q)", mistake.argument)
		if elements, ok := mistake.value.([]any); ok {
			place += fmt.Sprintf(".ElementKeyValue(tftypes.String<%q>)", elements[0])
		}
		got := []string{}
		for _, d := range session.judge(t, mistake.where, arguments) {
			// A resource's block lacks what it requires, too.
			if d.Summary != "Missing Configuration for Required Attribute" {
				got = append(got, d.Path+" "+d.Summary+": "+d.Detail)
			}
		}
		if diff := cmp.Diff([]string{place + " " + mistake.summary + ": " + mistake.want}, got); diff != "" {
			t.Errorf("%s: %s = %v (-want +got)\n%s", mistake.where, mistake.argument, mistake.value, diff)
		}
	}
}

// judge validates a data source, a resource or the provider.
func (s *session) judge(t *testing.T, where string, arguments map[string]any) []diagnostic {
	t.Helper()
	if where == "provider" {
		return s.validateProvider(t, arguments)
	}
	schema, ok := s.schemas.ResourceSchemas[where]
	if !ok {
		return s.validate(t, where, arguments)
	}
	response, err := s.server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: where, Config: dynamicValue(schema, arguments),
	})
	if err != nil {
		t.Fatal(err)
	}
	return diagnosticsOf(response.Diagnostics)
}
