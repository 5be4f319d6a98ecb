variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "firewall_policy_id" {
  description = "Id of the firewall policy that gets the rules."
  type        = string
}

variable "source_addresses" {
  description = "Addresses of the data planes, for example [\"10.1.0.0/24\"]."
  type        = list(string)
}

variable "priority" {
  description = "Priority of the rule collection group, from 100 to 65000."
  type        = number
  default     = 500
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
