data "konnect_ip_ranges" "this" {
  regions = var.regions
}

# Inside a check an error of the data source is a warning too: announcements that
# cannot be read hold up no plan.
check "announcements" {
  data "konnect_ip_updates" "recent" {
    since = var.read_until
  }

  assert {
    condition = alltrue([
      for entry in data.konnect_ip_updates.recent.entries : timecmp(entry.published_at, var.read_until) <= 0
    ])
    error_message = join(" ", concat(
      ["Konnect has announced changes of its addresses."],
      [
        for entry in data.konnect_ip_updates.recent.entries : "${entry.published_at}: ${entry.title}."
        if timecmp(entry.published_at, var.read_until) > 0
      ],
      ["Once read, set read_until = \"${coalesce(data.konnect_ip_updates.recent.latest_published_at, var.read_until)}\"."],
    ))
  }
}
