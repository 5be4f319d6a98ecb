data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
  aggregate                  = true
}

resource "azurerm_network_security_rule" "outbound" {
  for_each = data.konnect_network_requirements.this.outbound

  resource_group_name         = var.resource_group_name
  network_security_group_name = var.network_security_group_name

  name                         = each.value.name
  description                  = each.value.description
  priority                     = 100 + 4 * (each.value.port % 999) + (each.value.protocol == "udp" ? 1 : 0) + (each.value.family == "ipv6" ? 2 : 0)
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = title(each.value.protocol)
  source_address_prefix        = "*"
  source_port_range            = "*"
  destination_address_prefixes = each.value.cidrs
  destination_port_range       = each.value.port
}

resource "azurerm_network_security_rule" "inbound" {
  for_each = data.konnect_network_requirements.this.inbound

  resource_group_name         = var.resource_group_name
  network_security_group_name = var.network_security_group_name

  name                       = each.value.name
  description                = each.value.description
  priority                   = 100 + 4 * (each.value.port % 999) + (each.value.protocol == "udp" ? 1 : 0) + (each.value.family == "ipv6" ? 2 : 0)
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = title(each.value.protocol)
  source_address_prefixes    = each.value.cidrs
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = each.value.port
}
