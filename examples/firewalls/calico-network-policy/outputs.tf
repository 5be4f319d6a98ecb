output "policy" {
  description = "Namespace and name of the policy."
  value       = "${var.namespace}/konnect-data-plane"
}
