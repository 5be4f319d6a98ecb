mock_provider "google" {}

variables {
  regions                    = ["us"]
  firewall_policy            = "data-planes"
  control_plane_dns_prefixes = ["9e0353434a"]
}

run "exact_names_only" {
  assert {
    condition = toset(google_compute_network_firewall_policy_rule.konnect["tcp/443"].match[0].dest_fqdns) == toset([
      "us.api.konghq.com",
      "9e0353434a.us.cp.konghq.com",
      "9e0353434a.us.cp0.konghq.com",
      "9e0353434a.us.tp.konghq.com",
      "9e0353434a.us.tp0.konghq.com",
    ])
    error_message = "The rule must hold the control plane's exact names."
  }

  assert {
    condition     = google_compute_network_firewall_policy_rule.konnect["tcp/443"].priority == 100886
    error_message = "The priority must come from the port."
  }

  assert {
    condition     = google_compute_network_firewall_policy_rule.konnect["tcp/443"].direction == "EGRESS" && google_compute_network_firewall_policy_rule.konnect["tcp/443"].action == "allow"
    error_message = "The rule must allow outbound traffic."
  }
}

run "wildcards_are_refused" {
  command = plan

  variables {
    control_plane_dns_prefixes = []
  }

  expect_failures = [output.fqdns]
}
