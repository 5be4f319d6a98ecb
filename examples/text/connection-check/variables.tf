variable "requirements" {
  description = "The data source konnect_network_requirements, whole or these parts of it."
  type = object({
    outbound = map(object({
      port  = number
      cidrs = set(string)
    }))
    outbound_fqdns = map(object({
      port  = number
      fqdns = set(string)
    }))
    wildcards = set(string)
  })
}

variable "filename" {
  description = "Script to write."
  type        = string
  default     = "check-connections.sh"
}
