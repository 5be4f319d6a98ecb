output "rule_group_arn" {
  description = "ARN of the rule group, for a stateful_rule_group_reference of your firewall policy."
  value       = aws_networkfirewall_rule_group.konnect.arn
}
