output "prefix_list_ids" {
  description = "Ids of the managed prefix lists, by address family."
  value       = { for family, list in aws_ec2_managed_prefix_list.konnect : family => list.id }
}
