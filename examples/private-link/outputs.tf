output "vpc_endpoint_ids" {
  description = "Ids of the interface endpoints, by AWS region and Konnect region."
  value       = { for key, endpoint in aws_vpc_endpoint.konnect : key => endpoint.id }
}

output "kong_conf" {
  description = "Settings of kong.conf with which a data plane reaches its control plane over PrivateLink."
  value       = local.settings
}
