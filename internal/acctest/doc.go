// Package acctest is the room in which tests and the demonstration meet a
// publisher that behaves as told and a real Terraform that touches nothing of
// the user's: a loopback server for Konnect's address list and announcements,
// faults that it can be given, and a runner for Terraform or OpenTofu in a
// scratch folder. Only tests and internal/demo import it.
package acctest
