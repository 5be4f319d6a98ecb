variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "firewall_policy" {
  description = "Name of the global network firewall policy that gets the rules."
  type        = string
}

variable "control_plane_dns_prefixes" {
  description = "DNS prefixes of your control planes, for example [\"9e0353434a\"]."
  type        = set(string)
}

variable "portal_ids" {
  description = "First labels of your Dev Portals' default domains. Needed for the component dev_portal only."
  type        = set(string)
  default     = []
}

variable "components" {
  description = "Konnect components to reach. A data plane needs gateway only."
  type        = set(string)
  default     = ["gateway"]
}

variable "first_priority" {
  description = "Priorities are counted from here: twice the port, and one more for UDP. They never depend on another rule."
  type        = number
  default     = 100000
}
