terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_hostnames" "this" {
  regions    = ["us"]
  components = ["platform", "gateway"]

  control_plane_dns_prefixes = ["f47a4e996f"]
  include_legacy_hostnames   = false
}

output "fqdns" {
  value = data.konnect_hostnames.this.fqdns
}

# What each name is for.
output "purposes" {
  value = { for name, entry in data.konnect_hostnames.this.entries : name => entry.purpose }
}
