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

run "names_and_wildcards" {
  assert {
    condition     = keys(kubernetes_manifest.konnect) == ["tcp/443"] && kubernetes_manifest.konnect["tcp/443"].manifest.metadata.name == "konnect-out-tcp-443-hostnames"
    error_message = "There must be one entry for the one port with names."
  }

  assert {
    condition = toset(kubernetes_manifest.konnect["tcp/443"].manifest.spec.hosts) == toset([
      "*.us.cp.konghq.com",
      "*.us.cp0.konghq.com",
      "*.us.tp.konghq.com",
      "*.us.tp0.konghq.com",
      "us.api.konghq.com",
    ])
    error_message = "The entry must hold every name and wildcard."
  }

  assert {
    condition     = kubernetes_manifest.konnect["tcp/443"].manifest.spec.ports[0].number == 443 && kubernetes_manifest.konnect["tcp/443"].manifest.spec.ports[0].protocol == "TLS"
    error_message = "The sidecar must pass the data plane's own TLS."
  }

  assert {
    condition     = kubernetes_manifest.konnect["tcp/443"].manifest.spec.resolution == "NONE" && kubernetes_manifest.konnect["tcp/443"].manifest.spec.location == "MESH_EXTERNAL"
    error_message = "Wildcards outside the mesh need resolution NONE."
  }
}

run "exact_names_for_a_known_control_plane" {
  variables {
    control_plane_dns_prefixes = ["9e0353434a"]
  }

  assert {
    condition     = length(data.konnect_network_requirements.this.wildcards) == 0 && length(kubernetes_manifest.konnect["tcp/443"].manifest.spec.hosts) == 5
    error_message = "No wildcard may be left."
  }
}
