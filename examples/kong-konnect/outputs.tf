output "control_plane_id" {
  description = "Id of the control plane."
  value       = konnect_gateway_control_plane.this.id
}

output "hostnames" {
  description = "Names that the data plane connects to. No wildcard is among them."
  value       = data.konnect_hostnames.this.hostnames
}
