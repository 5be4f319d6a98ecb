mock_provider "local" {}

variables {
  regions = ["us"]
}

run "one_cidr_a_line" {
  assert {
    condition     = keys(local_file.outbound_list) == ["tcp/443/ipv4"] && length(local_file.inbound_list) == 0
    error_message = "There must be one list a port and family, and none inbound without clients."
  }

  assert {
    condition     = toset(compact(split("\n", local_file.outbound_list["tcp/443/ipv4"].content))) == data.konnect_network_requirements.this.ingress_ipv4_cidrs
    error_message = "The list must hold every address and nothing else."
  }

  assert {
    condition     = startswith(local_file.outbound_list["tcp/443/ipv4"].content, "18.220.4.10/32\n192.0.2.66/32\n192.0.2.117/32\n203.0.113.105/32\n")
    error_message = "The addresses must be sorted by number."
  }
}

run "rules" {
  variables {
    client_cidrs = ["10.0.0.0/8"]
  }

  assert {
    condition     = startswith(local_file.rules["konnect.csv"].content, "direction,protocol,port,family,cidr,name,components,regions,description\noutbound,tcp,443,ipv4,18.220.4.10/32,konnect-out-tcp-443-ipv4,gateway,us,\"")
    error_message = "The CSV must have a header and a row for each rule."
  }

  assert {
    condition     = strcontains(local_file.rules["konnect.iptables"].content, "-4 -A konnect-inbound -p tcp --dport 8443 -m set --match-set konnect-in-tcp-8443-ipv4 src -j ACCEPT\n")
    error_message = "Clients must reach the proxy port."
  }

  assert {
    condition     = strcontains(local_file.rules["konnect.pf"].content, "pass out quick inet proto tcp from any to <konnect-out-tcp-443-ipv4> port 443\n")
    error_message = "pf must pass Konnect's port."
  }

  assert {
    condition     = strcontains(local_file.rules["konnect.asa"].content, "object-group network konnect-in-tcp-8443-ipv4\n description Inbound: proxy clients (gateway)\n network-object 10.0.0.0 255.0.0.0\n")
    error_message = "The ASA's group must hold the clients."
  }

  assert {
    condition     = alltrue([for file in local_file.rules : !strcontains(file.content, "ipv6")])
    error_message = "us has no IPv6 address, and so no IPv6 rule."
  }
}

run "change_request" {
  assert {
    condition     = strcontains(local_file.change_request.content, "| outbound | TCP | 443 | IPv4 | konnect-out-tcp-443-ipv4 | Outbound: HTTPS to Konnect (gateway) for us |\n")
    error_message = "The request must list the rule."
  }

  assert {
    condition     = strcontains(local_file.change_request.content, "**Since:** Konnect's list of addresses of ${data.konnect_network_requirements.this.updated_at}.")
    error_message = "The request must say since when."
  }
}

run "what_has_changed" {
  variables {
    client_cidrs        = ["10.0.0.0/8"]
    last_change_request = "## All rules\n\n- Outbound TCP 443 to `18.220.4.10/32` (us)\n- Outbound TCP 443 to `192.0.2.1/32` (eu us)\n- Inbound TCP 8000 from `10.0.0.0/8`\r\n"
  }

  assert {
    condition     = strcontains(local_file.change_request.content, "\n\n## Changes since the last request\n\n| change | rule | regions |\n| --- | --- | --- |\n| add | Outbound TCP 443 to `192.0.2.66/32` | us |\n")
    error_message = "What is new must come first, in the order of the list."
  }

  assert {
    condition     = strcontains(local_file.change_request.content, "| add | Inbound TCP 8443 from `10.0.0.0/8` | |\n") && strcontains(local_file.change_request.content, "\n| remove | Outbound TCP 443 to `192.0.2.1/32` | eu us |\n\n## All rules\n")
    error_message = "What is gone must be there, with the regions that it had."
  }

  assert {
    condition     = !strcontains(local_file.change_request.content, "| Outbound TCP 443 to `18.220.4.10/32` |") && !strcontains(local_file.change_request.content, "| Inbound TCP 8000 from")
    error_message = "What has not changed must not be among the changes."
  }
}

run "not_a_change_request" {
  command = plan

  variables {
    last_change_request = "nothing"
  }

  expect_failures = [var.last_change_request]
}
