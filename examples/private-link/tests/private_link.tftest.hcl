mock_provider "aws" {}

variables {
  name                         = "orders"
  aws_region                   = "us-east-1"
  regions                      = ["us", "au"]
  vpc_id                       = "vpc-0123456789abcdef0"
  subnet_ids                   = ["subnet-0123456789abcdef0"]
  endpoint_cidrs               = ["10.0.8.0/28"]
  data_plane_security_group_id = "sg-0123456789abcdef0"
  control_plane_endpoint       = "https://f47a4e996f.us.cp.konghq.com"
}

run "an_interface_endpoint_for_each_region_and_global" {
  assert {
    condition     = toset(keys(aws_vpc_endpoint.konnect)) == toset(["us-east-1/au", "us-east-1/global", "us-east-1/us"])
    error_message = "Each region needs an interface endpoint, and global too."
  }

  assert {
    condition = alltrue([
      for endpoint in aws_vpc_endpoint.konnect :
      endpoint.private_dns_enabled && endpoint.vpc_endpoint_type == "Interface" && startswith(endpoint.service_name, "com.amazonaws.vpce.us-east-1.")
    ])
    error_message = "The endpoints are interface endpoints with private DNS, of services in the VPC's own AWS region."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.from_port == 443 && aws_vpc_security_group_ingress_rule.endpoints.to_port == 443
    error_message = "The endpoints must let TCP 443 in."
  }
}

run "settings_over_private_link" {
  assert {
    condition     = output.kong_conf.cluster_control_plane == "us.svc.konghq.com/cp/f47a4e996f"
    error_message = "The data plane must ask for its configuration over PrivateLink."
  }

  assert {
    condition     = output.kong_conf.cluster_telemetry_endpoint == "us.svc.konghq.com:443/tp/f47a4e996f"
    error_message = "The data plane must send its telemetry over PrivateLink."
  }
}

run "data_planes_reach_the_endpoints_only" {
  assert {
    condition     = toset(keys(aws_vpc_security_group_egress_rule.data_plane)) == toset(["tcp/443/10.0.8.0/28"])
    error_message = "The only way out to Konnect is that to the interface endpoints."
  }
}

run "the_name_of_au_is_not_its_code" {
  variables {
    control_plane_endpoint = "https://f47a4e996f.au.cp.konghq.com"
  }

  assert {
    condition     = output.kong_conf.cluster_server_name == "ap.svc.konghq.com"
    error_message = "PrivateLink's names keep the former code."
  }
}
