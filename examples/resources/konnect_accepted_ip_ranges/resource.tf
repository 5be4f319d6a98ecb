terraform {
  required_version = ">= 1.5"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_ip_ranges" "published" {
  regions          = ["us", "eu"]
  optional_regions = ["global"]
  on_failure       = "warn"
}

resource "konnect_accepted_ip_ranges" "this" {
  published = data.konnect_ip_ranges.published.snapshot
  as_of     = plantimestamp()
}

# A data source that refers to a resource with pending changes is read in the apply, too late for for_each. Through a local it
# is read in the plan.
locals {
  accepted = konnect_accepted_ip_ranges.this.cidrs
}

data "konnect_network_requirements" "this" {
  regions       = ["us", "eu"]
  ingress_cidrs = local.accepted
}
