mock_provider "tfe" {}

variables {
  organization     = "example"
  notification_url = "https://example.com/hook"
}

run "a_person_confirms" {
  assert {
    condition     = tfe_workspace.konnect.assessments_enabled && !tfe_workspace.konnect.auto_apply && length(tfe_workspace.konnect.vcs_repo) == 0
    error_message = "The workspace must be assessed and must wait."
  }

  assert {
    condition     = tfe_notification_configuration.konnect.triggers == toset(["assessment:check_failure", "assessment:drifted", "assessment:failed", "run:errored", "run:needs_attention"])
    error_message = "A run that waits must be reported."
  }
}

run "auto_apply" {
  variables {
    auto_apply     = true
    vcs_repository = { identifier = "example/network", github_app_installation_id = "ghain-1" }
  }

  assert {
    condition     = tfe_workspace.konnect.auto_apply && one(tfe_workspace.konnect.vcs_repo).identifier == "example/network"
    error_message = "The workspace must apply, and take its configuration from the repository."
  }

  assert {
    condition     = tfe_notification_configuration.konnect.triggers == toset(["assessment:check_failure", "assessment:drifted", "assessment:failed", "run:applying", "run:errored"])
    error_message = "A change that is applied must be reported."
  }
}
