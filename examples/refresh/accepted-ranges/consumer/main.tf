# With HCP Terraform, tfe_outputs in its place reads the outputs alone, not the whole state.
data "terraform_remote_state" "accepted" {
  backend = "local"

  config = {
    path = var.state_path
  }
}

locals {
  cidrs = data.terraform_remote_state.accepted.outputs.ingress_cidrs
  families = {
    IPv4 = [for cidr in local.cidrs : cidr if length(regexall(":", cidr)) == 0]
    IPv6 = [for cidr in local.cidrs : cidr if length(regexall(":", cidr)) > 0]
  }
}

resource "aws_ec2_managed_prefix_list" "konnect" {
  for_each = local.families

  name           = "${var.name}-${lower(each.key)}"
  address_family = each.key
  max_entries    = max(1, length(each.value))

  dynamic "entry" {
    for_each = each.value
    content {
      cidr = entry.value
    }
  }
}
