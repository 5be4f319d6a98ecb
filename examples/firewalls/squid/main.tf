data "konnect_hostnames" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
}

resource "local_file" "konnect" {
  filename        = var.filename
  file_permission = "0644"

  content = join("", [for name in data.konnect_hostnames.this.domains : "${name}\n"])
}
