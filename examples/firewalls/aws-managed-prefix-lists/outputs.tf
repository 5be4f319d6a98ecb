output "prefix_list_ids" {
  description = "Ids of the managed prefix lists, by address family."
  value = {
    ipv4 = aws_ec2_managed_prefix_list.ipv4.id
    ipv6 = aws_ec2_managed_prefix_list.ipv6.id
  }
}

output "outbound_rules_counted" {
  description = "Outbound rules that the security group's quota counts, by address family: ports times max_entries."
  value = {
    ipv4 = length(aws_vpc_security_group_egress_rule.ipv4) * aws_ec2_managed_prefix_list.ipv4.max_entries
    ipv6 = length(aws_vpc_security_group_egress_rule.ipv6) * aws_ec2_managed_prefix_list.ipv6.max_entries
  }
}
