output "fqdns" {
  description = "Names that the rules allow."
  value       = data.konnect_network_requirements.this.fqdns

  precondition {
    condition     = data.konnect_network_requirements.this.fqdns == data.konnect_network_requirements.this.hostnames
    error_message = "An FQDN object is one exact name, not a wildcard: give control_plane_dns_prefixes, and portal_ids for the component dev_portal."
  }
}

output "priorities" {
  description = "Priority of each rule, by protocol and port."
  value       = { for key, rule in google_compute_network_firewall_policy_rule.konnect : key => rule.priority }
}
