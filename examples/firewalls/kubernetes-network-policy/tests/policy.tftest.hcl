mock_provider "kubernetes" {}

variables {
  regions = ["eu"]
}

run "outbound_addresses_and_dns" {
  assert {
    condition     = length(kubernetes_network_policy_v1.konnect.spec[0].egress) == 3
    error_message = "There must be one rule for each family of Konnect's port and one for DNS."
  }

  assert {
    condition = (
      toset(kubernetes_network_policy_v1.konnect.spec[0].egress[0].to[*].ip_block[0].cidr) == data.konnect_network_requirements.this.ingress_ipv4_cidrs &&
      toset(kubernetes_network_policy_v1.konnect.spec[0].egress[1].to[*].ip_block[0].cidr) == data.konnect_network_requirements.this.ingress_ipv6_cidrs
    )
    error_message = "The rules must name every address of their family."
  }

  assert {
    condition     = kubernetes_network_policy_v1.konnect.spec[0].egress[0].ports[0].protocol == "TCP" && kubernetes_network_policy_v1.konnect.spec[0].egress[0].ports[0].port == "443"
    error_message = "The rule must be for TCP port 443."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.konnect.spec[0].ingress) == 0
    error_message = "Without client_cidrs no client may reach the data plane."
  }
}

run "inbound_from_clients" {
  variables {
    client_cidrs = ["10.0.0.0/8"]
  }

  assert {
    condition     = toset(kubernetes_network_policy_v1.konnect.spec[0].ingress[*].ports[0].port) == toset(["8000", "8443"])
    error_message = "Clients must reach the two proxy ports."
  }

  assert {
    condition     = alltrue([for rule in kubernetes_network_policy_v1.konnect.spec[0].ingress : one(rule.from).ip_block[0].cidr == "10.0.0.0/8"])
    error_message = "Only the clients may reach the proxy ports."
  }
}
