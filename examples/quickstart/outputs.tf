output "outbound_rules" {
  description = "One rule for each port and address at which Konnect receives: open these from your network."
  value       = { for key, rule in data.konnect_network_requirements.this.outbound_rules : key => rule.description }
}

output "inbound_rules" {
  description = "One rule for each port and source: open these into your network."
  value       = { for key, rule in data.konnect_network_requirements.this.inbound_rules : key => rule.description }
}

output "outbound_hostnames" {
  description = "The names behind the addresses, for a proxy or a firewall that looks at names."
  value       = data.konnect_network_requirements.this.hostnames
}

output "updated_at" {
  description = "When Konnect last changed its list."
  value       = data.konnect_network_requirements.this.updated_at
}
