variable "regions" {
  description = "Regions whose addresses are accepted, for example [\"us\", \"eu\"]. global and us come by themselves where they are needed."
  type        = set(string)
}

variable "directions" {
  description = "Directions that are accepted: ingress, at which Konnect receives, and egress, from which it sends audit logs."
  type        = set(string)
  default     = ["ingress"]
}

variable "removal_grace" {
  description = "How long an address stays after the list stopped naming it, as a duration."
  type        = string
  default     = "168h"
}

variable "max_removed_percent" {
  description = "Largest share of a region's accepted addresses that the list may lack without approval, from 0 to 100."
  type        = number
  default     = 50
}

variable "hold_additions" {
  description = "Whether all that the list adds waits for approval."
  type        = bool
  default     = false
}

variable "approved_changes" {
  description = "Hash of the changes that are approved, as the warning states it. Set it for one run only."
  type        = string
  default     = null
}
