output "outbound_rule_ids" {
  description = "Security group rule ids of the outbound rules, by protocol, port and CIDR."
  value       = { for key, rule in aws_vpc_security_group_egress_rule.konnect : key => rule.security_group_rule_id }
}

output "inbound_rule_ids" {
  description = "Security group rule ids of the inbound rules, by protocol, port and CIDR."
  value       = { for key, rule in aws_vpc_security_group_ingress_rule.konnect : key => rule.security_group_rule_id }
}
