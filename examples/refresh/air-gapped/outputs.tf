output "cidrs" {
  description = "Konnect's ingress addresses of the regions: the destinations of outbound rules."
  value       = data.konnect_ip_ranges.this.cidrs
}

output "update_date" {
  description = "Date of the copy, as Konnect published it."
  value       = data.konnect_ip_ranges.this.update_date
}
