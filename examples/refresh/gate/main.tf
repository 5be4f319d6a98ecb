# What is deployed now is looked up by name, not through the resource below: a
# data source that waits for the resource would be read after the plan, too late
# to block it.
data "aws_ec2_managed_prefix_lists" "deployed" {
  filter {
    name   = "prefix-list-name"
    values = ["${var.name}-ipv4", "${var.name}-ipv6"]
  }
}

data "aws_ec2_managed_prefix_list" "deployed" {
  for_each = toset(data.aws_ec2_managed_prefix_lists.deployed.ids)

  id = each.value
}

locals {
  deployed = setunion([], [for list in data.aws_ec2_managed_prefix_list.deployed : list.entries[*].cidr]...)
}

data "konnect_ip_ranges" "published" {
  regions = var.regions

  lifecycle {
    postcondition {
      condition = (
        length(setsubtract(local.deployed, self.cidrs)) <= var.max_dropped_share * length(local.deployed) ||
        self.content_hash == var.approved_content_hash
      )
      error_message = join(" ", [
        "This change would drop ${length(setsubtract(local.deployed, self.cidrs))} of ${length(local.deployed)} deployed addresses:",
        "${join(", ", setsubtract(local.deployed, self.cidrs))}.",
        "At most ${var.max_dropped_share * 100} % may go without approval.",
        "Compare them with Konnect's announcements. To approve this list, and no other, set approved_content_hash = \"${self.content_hash}\".",
      ])
    }
  }
}

resource "aws_ec2_managed_prefix_list" "konnect" {
  for_each = {
    IPv4 = data.konnect_ip_ranges.published.ipv4_cidrs
    IPv6 = data.konnect_ip_ranges.published.ipv6_cidrs
  }

  name           = "${var.name}-${lower(each.key)}"
  address_family = each.key
  max_entries    = max(1, length(each.value))

  dynamic "entry" {
    for_each = each.value
    content {
      cidr = entry.value
    }
  }
}
