terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_regions" "this" {}

output "codes" {
  value = data.konnect_regions.this.codes
}

output "generally_available" {
  value = [for code, region in data.konnect_regions.this.regions : code if region.status == "GA"]
}
