output "missing" {
  description = "Published addresses that no prefix list holds."
  value       = local.missing
}

output "stale" {
  description = "Addresses of the prefix lists that are no longer published."
  value       = local.stale
}
