variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "network" {
  description = "Name or self link of the VPC network."
  type        = string
}

variable "target_tags" {
  description = "Network tags of the data plane's instances. Empty means every instance of the network."
  type        = set(string)
  default     = ["konnect-data-plane"]
}

variable "components" {
  description = "Konnect components to reach. A data plane needs gateway only."
  type        = set(string)
  default     = ["gateway"]
}

variable "client_cidrs" {
  description = "Networks whose clients may reach the data plane's proxy ports. Empty opens none of them."
  type        = set(string)
  default     = []
}

variable "audit_log_destination_port" {
  description = "Port on which your collector receives Konnect's audit-log webhooks. Null opens none."
  type        = number
  default     = null
}

variable "name_prefix" {
  description = "Start of every rule's name, at most 12 characters. Rule names are unique in a project."
  type        = string
  default     = "konnect"
}
