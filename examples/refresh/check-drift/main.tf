data "konnect_ip_ranges" "published" {
  regions = var.regions
}

locals {
  published = data.konnect_ip_ranges.published.cidrs

  missing = setsubtract(local.published, var.deployed_cidrs)
  stale   = setsubtract(var.deployed_cidrs, local.published)
}

check "deployed_addresses" {
  assert {
    condition = length(local.missing) == 0 && length(local.stale) == 0
    error_message = join(" ", [
      "What is deployed is not what Konnect published on ${data.konnect_ip_ranges.published.updated_at}.",
      "Missing, so traffic to them is blocked: ${length(local.missing) == 0 ? "none" : join(", ", local.missing)}.",
      "Stale, so no longer Konnect's: ${length(local.stale) == 0 ? "none" : join(", ", local.stale)}.",
    ])
  }
}
