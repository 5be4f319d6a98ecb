mock_provider "panos" {}

variables {
  regions                    = ["eu"]
  control_plane_dns_prefixes = ["9e0353434a"]
}

run "one_object_an_address_or_name" {
  assert {
    condition     = length(panos_address.cidr) == 7
    error_message = "eu has seven ingress addresses."
  }

  assert {
    condition     = panos_address.cidr["2001:db8:e0::17/128"].name == "konnect-2001-db8-e0--17-128" && panos_address.cidr["2001:db8:e0::17/128"].ip_netmask == "2001:db8:e0::17/128"
    error_message = "A name must be made from the address."
  }

  assert {
    condition     = panos_address.fqdn["9e0353434a.eu.cp.konghq.com"].fqdn == "9e0353434a.eu.cp.konghq.com"
    error_message = "The control plane's own name is missing."
  }

  assert {
    condition     = alltrue([for name in output.object_names : length(name) <= 63 && can(regex("^[A-Za-z0-9_-]+$", name))])
    error_message = "PAN-OS takes names of up to 63 letters, digits, hyphens and underscores."
  }
}
