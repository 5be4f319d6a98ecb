mock_provider "aws" {}

mock_provider "konnect" {
  mock_resource "konnect_gateway_control_plane" {
    defaults = {
      config = {
        control_plane_endpoint = "https://9e0353434a.us.cp.konghq.com"
        telemetry_endpoint     = "https://9e0353434a.us.tp.konghq.com"
      }
    }
  }
}

variables {
  name              = "orders"
  region            = "us"
  security_group_id = "sg-0123456789abcdef0"
}

run "rules_are_known_before_the_control_plane_is" {
  command = plan

  assert {
    condition     = contains(keys(aws_vpc_security_group_egress_rule.konnect), "tcp/443/18.220.4.10/32")
    error_message = "The rules must not wait for the control plane."
  }
}

run "names_follow_in_the_same_apply" {
  assert {
    condition     = contains(output.hostnames, "9e0353434a.us.cp.konghq.com") && contains(output.hostnames, "9e0353434a.us.tp.konghq.com")
    error_message = "The control plane's own names are missing."
  }

  assert {
    condition     = alltrue([for name in output.hostnames : !startswith(name, "*")])
    error_message = "No wildcard may be left."
  }

  assert {
    condition     = aws_networkfirewall_rule_group.konnect.rule_group[0].rules_source[0].rules_source_list[0].targets == output.hostnames
    error_message = "The firewall must allow the names."
  }
}
