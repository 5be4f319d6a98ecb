# With HCP Terraform, tfe_outputs in its place reads the outputs alone, not the whole state.
data "terraform_remote_state" "accepted" {
  backend = "local"

  config = {
    path = var.state_path
  }
}

# Makes no request: what is accepted stands in place of the list.
data "konnect_network_requirements" "this" {
  regions    = var.regions
  components = ["gateway"]
  accepted   = data.terraform_remote_state.accepted.outputs.accepted
}

locals {
  families = {
    IPv4 = data.konnect_network_requirements.this.ingress_ipv4_cidrs
    IPv6 = data.konnect_network_requirements.this.ingress_ipv6_cidrs
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
