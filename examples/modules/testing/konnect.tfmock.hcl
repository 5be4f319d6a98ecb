# Believable answers of every data source, for tests that have no network:
#
#   mock_provider "konnect" {
#     source = "../testing"
#   }
#
# The addresses are from the ranges that RFC 5737 and RFC 3849 keep for
# documentation, as in region us with the component gateway.

mock_data "konnect_ip_ranges" {
  defaults = {
    cidrs          = ["192.0.2.10/32", "192.0.2.11/32", "2001:db8::10/128"]
    ipv4_cidrs     = ["192.0.2.10/32", "192.0.2.11/32"]
    ipv6_cidrs     = ["2001:db8::10/128"]
    ipv4_addresses = ["192.0.2.10", "192.0.2.11"]
    ipv6_addresses = ["2001:db8::10"]
    by_region = {
      us = {
        ipv4_cidrs = ["192.0.2.10/32", "192.0.2.11/32"]
        ipv6_cidrs = ["2001:db8::10/128"]
      }
    }
    by_hostname = {
      "us.api.konghq.com" = {
        regions    = ["us"]
        ipv4_cidrs = ["192.0.2.10/32"]
        ipv6_cidrs = []
      }
      "us.cp.konghq.com" = {
        regions    = ["us"]
        ipv4_cidrs = ["192.0.2.11/32"]
        ipv6_cidrs = ["2001:db8::10/128"]
      }
    }
    available_regions = ["au", "eu", "in", "me", "sg", "us"]
    update_date       = "2026-01-02-03-04-05"
    updated_at        = "2026-01-02T03:04:05Z"
    content_hash      = "sha256:2a2e47a5c58d5f0e865dbb40d8206a048f13a9873a8b36fe5097b98712f59612"
    source_url        = "https://ip-addresses.origin.konghq.com/ip-addresses.json"
  }
}

mock_data "konnect_network_requirements" {
  defaults = {
    outbound = {
      "tcp/443" = {
        protocol    = "tcp"
        port        = 443
        components  = ["gateway"]
        description = "Outbound: HTTPS to Konnect (gateway)"
        name        = "konnect-out-tcp-443"
        ipv4_cidrs  = ["192.0.2.10/32", "192.0.2.11/32"]
        ipv6_cidrs  = ["2001:db8::10/128"]
        hostnames   = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "us.api.konghq.com"]
        fqdns       = ["us.api.konghq.com"]
        wildcards   = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com"]
        suffixes    = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com"]
      }
    }
    outbound_rules = {
      "tcp/443/192.0.2.10/32" = {
        protocol    = "tcp"
        port        = 443
        cidr        = "192.0.2.10/32"
        cidr_ipv4   = "192.0.2.10/32"
        cidr_ipv6   = null
        components  = ["gateway"]
        description = "Outbound: HTTPS to Konnect (gateway)"
        name        = "konnect-out-tcp-443-192-0-2-10-32"
      }
      "tcp/443/192.0.2.11/32" = {
        protocol    = "tcp"
        port        = 443
        cidr        = "192.0.2.11/32"
        cidr_ipv4   = "192.0.2.11/32"
        cidr_ipv6   = null
        components  = ["gateway"]
        description = "Outbound: HTTPS to Konnect (gateway)"
        name        = "konnect-out-tcp-443-192-0-2-11-32"
      }
      "tcp/443/2001:db8::10/128" = {
        protocol    = "tcp"
        port        = 443
        cidr        = "2001:db8::10/128"
        cidr_ipv4   = null
        cidr_ipv6   = "2001:db8::10/128"
        components  = ["gateway"]
        description = "Outbound: HTTPS to Konnect (gateway)"
        name        = "konnect-out-tcp-443-2001-db8-10-128"
      }
    }
    inbound = {
      "tcp/8443" = {
        protocol    = "tcp"
        port        = 8443
        components  = ["gateway"]
        description = "Inbound: proxy clients (gateway)"
        name        = "konnect-in-tcp-8443"
        ipv4_cidrs  = ["198.51.100.0/24"]
        ipv6_cidrs  = []
        hostnames   = []
        fqdns       = []
        wildcards   = []
        suffixes    = []
      }
    }
    inbound_rules = {
      "tcp/8443/198.51.100.0/24" = {
        protocol    = "tcp"
        port        = 8443
        cidr        = "198.51.100.0/24"
        cidr_ipv4   = "198.51.100.0/24"
        cidr_ipv6   = null
        components  = ["gateway"]
        description = "Inbound: proxy clients (gateway)"
        name        = "konnect-in-tcp-8443-198-51-100-0-24"
      }
    }
    hostnames          = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "us.api.konghq.com"]
    fqdns              = ["us.api.konghq.com"]
    wildcards          = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com"]
    suffixes           = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com"]
    ingress_ipv4_cidrs = ["192.0.2.10/32", "192.0.2.11/32"]
    ingress_ipv6_cidrs = ["2001:db8::10/128"]
    egress_ipv4_cidrs  = ["203.0.113.20/32"]
    egress_ipv6_cidrs  = []
    update_date        = "2026-01-02-03-04-05"
    updated_at         = "2026-01-02T03:04:05Z"
    content_hash       = "sha256:2a2e47a5c58d5f0e865dbb40d8206a048f13a9873a8b36fe5097b98712f59612"
  }
}

mock_data "konnect_hostnames" {
  defaults = {
    hostnames = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com", "us.api.konghq.com"]
    fqdns     = ["us.api.konghq.com"]
    wildcards = ["*.us.cp.konghq.com", "*.us.cp0.konghq.com", "*.us.tp.konghq.com", "*.us.tp0.konghq.com"]
    suffixes  = [".us.cp.konghq.com", ".us.cp0.konghq.com", ".us.tp.konghq.com", ".us.tp0.konghq.com"]
    entries = {
      "*.us.cp.konghq.com" = {
        component = "gateway"
        region    = "us"
        purpose   = "Configuration of data planes"
        protocol  = "tcp"
        port      = 443
        wildcard  = true
        legacy    = false
      }
      "*.us.cp0.konghq.com" = {
        component = "gateway"
        region    = "us"
        purpose   = "Configuration of data planes, former name"
        protocol  = "tcp"
        port      = 443
        wildcard  = true
        legacy    = true
      }
      "*.us.tp.konghq.com" = {
        component = "gateway"
        region    = "us"
        purpose   = "Telemetry of data planes"
        protocol  = "tcp"
        port      = 443
        wildcard  = true
        legacy    = false
      }
      "*.us.tp0.konghq.com" = {
        component = "gateway"
        region    = "us"
        purpose   = "Telemetry of data planes, former name"
        protocol  = "tcp"
        port      = 443
        wildcard  = true
        legacy    = true
      }
      "us.api.konghq.com" = {
        component = "gateway"
        region    = "us"
        purpose   = "Regional Konnect API, also for decK"
        protocol  = "tcp"
        port      = 443
        wildcard  = false
        legacy    = false
      }
    }
  }
}

mock_data "konnect_ports" {
  defaults = {
    outbound = {
      "tcp/443" = {
        protocol             = "tcp"
        port                 = 443
        application_protocol = "https"
        components           = ["gateway"]
        setting              = null
        description          = "Outbound: HTTPS to Konnect (gateway)"
      }
    }
    inbound = {
      "tcp/8000" = {
        protocol             = "tcp"
        port                 = 8000
        application_protocol = "http"
        components           = ["gateway"]
        setting              = "proxy_listen"
        description          = "Inbound: proxy clients (gateway)"
      }
      "tcp/8443" = {
        protocol             = "tcp"
        port                 = 8443
        application_protocol = "https"
        components           = ["gateway"]
        setting              = "proxy_listen"
        description          = "Inbound: proxy clients (gateway)"
      }
    }
  }
}

mock_data "konnect_regions" {
  defaults = {
    codes = ["au", "eu", "in", "me", "sg", "us"]
    regions = {
      au = {
        name   = "Australia"
        status = "GA"
      }
      eu = {
        name   = "Europe"
        status = "GA"
      }
      in = {
        name   = "India"
        status = "GA"
      }
      me = {
        name   = "Middle East"
        status = "GA"
      }
      sg = {
        name   = "Singapore"
        status = "beta"
      }
      us = {
        name   = "United States"
        status = "GA"
      }
    }
  }
}

mock_data "konnect_ip_updates" {
  defaults = {
    entries = [
      {
        title        = "IP address update"
        link         = "https://ip-addresses.origin.konghq.com/"
        id           = "2026-01-02-03-04-05"
        published_at = "2026-01-02T03:04:05Z"
        summary      = "An address was added to region us."
      },
    ]
    latest_published_at = "2026-01-02T03:04:05Z"
  }
}
