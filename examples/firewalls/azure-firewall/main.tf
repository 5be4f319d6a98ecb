data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
}

locals {
  by_family = { for rule in data.konnect_network_requirements.this.outbound : rule.family => rule... }
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
      # Azure Firewall filters IPv4 only. Without an IPv4 address the plan fails here.
      for_each = local.by_family.ipv4
      content {
        name                  = rule.value.name
        description           = rule.value.description
        protocols             = [upper(rule.value.protocol)]
        source_addresses      = var.source_addresses
        destination_addresses = rule.value.cidrs
        destination_ports     = [rule.value.port]
      }
    }
  }

  application_rule_collection {
    name     = "konnect-hostnames"
    priority = 200
    action   = "Allow"

    dynamic "rule" {
      for_each = data.konnect_network_requirements.this.outbound_hostnames
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
