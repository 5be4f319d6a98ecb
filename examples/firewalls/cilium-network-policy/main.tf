data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
  include_ip_ranges          = false
}

resource "kubernetes_manifest" "konnect" {
  manifest = {
    apiVersion = "cilium.io/v2"
    kind       = "CiliumNetworkPolicy"

    metadata = {
      name      = "konnect-data-plane"
      namespace = var.namespace
    }

    spec = {
      endpointSelector = { matchLabels = var.pod_labels }

      egress = concat(
        # Cilium learns the addresses behind a name from the answers that pass
        # its DNS proxy, so the look-ups need a rule of their own.
        [{
          toEndpoints = [{
            matchLabels = {
              "k8s:io.kubernetes.pod.namespace" = "kube-system"
              "k8s:k8s-app"                     = "kube-dns"
            }
          }]
          toPorts = [{
            ports = [{ port = "53", protocol = "ANY" }]
            rules = { dns = [{ matchPattern = "*" }] }
          }]
        }],
        # A matchPattern without an asterisk matches one name.
        [for rule in data.konnect_network_requirements.this.outbound_hostnames : {
          toFQDNs = [for name in rule.hostnames : { matchPattern = name }]
          toPorts = [{ ports = [{ port = tostring(rule.port), protocol = upper(rule.protocol) }] }]
        }],
      )
    }
  }
}
