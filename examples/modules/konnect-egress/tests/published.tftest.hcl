# The same module with the real konnect provider and the list that
# KONNECT_IP_ADDRESSES_URL names.

mock_provider "aws" {}

variables {
  regions           = ["us"]
  security_group_id = "sg-0123456789abcdef0"
}

run "one_rule_a_published_address" {
  assert {
    condition     = length(aws_vpc_security_group_egress_rule.this) == 6
    error_message = "us has six ingress addresses."
  }

  assert {
    condition     = startswith(output.content_hash, "sha256:")
    error_message = "The hash must name its algorithm."
  }
}
