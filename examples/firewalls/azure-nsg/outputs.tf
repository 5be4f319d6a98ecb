output "outbound_priorities" {
  description = "Priority of each outbound rule, by rule name."
  value = merge(
    { for rule in azurerm_network_security_rule.outbound_ipv4 : rule.name => rule.priority },
    { for rule in azurerm_network_security_rule.outbound_ipv6 : rule.name => rule.priority },
  )
}

output "inbound_priorities" {
  description = "Priority of each inbound rule, by rule name."
  value = merge(
    { for rule in azurerm_network_security_rule.inbound_ipv4 : rule.name => rule.priority },
    { for rule in azurerm_network_security_rule.inbound_ipv6 : rule.name => rule.priority },
  )
}
