output "outbound_priorities" {
  description = "Priority of each outbound rule, by rule name."
  value       = { for rule in azurerm_network_security_rule.outbound : rule.name => rule.priority }
}

output "inbound_priorities" {
  description = "Priority of each inbound rule, by rule name."
  value       = { for rule in azurerm_network_security_rule.inbound : rule.name => rule.priority }
}
