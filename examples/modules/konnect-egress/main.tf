data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes

  lifecycle {
    postcondition {
      condition     = length(self.outbound_rules) <= var.max_rules
      error_message = "Konnect needs ${length(self.outbound_rules)} outbound rules, the security group may have ${var.max_rules}: choose fewer regions or components, or raise the quota and max_rules."
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = data.konnect_network_requirements.this.outbound_rules

  security_group_id = var.security_group_id
  description       = each.value.description
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
}
