# What the provider answers, for tests that have no network:
#
#   mock_provider "konnect" {
#     source = "../testing"
#   }
#
# Terraform 1.11 is needed for override_during. OpenTofu does not know it, and has what is mocked in the plan without it.
#
# All of it is for the region us with the components gateway and audit_logging, from a list whose addresses are made up.

mock_data "konnect_hostnames" {
  defaults = {
    domains = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com", "us.api.konghq.com"]
    entries = {
      "*.us.cp.konghq.com"  = { component = "gateway", legacy = false, port = 443, protocol = "tcp", purpose = "Configuration of data planes", region = "us", wildcard = true }
      "*.us.cp0.konghq.com" = { component = "gateway", legacy = true, port = 443, protocol = "tcp", purpose = "Configuration of data planes, former name", region = "us", wildcard = true }
      "*.us.tp.konghq.com"  = { component = "gateway", legacy = false, port = 443, protocol = "tcp", purpose = "Telemetry of data planes", region = "us", wildcard = true }
      "*.us.tp0.konghq.com" = { component = "gateway", legacy = true, port = 443, protocol = "tcp", purpose = "Telemetry of data planes, former name", region = "us", wildcard = true }
      "us.api.konghq.com"   = { component = "gateway", legacy = false, port = 443, protocol = "tcp", purpose = "Regional Konnect API, also for decK", region = "us", wildcard = false }
    }
    fqdns     = ["us.api.konghq.com"]
    hostnames = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "us.api.konghq.com"]
    suffixes  = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com"]
    wildcards = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com"]
  }
}

mock_data "konnect_ip_ranges" {
  defaults = {
    available_regions = ["au", "eu", "global", "in", "me", "sg", "us"]
    by_hostname = {
      "us.api.konghq.com"       = { ipv4_cidrs = ["18.220.4.10/32", "192.0.2.66/32"], ipv6_cidrs = [], regions = ["us"] }
      "us.cp.konghq.com"        = { ipv4_cidrs = ["192.0.2.117/32", "203.0.113.105/32"], ipv6_cidrs = [], regions = ["us"] }
      "us.cp0.konghq.com"       = { ipv4_cidrs = ["192.0.2.117/32", "203.0.113.105/32"], ipv6_cidrs = [], regions = ["us"] }
      "us.mesh.sync.konghq.com" = { ipv4_cidrs = ["203.0.113.105/32"], ipv6_cidrs = [], regions = ["us"] }
      "us.tp.konghq.com"        = { ipv4_cidrs = ["203.0.113.154/32", "203.0.113.230/32"], ipv6_cidrs = [], regions = ["us"] }
      "us.tp0.konghq.com"       = { ipv4_cidrs = ["203.0.113.154/32", "203.0.113.230/32"], ipv6_cidrs = [], regions = ["us"] }
    }
    by_region = {
      "us" = { ipv4_cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"], ipv6_cidrs = [] }
    }
    cidrs          = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"]
    content_hash   = "sha256:506691cec40be702b0e5b97694e070f51f5dce103ff00377b5eccc39e0a05949"
    ipv4_addresses = ["18.220.4.10", "192.0.2.117", "192.0.2.66", "203.0.113.105", "203.0.113.154", "203.0.113.230"]
    ipv4_cidrs     = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"]
    ipv6_addresses = []
    ipv6_cidrs     = []
    source_url     = "https://ip-addresses.origin.konghq.com/ip-addresses.json"
    update_date    = "2025-08-26-16-03-33"
    updated_at     = "2025-08-26T16:03:33Z"
  }
}

mock_data "konnect_ip_updates" {
  defaults = {
    entries             = [{ id = "2025-08-26-16-03-33", link = "https://ip-addresses.origin.konghq.com/ip-addresses.json", published_at = "2025-08-26T16:03:33Z", summary = "The region sg has addresses now. Nothing changes for other regions.", title = "sg: addresses of a new region" }, { id = "2025-06-11-09-30-00", link = "https://ip-addresses.origin.konghq.com/ip-addresses.json", published_at = "2025-06-11T09:30:00Z", summary = "Allow 2001:db8:e0::17 in outbound rules & keep the addresses that you have.", title = "eu: ingress address added" }, { id = "2025-03-04-14-15-00", link = "https://ip-addresses.origin.konghq.com/ip-addresses.json", published_at = "2025-03-04T14:15:00Z", summary = "One address of us from which audit-log webhooks are sent was replaced.", title = "us: egress address replaced" }, { id = "2024-11-18-10-00-00", link = "https://ip-addresses.origin.konghq.com/ip-addresses.json", published_at = "2024-11-18T10:00:00Z", summary = "The region me has addresses now.", title = "me: addresses of a new region" }]
    latest_published_at = "2025-08-26T16:03:33Z"
  }
}

mock_data "konnect_network_requirements" {
  defaults = {
    content_hash      = "sha256:5a84099540fb3c6db25d3516f642f4318b5b5f9956202292495c7538a8bd7bd6"
    domains           = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com", "us.api.konghq.com"]
    egress_ipv4_cidrs = ["18.217.207.159/32", "3.137.43.24/32", "52.13.59.51/32", "52.15.154.8/32", "52.26.195.109/32", "54.201.160.33/32"]
    egress_ipv6_cidrs = []
    fqdns             = ["us.api.konghq.com"]
    hostnames         = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "us.api.konghq.com"]
    inbound = {
      "tcp/6514/ipv4" = { cidrs = ["18.217.207.159/32", "3.137.43.24/32", "52.13.59.51/32", "52.15.154.8/32", "52.26.195.109/32", "54.201.160.33/32"], components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-ipv4", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/8000/ipv4" = { cidrs = ["198.51.100.0/24"], components = ["gateway"], description = "Inbound: proxy clients (gateway)", family = "ipv4", name = "konnect-in-tcp-8000-ipv4", port = 8000, protocol = "tcp", regions = null }
      "tcp/8443/ipv4" = { cidrs = ["198.51.100.0/24"], components = ["gateway"], description = "Inbound: proxy clients (gateway)", family = "ipv4", name = "konnect-in-tcp-8443-ipv4", port = 8443, protocol = "tcp", regions = null }
    }
    inbound_rules = {
      "tcp/6514/18.217.207.159/32" = { cidr = "18.217.207.159/32", cidr_ipv4 = "18.217.207.159/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-18-217-207-159-32", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/6514/3.137.43.24/32"    = { cidr = "3.137.43.24/32", cidr_ipv4 = "3.137.43.24/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-3-137-43-24-32", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/6514/52.13.59.51/32"    = { cidr = "52.13.59.51/32", cidr_ipv4 = "52.13.59.51/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-52-13-59-51-32", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/6514/52.15.154.8/32"    = { cidr = "52.15.154.8/32", cidr_ipv4 = "52.15.154.8/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-52-15-154-8-32", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/6514/52.26.195.109/32"  = { cidr = "52.26.195.109/32", cidr_ipv4 = "52.26.195.109/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-52-26-195-109-32", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/6514/54.201.160.33/32"  = { cidr = "54.201.160.33/32", cidr_ipv4 = "54.201.160.33/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Inbound: audit-log webhooks from Konnect (audit_logging) for us", family = "ipv4", name = "konnect-in-tcp-6514-54-201-160-33-32", port = 6514, protocol = "tcp", regions = ["us"] }
      "tcp/8000/198.51.100.0/24"   = { cidr = "198.51.100.0/24", cidr_ipv4 = "198.51.100.0/24", cidr_ipv6 = null, components = ["gateway"], description = "Inbound: proxy clients (gateway)", family = "ipv4", name = "konnect-in-tcp-8000-198-51-100-0-24", port = 8000, protocol = "tcp", regions = null }
      "tcp/8443/198.51.100.0/24"   = { cidr = "198.51.100.0/24", cidr_ipv4 = "198.51.100.0/24", cidr_ipv6 = null, components = ["gateway"], description = "Inbound: proxy clients (gateway)", family = "ipv4", name = "konnect-in-tcp-8443-198-51-100-0-24", port = 8443, protocol = "tcp", regions = null }
    }
    ingress_ipv4_cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"]
    ingress_ipv6_cidrs = []
    outbound = {
      "tcp/20010/ipv4" = { cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"], components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-ipv4", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/443/ipv4"   = { cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"], components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-ipv4", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/8071/ipv4"  = { cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"], components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-ipv4", port = 8071, protocol = "tcp", regions = ["us"] }
      "udp/20010/ipv4" = { cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"], components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-ipv4", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/8071/ipv4"  = { cidrs = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"], components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-ipv4", port = 8071, protocol = "udp", regions = ["us"] }
    }
    outbound_fqdns = {
      "tcp/443" = { components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway)", fqdns = ["us.api.konghq.com"], name = "konnect-out-tcp-443-fqdns", port = 443, protocol = "tcp" }
    }
    outbound_hostnames = {
      "tcp/443" = { components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway)", domains = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com", "us.api.konghq.com"], hostnames = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "us.api.konghq.com"], name = "konnect-out-tcp-443-hostnames", port = 443, protocol = "tcp" }
    }
    outbound_rules = {
      "tcp/20010/18.220.4.10/32"   = { cidr = "18.220.4.10/32", cidr_ipv4 = "18.220.4.10/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-18-220-4-10-32", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/20010/192.0.2.117/32"   = { cidr = "192.0.2.117/32", cidr_ipv4 = "192.0.2.117/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-192-0-2-117-32", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/20010/192.0.2.66/32"    = { cidr = "192.0.2.66/32", cidr_ipv4 = "192.0.2.66/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-192-0-2-66-32", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/20010/203.0.113.105/32" = { cidr = "203.0.113.105/32", cidr_ipv4 = "203.0.113.105/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-203-0-113-105-32", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/20010/203.0.113.154/32" = { cidr = "203.0.113.154/32", cidr_ipv4 = "203.0.113.154/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-203-0-113-154-32", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/20010/203.0.113.230/32" = { cidr = "203.0.113.230/32", cidr_ipv4 = "203.0.113.230/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-20010-203-0-113-230-32", port = 20010, protocol = "tcp", regions = ["us"] }
      "tcp/443/18.220.4.10/32"     = { cidr = "18.220.4.10/32", cidr_ipv4 = "18.220.4.10/32", cidr_ipv6 = null, components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-18-220-4-10-32", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/443/192.0.2.117/32"     = { cidr = "192.0.2.117/32", cidr_ipv4 = "192.0.2.117/32", cidr_ipv6 = null, components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-192-0-2-117-32", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/443/192.0.2.66/32"      = { cidr = "192.0.2.66/32", cidr_ipv4 = "192.0.2.66/32", cidr_ipv6 = null, components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-192-0-2-66-32", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/443/203.0.113.105/32"   = { cidr = "203.0.113.105/32", cidr_ipv4 = "203.0.113.105/32", cidr_ipv6 = null, components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-203-0-113-105-32", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/443/203.0.113.154/32"   = { cidr = "203.0.113.154/32", cidr_ipv4 = "203.0.113.154/32", cidr_ipv6 = null, components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-203-0-113-154-32", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/443/203.0.113.230/32"   = { cidr = "203.0.113.230/32", cidr_ipv4 = "203.0.113.230/32", cidr_ipv6 = null, components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway) for us", family = "ipv4", name = "konnect-out-tcp-443-203-0-113-230-32", port = 443, protocol = "tcp", regions = ["us"] }
      "tcp/8071/18.220.4.10/32"    = { cidr = "18.220.4.10/32", cidr_ipv4 = "18.220.4.10/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-18-220-4-10-32", port = 8071, protocol = "tcp", regions = ["us"] }
      "tcp/8071/192.0.2.117/32"    = { cidr = "192.0.2.117/32", cidr_ipv4 = "192.0.2.117/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-192-0-2-117-32", port = 8071, protocol = "tcp", regions = ["us"] }
      "tcp/8071/192.0.2.66/32"     = { cidr = "192.0.2.66/32", cidr_ipv4 = "192.0.2.66/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-192-0-2-66-32", port = 8071, protocol = "tcp", regions = ["us"] }
      "tcp/8071/203.0.113.105/32"  = { cidr = "203.0.113.105/32", cidr_ipv4 = "203.0.113.105/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-203-0-113-105-32", port = 8071, protocol = "tcp", regions = ["us"] }
      "tcp/8071/203.0.113.154/32"  = { cidr = "203.0.113.154/32", cidr_ipv4 = "203.0.113.154/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-203-0-113-154-32", port = 8071, protocol = "tcp", regions = ["us"] }
      "tcp/8071/203.0.113.230/32"  = { cidr = "203.0.113.230/32", cidr_ipv4 = "203.0.113.230/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-tcp-8071-203-0-113-230-32", port = 8071, protocol = "tcp", regions = ["us"] }
      "udp/20010/18.220.4.10/32"   = { cidr = "18.220.4.10/32", cidr_ipv4 = "18.220.4.10/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-18-220-4-10-32", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/20010/192.0.2.117/32"   = { cidr = "192.0.2.117/32", cidr_ipv4 = "192.0.2.117/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-192-0-2-117-32", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/20010/192.0.2.66/32"    = { cidr = "192.0.2.66/32", cidr_ipv4 = "192.0.2.66/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-192-0-2-66-32", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/20010/203.0.113.105/32" = { cidr = "203.0.113.105/32", cidr_ipv4 = "203.0.113.105/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-203-0-113-105-32", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/20010/203.0.113.154/32" = { cidr = "203.0.113.154/32", cidr_ipv4 = "203.0.113.154/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-203-0-113-154-32", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/20010/203.0.113.230/32" = { cidr = "203.0.113.230/32", cidr_ipv4 = "203.0.113.230/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-20010-203-0-113-230-32", port = 20010, protocol = "udp", regions = ["us"] }
      "udp/8071/18.220.4.10/32"    = { cidr = "18.220.4.10/32", cidr_ipv4 = "18.220.4.10/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-18-220-4-10-32", port = 8071, protocol = "udp", regions = ["us"] }
      "udp/8071/192.0.2.117/32"    = { cidr = "192.0.2.117/32", cidr_ipv4 = "192.0.2.117/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-192-0-2-117-32", port = 8071, protocol = "udp", regions = ["us"] }
      "udp/8071/192.0.2.66/32"     = { cidr = "192.0.2.66/32", cidr_ipv4 = "192.0.2.66/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-192-0-2-66-32", port = 8071, protocol = "udp", regions = ["us"] }
      "udp/8071/203.0.113.105/32"  = { cidr = "203.0.113.105/32", cidr_ipv4 = "203.0.113.105/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-203-0-113-105-32", port = 8071, protocol = "udp", regions = ["us"] }
      "udp/8071/203.0.113.154/32"  = { cidr = "203.0.113.154/32", cidr_ipv4 = "203.0.113.154/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-203-0-113-154-32", port = 8071, protocol = "udp", regions = ["us"] }
      "udp/8071/203.0.113.230/32"  = { cidr = "203.0.113.230/32", cidr_ipv4 = "203.0.113.230/32", cidr_ipv6 = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging) for us", family = "ipv4", name = "konnect-out-udp-8071-203-0-113-230-32", port = 8071, protocol = "udp", regions = ["us"] }
    }
    suffixes    = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com"]
    update_date = "2025-08-26-16-03-33"
    updated_at  = "2025-08-26T16:03:33Z"
    wildcards   = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com"]
  }
}

mock_data "konnect_ports" {
  defaults = {
    inbound = {
      "tcp/8000" = { application_protocol = "http", components = ["gateway"], description = "Inbound: proxy clients (gateway)", port = 8000, protocol = "tcp", setting = "proxy_listen" }
      "tcp/8443" = { application_protocol = "https", components = ["gateway"], description = "Inbound: proxy clients (gateway)", port = 8443, protocol = "tcp", setting = "proxy_listen" }
    }
    outbound = {
      "tcp/20010" = { application_protocol = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging)", port = 20010, protocol = "tcp", setting = null }
      "tcp/443"   = { application_protocol = "https", components = ["gateway"], description = "Outbound: HTTPS to Konnect (gateway)", port = 443, protocol = "tcp", setting = null }
      "tcp/8071"  = { application_protocol = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging)", port = 8071, protocol = "tcp", setting = null }
      "udp/20010" = { application_protocol = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging)", port = 20010, protocol = "udp", setting = null }
      "udp/8071"  = { application_protocol = null, components = ["audit_logging"], description = "Outbound: Konnect audit logging (audit_logging)", port = 8071, protocol = "udp", setting = null }
    }
  }
}

mock_data "konnect_private_link" {
  defaults = {
    aws_regions = ["ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-2"]
    endpoints = {
      "us-east-1/global" = { aws_region = "us-east-1", dns_name = "global.svc.konghq.com", region = "global", service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-032c06bdabfc6005c" }
      "us-east-1/us"     = { aws_region = "us-east-1", dns_name = "us.svc.konghq.com", region = "us", service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-0a701662e3ebe10b8" }
    }
  }
}

mock_data "konnect_published_ip_ranges" {
  defaults = {
    problem = null
    ranges = {
      "all_regions" = false
      "egress"      = { us = ["3.137.43.24/32", "18.217.207.159/32", "52.13.59.51/32", "52.15.154.8/32", "52.26.195.109/32", "54.201.160.33/32"] }
      "ingress"     = { global = ["192.0.2.161/32", "192.0.2.189/32", "203.0.113.70/32", "203.0.113.200/32"], us = ["18.220.4.10/32", "192.0.2.66/32", "192.0.2.117/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"] }
      "lists"       = ["egress/us", "ingress/global", "ingress/us"]
      "updated_at"  = "2025-08-26T16:03:33Z"
    }
  }
}

mock_data "konnect_regions" {
  defaults = {
    codes = ["au", "eu", "in", "me", "sg", "us"]
    regions = {
      "au" = { name = "Australia", status = "GA" }
      "eu" = { name = "Europe", status = "GA" }
      "in" = { name = "India", status = "GA" }
      "me" = { name = "Middle East", status = "GA" }
      "sg" = { name = "Singapore", status = "beta" }
      "us" = { name = "United States", status = "GA" }
    }
  }
}

mock_resource "konnect_accepted_ip_ranges" {
  override_during = plan

  defaults = {
    accepted = {
      "egress"  = { us = ["3.137.43.24/32", "18.217.207.159/32", "52.13.59.51/32", "52.15.154.8/32", "52.26.195.109/32", "54.201.160.33/32"] }
      "ingress" = { global = ["192.0.2.161/32", "192.0.2.189/32", "203.0.113.70/32", "203.0.113.200/32"], us = ["18.220.4.10/32", "192.0.2.66/32", "192.0.2.117/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"] }
    }
    approved_changes  = null
    content_hash      = "sha256:aa0025568ab3cf416fb4caa4dd67dbf4ee70fb757754580778c60bcedfa1c8b9"
    decided_at        = "2026-01-02T03:04:05Z"
    egress_cidrs      = ["18.217.207.159/32", "3.137.43.24/32", "52.13.59.51/32", "52.15.154.8/32", "52.26.195.109/32", "54.201.160.33/32"]
    held_changes      = null
    ingress_cidrs     = ["18.220.4.10/32", "192.0.2.117/32", "192.0.2.161/32", "192.0.2.189/32", "192.0.2.66/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.200/32", "203.0.113.230/32", "203.0.113.70/32"]
    pending_additions = {}
    pending_removals  = {}
  }
}
