variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "namespace" {
  description = "Namespace of the data plane."
  type        = string
  default     = "kong"
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
