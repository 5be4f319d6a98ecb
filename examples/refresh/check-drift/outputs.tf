output "missing" {
  description = "Published addresses that are not deployed."
  value       = local.missing
}

output "stale" {
  description = "Deployed addresses that are no longer published."
  value       = local.stale
}
