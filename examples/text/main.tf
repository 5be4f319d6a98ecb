data "konnect_network_requirements" "this" {
  regions                    = var.regions
  components                 = var.components
  control_plane_dns_prefixes = var.control_plane_dns_prefixes
  client_cidrs               = var.client_cidrs
  audit_log_destination_port = var.audit_log_destination_port
  aggregate                  = true
}

locals {
  requirements = data.konnect_network_requirements.this

  # A set is in the order of text, where 18.x stands before 3.x. cidr_merge sorts by number.
  outbound = { for key, rule in local.requirements.outbound : key => merge(rule, {
    entries = [for cidr in provider::konnect::cidr_merge(rule.cidrs) : {
      cidr    = cidr
      regions = join(" ", coalesce(lookup(local.regions.outbound, "${rule.protocol}/${rule.port}/${cidr}", rule.regions), toset([])))
    }]
  }) }
  inbound = { for key, rule in local.requirements.inbound : key => merge(rule, {
    entries = [for cidr in provider::konnect::cidr_merge(rule.cidrs) : {
      cidr    = cidr
      regions = join(" ", coalesce(lookup(local.regions.inbound, "${rule.protocol}/${rule.port}/${cidr}", rule.regions), toset([])))
    }]
  }) }
  rules = { outbound = local.outbound, inbound = local.inbound }

  # The regions whose list names an address, by the key of its rule. Null for addresses of yours.
  regions = {
    outbound = { for key, rule in local.requirements.outbound_rules : key => rule.regions }
    inbound  = { for key, rule in local.requirements.inbound_rules : key => rule.regions }
  }

  # What the change request lists now, and what the last one listed: one line for each address and name.
  list    = templatefile("${path.module}/templates/list.md.tftpl", merge(local.rules, { hostnames = local.requirements.outbound_hostnames }))
  line    = "(?m)^- (?P<rule>.*`[^`]+`)(?: \\((?P<regions>.*)\\))?\\s*$"
  current = regexall(local.line, local.list)
  last    = var.last_change_request == null ? null : regexall(local.line, var.last_change_request)
}

resource "local_file" "outbound_list" {
  for_each = local.outbound

  filename        = "${var.directory}/${each.value.name}.txt"
  file_permission = "0644"

  content = join("", [for entry in each.value.entries : "${entry.cidr}\n"])
}

resource "local_file" "inbound_list" {
  for_each = local.inbound

  filename        = "${var.directory}/${each.value.name}.txt"
  file_permission = "0644"

  content = join("", [for entry in each.value.entries : "${entry.cidr}\n"])
}

resource "local_file" "rules" {
  for_each = toset(["konnect.asa", "konnect.csv", "konnect.ipset", "konnect.iptables", "konnect.pf"])

  filename        = "${var.directory}/${each.value}"
  file_permission = "0644"

  content = templatefile("${path.module}/templates/${each.value}.tftpl", merge(local.rules, {
    data_plane_group = var.data_plane_group
    inet             = { ipv4 = "inet", ipv6 = "inet6" }
  }))
}

# The date of the list that brought these addresses. A later list with the same
# addresses changes nothing.
resource "terraform_data" "since" {
  input            = coalesce(local.requirements.updated_at, local.requirements.update_date)
  triggers_replace = local.requirements.content_hash

  lifecycle {
    ignore_changes = [input]
  }
}

resource "local_file" "change_request" {
  filename        = "${var.directory}/change-request.md"
  file_permission = "0644"

  content = templatefile("${path.module}/templates/change-request.md.tftpl", merge(local.rules, {
    areas        = var.regions
    since        = terraform_data.since.output
    content_hash = local.requirements.content_hash
    list         = local.list
    compared     = local.last != null
    added        = [for line in local.current : line if !contains(coalesce(local.last, [])[*].rule, line.rule)]
    removed      = [for line in coalesce(local.last, []) : line if !contains(local.current[*].rule, line.rule)]
  }))
}

module "connection_check" {
  source = "./connection-check"

  requirements = local.requirements
  filename     = "${var.directory}/check-connections.sh"
}
