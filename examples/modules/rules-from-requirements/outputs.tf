output "content_hash" {
  description = "Hash of the addresses. It changes with them."
  value       = var.konnect.content_hash
}
