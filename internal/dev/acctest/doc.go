// Package acctest makes a test process ready for real Terraform: it finds the executable, builds the provider once, and
// hides the user's settings.
package acctest
