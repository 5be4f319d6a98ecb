data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
  include_ip_ranges          = false
}

resource "kubernetes_manifest" "konnect" {
  for_each = data.konnect_network_requirements.this.outbound_hostnames

  manifest = {
    apiVersion = "networking.istio.io/v1"
    kind       = "ServiceEntry"

    metadata = {
      name      = each.value.name
      namespace = var.namespace
    }

    spec = {
      hosts      = each.value.hostnames
      exportTo   = ["."]
      location   = "MESH_EXTERNAL"
      resolution = "NONE"

      # The data plane itself speaks TLS to Konnect: the sidecar reads the name
      # in the handshake and passes the connection on.
      ports = [{
        number   = each.value.port
        name     = "tls-${each.value.port}"
        protocol = "TLS"
      }]
    }
  }
}
