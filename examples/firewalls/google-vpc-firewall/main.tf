data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
}

resource "google_compute_firewall" "outbound_ipv4" {
  for_each = { for key, rule in data.konnect_network_requirements.this.outbound : key => rule if length(rule.ipv4_cidrs) > 0 }

  name               = each.value.name
  description        = each.value.description
  network            = var.network
  direction          = "EGRESS"
  destination_ranges = each.value.ipv4_cidrs
  target_tags        = var.target_tags

  allow {
    protocol = each.value.protocol
    ports    = [each.value.port]
  }
}

resource "google_compute_firewall" "outbound_ipv6" {
  for_each = { for key, rule in data.konnect_network_requirements.this.outbound : key => rule if length(rule.ipv6_cidrs) > 0 }

  name               = "${each.value.name}-ipv6"
  description        = each.value.description
  network            = var.network
  direction          = "EGRESS"
  destination_ranges = each.value.ipv6_cidrs
  target_tags        = var.target_tags

  allow {
    protocol = each.value.protocol
    ports    = [each.value.port]
  }
}

resource "google_compute_firewall" "inbound_ipv4" {
  for_each = { for key, rule in data.konnect_network_requirements.this.inbound : key => rule if length(rule.ipv4_cidrs) > 0 }

  name          = each.value.name
  description   = each.value.description
  network       = var.network
  direction     = "INGRESS"
  source_ranges = each.value.ipv4_cidrs
  target_tags   = var.target_tags

  allow {
    protocol = each.value.protocol
    ports    = [each.value.port]
  }
}

resource "google_compute_firewall" "inbound_ipv6" {
  for_each = { for key, rule in data.konnect_network_requirements.this.inbound : key => rule if length(rule.ipv6_cidrs) > 0 }

  name          = "${each.value.name}-ipv6"
  description   = each.value.description
  network       = var.network
  direction     = "INGRESS"
  source_ranges = each.value.ipv6_cidrs
  target_tags   = var.target_tags

  allow {
    protocol = each.value.protocol
    ports    = [each.value.port]
  }
}
