mock_provider "aws" {}

variables {
  regions           = ["us", "eu"]
  security_group_id = "sg-0123456789abcdef0"
}

run "two_regions_stay_under_the_quota" {
  assert {
    condition     = aws_ec2_managed_prefix_list.ipv4.max_entries == 16 && length(aws_ec2_managed_prefix_list.ipv4.entry) == 16
    error_message = "us, eu and global have 6 + 6 + 4 IPv4 addresses."
  }

  assert {
    condition     = aws_ec2_managed_prefix_list.ipv6.max_entries == 1 && length(aws_ec2_managed_prefix_list.ipv6.entry) == 1
    error_message = "eu has one IPv6 address."
  }

  assert {
    condition     = output.outbound_rules_counted.ipv4 == 16 && output.outbound_rules_counted.ipv6 == 1
    error_message = "The quota must count 1 port times the entries of each list."
  }

  assert {
    condition = alltrue([
      for key, rule in aws_vpc_security_group_egress_rule.ipv4 :
      key == "${rule.ip_protocol}/${rule.from_port}" && rule.prefix_list_id == aws_ec2_managed_prefix_list.ipv4.id
    ])
    error_message = "Each IPv4 rule must refer to the IPv4 list."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.ipv6) == ["tcp/443"]
    error_message = "There must be one IPv6 rule a port."
  }
}

run "a_family_without_addresses_keeps_its_list" {
  variables {
    regions = ["us"]
  }

  assert {
    condition     = aws_ec2_managed_prefix_list.ipv6.max_entries == 1 && length(aws_ec2_managed_prefix_list.ipv6.entry) == 0
    error_message = "An empty list must be ready for the first IPv6 address."
  }
}
