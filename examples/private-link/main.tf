data "konnect_private_link" "this" {
  aws_region = var.aws_region
  regions    = var.regions
}

resource "aws_security_group" "endpoints" {
  name        = "${var.name}-konnect-endpoints"
  description = "Interface endpoints to Konnect"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "TLS from the data planes"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = var.data_plane_security_group_id
}

# One for each region, and one for what belongs to no region.
resource "aws_vpc_endpoint" "konnect" {
  for_each = data.konnect_private_link.this.endpoints

  vpc_id              = var.vpc_id
  vpc_endpoint_type   = "Interface"
  service_name        = each.value.service_name
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

locals {
  control_plane = provider::konnect::parse_endpoint(var.control_plane_endpoint)

  # The name that private DNS answers in the VPC. An error where the control plane's region is not among var.regions.
  private_name = one([
    for endpoint in data.konnect_private_link.this.endpoints : endpoint.dns_name if endpoint.region == local.control_plane.region
  ])

  configuration_endpoint = "${local.private_name}/cp/${local.control_plane.dns_prefix}"
  telemetry_endpoint     = "${local.private_name}/tp/${local.control_plane.dns_prefix}"

  settings = provider::konnect::data_plane_config(local.configuration_endpoint, local.telemetry_endpoint)
}

# The inner firewall: from the data planes to the interface endpoints, and to nothing of Konnect's beyond.
data "konnect_network_requirements" "this" {
  regions                 = [local.control_plane.region]
  components              = ["gateway"]
  control_plane_endpoints = [local.configuration_endpoint, local.telemetry_endpoint]
  ingress_cidrs           = var.endpoint_cidrs
}

resource "aws_vpc_security_group_egress_rule" "data_plane" {
  for_each = data.konnect_network_requirements.this.outbound_rules

  security_group_id = var.data_plane_security_group_id
  description       = each.value.description
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
}
