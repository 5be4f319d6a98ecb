terraform {
  required_version = ">= 1.5"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

locals {
  regions = ["us", "eu"]
}

# What is published now. Whatever is wrong with it is a warning.
data "konnect_published_ip_ranges" "this" {
  regions = local.regions
}

# What of it is accepted.
resource "konnect_accepted_ip_ranges" "this" {
  published = data.konnect_published_ip_ranges.this.ranges
  as_of     = plantimestamp()
}

# Through a local, what refers to it is known in the plan.
locals {
  accepted = konnect_accepted_ip_ranges.this.accepted
}

data "konnect_network_requirements" "this" {
  regions  = local.regions
  accepted = local.accepted
}

# One rule for each of these keys.
output "outbound_rules" {
  value = data.konnect_network_requirements.this.outbound_rules
}

# An outage does not show in the exit code. Health assessments report a failed check.
check "the_list_can_be_used" {
  assert {
    condition     = data.konnect_published_ip_ranges.this.problem == null
    error_message = coalesce(data.konnect_published_ip_ranges.this.problem, "-")
  }
}
