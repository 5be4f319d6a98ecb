mock_provider "kubernetes" {
  mock_resource "kubernetes_manifest" {
    defaults = {
      object = {}
    }
  }
}

variables {
  regions = ["eu"]
}

run "outbound_addresses_and_dns" {
  assert {
    condition     = length(kubernetes_manifest.konnect.manifest.spec.egress) == 4
    error_message = "There must be two rules for DNS and one for each family of Konnect's port."
  }

  assert {
    condition = (
      toset(kubernetes_manifest.konnect.manifest.spec.egress[2].destination.nets) == data.konnect_network_requirements.this.ingress_ipv4_cidrs &&
      toset(kubernetes_manifest.konnect.manifest.spec.egress[3].destination.nets) == data.konnect_network_requirements.this.ingress_ipv6_cidrs
    )
    error_message = "The rules must name every address of their family."
  }

  assert {
    condition = alltrue([
      for rule in slice(kubernetes_manifest.konnect.manifest.spec.egress, 2, 4) :
      rule.action == "Allow" && rule.protocol == "TCP" && one(rule.destination.ports) == 443
    ])
    error_message = "The rules must allow TCP port 443."
  }

  assert {
    condition     = kubernetes_manifest.konnect.manifest.spec.types == ["Ingress", "Egress"] && length(kubernetes_manifest.konnect.manifest.spec.ingress) == 0
    error_message = "Without client_cidrs no client may reach the data plane."
  }
}

run "inbound_from_clients" {
  variables {
    client_cidrs = ["10.0.0.0/8"]
  }

  assert {
    condition     = [for rule in kubernetes_manifest.konnect.manifest.spec.ingress : one(rule.destination.ports)] == [8000, 8443]
    error_message = "Clients must reach the two proxy ports."
  }

  assert {
    condition     = alltrue([for rule in kubernetes_manifest.konnect.manifest.spec.ingress : one(rule.source.nets) == "10.0.0.0/8" && rule.protocol == "TCP"])
    error_message = "Only the clients may reach the proxy ports."
  }
}
