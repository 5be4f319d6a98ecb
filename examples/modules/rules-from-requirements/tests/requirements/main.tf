terraform {
  required_version = ">= 1.6"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_network_requirements" "this" {
  regions                    = ["eu"]
  components                 = ["gateway"]
  client_cidrs               = ["10.0.0.0/8"]
  audit_log_destination_port = 6514
}

output "konnect" {
  value = data.konnect_network_requirements.this
}
