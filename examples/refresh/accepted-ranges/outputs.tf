output "ingress_cidrs" {
  description = "Accepted ingress addresses, at which Konnect receives, as CIDRs."
  value       = konnect_accepted_ip_ranges.this.cidrs
}

output "by_region" {
  description = "The same by region."
  value       = konnect_accepted_ip_ranges.this.by_region
}

output "content_hash" {
  description = "Hash of the accepted addresses. It changes when, and only when, they do."
  value       = konnect_accepted_ip_ranges.this.content_hash
}

output "held" {
  description = "Whether something waits for approval."
  value       = konnect_accepted_ip_ranges.this.held
}

output "pending_removals" {
  description = "What is accepted and no longer in the list, with the time when it leaves."
  value       = konnect_accepted_ip_ranges.this.pending_removals
}
