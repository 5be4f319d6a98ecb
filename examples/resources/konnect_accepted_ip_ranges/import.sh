terraform import konnect_accepted_ip_ranges.this '{"us":["18.220.4.10/32"],"eu":["3.68.163.51/32"]}'
