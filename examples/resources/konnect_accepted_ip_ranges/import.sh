terraform import konnect_accepted_ip_ranges.this '{"ingress":{"us":["18.220.4.10"],"eu":["203.0.113.9"]}}'
