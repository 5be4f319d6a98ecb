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

  assert {
    condition     = toset(keys(aws_vpc_security_group_egress_rule.konnect)) == toset(keys(run.requirements.konnect.outbound_rules))
    error_message = "There must be one outbound rule for each row."
  }

  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.konnect)) == toset(keys(run.requirements.konnect.inbound_rules))
    error_message = "There must be one inbound rule for each row."
  }

  assert {
    condition     = output.content_hash == run.requirements.konnect.content_hash
    error_message = "The hash must be that of the data source."
  }
}
