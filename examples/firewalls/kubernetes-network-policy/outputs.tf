output "content_hash" {
  description = "Hash of the addresses in the policy. It changes with them."
  value       = data.konnect_network_requirements.this.content_hash
}
