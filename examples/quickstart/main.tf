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
  regions    = ["us", "eu"]
  components = ["gateway"]

  # Your clients, which may reach the data planes' proxy ports.
  client_cidrs = ["10.0.0.0/8"]

  # The port on which your collector receives Konnect's audit-log webhooks.
  audit_log_destination_port = 6514
}
