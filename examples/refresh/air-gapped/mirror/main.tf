# Reading the candidate is the judgement: a list that the provider refuses is an
# error of the plan.
provider "konnect" {
  ip_addresses_url = var.candidate_url
}

data "konnect_ip_ranges" "ingress" {
  regions             = var.ingress_regions
  minimum_update_date = var.minimum_update_date
}

data "konnect_ip_ranges" "egress" {
  direction = "egress"
  regions   = var.egress_regions
}
