data "konnect_network_requirements" "this" {
  regions    = var.regions
  components = var.components
}

data "konnect_ports" "this" {
  components = var.components
}

locals {
  # FortiOS has resources of their own for each family.
  groups = { for rule in data.konnect_network_requirements.this.outbound : rule.family => rule... }
}

resource "fortios_firewall_address" "konnect" {
  for_each = data.konnect_network_requirements.this.ingress_ipv4_cidrs

  name    = "konnect-${replace(each.value, "/[.\\/]/", "-")}"
  comment = "Konnect ingress ${each.value}"
  type    = "ipmask"
  subnet  = join(" ", [cidrhost(each.value, 0), cidrnetmask(each.value)])

  # An address leaves its groups first: FortiOS deletes none that is in use.
  lifecycle {
    create_before_destroy = true
  }
}

resource "fortios_firewall_addrgrp" "konnect" {
  for_each = { for rule in lookup(local.groups, "ipv4", []) : rule.name => rule }

  name                  = each.value.name
  comment               = each.value.description
  dynamic_sort_subtable = "true"

  dynamic "member" {
    for_each = each.value.cidrs
    content {
      name = "konnect-${replace(member.value, "/[.\\/]/", "-")}"
    }
  }

  depends_on = [fortios_firewall_address.konnect]
}

resource "fortios_firewall_address6" "konnect" {
  for_each = data.konnect_network_requirements.this.ingress_ipv6_cidrs

  name    = "konnect-${replace(each.value, "/[:\\/]/", "-")}"
  comment = "Konnect ingress ${each.value}"
  type    = "ipprefix"
  ip6     = each.value

  lifecycle {
    create_before_destroy = true
  }
}

resource "fortios_firewall_addrgrp6" "konnect" {
  for_each = { for rule in lookup(local.groups, "ipv6", []) : rule.name => rule }

  name                  = each.value.name
  comment               = each.value.description
  dynamic_sort_subtable = "true"

  dynamic "member" {
    for_each = each.value.cidrs
    content {
      name = "konnect-${replace(member.value, "/[:\\/]/", "-")}"
    }
  }

  depends_on = [fortios_firewall_address6.konnect]
}

resource "fortios_firewallservice_custom" "konnect" {
  for_each = data.konnect_ports.this.outbound

  name          = "konnect-${each.value.protocol}-${each.value.port}"
  comment       = each.value.description
  protocol      = "TCP/UDP/SCTP"
  tcp_portrange = each.value.protocol == "tcp" ? tostring(each.value.port) : null
  udp_portrange = each.value.protocol == "udp" ? tostring(each.value.port) : null
}
