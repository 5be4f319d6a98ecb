terraform {
  required_version = ">= 1.8"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

output "is_covered" {
  value = provider::konnect::cidr_contains(["192.0.2.0/25", "192.0.2.128/25"], "192.0.2.0/24")
}
