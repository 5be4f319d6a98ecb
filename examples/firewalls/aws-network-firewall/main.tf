data "konnect_hostnames" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
}

resource "aws_networkfirewall_rule_group" "konnect" {
  name        = var.name
  description = "Outbound TLS to Kong Konnect"
  type        = "STATEFUL"
  capacity    = var.capacity

  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI"]
        targets              = data.konnect_hostnames.this.domains
      }
    }
  }
}
