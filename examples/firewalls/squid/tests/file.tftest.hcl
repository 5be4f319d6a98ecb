mock_provider "local" {}

variables {
  regions = ["us"]
}

run "one_name_a_line" {
  assert {
    condition     = local_file.konnect.content == ".us.cp.konghq.com\n.us.cp0.konghq.com\n.us.tp.konghq.com\n.us.tp0.konghq.com\nus.api.konghq.com\n"
    error_message = "The file must hold exact names and leading-dot suffixes, sorted."
  }
}

run "exact_names_for_a_known_control_plane" {
  variables {
    control_plane_dns_prefixes = ["9e0353434a"]
  }

  assert {
    condition     = length(regexall("(?m)^\\.", local_file.konnect.content)) == 0 && strcontains(local_file.konnect.content, "9e0353434a.us.tp.konghq.com\n")
    error_message = "No suffix may be left."
  }
}

run "a_suffix_stands_for_its_own_name" {
  variables {
    components = ["gateway", "identity"]
  }

  assert {
    condition     = local_file.konnect.content == ".us.cp.konghq.com\n.us.cp0.konghq.com\n.us.identity.konghq.com\n.us.tp.konghq.com\n.us.tp0.konghq.com\nus.api.konghq.com\n"
    error_message = "Squid refuses a list with us.identity.konghq.com beside its suffix."
  }
}
