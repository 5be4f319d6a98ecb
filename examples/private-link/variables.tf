variable "name" {
  description = "Start of the names of what is made."
  type        = string
}

variable "aws_region" {
  description = "AWS region of the VPC, for example \"us-east-1\"."
  type        = string
}

variable "regions" {
  description = "Konnect regions to reach, for example [\"us\", \"eu\"]. The one of the control plane is among them."
  type        = set(string)
}

variable "vpc_id" {
  description = "VPC of the data planes. DNS support and DNS hostnames are on in it."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the interface endpoints, at most one in each availability zone."
  type        = set(string)
}

variable "endpoint_cidrs" {
  description = "Addresses of the interface endpoints: the CIDRs of the subnets, or the single addresses where they are fixed."
  type        = set(string)
}

variable "data_plane_security_group_id" {
  description = "Security group of the data planes. It must have no in-line rules."
  type        = string
}

variable "control_plane_endpoint" {
  description = "The control plane's config.control_plane_endpoint, for example \"https://f47a4e996f.us.cp.konghq.com\"."
  type        = string
}
