output "cidrs" {
  description = "Konnect's ingress addresses of the regions: the destinations of outbound rules."
  value       = data.konnect_ip_ranges.this.cidrs
}
