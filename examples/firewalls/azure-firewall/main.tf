data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
}

resource "azurerm_firewall_policy_rule_collection_group" "konnect" {
  name               = "konnect"
  firewall_policy_id = var.firewall_policy_id
  priority           = var.priority

  network_rule_collection {
    name     = "konnect-addresses"
    priority = 100
    action   = "Allow"

    dynamic "rule" {
      for_each = { for key, rule in data.konnect_network_requirements.this.outbound : key => rule if length(rule.ipv4_cidrs) > 0 }
      content {
        name                  = rule.value.name
        description           = rule.value.description
        protocols             = [upper(rule.value.protocol)]
        source_addresses      = var.source_addresses
        destination_addresses = rule.value.ipv4_cidrs
        destination_ports     = [rule.value.port]
      }
    }
  }

  application_rule_collection {
    name     = "konnect-hostnames"
    priority = 200
    action   = "Allow"

    dynamic "rule" {
      for_each = { for key, rule in data.konnect_network_requirements.this.outbound : key => rule if length(rule.hostnames) > 0 }
      content {
        name              = rule.value.name
        description       = rule.value.description
        source_addresses  = var.source_addresses
        destination_fqdns = rule.value.hostnames

        protocols {
          type = "Https"
          port = rule.value.port
        }
      }
    }
  }
}
