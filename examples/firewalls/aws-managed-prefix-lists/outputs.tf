output "prefix_list_ids" {
  description = "Ids of the managed prefix lists, by address family."
  value       = { for family, list in aws_ec2_managed_prefix_list.konnect : family => list.id }
}

output "outbound_rules_counted" {
  description = "Outbound rules that the security group's quota counts, by address family: ports times max_entries."
  value = {
    for family, rules in { for rule in data.konnect_network_requirements.this.outbound : rule.family => rule... } :
    family => length(rules) * aws_ec2_managed_prefix_list.konnect[family].max_entries
  }
}
