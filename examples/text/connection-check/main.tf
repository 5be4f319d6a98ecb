resource "local_file" "script" {
  filename        = var.filename
  file_permission = "0755"

  content = join("", [
    templatefile("${path.module}/head.sh.tftpl", { requirements = var.requirements }),
    file("${path.module}/check.sh"),
  ])
}
