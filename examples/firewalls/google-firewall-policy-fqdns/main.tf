data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
  portal_ids                 = var.portal_ids
  include_ip_ranges          = false
}

resource "google_compute_network_firewall_policy_rule" "konnect" {
  for_each = data.konnect_network_requirements.this.outbound_fqdns

  firewall_policy = var.firewall_policy
  rule_name       = each.value.name
  description     = each.value.description
  priority        = var.first_priority + 2 * each.value.port + (each.value.protocol == "udp" ? 1 : 0)
  direction       = "EGRESS"
  action          = "allow"

  match {
    dest_fqdns = each.value.fqdns

    layer4_configs {
      ip_protocol = each.value.protocol
      ports       = [each.value.port]
    }
  }
}
