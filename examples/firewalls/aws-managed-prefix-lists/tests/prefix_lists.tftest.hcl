mock_provider "aws" {}

variables {
  regions           = ["us", "eu"]
  security_group_id = "sg-0123456789abcdef0"
}

run "two_regions_stay_under_the_quota" {
  assert {
    condition     = aws_ec2_managed_prefix_list.ipv4.max_entries == 12 && length(aws_ec2_managed_prefix_list.ipv4.entry) == 12
    error_message = "us and eu have 6 + 6 IPv4 addresses."
  }

  assert {
    condition     = aws_ec2_managed_prefix_list.ipv6.max_entries == 1 && length(aws_ec2_managed_prefix_list.ipv6.entry) == 1
    error_message = "eu has one IPv6 address."
  }

  assert {
    condition     = output.outbound_rules_counted == { "tcp/443/ipv4" = 12, "tcp/443/ipv6" = 1 }
    error_message = "The quota must count the entries of the list for each rule."
  }

  assert {
    condition = { for key, rule in aws_vpc_security_group_egress_rule.konnect : key => rule.prefix_list_id } == {
      "tcp/443/ipv4" = aws_ec2_managed_prefix_list.ipv4.id
      "tcp/443/ipv6" = aws_ec2_managed_prefix_list.ipv6.id
    }
    error_message = "Each rule must refer to the list of its family."
  }
}

run "a_family_without_addresses_has_no_rule" {
  variables {
    regions = ["us"]
  }

  assert {
    condition     = length(aws_ec2_managed_prefix_list.ipv6.entry) == 0 && keys(aws_vpc_security_group_egress_rule.konnect) == ["tcp/443/ipv4"]
    error_message = "us has IPv4 addresses only: nothing may refer to the empty list."
  }
}
