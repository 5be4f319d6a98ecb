terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_network_requirements" "this" {
  regions = ["us", "eu"]

  # Exact names instead of wildcards, for the region in the endpoint.
  control_plane_endpoints = ["https://f47a4e996f.us.cp.konghq.com"]

  # Who may reach the data planes' proxy ports.
  client_cidrs = ["10.0.0.0/8"]

  # Where your collector receives Konnect's audit-log webhooks.
  audit_log_destination_port = 6514
}

# One rule for each of these keys: for_each over the map itself.
output "outbound_rules" {
  value = data.konnect_network_requirements.this.outbound_rules
}

output "inbound_rules" {
  value = data.konnect_network_requirements.this.inbound_rules
}

# One group for each port, for targets that take lists of CIDRs.
output "outbound" {
  value = data.konnect_network_requirements.this.outbound
}
