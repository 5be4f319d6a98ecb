variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "security_group_id" {
  description = "Security group of the data plane. It must have no in-line rules."
  type        = string
}

variable "name" {
  description = "Name of the prefix lists, to which the address family is added."
  type        = string
  default     = "konnect-ingress"
}

variable "components" {
  description = "Konnect components to reach. A data plane needs gateway only."
  type        = set(string)
  default     = ["gateway"]
}
