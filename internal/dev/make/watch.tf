data "konnect_regions" "known" {}

data "konnect_ip_ranges" "ingress" {}

data "konnect_ip_ranges" "egress" {
  direction = "egress"
}

data "konnect_ip_updates" "announced" {}

output "regions" {
  value = data.konnect_ip_ranges.ingress.available_regions

  precondition {
    condition = length(setsubtract(
      setunion(data.konnect_ip_ranges.ingress.available_regions, data.konnect_ip_ranges.egress.available_regions),
      setunion(data.konnect_regions.known.codes, ["global"]),
    )) == 0
    error_message = "The address list has a region that the catalogue does not know."
  }
}

output "update_date" {
  value = data.konnect_ip_ranges.ingress.updated_at
}

output "ingress" {
  value = length(data.konnect_ip_ranges.ingress.cidrs)
}

output "egress" {
  value = length(data.konnect_ip_ranges.egress.cidrs)
}

output "announcements" {
  value = length(data.konnect_ip_updates.announced.entries)

  precondition {
    condition     = data.konnect_ip_updates.announced.latest_published_at != null
    error_message = "The announcements hold no dated entry."
  }
}
