variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "namespace" {
  description = "Namespace of the data plane."
  type        = string
  default     = "kong"
}

variable "selector" {
  description = "Calico selector of the data plane's pods."
  type        = string
  default     = "app.kubernetes.io/name == 'kong'"
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
