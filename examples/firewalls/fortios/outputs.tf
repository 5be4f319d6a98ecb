output "ipv4_groups" {
  description = "Names of the IPv4 address groups, for dstaddr of your policies."
  value       = sort([for group in fortios_firewall_addrgrp.konnect : group.name])
}

output "ipv6_groups" {
  description = "Names of the IPv6 address groups, for dstaddr6 of your policies. None where Konnect has no IPv6 address."
  value       = sort([for group in fortios_firewall_addrgrp6.konnect : group.name])
}

output "services" {
  description = "Names of the services."
  value       = sort([for service in fortios_firewallservice_custom.konnect : service.name])
}
