data "konnect_ip_ranges" "published" {
  regions = var.regions
}

data "aws_ec2_managed_prefix_list" "deployed" {
  for_each = var.prefix_list_ids

  id = each.value
}

locals {
  published = data.konnect_ip_ranges.published.cidrs
  deployed  = setunion([], [for list in data.aws_ec2_managed_prefix_list.deployed : list.entries[*].cidr]...)

  missing = setsubtract(local.published, local.deployed)
  stale   = setsubtract(local.deployed, local.published)
}

check "deployed_addresses" {
  assert {
    condition = length(local.missing) == 0 && length(local.stale) == 0
    error_message = join(" ", [
      "The prefix lists are not what Konnect published on ${data.konnect_ip_ranges.published.updated_at}.",
      "Missing, so traffic to them is blocked: ${length(local.missing) == 0 ? "none" : join(", ", local.missing)}.",
      "Stale, so no longer Konnect's: ${length(local.stale) == 0 ? "none" : join(", ", local.stale)}.",
    ])
  }
}
