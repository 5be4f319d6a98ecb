terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

# A VPC in us-east-1 whose data planes belong to control planes in the US and in Australia.
data "konnect_private_link" "this" {
  aws_region = "us-east-1"
  regions    = ["us", "au"]
}

# us, au and global: one interface endpoint for each.
output "service_names" {
  value = { for endpoint in data.konnect_private_link.this.endpoints : endpoint.region => endpoint.service_name }
}
