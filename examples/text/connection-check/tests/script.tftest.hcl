mock_provider "local" {}

variables {
  requirements = {
    outbound = {
      "tcp/443/ipv4" = { port = 443, cidrs = ["203.0.113.5/32", "203.0.113.64/28"] }
    }
    outbound_fqdns = {
      "tcp/443" = { port = 443, fqdns = ["us.api.konghq.com", "9e0353434a.us.cp.konghq.com"] }
    }
    wildcards = []
  }
}

run "names_and_addresses" {
  assert {
    condition     = strcontains(local_file.script.content, "\nnames='443 9e0353434a.us.cp.konghq.com\n443 us.api.konghq.com\n'\n")
    error_message = "Each name must be there once, with its port."
  }

  assert {
    condition     = strcontains(local_file.script.content, "\nprefixes='443 203.0.113.5/32\n443 203.0.113.64/28\n'\n")
    error_message = "Each prefix must be there, with its port."
  }
}
