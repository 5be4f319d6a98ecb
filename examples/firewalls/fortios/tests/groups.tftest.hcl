mock_provider "fortios" {}

variables {
  regions = ["eu"]
}

run "families_in_separate_groups" {
  assert {
    condition     = output.ipv4_groups == tolist(["konnect-out-tcp-443-ipv4"]) && output.ipv6_groups == tolist(["konnect-out-tcp-443-ipv6"])
    error_message = "There must be one group a port and family."
  }

  assert {
    condition     = toset(fortios_firewall_addrgrp.konnect["konnect-out-tcp-443-ipv4"].member[*].name) == toset([for object in fortios_firewall_address.konnect : object.name])
    error_message = "The group must name every IPv4 object."
  }

  assert {
    condition     = one(fortios_firewall_addrgrp6.konnect["konnect-out-tcp-443-ipv6"].member).name == fortios_firewall_address6.konnect["2001:db8:e0::17/128"].name
    error_message = "The group must name the IPv6 object."
  }

  assert {
    condition     = fortios_firewall_address.konnect["203.0.113.9/32"].subnet == "203.0.113.9 255.255.255.255" && fortios_firewall_address.konnect["203.0.113.9/32"].name == "konnect-203-0-113-9-32"
    error_message = "An IPv4 object must hold an address and a mask."
  }

  assert {
    condition     = fortios_firewall_address6.konnect["2001:db8:e0::17/128"].ip6 == "2001:db8:e0::17/128" && fortios_firewall_address6.konnect["2001:db8:e0::17/128"].name == "konnect-2001-db8-e0--17-128"
    error_message = "An IPv6 object must hold the prefix."
  }
}

run "no_group_for_a_family_without_addresses" {
  variables {
    regions = ["us"]
  }

  assert {
    condition     = length(output.ipv6_groups) == 0 && length(fortios_firewall_address6.konnect) == 0
    error_message = "FortiOS takes no empty group."
  }
}

run "services" {
  variables {
    components = ["gateway", "audit_logging"]
  }

  assert {
    condition     = output.services == tolist(["konnect-tcp-20010", "konnect-tcp-443", "konnect-tcp-8071", "konnect-udp-20010", "konnect-udp-8071"])
    error_message = "There must be one service a port."
  }

  assert {
    condition     = fortios_firewallservice_custom.konnect["tcp/443"].tcp_portrange == "443" && fortios_firewallservice_custom.konnect["udp/8071"].udp_portrange == "8071"
    error_message = "A service must hold its port."
  }
}
