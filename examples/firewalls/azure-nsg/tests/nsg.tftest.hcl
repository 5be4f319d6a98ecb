mock_provider "azurerm" {}

variables {
  regions                     = ["eu"]
  resource_group_name         = "network"
  network_security_group_name = "data-plane"
}

run "one_rule_a_port_and_family" {
  assert {
    condition     = keys(azurerm_network_security_rule.outbound) == ["tcp/443/ipv4", "tcp/443/ipv6"] && length(azurerm_network_security_rule.outbound["tcp/443/ipv4"].destination_address_prefixes) == 6
    error_message = "All six IPv4 addresses must be in one rule."
  }

  assert {
    condition     = azurerm_network_security_rule.outbound["tcp/443/ipv6"].destination_address_prefixes == toset(["2001:db8:e0::17/128"])
    error_message = "The IPv6 address must be in a rule of its own."
  }

  assert {
    condition     = azurerm_network_security_rule.outbound["tcp/443/ipv4"].protocol == "Tcp" && azurerm_network_security_rule.outbound["tcp/443/ipv4"].destination_port_range == "443"
    error_message = "The rule must be for TCP port 443."
  }

  assert {
    condition     = length(output.inbound_priorities) == 0
    error_message = "Without client_cidrs no client may reach the data plane."
  }
}

run "priorities_come_from_the_port" {
  variables {
    components                 = ["gateway", "audit_logging"]
    client_cidrs               = ["10.0.0.0/8"]
    audit_log_destination_port = 9443
  }

  assert {
    condition = output.outbound_priorities == {
      "konnect-out-tcp-443-ipv4"   = 1872
      "konnect-out-tcp-443-ipv6"   = 1874
      "konnect-out-tcp-8071-ipv4"  = 416
      "konnect-out-tcp-8071-ipv6"  = 418
      "konnect-out-udp-8071-ipv4"  = 417
      "konnect-out-udp-8071-ipv6"  = 419
      "konnect-out-tcp-20010-ipv4" = 220
      "konnect-out-tcp-20010-ipv6" = 222
      "konnect-out-udp-20010-ipv4" = 221
      "konnect-out-udp-20010-ipv6" = 223
    }
    error_message = "Konnect's own ports must have these priorities, whatever else there is."
  }

  assert {
    condition = output.inbound_priorities == {
      "konnect-in-tcp-8000-ipv4" = 132
      "konnect-in-tcp-8443-ipv4" = 1904
      "konnect-in-tcp-9443-ipv4" = 1908
    }
    error_message = "Inbound ports must have these priorities."
  }

  assert {
    condition     = azurerm_network_security_rule.inbound["tcp/8000/ipv4"].source_address_prefixes == toset(["10.0.0.0/8"])
    error_message = "Only the clients may reach the proxy port."
  }
}
