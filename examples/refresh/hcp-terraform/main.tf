resource "tfe_workspace" "konnect" {
  organization      = var.organization
  name              = var.name
  description       = "Keeps the addresses of Kong Konnect up to date."
  terraform_version = var.terraform_version
  working_directory = var.working_directory

  # A health assessment re-reads the data sources and evaluates the checks between
  # runs. It changes nothing.
  assessments_enabled = true

  # Whether a plan that the daily run finds good is applied without a person.
  auto_apply = var.auto_apply

  dynamic "vcs_repo" {
    for_each = var.vcs_repository[*]
    content {
      identifier                 = vcs_repo.value.identifier
      github_app_installation_id = vcs_repo.value.github_app_installation_id
    }
  }
}

resource "tfe_notification_configuration" "konnect" {
  workspace_id     = tfe_workspace.konnect.id
  name             = "konnect-addresses"
  enabled          = true
  destination_type = var.notification_destination
  url              = var.notification_url

  # A check that fails, drift and a run that failed are always reported. Beside these: with auto-apply, that a change is
  # being applied; without it, that one waits for confirmation.
  triggers = setunion(
    ["assessment:check_failure", "assessment:drifted", "assessment:failed", "run:errored"],
    var.auto_apply ? ["run:applying"] : ["run:needs_attention"],
  )
}
