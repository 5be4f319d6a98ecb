terraform {
  required_version = ">= 1.8"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

output "gateway_in_us" {
  value = provider::konnect::hostnames(["us"], ["gateway"])
}

output "default_components" {
  value = provider::konnect::hostnames(["us", "eu"], null)
}
