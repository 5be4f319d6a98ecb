mock_provider "local" {}

variables {
  regions = ["us"]
}

run "sets_and_chains" {
  assert {
    condition     = strcontains(local_file.konnect.content, "add rule inet filter konnect_outbound ip daddr @konnect_out_tcp_443_ipv4 tcp dport 443 accept\n")
    error_message = "The outbound chain must accept Konnect's port."
  }

  assert {
    condition     = alltrue([for cidr in data.konnect_network_requirements.this.ingress_ipv4_cidrs : strcontains(local_file.konnect.content, cidr)])
    error_message = "Every address must be in the set."
  }

  assert {
    condition     = !strcontains(local_file.konnect.content, "ipv6")
    error_message = "us has no IPv6 address, and so no IPv6 set."
  }
}

run "inbound" {
  variables {
    client_cidrs = ["10.0.0.0/8"]
  }

  assert {
    condition     = strcontains(local_file.konnect.content, "add element inet filter konnect_in_tcp_8443_ipv4 { 10.0.0.0/8 }\n")
    error_message = "The clients must be in the proxy port's set."
  }

  assert {
    condition     = strcontains(local_file.konnect.content, "add rule inet filter konnect_inbound ip saddr @konnect_in_tcp_8443_ipv4 tcp dport 8443 accept\n")
    error_message = "The inbound chain must accept the proxy port."
  }
}
