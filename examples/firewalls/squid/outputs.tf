output "filename" {
  description = "The file that was written."
  value       = local_file.konnect.filename
}
