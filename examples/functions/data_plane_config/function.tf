terraform {
  required_version = ">= 1.8"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

locals {
  settings = provider::konnect::data_plane_config(
    "https://f47a4e996f.us.cp.konghq.com",
    "https://f47a4e996f.us.tp.konghq.com",
  )
}

output "kong_conf" {
  value = join("\n", [for setting, value in local.settings : "${setting} = ${value}"])
}

output "environment" {
  value = { for setting, value in local.settings : "KONG_${upper(setting)}" => value }
}
