# A list that can't be used is a warning here, and nothing that was accepted changes. global holds the addresses of names
# that belong to no region, such as cloud.konghq.com.
data "konnect_ip_ranges" "published" {
  regions          = var.regions
  optional_regions = ["global"]
  on_failure       = "warn"
}

resource "konnect_accepted_ip_ranges" "this" {
  published             = data.konnect_ip_ranges.published.snapshot
  as_of                 = plantimestamp()
  removal_grace         = var.removal_grace
  max_removed_percent   = var.max_removed_percent
  hold_additions        = var.hold_additions
  approved_content_hash = var.approved_content_hash
}

# Tells of what is held where only checks are looked at, as in a health assessment.
check "nothing_is_held" {
  assert {
    condition = !konnect_accepted_ip_ranges.this.held
    error_message = join(" ", [
      "Changes of the list wait for approval.",
      "Removals: ${join(", ", [for cidr, removal in konnect_accepted_ip_ranges.this.pending_removals : cidr if removal.held])}.",
      "Additions: ${join(", ", keys(konnect_accepted_ip_ranges.this.pending_additions))}.",
    ])
  }
}

# A plan that accepts a change shows here what will be accepted, so this check is silent. A refresh-only plan, and with it a
# health assessment, shows what is accepted now: then it tells of additions that no run has taken up.
check "additions_are_accepted" {
  assert {
    condition = length(setsubtract(local.published, konnect_accepted_ip_ranges.this.cidrs)) == 0
    error_message = join(" ", [
      "The list names addresses that are not accepted:",
      "${join(", ", setsubtract(local.published, konnect_accepted_ip_ranges.this.cidrs))}.",
    ])
  }
}

locals {
  published = coalesce(data.konnect_ip_ranges.published.cidrs, toset([]))
}
