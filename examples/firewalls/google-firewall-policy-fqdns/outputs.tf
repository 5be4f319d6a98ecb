output "fqdns" {
  description = "Names that the rules allow."
  value       = data.konnect_network_requirements.this.fqdns

  precondition {
    condition     = length(data.konnect_network_requirements.this.wildcards) == 0
    error_message = "These rules would block what answers under ${join(", ", data.konnect_network_requirements.this.wildcards)}, because an FQDN object is one exact name: set control_plane_dns_prefixes, and portal_ids for the component dev_portal."
  }
}

output "priorities" {
  description = "Priority of each rule, by protocol and port."
  value       = { for key, rule in google_compute_network_firewall_policy_rule.konnect : key => rule.priority }
}
