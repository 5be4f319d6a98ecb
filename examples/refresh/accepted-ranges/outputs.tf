output "accepted" {
  description = "What is accepted, by direction and region, for accepted of konnect_network_requirements."
  value       = konnect_accepted_ip_ranges.this.accepted
}

output "ingress_cidrs" {
  description = "Accepted ingress addresses, at which Konnect receives, over all regions."
  value       = konnect_accepted_ip_ranges.this.ingress_cidrs
}

output "egress_cidrs" {
  description = "Accepted egress addresses, from which Konnect sends, over all regions."
  value       = konnect_accepted_ip_ranges.this.egress_cidrs
}

output "pending_removals" {
  description = "What is accepted and not in the list any more, with the time when it leaves."
  value       = konnect_accepted_ip_ranges.this.pending_removals
}

output "pending_additions" {
  description = "What is in the list and waits for approval."
  value       = konnect_accepted_ip_ranges.this.pending_additions
}
