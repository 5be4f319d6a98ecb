terraform {
  required_version = ">= 1.8"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

output "endpoint" {
  value = provider::konnect::parse_endpoint("https://f47a4e996f.us.cp.konghq.com")
}
