variable "regions" {
  description = "Regions whose ingress addresses, at which Konnect receives, the prefix lists should hold, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "prefix_list_ids" {
  description = "Ids of the deployed prefix lists, one for each address family."
  type        = set(string)
}
