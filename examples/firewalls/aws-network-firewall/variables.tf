variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "components" {
  description = "Konnect components to reach. A data plane needs gateway only."
  type        = set(string)
  default     = ["gateway"]
}

variable "control_plane_dns_prefixes" {
  description = "DNS prefixes of your control planes, for example [\"9e0353434a\"]. Empty allows every control plane of the regions by a wildcard."
  type        = set(string)
  default     = []
}

variable "name" {
  description = "Name of the rule group."
  type        = string
  default     = "konnect-outbound"
}

variable "capacity" {
  description = "Capacity reserved for the rule group. Changing it later replaces the rule group."
  type        = number
  default     = 100
}
