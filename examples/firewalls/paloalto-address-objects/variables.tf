variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "location" {
  description = "Where the objects live: one of shared, device_group and vsys."
  type = object({
    shared       = optional(object({}))
    device_group = optional(object({ name = string }))
    vsys         = optional(object({ name = string }))
  })
  default = { shared = {} }
}

variable "tags" {
  description = "Administrative tags, which must exist. A dynamic address group that matches them follows every change."
  type        = list(string)
  default     = []
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
