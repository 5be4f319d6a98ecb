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
    condition = kubernetes_manifest.konnect.manifest.spec.egress[1].toFQDNs[*].matchPattern == [
      "*.us.cp.konghq.com",
      "*.us.cp0.konghq.com",
      "*.us.tp.konghq.com",
      "*.us.tp0.konghq.com",
      "us.api.konghq.com",
    ]
    error_message = "Every name must be a pattern, sorted."
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
