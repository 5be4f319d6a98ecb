terraform {
  required_version = ">= 1.0"

  required_providers {
    konnect = {
      source  = "konnect-network/konnect"
      version = "~> 0.1.0"
    }
  }
}

# These are the defaults.
provider "konnect" {
  ip_addresses_url       = "https://ip-addresses.origin.konghq.com/ip-addresses.json"
  updates_url            = "https://ip-addresses.origin.konghq.com/rss"
  request_timeout        = "30s"
  max_retries            = 3
  min_ipv4_prefix_length = 24
  min_ipv6_prefix_length = 48
}
