output "filename" {
  description = "The script that was written."
  value       = local_file.script.filename
}
