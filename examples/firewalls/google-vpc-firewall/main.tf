data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
  name_prefix                = var.name_prefix
}

resource "google_compute_firewall" "outbound" {
  for_each = data.konnect_network_requirements.this.outbound

  name               = each.value.name
  description        = each.value.description
  network            = var.network
  direction          = "EGRESS"
  destination_ranges = each.value.cidrs
  target_tags        = var.target_tags

  allow {
    protocol = each.value.protocol
    ports    = [each.value.port]
  }
}

resource "google_compute_firewall" "inbound" {
  for_each = data.konnect_network_requirements.this.inbound

  name          = each.value.name
  description   = each.value.description
  network       = var.network
  direction     = "INGRESS"
  source_ranges = each.value.cidrs
  target_tags   = var.target_tags

  allow {
    protocol = each.value.protocol
    ports    = [each.value.port]
  }
}
