# The whole data source fits: konnect = data.konnect_network_requirements.this
variable "konnect" {
  description = "What the network has to allow, as the data source konnect_network_requirements gives it."
  type = object({
    outbound = map(object({
      protocol    = string
      port        = number
      family      = string
      cidrs       = set(string)
      components  = set(string)
      regions     = set(string)
      description = string
      name        = string
    }))
    inbound = map(object({
      protocol    = string
      port        = number
      family      = string
      cidrs       = set(string)
      components  = set(string)
      regions     = set(string)
      description = string
      name        = string
    }))
    outbound_rules = map(object({
      protocol    = string
      port        = number
      family      = string
      cidr        = string
      cidr_ipv4   = string
      cidr_ipv6   = string
      components  = set(string)
      regions     = set(string)
      description = string
      name        = string
    }))
    inbound_rules = map(object({
      protocol    = string
      port        = number
      family      = string
      cidr        = string
      cidr_ipv4   = string
      cidr_ipv6   = string
      components  = set(string)
      regions     = set(string)
      description = string
      name        = string
    }))
    outbound_hostnames = map(object({
      protocol    = string
      port        = number
      hostnames   = set(string)
      domains     = set(string)
      components  = set(string)
      description = string
      name        = string
    }))
    outbound_fqdns = map(object({
      protocol    = string
      port        = number
      fqdns       = set(string)
      components  = set(string)
      description = string
      name        = string
    }))
    hostnames          = set(string)
    fqdns              = set(string)
    wildcards          = set(string)
    suffixes           = set(string)
    domains            = set(string)
    ingress_ipv4_cidrs = set(string)
    ingress_ipv6_cidrs = set(string)
    egress_ipv4_cidrs  = set(string)
    egress_ipv6_cidrs  = set(string)
    update_date        = string
    updated_at         = string
    content_hash       = string
  })
}

variable "security_group_id" {
  description = "Security group of the data plane. It must have no in-line rules."
  type        = string
}
