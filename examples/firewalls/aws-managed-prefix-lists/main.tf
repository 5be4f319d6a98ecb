data "konnect_network_requirements" "this" {
  regions    = var.regions
  components = var.components
}

locals {
  ipv4_cidrs = data.konnect_network_requirements.this.ingress_ipv4_cidrs
  ipv6_cidrs = data.konnect_network_requirements.this.ingress_ipv6_cidrs
}

resource "aws_ec2_managed_prefix_list" "ipv4" {
  name           = "${var.name}-ipv4"
  address_family = "IPv4"
  max_entries    = max(1, length(local.ipv4_cidrs))

  dynamic "entry" {
    for_each = local.ipv4_cidrs
    content {
      cidr = entry.value
    }
  }
}

resource "aws_ec2_managed_prefix_list" "ipv6" {
  name           = "${var.name}-ipv6"
  address_family = "IPv6"
  max_entries    = max(1, length(local.ipv6_cidrs))

  dynamic "entry" {
    for_each = local.ipv6_cidrs
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
  prefix_list_id    = each.value.family == "ipv4" ? aws_ec2_managed_prefix_list.ipv4.id : aws_ec2_managed_prefix_list.ipv6.id
}
