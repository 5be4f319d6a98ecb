data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
}

resource "panos_address" "cidr" {
  for_each = setunion(
    data.konnect_network_requirements.this.ingress_ipv4_cidrs,
    data.konnect_network_requirements.this.ingress_ipv6_cidrs,
  )

  location    = var.location
  name        = "konnect-${replace(each.value, "/[.:\\/]/", "-")}"
  description = "Konnect ingress ${each.value}"
  ip_netmask  = each.value
  tags        = var.tags
}

resource "panos_address" "fqdn" {
  for_each = data.konnect_network_requirements.this.fqdns

  location    = var.location
  name        = replace(each.value, ".", "-")
  description = "Konnect ${each.value}"
  fqdn        = each.value
  tags        = var.tags
}
