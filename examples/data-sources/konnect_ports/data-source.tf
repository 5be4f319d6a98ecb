terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

data "konnect_ports" "this" {
  components = ["gateway"]

  proxy_listen  = "0.0.0.0:8000, 0.0.0.0:8443 http2 ssl"
  stream_listen = "0.0.0.0:9443 ssl, 0.0.0.0:9053 udp"
}

output "to_konnect" {
  value = keys(data.konnect_ports.this.outbound)
}

output "from_clients" {
  value = keys(data.konnect_ports.this.inbound)
}
