output "prefix_list_ids" {
  description = "Ids of the managed prefix lists, by address family."
  value = {
    ipv4 = aws_ec2_managed_prefix_list.ipv4.id
    ipv6 = aws_ec2_managed_prefix_list.ipv6.id
  }
}

output "outbound_rules_counted" {
  description = "What each outbound rule counts against the security group's quota, by protocol, port and family: max_entries of its list."
  value = {
    for key, rule in data.konnect_network_requirements.this.outbound :
    key => rule.family == "ipv4" ? aws_ec2_managed_prefix_list.ipv4.max_entries : aws_ec2_managed_prefix_list.ipv6.max_entries
  }
}
