output "content_hash" {
  description = "Hash of the addresses in the policy: it changes when, and only when, they do."
  value       = data.konnect_network_requirements.this.content_hash
}
