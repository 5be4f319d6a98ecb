variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "directory" {
  description = "Directory to write the files to."
  type        = string
  default     = "konnect"
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

variable "last_change_request" {
  description = "Text of the last change request, for example file(\"approved/change-request.md\"). The next one then says what is added and removed. Null compares with nothing."
  type        = string
  default     = null

  validation {
    condition     = var.last_change_request == null || length(regexall("(?m)^- .*`", coalesce(var.last_change_request, "-"))) > 0
    error_message = "last_change_request is not the text of a change request: no line starts with a hyphen and names an address."
  }
}

variable "data_plane_group" {
  description = "Name of your own network object group on the Cisco ASA that holds the data planes and the collector."
  type        = string
  default     = "data-planes"
}
