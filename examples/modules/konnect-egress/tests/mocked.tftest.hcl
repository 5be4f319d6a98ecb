# The module's own test: no network, no account.

mock_provider "aws" {}

mock_provider "konnect" {
  source = "../testing"
}

variables {
  regions           = ["us"]
  security_group_id = "sg-0123456789abcdef0"
}

run "each_rule_is_used" {
  assert {
    condition     = toset(keys(aws_vpc_security_group_egress_rule.this)) == toset(keys(data.konnect_network_requirements.this.outbound_rules))
    error_message = "There must be one security group rule for each mocked one."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.this["udp/8071/18.220.4.10/32"].cidr_ipv4 == "18.220.4.10/32"
    error_message = "An IPv4 rule must fill cidr_ipv4."
  }

  assert {
    condition     = output.rules["tcp/443/18.220.4.10/32"] == { protocol = "tcp", port = 443, cidr = "18.220.4.10/32" }
    error_message = "The output must repeat the rule."
  }
}

run "an_address_is_added" {
  override_data {
    target = data.konnect_network_requirements.this
    values = {
      outbound_rules = {
        "tcp/443/192.0.2.77/32" = {
          protocol    = "tcp"
          port        = 443
          family      = "ipv4"
          cidr        = "192.0.2.77/32"
          cidr_ipv4   = "192.0.2.77/32"
          cidr_ipv6   = null
          components  = ["gateway"]
          regions     = ["us"]
          description = "Outbound: HTTPS to Konnect (gateway) for us"
          name        = "konnect-out-tcp-443-192-0-2-77-32"
        }
      }
    }
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.this) == ["tcp/443/192.0.2.77/32"]
    error_message = "The rules must follow the overridden ones."
  }
}

run "too_many_rules_stop_the_plan" {
  command = plan

  variables {
    max_rules = 2
  }

  expect_failures = [data.konnect_network_requirements.this]
}
