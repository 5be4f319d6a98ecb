terraform {
  required_version = ">= 1.5"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
