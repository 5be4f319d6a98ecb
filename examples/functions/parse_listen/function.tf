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
  listeners = provider::konnect::parse_listen("proxy_listen", "0.0.0.0:8000, [::]:8443 http2 ssl")
}

output "tls_ports" {
  value = [for listener in local.listeners : listener.port if listener.tls]
}
