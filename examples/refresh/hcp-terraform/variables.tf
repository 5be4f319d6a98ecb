variable "organization" {
  description = "HCP Terraform organization."
  type        = string
}

variable "name" {
  description = "Name of the workspace."
  type        = string
  default     = "konnect-addresses"
}

variable "auto_apply" {
  description = "Whether runs apply without confirmation. See the README for both answers."
  type        = bool
  default     = false
}

variable "terraform_version" {
  description = "Terraform version of the workspace. Checks need 1.5."
  type        = string
  default     = "~> 1.11"
}

variable "working_directory" {
  description = "Folder of the configuration inside its repository. Default: the root."
  type        = string
  default     = null
}

variable "vcs_repository" {
  description = "GitHub repository of the configuration. Default: none, the configuration is uploaded by the CLI or the API."
  type = object({
    identifier                 = string
    github_app_installation_id = string
  })
  default = null
}

variable "notification_destination" {
  description = "Kind of the notification's receiver: generic, slack or microsoft-teams."
  type        = string
  default     = "slack"
}

variable "notification_url" {
  description = "URL of the notification's receiver. Whoever knows it can post there."
  type        = string
  sensitive   = true
}
