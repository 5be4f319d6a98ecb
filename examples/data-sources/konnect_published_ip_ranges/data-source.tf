terraform {
  required_version = ">= 1.5"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_published_ip_ranges" "this" {
  regions    = ["us", "eu"]
  directions = ["ingress", "egress"]
}

# For published of konnect_accepted_ip_ranges.
output "ranges" {
  value = data.konnect_published_ip_ranges.this.ranges
}

# The data source is outside of the check: inside, every plan would ask for an apply.
check "the_list_can_be_used" {
  assert {
    condition     = data.konnect_published_ip_ranges.this.problem == null
    error_message = coalesce(data.konnect_published_ip_ranges.this.problem, "-")
  }
}
