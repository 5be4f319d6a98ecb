data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
}

resource "kubernetes_manifest" "konnect" {
  manifest = {
    apiVersion = "projectcalico.org/v3"
    kind       = "NetworkPolicy"

    metadata = {
      name      = "konnect-data-plane"
      namespace = var.namespace
    }

    spec = {
      selector = var.selector
      types    = ["Ingress", "Egress"]

      egress = concat(
        [for protocol in ["UDP", "TCP"] : {
          action   = "Allow"
          protocol = protocol
          destination = {
            namespaceSelector = "projectcalico.org/name == 'kube-system'"
            selector          = "k8s-app == 'kube-dns'"
            ports             = [53]
          }
        }],
        [for rule in data.konnect_network_requirements.this.outbound : {
          action      = "Allow"
          protocol    = upper(rule.protocol)
          destination = { nets = rule.cidrs, ports = [rule.port] }
        }],
      )

      ingress = [for rule in data.konnect_network_requirements.this.inbound : {
        action      = "Allow"
        protocol    = upper(rule.protocol)
        source      = { nets = rule.cidrs }
        destination = { ports = [rule.port] }
      }]
    }
  }
}
