mock_provider "aws" {}

variables {
  regions           = ["us"]
  security_group_id = "sg-0123456789abcdef0"
}

run "one_rule_for_each_port_and_cidr" {
  assert {
    condition     = length(aws_vpc_security_group_egress_rule.konnect) == 6
    error_message = "us has six ingress addresses."
  }

  assert {
    condition = alltrue([
      for key, rule in aws_vpc_security_group_egress_rule.konnect :
      key == "${rule.ip_protocol}/${rule.from_port}/${rule.cidr_ipv4}" && rule.cidr_ipv6 == null &&
      rule.from_port == rule.to_port && rule.security_group_id == var.security_group_id && rule.description != ""
    ])
    error_message = "Every rule must be the one that its key names."
  }

  assert {
    condition     = contains(keys(aws_vpc_security_group_egress_rule.konnect), "tcp/443/18.220.4.10/32")
    error_message = "The rule of a published address is missing."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.konnect) == 0
    error_message = "Without client_cidrs no client may reach the data plane."
  }
}

run "ipv6_rules_use_the_other_argument" {
  variables {
    regions = ["eu"]
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.konnect["tcp/443/2001:db8:e0::17/128"].cidr_ipv6 == "2001:db8:e0::17/128"
    error_message = "An IPv6 rule must fill cidr_ipv6."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.konnect["tcp/443/2001:db8:e0::17/128"].cidr_ipv4 == null
    error_message = "An IPv6 rule must leave cidr_ipv4 alone."
  }
}

run "inbound_from_clients_and_konnect" {
  variables {
    client_cidrs               = ["10.0.0.0/8"]
    audit_log_destination_port = 9443
  }

  assert {
    condition = toset(keys(aws_vpc_security_group_ingress_rule.konnect)) == toset(concat(
      ["tcp/8000/10.0.0.0/8", "tcp/8443/10.0.0.0/8"],
      [for cidr in data.konnect_network_requirements.this.egress_ipv4_cidrs : "tcp/9443/${cidr}"],
    ))
    error_message = "Inbound must be the proxy ports from the clients and the collector's port from Konnect's egress."
  }
}
