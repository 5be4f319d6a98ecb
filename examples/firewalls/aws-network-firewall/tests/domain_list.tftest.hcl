mock_provider "aws" {}

variables {
  regions = ["us"]
}

run "wildcards_become_leading_dots" {
  assert {
    condition = aws_networkfirewall_rule_group.konnect.rule_group[0].rules_source[0].rules_source_list[0].targets == toset([
      "us.api.konghq.com",
      ".us.cp.konghq.com",
      ".us.cp0.konghq.com",
      ".us.tp.konghq.com",
      ".us.tp0.konghq.com",
    ])
    error_message = "The list must hold exact names and leading-dot suffixes."
  }

  assert {
    condition     = aws_networkfirewall_rule_group.konnect.rule_group[0].rules_source[0].rules_source_list[0].generated_rules_type == "ALLOWLIST"
    error_message = "The list must allow."
  }
}

run "exact_names_for_a_known_control_plane" {
  variables {
    control_plane_dns_prefixes = ["9e0353434a"]
  }

  assert {
    condition     = alltrue([for name in aws_networkfirewall_rule_group.konnect.rule_group[0].rules_source[0].rules_source_list[0].targets : !startswith(name, ".")])
    error_message = "No wildcard may be left."
  }

  assert {
    condition     = contains(aws_networkfirewall_rule_group.konnect.rule_group[0].rules_source[0].rules_source_list[0].targets, "9e0353434a.us.cp.konghq.com")
    error_message = "The control plane's own name is missing."
  }
}
