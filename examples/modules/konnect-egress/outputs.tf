output "rules" {
  description = "What was opened, keyed by protocol, port and CIDR, for other tools."
  value = {
    for key, rule in data.konnect_network_requirements.this.outbound_rules : key => {
      protocol = rule.protocol
      port     = rule.port
      cidr     = rule.cidr
    }
  }
}

output "hostnames" {
  description = "Names that the data plane connects to, for a proxy or a firewall that looks at names."
  value       = data.konnect_network_requirements.this.hostnames
}

output "content_hash" {
  description = "Hash of the addresses. It changes with them."
  value       = data.konnect_network_requirements.this.content_hash
}
