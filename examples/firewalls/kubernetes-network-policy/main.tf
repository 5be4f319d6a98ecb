data "konnect_network_requirements" "this" {
  regions      = var.regions
  components   = var.components
  client_cidrs = var.client_cidrs
}

resource "kubernetes_network_policy_v1" "konnect" {
  metadata {
    name      = "konnect-data-plane"
    namespace = var.namespace
  }

  spec {
    policy_types = ["Egress", "Ingress"]

    pod_selector {
      match_labels = var.pod_labels
    }

    dynamic "egress" {
      for_each = data.konnect_network_requirements.this.outbound
      content {
        ports {
          protocol = upper(egress.value.protocol)
          port     = egress.value.port
        }

        dynamic "to" {
          for_each = egress.value.cidrs
          content {
            ip_block {
              cidr = to.value
            }
          }
        }
      }
    }

    egress {
      ports {
        protocol = "UDP"
        port     = 53
      }

      ports {
        protocol = "TCP"
        port     = 53
      }

      to {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = "kube-system" }
        }

        pod_selector {
          match_labels = { "k8s-app" = "kube-dns" }
        }
      }
    }

    dynamic "ingress" {
      for_each = data.konnect_network_requirements.this.inbound
      content {
        ports {
          protocol = upper(ingress.value.protocol)
          port     = ingress.value.port
        }

        dynamic "from" {
          for_each = ingress.value.cidrs
          content {
            ip_block {
              cidr = from.value
            }
          }
        }
      }
    }
  }
}
