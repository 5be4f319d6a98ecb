terraform {
  required_version = ">= 1.5"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

variable "reviewed_until" {
  description = "Time up to which a person has read the announcements."
  type        = string
  default     = "2025-08-26T16:03:33Z"
}

# Inside a check block, announcements that can't be read are a warning.
check "announcements_are_read" {
  data "konnect_ip_updates" "this" {
    limit = 5
  }

  assert {
    condition = try(timecmp(data.konnect_ip_updates.this.latest_published_at, var.reviewed_until) <= 0, true)
    error_message = join("\n", concat(
      ["Konnect announced changes of its addresses:"],
      [for entry in data.konnect_ip_updates.this.entries : "${coalesce(entry.published_at, "no date")}: ${entry.title}"],
    ))
  }
}
