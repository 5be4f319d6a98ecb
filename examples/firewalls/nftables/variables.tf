variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "filename" {
  description = "File to write."
  type        = string
  default     = "konnect.nft"
}

variable "table" {
  description = "Table of the inet family that holds the sets and chains. It is made where it is missing."
  type        = string
  default     = "filter"
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
