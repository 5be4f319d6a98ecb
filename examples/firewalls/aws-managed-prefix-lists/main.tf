data "konnect_network_requirements" "this" {
  regions    = var.regions
  components = var.components
}

locals {
  # The CIDRs of each family that has any. All outbound rules of a family share them.
  cidrs = {
    for family, sets in { for rule in data.konnect_network_requirements.this.outbound : rule.family => rule.cidrs... } :
    family => setunion(sets...)
  }
}

resource "aws_ec2_managed_prefix_list" "konnect" {
  for_each = local.cidrs

  name           = "${var.name}-${each.key}"
  address_family = each.key == "ipv4" ? "IPv4" : "IPv6"
  max_entries    = length(each.value)

  dynamic "entry" {
    for_each = each.value
    content {
      cidr = entry.value
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "konnect" {
  for_each = data.konnect_network_requirements.this.outbound

  security_group_id = var.security_group_id
  description       = each.value.description
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  prefix_list_id    = aws_ec2_managed_prefix_list.konnect[each.value.family].id
}
