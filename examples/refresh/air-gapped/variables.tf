variable "ip_addresses_url" {
  description = "Where the copy of the address list is: \"file:///…\" for a file on this machine, \"https://…\" for a mirror."
  type        = string
}

variable "ca_cert_file" {
  description = "PEM file with the certificates of the private CA that signed the mirror's certificate. Default: the system's roots alone."
  type        = string
  default     = null
}

variable "regions" {
  description = "Regions whose ingress addresses, at which Konnect receives, are used, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "minimum_update_date" {
  description = "Oldest update_date to accept, for example \"2025-08-26-16-03-33\". Raise it from time to time: a mirror that stands still says nothing."
  type        = string
  default     = null
}
