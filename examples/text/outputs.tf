output "filenames" {
  description = "The files that were written."
  value = sort(concat(
    [for file in local_file.outbound_list : file.filename],
    [for file in local_file.inbound_list : file.filename],
    [for file in local_file.rules : file.filename],
    [local_file.change_request.filename, module.connection_check.filename],
  ))
}
