# Whatever is wrong with the list is a warning here and changes nothing that was accepted.
data "konnect_published_ip_ranges" "this" {
  regions    = var.regions
  directions = var.directions
}

resource "konnect_accepted_ip_ranges" "this" {
  published           = data.konnect_published_ip_ranges.this.ranges
  as_of               = plantimestamp()
  removal_grace       = var.removal_grace
  max_removed_percent = var.max_removed_percent
  hold_additions      = var.hold_additions
  approved_changes    = var.approved_changes
}

# Both fail where only checks are looked at, as in a health assessment. The data source is outside of the check, or every
# plan would ask for an apply.
check "the_list_can_be_used" {
  assert {
    condition     = data.konnect_published_ip_ranges.this.problem == null
    error_message = coalesce(data.konnect_published_ip_ranges.this.problem, "-")
  }
}

check "nothing_waits_for_approval" {
  assert {
    condition     = konnect_accepted_ip_ranges.this.held_changes == null
    error_message = "Changes of the list wait for approval: see the outputs pending_removals and pending_additions. To approve these and no others: approved_changes = \"${coalesce(konnect_accepted_ip_ranges.this.held_changes, "-")}\"."
  }
}
