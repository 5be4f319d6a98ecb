output "fqdns" {
  description = "Names that the rules allow."
  value       = data.konnect_network_requirements.this.fqdns
}

output "priorities" {
  description = "Priority of each rule, by protocol and port."
  value       = { for key, rule in google_compute_network_firewall_policy_rule.konnect : key => rule.priority }
}
