variable "regions" {
  description = "Regions whose ingress addresses, at which Konnect receives, the prefix lists hold, for example [\"us\", \"global\"]."
  type        = set(string)
}

variable "name" {
  description = "Name of the prefix lists, to which the address family is added. No other prefix list may have it."
  type        = string
  default     = "konnect-ingress"
}

variable "max_dropped_share" {
  description = "Largest share of the deployed addresses that a change may drop without approval, from 0 to 1."
  type        = number
  default     = 0.25

  validation {
    condition     = var.max_dropped_share >= 0 && var.max_dropped_share <= 1
    error_message = "The share must be between 0 and 1."
  }
}

variable "approved_content_hash" {
  description = "The content_hash of the address list whose drops are approved, as the blocked plan states it. Any other list stays blocked."
  type        = string
  default     = null
}
