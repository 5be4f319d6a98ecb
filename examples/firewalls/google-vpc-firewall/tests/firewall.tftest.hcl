mock_provider "google" {}

variables {
  regions = ["eu"]
  network = "default"
}

run "families_in_separate_rules" {
  assert {
    condition     = output.firewall_names == tolist(["konnect-out-tcp-443-ipv4", "konnect-out-tcp-443-ipv6"])
    error_message = "There must be one rule a port and family, and none inbound without clients."
  }

  assert {
    condition     = length(google_compute_firewall.outbound["tcp/443/ipv4"].destination_ranges) == 6
    error_message = "eu has six IPv4 addresses."
  }

  assert {
    condition     = google_compute_firewall.outbound["tcp/443/ipv6"].destination_ranges == toset(["2001:db8:e0::17/128"])
    error_message = "The IPv6 rule must hold the IPv6 address alone."
  }

  assert {
    condition = alltrue([
      for rule in google_compute_firewall.outbound :
      rule.direction == "EGRESS" && one(rule.allow).protocol == "tcp" && one(rule.allow).ports == tolist(["443"])
    ])
    error_message = "The rule must allow the port outbound."
  }
}

run "no_rule_for_a_family_without_addresses" {
  variables {
    regions      = ["us"]
    client_cidrs = ["10.0.0.0/8"]
  }

  assert {
    condition     = keys(google_compute_firewall.outbound) == ["tcp/443/ipv4"] && keys(google_compute_firewall.inbound) == ["tcp/8000/ipv4", "tcp/8443/ipv4"]
    error_message = "A rule without ranges would match every address."
  }

  assert {
    condition     = google_compute_firewall.inbound["tcp/8443/ipv4"].source_ranges == toset(["10.0.0.0/8"]) && google_compute_firewall.inbound["tcp/8443/ipv4"].direction == "INGRESS"
    error_message = "Clients must reach the proxy port."
  }
}

run "a_second_network_of_the_project" {
  variables {
    regions     = ["us"]
    name_prefix = "staging"
  }

  assert {
    condition     = output.firewall_names == tolist(["staging-out-tcp-443-ipv4"])
    error_message = "Every name must start with the prefix."
  }
}
