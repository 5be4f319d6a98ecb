output "content_hash" {
  description = "Hash of the addresses: it changes when, and only when, they do."
  value       = var.konnect.content_hash
}
