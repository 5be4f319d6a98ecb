variable "name" {
  description = "Name of the control plane."
  type        = string
}

variable "region" {
  description = "Konnect region in which the control plane is made: the one of the konnect provider's server_url."
  type        = string
}

variable "security_group_id" {
  description = "Security group of the data plane. It must have no in-line rules."
  type        = string
}
