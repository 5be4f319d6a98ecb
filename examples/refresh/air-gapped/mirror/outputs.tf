output "update_date" {
  description = "Date of the candidate, as Konnect published it."
  value       = data.konnect_ip_ranges.ingress.update_date
}

output "addresses" {
  description = "Number of addresses of the candidate, by direction."
  value = {
    ingress = length(data.konnect_ip_ranges.ingress.cidrs)
    egress  = length(data.konnect_ip_ranges.egress.cidrs)
  }
}
