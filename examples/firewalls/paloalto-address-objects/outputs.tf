output "object_names" {
  description = "Names of the address objects."
  value = sort(concat(
    [for object in panos_address.cidr : object.name],
    [for object in panos_address.fqdn : object.name],
  ))
}
