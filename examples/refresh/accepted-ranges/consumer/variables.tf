variable "state_path" {
  description = "State file of the workspace that accepts."
  type        = string
}

variable "name" {
  description = "Name of the prefix lists, to which the address family is added."
  type        = string
  default     = "konnect-ingress"
}
