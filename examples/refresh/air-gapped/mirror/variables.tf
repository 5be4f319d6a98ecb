variable "candidate_url" {
  description = "The file to judge, as \"file:///…\"."
  type        = string
}

variable "minimum_update_date" {
  description = "The update_date of the copy that is published now: the candidate may not be older."
  type        = string
  default     = null
}

variable "ingress_regions" {
  description = "Regions that must have ingress addresses. Default: all that have some; name yours, so that one that vanishes is refused."
  type        = set(string)
  default     = null
}

variable "egress_regions" {
  description = "Regions that must have egress addresses. Default: all that have some."
  type        = set(string)
  default     = null
}
