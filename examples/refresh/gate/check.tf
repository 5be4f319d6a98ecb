# A plan that changes the lists shows here what they will hold, so the check is
# silent. A refresh-only plan, and with it a health assessment of HCP Terraform,
# shows what they hold now: then the check tells of a change that nobody applied.
locals {
  held    = setunion([], [for list in aws_ec2_managed_prefix_list.konnect : list.entry[*].cidr]...)
  missing = setsubtract(data.konnect_ip_ranges.published.cidrs, local.held)
  stale   = setsubtract(local.held, data.konnect_ip_ranges.published.cidrs)
}

check "lists_are_current" {
  assert {
    condition = length(local.missing) == 0 && length(local.stale) == 0
    error_message = join(" ", [
      "The prefix lists are not what Konnect published on ${data.konnect_ip_ranges.published.updated_at}.",
      "Missing: ${length(local.missing) == 0 ? "none" : join(", ", local.missing)}.",
      "Stale: ${length(local.stale) == 0 ? "none" : join(", ", local.stale)}.",
    ])
  }
}
