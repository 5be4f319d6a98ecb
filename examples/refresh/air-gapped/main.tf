provider "konnect" {
  ip_addresses_url = var.ip_addresses_url
  ca_cert_pem      = var.ca_cert_file == null ? null : file(var.ca_cert_file)
}

data "konnect_ip_ranges" "this" {
  regions             = var.regions
  minimum_update_date = var.minimum_update_date
}
