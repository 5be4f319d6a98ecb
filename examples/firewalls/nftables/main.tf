data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
}

resource "local_file" "konnect" {
  filename        = var.filename
  file_permission = "0644"

  content = templatefile("${path.module}/konnect.nft.tftpl", {
    outbound = data.konnect_network_requirements.this.outbound
    inbound  = data.konnect_network_requirements.this.inbound
    table    = var.table
    family   = { ipv4 = "ip", ipv6 = "ip6" }
  })
}
