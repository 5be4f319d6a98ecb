# The data source is read by a module of its own and goes into the variable as it is.

mock_provider "aws" {}

run "requirements" {
  module {
    source = "./tests/requirements"
  }
}

run "the_whole_data_source_fits" {
  variables {
    konnect           = run.requirements.konnect
    security_group_id = "sg-0123456789abcdef0"
  }

  # OpenTofu knows run.… in variables only, so the list's own rules stand here.
  assert {
    condition     = length(aws_vpc_security_group_egress_rule.konnect) == 7 && aws_vpc_security_group_egress_rule.konnect["tcp/443/2001:db8:e0::17/128"].cidr_ipv6 == "2001:db8:e0::17/128"
    error_message = "Each outbound rule must be there."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.konnect) == 14 && aws_vpc_security_group_ingress_rule.konnect["tcp/8443/10.0.0.0/8"].from_port == 8443
    error_message = "Each inbound rule must be there."
  }

  assert {
    condition     = output.content_hash == var.konnect.content_hash && startswith(output.content_hash, "sha256:")
    error_message = "The hash must be that of the data source."
  }
}
