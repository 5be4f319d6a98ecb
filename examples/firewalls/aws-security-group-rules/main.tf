data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
}

resource "aws_vpc_security_group_egress_rule" "konnect" {
  for_each = data.konnect_network_requirements.this.outbound_rules

  security_group_id = var.security_group_id
  description       = each.value.description
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
}

resource "aws_vpc_security_group_ingress_rule" "konnect" {
  for_each = data.konnect_network_requirements.this.inbound_rules

  security_group_id = var.security_group_id
  description       = each.value.description
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
}
