variable "state_path" {
  description = "State file of the workspace that accepts."
  type        = string
}

variable "regions" {
  description = "Regions that this network needs, some or all of those of the workspace that accepts."
  type        = set(string)
}

variable "name" {
  description = "Name of the prefix lists, to which the address family is added."
  type        = string
  default     = "konnect-ingress"
}
