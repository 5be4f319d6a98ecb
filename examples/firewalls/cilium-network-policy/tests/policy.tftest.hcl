mock_provider "kubernetes" {
  mock_resource "kubernetes_manifest" {
    defaults = {
      object = {}
    }
  }
}

variables {
  regions = ["us"]
}

run "names_and_patterns" {
  assert {
    condition = [
      for selector in kubernetes_manifest.konnect.manifest.spec.egress[1].toFQDNs :
      try("name ${selector.matchName}", "pattern ${selector.matchPattern}")
      ] == [
      "name us.api.konghq.com",
      "pattern *.us.cp.konghq.com",
      "pattern *.us.cp0.konghq.com",
      "pattern *.us.tp.konghq.com",
      "pattern *.us.tp0.konghq.com",
    ]
    error_message = "Exact names must use matchName and wildcards matchPattern."
  }

  assert {
    condition     = kubernetes_manifest.konnect.manifest.spec.egress[1].toPorts[0].ports[0].port == "443" && kubernetes_manifest.konnect.manifest.spec.egress[1].toPorts[0].ports[0].protocol == "TCP"
    error_message = "The names must be reached on TCP port 443."
  }

  assert {
    condition     = kubernetes_manifest.konnect.manifest.spec.egress[0].toPorts[0].rules.dns[0].matchPattern == "*"
    error_message = "Look-ups must pass the DNS proxy."
  }
}

run "exact_names_for_a_known_control_plane" {
  variables {
    control_plane_dns_prefixes = ["9e0353434a"]
  }

  assert {
    condition     = length(data.konnect_network_requirements.this.wildcards) == 0 && length(kubernetes_manifest.konnect.manifest.spec.egress[1].toFQDNs) == 5
    error_message = "No pattern may be left."
  }
}
