output "hostnames" {
  description = "Names that the policy allows, wildcards among them."
  value       = data.konnect_network_requirements.this.hostnames
}
