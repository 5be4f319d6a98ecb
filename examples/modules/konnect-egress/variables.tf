variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "security_group_id" {
  description = "Security group of the data plane. It must have no in-line rules."
  type        = string
}

variable "components" {
  description = "Konnect components to reach. A data plane needs gateway only."
  type        = set(string)
  default     = ["gateway"]
}

variable "control_plane_dns_prefixes" {
  description = "DNS prefixes of your control planes. Empty gives wildcards."
  type        = set(string)
  default     = []
}

variable "max_rules" {
  description = "Outbound rules that the security group may have for Konnect. The plan fails above it, before AWS refuses a part of the apply."
  type        = number
  default     = 60
}
