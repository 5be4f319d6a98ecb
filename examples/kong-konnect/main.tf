resource "konnect_gateway_control_plane" "this" {
  name = var.name
}

# What the rules need: no control plane, so everything is known while planning.
data "konnect_network_requirements" "this" {
  provider = konnect-network

  regions    = [var.region]
  components = ["gateway"]
}

# What only the control plane knows: its exact names.
data "konnect_hostnames" "this" {
  provider = konnect-network

  regions    = [var.region]
  components = ["gateway"]

  control_plane_endpoints = [
    konnect_gateway_control_plane.this.config.control_plane_endpoint,
    konnect_gateway_control_plane.this.config.telemetry_endpoint,
  ]
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

resource "aws_networkfirewall_rule_group" "konnect" {
  name        = "${var.name}-konnect"
  description = "Outbound TLS to Kong Konnect"
  type        = "STATEFUL"
  capacity    = 100

  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI"]
        targets              = data.konnect_hostnames.this.fqdns
      }
    }
  }
}
