variable "regions" {
  description = "Regions whose ingress addresses, at which Konnect receives, should be deployed, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "deployed_cidrs" {
  description = "What the firewall holds now, as CIDRs."
  type        = set(string)
}
