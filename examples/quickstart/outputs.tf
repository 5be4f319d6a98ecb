output "outbound_ports" {
  description = "Ports to open from your network to Konnect, with what needs each."
  value = {
    for key, port in data.konnect_network_requirements.this.outbound : key => {
      components   = port.components
      destinations = length(port.ipv4_cidrs) + length(port.ipv6_cidrs)
    }
  }
}

output "outbound_destinations" {
  description = "Addresses at which Konnect receives: the destinations of outbound rules."
  value = setunion(
    data.konnect_network_requirements.this.ingress_ipv4_cidrs,
    data.konnect_network_requirements.this.ingress_ipv6_cidrs,
  )
}

output "outbound_hostnames" {
  description = "Names behind these addresses, for a proxy or a firewall that looks at names."
  value       = data.konnect_network_requirements.this.hostnames
}

output "inbound_ports" {
  description = "Ports of your data planes to open to your own clients."
  value = {
    for key, port in data.konnect_network_requirements.this.inbound : key => {
      components  = port.components
      description = port.description
    }
  }
}

output "audit_log_sources" {
  description = "Addresses from which Konnect sends: the sources of inbound rules to your audit-log collector."
  value = setunion(
    data.konnect_network_requirements.this.egress_ipv4_cidrs,
    data.konnect_network_requirements.this.egress_ipv6_cidrs,
  )
}

output "updated_at" {
  description = "When Konnect last changed its list."
  value       = data.konnect_network_requirements.this.updated_at
}
