// Package refreshtest runs the examples that keep addresses fresh as their users would run them day after day: with
// real Terraform, against a loopback publisher whose list and announcements change, fail and come back between two
// plans, and against a cloud in memory that somebody else can change too.
package refreshtest
