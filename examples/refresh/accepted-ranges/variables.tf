variable "regions" {
  description = "Regions whose ingress addresses, at which Konnect receives, are accepted, for example [\"us\", \"eu\"]."
  type        = set(string)
}

variable "removal_grace" {
  description = "How long an address stays after the list has ceased to name it, as a Go duration."
  type        = string
  default     = "168h"
}

variable "max_removed_percent" {
  description = "Largest share of a region's accepted entries that the list may lack without approval, from 0 to 100."
  type        = number
  default     = 50
}

variable "hold_additions" {
  description = "Whether what the list adds waits for approval."
  type        = bool
  default     = false
}

variable "approved_content_hash" {
  description = "Hash of the list whose held changes are approved, as the warning states it. Any other list is held as before."
  type        = string
  default     = null
}
