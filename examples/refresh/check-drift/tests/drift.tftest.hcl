variables {
  regions        = ["us"]
  deployed_cidrs = ["18.220.4.10/32", "192.0.2.66/32", "192.0.2.117/32", "203.0.113.105/32", "203.0.113.154/32", "203.0.113.230/32"]
}

run "the_same" {
  assert {
    condition     = length(output.missing) == 0 && length(output.stale) == 0
    error_message = "Nothing differs."
  }
}

run "one_missing_and_one_stale" {
  variables {
    deployed_cidrs = ["18.220.4.10/32", "192.0.2.66/32", "192.0.2.117/32", "203.0.113.105/32", "203.0.113.154/32", "198.51.100.99/32"]
  }

  expect_failures = [check.deployed_addresses]

  assert {
    condition     = output.missing == toset(["203.0.113.230/32"]) && output.stale == toset(["198.51.100.99/32"])
    error_message = "The outputs must name what differs."
  }
}
