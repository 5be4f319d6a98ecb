variable "regions" {
  description = "Konnect regions whose services are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "components" {
  description = "Konnect components to reach. A data plane needs gateway only."
  type        = set(string)
  default     = ["gateway"]
}
