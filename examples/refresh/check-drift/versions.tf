terraform {
  required_version = ">= 1.5"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}
