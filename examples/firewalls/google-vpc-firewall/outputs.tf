output "firewall_names" {
  description = "Names of the firewall rules."
  value = sort(concat(
    [for rule in google_compute_firewall.outbound : rule.name],
    [for rule in google_compute_firewall.inbound : rule.name],
  ))
}
