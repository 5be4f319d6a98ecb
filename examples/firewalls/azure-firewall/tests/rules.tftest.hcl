mock_provider "azurerm" {}

variables {
  regions            = ["eu"]
  firewall_policy_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/network/providers/Microsoft.Network/firewallPolicies/outbound"
  source_addresses   = ["10.1.0.0/24"]
}

run "addresses_and_hostnames" {
  assert {
    condition     = length(azurerm_firewall_policy_rule_collection_group.konnect.network_rule_collection[0].rule[0].destination_addresses) == 6
    error_message = "The network rule must hold the IPv4 addresses, and no IPv6 one."
  }

  assert {
    condition     = azurerm_firewall_policy_rule_collection_group.konnect.network_rule_collection[0].rule[0].protocols == tolist(["TCP"]) && azurerm_firewall_policy_rule_collection_group.konnect.network_rule_collection[0].rule[0].destination_ports == tolist(["443"])
    error_message = "The network rule must be for TCP port 443."
  }

  assert {
    condition     = toset(azurerm_firewall_policy_rule_collection_group.konnect.application_rule_collection[0].rule[0].destination_fqdns) == data.konnect_network_requirements.this.hostnames
    error_message = "The application rule must hold every name."
  }

  assert {
    condition     = azurerm_firewall_policy_rule_collection_group.konnect.application_rule_collection[0].rule[0].protocols[0].type == "Https" && azurerm_firewall_policy_rule_collection_group.konnect.application_rule_collection[0].rule[0].protocols[0].port == 443
    error_message = "The application rule must be for HTTPS on 443."
  }
}
