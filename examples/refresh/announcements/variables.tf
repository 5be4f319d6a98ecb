variable "regions" {
  description = "Regions whose ingress addresses, at which Konnect receives, are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "read_until" {
  description = "Time of the newest announcement that a person has read, in RFC 3339, for example \"2025-08-26T16:03:33Z\"."
  type        = string
}
