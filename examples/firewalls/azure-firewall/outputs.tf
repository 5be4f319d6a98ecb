output "rule_collection_group_id" {
  description = "Id of the rule collection group."
  value       = azurerm_firewall_policy_rule_collection_group.konnect.id
}
