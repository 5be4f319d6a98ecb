output "firewall_names" {
  description = "Names of the firewall rules."
  value = sort(concat(
    [for rule in google_compute_firewall.outbound_ipv4 : rule.name],
    [for rule in google_compute_firewall.outbound_ipv6 : rule.name],
    [for rule in google_compute_firewall.inbound_ipv4 : rule.name],
    [for rule in google_compute_firewall.inbound_ipv6 : rule.name],
  ))
}
