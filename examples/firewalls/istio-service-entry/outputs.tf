output "hostnames" {
  description = "Names that the mesh lets through, wildcards among them."
  value       = data.konnect_network_requirements.this.hostnames
}
