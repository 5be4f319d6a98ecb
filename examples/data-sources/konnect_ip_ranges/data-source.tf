terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

# Where Konnect receives: the destinations of outbound rules.
data "konnect_ip_ranges" "ingress" {
  regions = ["us", "eu"]
}

# Where Konnect sends from: the sources of inbound rules.
data "konnect_ip_ranges" "egress" {
  regions   = ["us", "eu"]
  direction = "egress"
}

output "destinations" {
  value = data.konnect_ip_ranges.ingress.cidrs
}

output "sources" {
  value = data.konnect_ip_ranges.egress.ipv4_addresses
}

output "content_hash" {
  value = data.konnect_ip_ranges.ingress.content_hash
}
