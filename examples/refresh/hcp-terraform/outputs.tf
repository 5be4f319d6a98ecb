output "workspace_id" {
  description = "Id of the workspace, which the scheduled workflow needs."
  value       = tfe_workspace.konnect.id
}
